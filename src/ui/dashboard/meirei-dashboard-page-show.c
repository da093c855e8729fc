/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How the dashboard shows the figures of a project.  What is there already is
 * changed rather than made anew, so that the focus stays where it is. */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "meirei-dashboard-page-private.h"
#include "meirei-dashboard-row.h"
#include "meirei-figure-link.h"
#include "meirei-labels.h"
#include "meirei-phase-card.h"
#include "meirei-score-charts.h"

#define MAX_CAUSES 5
#define MAX_TITLES 3

static char *
link_status (char         *text,
             MeireiStatus  status)
{
  g_autofree char *owned = text;

  return meirei_figure_link_markup (owned, meirei_figure_target_new_status (-1, (int) status));
}

/* “212 instructions · 133 accepted (63 %) · 12 awaiting review · updated 16:42” */
static void
show_summary (MeireiDashboardPage *self)
{
  MeireiProjectFigures *figures = self->figures;
  guint n = meirei_project_figures_get_n_instructions (figures);
  guint n_accepted = meirei_project_figures_get_count (figures, MEIREI_STATUS_ACCEPTED);
  guint n_review = meirei_project_figures_get_count (figures, MEIREI_STATUS_EXECUTED);
  g_autofree char *all = g_strdup_printf (ngettext ("%'u instruction", "%'u instructions", n), n);
  g_autofree char *all_link = meirei_figure_link_markup (all, meirei_figure_target_new_all ());
  g_autofree char *accepted =
    link_status (g_strdup_printf (ngettext ("%'u accepted (%u %%)", "%'u accepted (%u %%)",
                                            n_accepted),
                                  n_accepted, n > 0 ? (guint) round (100. * n_accepted / n) : 0),
                 MEIREI_STATUS_ACCEPTED);
  g_autofree char *review =
    link_status (g_strdup_printf (ngettext ("%'u awaiting review", "%'u awaiting review",
                                            n_review), n_review), MEIREI_STATUS_EXECUTED);
  g_autoptr(GDateTime) now =
    g_date_time_new_from_unix_local (meirei_project_figures_get_now (figures) / G_USEC_PER_SEC);
  g_autofree char *time = now != NULL ? g_date_time_format (now, "%H:%M") : g_strdup ("");
  /* Translators: %s is a time of day */
  g_autofree char *updated = g_strdup_printf (_("updated %s"), time);
  g_autofree char *markup = g_strdup_printf ("%s · %s · %s · %s", all_link, accepted, review,
                                             updated);

  gtk_label_set_markup (self->summary, markup);
}

static void
dropped_cb (MeireiDashboardPage *self,
            char               **ids,
            MeireiPhaseCard     *card)
{
  _meirei_dashboard_page_move_to_phase (self, (const char * const *) ids,
                                        meirei_phase_card_get_number (card));
}

static MeireiPhaseCard *
get_card (MeireiDashboardPage *self,
          guint                position)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->phases, (int) position);

  if (child == NULL)
    {
      child = GTK_FLOW_BOX_CHILD (meirei_phase_card_new ());
      g_signal_connect_object (child, "dropped", G_CALLBACK (dropped_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_flow_box_insert (self->phases, GTK_WIDGET (child), -1);
    }

  return MEIREI_PHASE_CARD (child);
}

static void
show_phases (MeireiDashboardPage *self)
{
  const MeireiPhaseFigures *phases;
  GtkFlowBoxChild *child;
  guint n_phases;

  phases = meirei_project_figures_get_phases (self->figures, &n_phases);
  for (guint i = 0; i < n_phases; i++)
    meirei_phase_card_set_figures (get_card (self, i), &phases[i],
                                   meirei_project_figures_get_now (self->figures));
  while ((child = gtk_flow_box_get_child_at_index (self->phases, (int) n_phases)) != NULL)
    gtk_flow_box_remove (self->phases, GTK_WIDGET (child));
  gtk_widget_set_visible (GTK_WIDGET (self->phases), n_phases > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_phases), n_phases == 0);
}

static void
show_charts (MeireiDashboardPage *self)
{
  g_autofree char *scores = meirei_score_charts_dup_scores (self->figures);
  g_autofree char *trend = meirei_score_charts_dup_trend (self->figures);

  meirei_score_charts_fill (self->distribution, self->trend, self->figures);
  gtk_label_set_markup (self->scores_text, scores);
  gtk_label_set_markup (self->trend_text, trend);
}

static void
show_models (MeireiDashboardPage *self)
{
  gboolean any = meirei_project_figures_get_all_models (self->figures)->n_runs > 0;
  /* Translators: what “pass rate” means; %d is the score of the quality gate */
  g_autofree char *text = g_strdup_printf (_("pass = score ≥ %d and no test failed"),
                                           meirei_project_figures_get_gate_score (self->figures));

  meirei_model_table_set_figures (self->model_table, self->figures);
  gtk_label_set_label (self->models_text, any ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->model_table), any);
  gtk_widget_set_visible (GTK_WIDGET (self->no_models), !any);
}

/* “Batch processor, CSV reader, …” */
static char *
dup_titles (const MeireiFiguresEntry *entries,
            guint                     n_entries,
            guint                     n_all)
{
  g_autoptr(GString) titles = g_string_new (NULL);
  guint n_shown = MIN (n_entries, MAX_TITLES);

  for (guint i = 0; i < n_shown; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", entries[i].title);
  if (n_all > n_shown)
    g_string_append (titles, ", …");

  return g_string_free (g_steal_pointer (&titles), FALSE);
}

typedef struct {
  MeireiNeed need;
  const char *label;
  const char *icon_name;
  const char *css_class;
  const char *key;
  const char *word;
  MeireiStatus status;
} NeedText;

static const NeedText need_texts[] = {
  { MEIREI_NEED_REVIEW, N_("Awaiting review"), "meirei-review-symbolic", "accent", NULL, NULL,
    MEIREI_STATUS_EXECUTED },
  { MEIREI_NEED_STALE_APPROVAL, N_("Approval out of date"), "meirei-approved-symbolic",
    "warning", "flag", "approval-stale", MEIREI_STATUS_APPROVED },
  { MEIREI_NEED_STALE_VERDICT, N_("Verdict out of date"), "meirei-accepted-symbolic", "warning",
    "flag", "verdict-stale", MEIREI_STATUS_ACCEPTED },
  { MEIREI_NEED_FAILED, NULL, "meirei-failed-symbolic", "error", NULL, NULL,
    MEIREI_STATUS_FAILED },
};

static void
show_need (MeireiDashboardPage *self,
           const NeedText      *text,
           int                 *position)
{
  guint n = meirei_project_figures_count_need (self->figures, text->need);
  const char *label = text->label != NULL ? _(text->label)
                                          : meirei_status_get_label (text->status);
  const MeireiFiguresEntry *entries;
  guint n_entries;
  g_autofree char *titles = NULL;
  g_autofree char *count = g_strdup_printf ("%'u", n);
  g_autoptr(GVariant) target = NULL;

  if (n == 0)
    return;
  entries = meirei_project_figures_get_needs (self->figures, text->need, &n_entries);
  titles = dup_titles (entries, n_entries, n);
  target = text->key != NULL ? meirei_figure_target_new_word (text->key, text->word)
                             : meirei_figure_target_new_status (-1, (int) text->status);
  meirei_dashboard_row_set_fields (meirei_dashboard_row_get (self->needs, (*position)++),
                                   &(MeireiDashboardRowFields) {
                                     text->icon_name, text->css_class, label, titles,
                                     count, NULL, target });
}

static void
show_causes (MeireiDashboardPage *self,
             int                 *position)
{
  const MeireiFailureCause *causes;
  guint n_causes;
  g_autoptr(GVariant) target = meirei_figure_target_new_status (-1, MEIREI_STATUS_FAILED);

  causes = meirei_project_figures_get_causes (self->figures, &n_causes);
  for (guint i = 0; i < MIN (n_causes, MAX_CAUSES); i++)
    {
      g_autofree char *count = g_strdup_printf ("%'u", causes[i].n_instructions);
      const char *cause = *causes[i].cause != '\0' ? causes[i].cause : _("No reason is known");

      meirei_dashboard_row_set_fields (meirei_dashboard_row_get (self->needs, (*position)++),
                                       &(MeireiDashboardRowFields) {
                                         "go-next-symbolic", "dim-label", _("Cause"), cause,
                                         count, NULL, target });
    }
}

static void
show_needs (MeireiDashboardPage *self)
{
  int n_rows = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (need_texts); i++)
    show_need (self, &need_texts[i], &n_rows);
  show_causes (self, &n_rows);
  meirei_dashboard_row_truncate (self->needs, n_rows);
  gtk_widget_set_visible (GTK_WIDGET (self->needs), n_rows > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_needs), n_rows == 0);
}

static void
show_week_row (MeireiDashboardPage *self,
               int                  position,
               MeireiStatus         status,
               const char          *title,
               const char          *detail,
               guint                n,
               gboolean             leads)
{
  g_autofree char *count = g_strdup_printf ("%'u", n);
  g_autoptr(GVariant) target =
    leads ? meirei_figure_target_new_status (-1, (int) status)
          : meirei_figure_target_new_word ("sort", "updated");
  const MeireiDashboardRowFields fields = {
    meirei_status_get_icon_name (status), _meirei_dashboard_page_get_status_class (status), title, detail, count, NULL,
    target,
  };

  meirei_dashboard_row_set_fields (meirei_dashboard_row_get (self->week, position), &fields);
}

static char *
dup_run_detail (const MeireiProjectThroughput *week)
{
  g_autofree char *tokens = g_strdup_printf ("%'" G_GINT64_FORMAT, week->n_tokens);
  g_autofree char *minutes = g_strdup_printf ("%'.0f", week->seconds / 60.);

  if (week->n_runs == 0)
    return g_strdup ("");
  if (week->tokens_per_second > 0.)
    {
      g_autofree char *speed = g_strdup_printf ("%'.1f", week->tokens_per_second);

      /* Translators: numbers of tokens, minutes, and tokens per second */
      return g_strdup_printf (_("%s tokens in %s min, %s tok/s"), tokens, minutes, speed);
    }

  /* Translators: numbers of tokens and minutes */
  return g_strdup_printf (_("%s tokens in %s min"), tokens, minutes);
}

static void
show_week (MeireiDashboardPage *self)
{
  const MeireiProjectThroughput *week = meirei_project_figures_get_throughput (self->figures);
  g_autofree char *detail = dup_run_detail (week);

  show_week_row (self, 0, MEIREI_STATUS_EXECUTING, _("Versions written"), detail, week->n_runs,
                 FALSE);
  show_week_row (self, 1, MEIREI_STATUS_ACCEPTED, _("Versions accepted"), "", week->n_accepted,
                 TRUE);
  show_week_row (self, 2, MEIREI_STATUS_REJECTED, _("Versions rejected"), "", week->n_rejected,
                 TRUE);
}

/* Shows the figures that the page has. */
void
_meirei_dashboard_page_show (MeireiDashboardPage *self)
{
  show_summary (self);
  show_phases (self);
  show_charts (self);
  show_models (self);
  _meirei_dashboard_page_show_activity (self);
  show_needs (self);
  show_week (self);
}
