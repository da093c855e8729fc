/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiComparePanel:
 *
 * What became better and worse from one version to the other: scores,
 * categories, findings that are gone or new, and some facts.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-compare-panel.h"
#include "meirei-fact-grid.h"
#include "meirei-finding-text.h"
#include "meirei-json.h"
#include "meirei-labels.h"
#include "meirei-report-delta.h"
#include "meirei-score-badge.h"
#include "meirei-score-ring.h"

#define MAX_FINDINGS 50

struct _MeireiComparePanel
{
  AdwBin parent_instance;

  MeireiScoreRing *rings[MEIREI_N_DIFF_SIDES];
  GtkLabel *captions[MEIREI_N_DIFF_SIDES];
  MeireiScoreBadge *delta;
  GtkGrid *categories;
  GtkBox *findings;
  GtkBox *facts;

  MeireiComparePair *pair;  /* (owned) */
  MeireiScoreTable *table;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiComparePanel, meirei_compare_panel, ADW_TYPE_BIN)

static void
clear_children (GtkWidget *widget)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    if (GTK_IS_GRID (widget))
      gtk_grid_remove (GTK_GRID (widget), child);
    else
      gtk_box_remove (GTK_BOX (widget), child);
}

/* Scores. */

static void
show_scores (MeireiComparePanel *self,
             MeireiReport      **reports)
{
  gboolean scored = TRUE;

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      MeireiVersion *version = meirei_compare_pair_get_version (self->pair, side);
      const char *model = meirei_version_get_model_id (version);
      g_autofree char *caption = g_strdup_printf ("%s · %s", meirei_version_get_name (version),
                                                  model != NULL ? model : "–");
      gboolean known = reports[side] != NULL && meirei_report_is_scored (reports[side]);

      meirei_score_ring_set_score (self->rings[side], known
                                                      ? meirei_report_get_score (reports[side])
                                                      : MEIREI_SCORE_NONE);
      gtk_label_set_label (self->captions[side], caption);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->captions[side]), caption);
      scored &= known;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->delta), scored);
  if (scored)
    meirei_score_badge_set_delta (self->delta, meirei_report_get_score (reports[1])
                                               - meirei_report_get_score (reports[0]));
}

/* Categories. */

static GtkWidget *
make_bar (MeireiCategoryScore score,
          gboolean            grey)
{
  double cap = MAX (score.cap, 1);
  GtkWidget *bar = gtk_level_bar_new_for_interval (0., cap);

  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), "critical", cap * .5);
  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), "low", cap * .8);
  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), "full", cap);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), CLAMP (cap - score.lost, 0., cap));
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_add_css_class (bar, "thin");
  if (grey)
    gtk_widget_add_css_class (bar, "before");

  return bar;
}

static char *
format_lost (int lost)
{
  return lost > 0 ? g_strdup_printf ("−%d", lost) : g_strdup ("0");
}

static void
add_category (MeireiComparePanel *self,
              MeireiReport      **reports,
              MeireiCategory      category)
{
  MeireiCategoryScore before = meirei_report_get_category (reports[0], category);
  MeireiCategoryScore after = meirei_report_get_category (reports[1], category);
  g_autofree char *lost_before = format_lost (before.lost);
  g_autofree char *lost_after = format_lost (after.lost);
  g_autofree char *text = g_strdup_printf ("%s → %s", lost_before, lost_after);
  GtkWidget *name = gtk_label_new (meirei_category_get_label (category));
  GtkWidget *bars = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *values = gtk_label_new (text);
  GtkWidget *badge = meirei_score_badge_new ();
  int row = (int) category;

  gtk_label_set_xalign (GTK_LABEL (name), 0.f);
  gtk_box_append (GTK_BOX (bars), make_bar (before, TRUE));
  gtk_box_append (GTK_BOX (bars), make_bar (after, FALSE));
  gtk_widget_set_valign (bars, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (values), 1.f);
  gtk_widget_add_css_class (values, "numeric");
  gtk_widget_add_css_class (values, "dim-label");
  meirei_score_badge_set_delta (MEIREI_SCORE_BADGE (badge), before.lost - after.lost);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (values), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  name, NULL, -1);
  gtk_grid_attach (self->categories, name, 0, row, 1, 1);
  gtk_grid_attach (self->categories, bars, 1, row, 1, 1);
  gtk_grid_attach (self->categories, values, 2, row, 1, 1);
  gtk_grid_attach (self->categories, badge, 3, row, 1, 1);
}

/* Findings. */

static GtkWidget *
make_finding_row (MeireiComparePanel *self,
                  MeireiFinding      *finding,
                  gboolean            resolved)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *badge = meirei_score_badge_new ();
  g_autofree char *text = meirei_finding_dup_translated (finding, self->table);
  g_autofree char *line = g_strdup_printf ("%d", meirei_finding_get_line (finding));
  GtkWidget *label = gtk_label_new (meirei_finding_get_line (finding) > 0 ? line : NULL);
  int points = meirei_finding_get_points (finding);

  meirei_score_badge_set_delta (MEIREI_SCORE_BADGE (badge), resolved ? points : -points);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), badge);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "dense");

  return row;
}

static void
add_heading (GtkBox     *box,
             const char *title,
             const char *caption)
{
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *label = gtk_label_new (caption);

  gtk_label_set_xalign (GTK_LABEL (name), 0.f);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (name, "caption-heading");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (heading), name);
  gtk_box_append (GTK_BOX (heading), label);
  gtk_widget_set_margin_top (heading, 6);
  gtk_box_append (box, heading);
}

static void
add_findings (MeireiComparePanel *self,
              GPtrArray          *findings,
              gboolean            resolved)
{
  MeireiVersion *after = meirei_compare_pair_get_version (self->pair, MEIREI_DIFF_NEW);
  MeireiVersion *at = resolved ? meirei_compare_pair_get_version (self->pair, MEIREI_DIFF_OLD)
                               : after;
  g_autofree char *title = NULL;
  /* Translators: over the line numbers; %s is a version such as v2 */
  g_autofree char *caption = g_strdup_printf (_("line in %s"), meirei_version_get_name (at));
  GtkWidget *list = gtk_list_box_new ();

  if (findings->len == 0)
    return;

  /* Translators: findings that a version no longer has, or has as the first;
   * %s is a version such as v3 */
  title = g_strdup_printf (resolved ? _("Resolved in %s") : _("New in %s"),
                           meirei_version_get_name (after));
  add_heading (self->findings, title, caption);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (guint i = 0; i < MIN (findings->len, MAX_FINDINGS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         make_finding_row (self, findings->pdata[i], resolved));
  gtk_box_append (self->findings, list);
}

/* Facts. */

static char *
format_tests (MeireiVersion *version)
{
  g_autoptr(MeireiTestReport) tests = meirei_version_dup_tests (version);
  g_autofree char *passed = NULL;
  g_autofree char *total = NULL;

  if (tests == NULL || !meirei_test_report_has_run (tests))
    return g_strdup ("–");

  passed = g_strdup_printf ("%u", meirei_test_report_count (tests, MEIREI_TEST_OUTCOME_PASSED));
  total = g_strdup_printf ("%u", meirei_test_report_get_n_cases (tests));

  /* Translators: tests that passed, of how many */
  return g_strdup_printf (_("%s of %s"), passed, total);
}

static void
sum_attempts (MeireiVersion *version,
              gint64        *n_tokens,
              double        *seconds)
{
  JsonArray *attempts = meirei_version_get_attempts (version);
  guint n_attempts = attempts != NULL ? json_array_get_length (attempts) : 0;

  *n_tokens = 0;
  *seconds = 0.;
  for (guint i = 0; i < n_attempts; i++)
    {
      JsonObject *attempt = meirei_json_array_object (attempts, i);

      *n_tokens += meirei_json_get_int (attempt, "completion_tokens", 0);
      *seconds += meirei_json_get_double (attempt, "duration_s", 0.);
    }
}

static void
show_facts (MeireiComparePanel *self,
            MeireiReport      **reports)
{
  GtkWidget *grid = meirei_fact_grid_new ();
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const char *values[5][3] = { { NULL } };

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      MeireiVersion *version = meirei_compare_pair_get_version (self->pair, side);
      gint64 n_tokens;
      double seconds;

      sum_attempts (version, &n_tokens, &seconds);
      g_ptr_array_add (texts, g_strdup (meirei_version_get_name (version)));
      g_ptr_array_add (texts, format_tests (version));
      g_ptr_array_add (texts, reports[side] != NULL
                              ? g_strdup_printf ("%d", meirei_report_get_counts (reports[side]).code)
                              : g_strdup ("–"));
      g_ptr_array_add (texts, g_strdup_printf ("%'" G_GINT64_FORMAT, n_tokens));
      g_ptr_array_add (texts, g_strdup_printf (_("%.1f s"), seconds));
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        values[i][side] = texts->pdata[side * G_N_ELEMENTS (values) + i];
    }
  meirei_fact_grid_set (GTK_GRID (grid), 0, "", values[0]);
  meirei_fact_grid_set (GTK_GRID (grid), 1, _("Tests"), values[1]);
  meirei_fact_grid_set (GTK_GRID (grid), 2, _("Code lines"), values[2]);
  meirei_fact_grid_set (GTK_GRID (grid), 3, _("Tokens"), values[3]);
  meirei_fact_grid_set (GTK_GRID (grid), 4, _("Time"), values[4]);
  clear_children (GTK_WIDGET (self->facts));
  gtk_box_append (self->facts, grid);
}

static MeireiReport *
dup_report (MeireiVersion *version)
{
  JsonObject *section = meirei_version_get_section (version, "report");

  return section != NULL ? meirei_report_new_from_json (section) : NULL;
}

static void
refill (MeireiComparePanel *self)
{
  MeireiVersion *before = meirei_compare_pair_get_version (self->pair, MEIREI_DIFF_OLD);
  MeireiVersion *after = meirei_compare_pair_get_version (self->pair, MEIREI_DIFF_NEW);
  MeireiReport *reports[MEIREI_N_DIFF_SIDES];

  clear_children (GTK_WIDGET (self->categories));
  clear_children (GTK_WIDGET (self->findings));
  gtk_widget_set_visible (GTK_WIDGET (self), before != NULL && after != NULL);
  if (before == NULL || after == NULL)
    return;

  reports[0] = dup_report (before);
  reports[1] = dup_report (after);
  show_scores (self, reports);
  show_facts (self, reports);
  if (reports[0] != NULL && reports[1] != NULL)
    {
      g_autoptr(GPtrArray) resolved = meirei_report_find_missing (reports[0], reports[1]);
      g_autoptr(GPtrArray) added = meirei_report_find_missing (reports[1], reports[0]);

      for (int i = 0; i < MEIREI_N_CATEGORIES; i++)
        add_category (self, reports, (MeireiCategory) i);
      add_findings (self, resolved, TRUE);
      add_findings (self, added, FALSE);
    }
  g_clear_object (&reports[0]);
  g_clear_object (&reports[1]);
}

static void
meirei_compare_panel_dispose (GObject *object)
{
  MeireiComparePanel *self = MEIREI_COMPARE_PANEL (object);

  g_clear_object (&self->table);
  g_clear_object (&self->pair);

  G_OBJECT_CLASS (meirei_compare_panel_parent_class)->dispose (object);
}

static void
meirei_compare_panel_class_init (MeireiComparePanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_compare_panel_dispose;
}

static GtkWidget *
make_ring (MeireiComparePanel *self,
           guint               side)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *ring = meirei_score_ring_new ();
  GtkWidget *caption = gtk_label_new (NULL);

  self->rings[side] = MEIREI_SCORE_RING (ring);
  self->captions[side] = GTK_LABEL (caption);
  meirei_score_ring_set_diameter (self->rings[side], MEIREI_SCORE_RING_MEDIUM);
  if (side == MEIREI_DIFF_OLD)
    meirei_score_ring_set_tone (self->rings[side], MEIREI_TONE_NEUTRAL);
  gtk_widget_set_halign (ring, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (self->captions[side], PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->captions[side], 16);
  gtk_widget_add_css_class (caption, "caption");
  if (side == MEIREI_DIFF_OLD)
    gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (box), ring);
  gtk_box_append (GTK_BOX (box), caption);

  return box;
}

static GtkWidget *
make_rings (MeireiComparePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->delta = MEIREI_SCORE_BADGE (meirei_score_badge_new ());
  gtk_box_append (GTK_BOX (middle), GTK_WIDGET (self->delta));
  gtk_box_append (GTK_BOX (middle), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_widget_set_valign (middle, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), make_ring (self, MEIREI_DIFF_OLD));
  gtk_box_append (GTK_BOX (box), middle);
  gtk_box_append (GTK_BOX (box), make_ring (self, MEIREI_DIFF_NEW));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);

  return box;
}

static void
meirei_compare_panel_init (MeireiComparePanel *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), make_rings (self));
  self->categories = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->categories, 9);
  gtk_grid_set_column_spacing (self->categories, 9);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->categories));
  self->findings = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->findings));
  self->facts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->facts));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * meirei_compare_panel_new:
 * @pair: what is compared
 *
 * Returns: (transfer floating): a panel that follows @pair
 */
GtkWidget *
meirei_compare_panel_new (MeireiComparePair *pair)
{
  MeireiComparePanel *self = g_object_new (MEIREI_TYPE_COMPARE_PANEL, NULL);

  self->pair = g_object_ref (pair);
  g_signal_connect_object (pair, "versions-changed", G_CALLBACK (refill), self,
                           G_CONNECT_SWAPPED);
  refill (self);

  return GTK_WIDGET (self);
}

/**
 * meirei_compare_panel_set_table:
 * @self: a panel
 * @table: (nullable): the scoring table, which has the translations
 */
void
meirei_compare_panel_set_table (MeireiComparePanel *self,
                                MeireiScoreTable   *table)
{
  g_return_if_fail (MEIREI_IS_COMPARE_PANEL (self));

  if (g_set_object (&self->table, table))
    refill (self);
}
