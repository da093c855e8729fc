/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What runs and what happened last, on the dashboard. */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "meirei-batch-runner.h"
#include "meirei-batch-words.h"
#include "meirei-dashboard-page-private.h"
#include "meirei-dashboard-row.h"
#include "meirei-figure-link.h"
#include "meirei-labels.h"
#include "meirei-relative-time.h"

#define MAX_ACTIVITY 7
#define MAX_RUNS 3

/* The style class of an icon. */
const char *
_meirei_dashboard_page_get_status_class (MeireiStatus status)
{
  switch (status)
    {
    case MEIREI_STATUS_APPROVED:
    case MEIREI_STATUS_EXECUTING:
    case MEIREI_STATUS_EXECUTED:
      return "accent";
    case MEIREI_STATUS_ACCEPTED:
      return "success";
    case MEIREI_STATUS_REJECTED:
    case MEIREI_STATUS_FAILED:
      return "error";
    case MEIREI_STATUS_DRAFT:
    case MEIREI_STATUS_VALIDATED:
    default:
      return "dim-label";
    }
}

/* The icon of what an instruction became by an event. */
static MeireiStatus
get_event_status (const char *event)
{
  static const struct {
    const char *event;
    MeireiStatus status;
  } statuses[] = {
    { "accept", MEIREI_STATUS_ACCEPTED },
    { "approve", MEIREI_STATUS_APPROVED },
    { "choose", MEIREI_STATUS_EXECUTED },
    { "complete", MEIREI_STATUS_EXECUTED },
    { "execute", MEIREI_STATUS_EXECUTING },
    { "reject", MEIREI_STATUS_REJECTED },
    { "undo", MEIREI_STATUS_EXECUTED },
    { "validate", MEIREI_STATUS_VALIDATED },
    { "create", MEIREI_STATUS_DRAFT },
    { "edit", MEIREI_STATUS_DRAFT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i].event, event))
      return statuses[i].status;

  /* “fail”, and how answers end that are not complete. */
  return MEIREI_STATUS_FAILED;
}

/* One line, whatever a model or a person wrote. */
static char *
dup_first_line (const char *text)
{
  return g_strndup (text, strcspn (text, "\n"));
}

static char *
dup_event_detail (const MeireiFiguresEntry *entry)
{
  g_autofree char *note = dup_first_line (entry->note);
  const char *label = meirei_event_get_label (entry->event);

  if (*note == '\0')
    return g_strdup (label);
  if (g_str_equal (entry->event, "accept") || g_str_equal (entry->event, "reject"))
    /* Translators: a verdict and the note that a person wrote */
    return g_strdup_printf (_("%s · “%s”"), label, note);

  return g_strdup_printf ("%s · %s", label, note);
}

static void
show_event (MeireiDashboardPage      *self,
            guint                     position,
            const MeireiFiguresEntry *entry)
{
  gint64 now = meirei_project_figures_get_now (self->figures);
  MeireiStatus status = get_event_status (entry->event);
  g_autofree char *detail = dup_event_detail (entry);
  g_autofree char *time = meirei_relative_time_format_short (entry->at, now);
  g_autofree char *spoken = meirei_relative_time_format_long (entry->at, now);
  g_autoptr(GVariant) target = meirei_figure_target_new_word ("id", entry->id);
  const MeireiDashboardRowFields fields = {
    meirei_status_get_icon_name (status), _meirei_dashboard_page_get_status_class (status), entry->title, detail, time,
    spoken, target,
  };

  meirei_dashboard_row_set_fields (meirei_dashboard_row_get (self->activity, (int) position),
                                   &fields);
}

static void
show_run (MeireiDashboardPage *self,
          guint                position,
          MeireiBatch         *batch)
{
  guint n_failed = meirei_batch_count (batch, MEIREI_BATCH_ITEM_FAILED);
  g_autofree char *title = meirei_batch_words_dup_title (batch, self->workspace);
  /* Translators: how far a run is: “37 of 64 done” */
  g_autofree char *done = g_strdup_printf (_("%u of %u done"),
                                           meirei_batch_get_n_settled (batch),
                                           meirei_batch_get_n_items (batch));
  g_autofree char *failed = g_strdup_printf (ngettext ("%u failed", "%u failed", n_failed),
                                             n_failed);
  g_autofree char *detail = n_failed > 0 ? g_strdup_printf ("%s, %s", done, failed)
                                         : g_strdup (done);
  g_autoptr(GVariant) target = meirei_figure_target_new_word ("run", meirei_batch_get_id (batch));
  const MeireiDashboardRowFields fields = {
    meirei_status_get_icon_name (MEIREI_STATUS_EXECUTING), "accent", title, detail, _("now"),
    NULL, target,
  };

  meirei_dashboard_row_set_fields (meirei_dashboard_row_get (self->activity, (int) position),
                                   &fields);
}

/* Returns how many runs are shown. */
static guint
show_runs (MeireiDashboardPage *self)
{
  guint n_runs = self->runners != NULL ? g_list_model_get_n_items (self->runners) : 0;

  n_runs = MIN (n_runs, MAX_RUNS);
  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr(MeireiBatchRunner) runner = g_list_model_get_item (self->runners, i);

      show_run (self, i, meirei_batch_runner_get_batch (runner));
    }

  return n_runs;
}

/* Shows what runs and what happened last. */
void
_meirei_dashboard_page_show_activity (MeireiDashboardPage *self)
{
  guint n_runs = show_runs (self);
  const MeireiFiguresEntry *entries;
  guint n_entries;

  entries = meirei_project_figures_get_activity (self->figures, &n_entries);
  n_entries = MIN (n_entries, MAX_ACTIVITY - n_runs);
  for (guint i = 0; i < n_entries; i++)
    show_event (self, n_runs + i, &entries[i]);
  meirei_dashboard_row_truncate (self->activity, (int) (n_runs + n_entries));
  gtk_widget_set_visible (GTK_WIDGET (self->activity), n_runs + n_entries > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_activity), n_runs + n_entries == 0);
}
