/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What a report says: score and gate, categories, line counts, checks. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-category-bar.h"
#include "meirei-quality-panel-private.h"

static void
clear_children (GtkWidget *widget)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    {
      if (GTK_IS_LIST_BOX (widget))
        gtk_list_box_remove (GTK_LIST_BOX (widget), child);
      else if (GTK_IS_GRID (widget))
        gtk_grid_remove (GTK_GRID (widget), child);
      else
        gtk_box_remove (GTK_BOX (widget), child);
    }
}

/* Score and gate. */

static int
get_gate_limit (MeireiGateResult *gate)
{
  guint n_checks = 0;
  const MeireiGateCheck *checks = meirei_gate_result_get_checks (gate, &n_checks);

  for (guint i = 0; i < n_checks; i++)
    if (checks[i].key == MEIREI_GATE_KEY_SCORE)
      return checks[i].limit;

  return 0;
}

/* Why a gate is not passed, besides the score and the syntax; %NULL if these
 * are all. */
static const char *
get_gate_reason (MeireiGateResult *gate)
{
  guint n_checks = 0;
  const MeireiGateCheck *checks = meirei_gate_result_get_checks (gate, &n_checks);

  for (guint i = 0; i < n_checks; i++)
    {
      if (checks[i].passed)
        continue;
      if (checks[i].key == MEIREI_GATE_KEY_SYNTAX_ERRORS)
        return NULL;
      if (checks[i].key == MEIREI_GATE_KEY_FAILED_TESTS)
        return checks[i].known ? _("tests not passed") : _("tests did not run");
      if (checks[i].key == MEIREI_GATE_KEY_MISSING_DECLARATIONS)
        return _("declared functions missing");
      if (checks[i].key == MEIREI_GATE_KEY_INVENTED_MODULES)
        return _("unknown modules");
      if (checks[i].key == MEIREI_GATE_KEY_SECURITY_POINTS)
        return _("not secure");
      if (checks[i].key == MEIREI_GATE_KEY_TRUNCATED)
        return _("answer cut off");
    }

  return NULL;
}

/* Some findings allow no higher score than this, whatever the sum of the
 * deductions is; 0 if none made a difference. */
static int
get_score_limit (MeireiReport *report)
{
  const MeireiReportFields *fields = meirei_report_get_fields (report);
  int sum = 100;

  for (guint i = 0; i < G_N_ELEMENTS (fields->categories); i++)
    sum -= fields->categories[i].lost;
  for (guint i = 0; i < fields->n_limits; i++)
    if (fields->limits[i].limit == fields->score && fields->score < sum)
      return fields->score;

  return 0;
}

static void
show_gate (MeireiQualityPanel *self,
           MeireiReport       *report)
{
  MeireiGateResult *gate = meirei_report_get_gate (report);
  const MeireiReportFields *fields = meirei_report_get_fields (report);
  gboolean passed = gate != NULL && meirei_gate_result_get_passed (gate);
  const char *syntax = !fields->syntax_known ? _("syntax not checked")
                       : fields->syntax_ok ? _("syntax valid") : _("does not compile");
  int limit = get_score_limit (report);
  g_autofree char *limited = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->gate_icon), gate != NULL);
  if (gate == NULL)
    gtk_label_set_label (self->gate_label, _("No quality gate"));
  else
    gtk_label_set_label (self->gate_label, passed ? _("Quality gate passed")
                                                  : _("Quality gate not passed"));
  meirei_tone_set_css_class (GTK_WIDGET (self->gate_label),
                             gate == NULL ? MEIREI_TONE_NEUTRAL
                             : passed ? MEIREI_TONE_SUCCESS : MEIREI_TONE_ERROR);
  meirei_tone_set_css_class (GTK_WIDGET (self->gate_icon),
                             passed ? MEIREI_TONE_SUCCESS : MEIREI_TONE_ERROR);
  gtk_image_set_from_icon_name (self->gate_icon, passed ? "meirei-gate-symbolic"
                                                        : "meirei-failed-symbolic");
  if (gate != NULL && !passed && get_gate_reason (gate) != NULL)
    syntax = get_gate_reason (gate);
  /* Translators: the gate's lowest score, and whether the code compiles or what
   * else is not as the gate demands. */
  detail = gate != NULL ? g_strdup_printf (_("Minimum %d · %s"), get_gate_limit (gate), syntax)
                        : g_strdup (syntax);
  if (limit > 0)
    /* Translators: the highest score that a serious finding allows */
    limited = g_strdup_printf (_("A finding limits the score to %d"), limit);
  text = g_strjoin ("\n", detail, limited, NULL);
  gtk_label_set_label (self->gate_detail, text);
}

/* Says how the score changed since the version before. */
void
_meirei_quality_panel_show_delta (MeireiQualityPanel *self,
                                  MeireiReport       *report)
{
  MeireiVersion *shown = meirei_review_get_version (self->review);
  MeireiVersion *previous =
    meirei_version_list_get_previous (self->versions, meirei_version_get_name (shown));
  JsonObject *section = previous != NULL ? meirei_version_get_section (previous, "report") : NULL;
  g_autoptr(MeireiReport) before = section != NULL ? meirei_report_new_from_json (section) : NULL;
  g_autofree char *text = NULL;
  int delta;

  gtk_widget_set_visible (GTK_WIDGET (self->delta_label), FALSE);
  if (before == NULL || !meirei_report_is_scored (before) || !meirei_report_is_scored (report))
    return;

  delta = meirei_report_get_score (report) - meirei_report_get_score (before);
  /* Translators: change of the score since a version, “+7 since v2 (88)”. */
  text = g_strdup_printf (_("%+d since %s (%d)"), delta, meirei_version_get_name (previous),
                          meirei_report_get_score (before));
  gtk_label_set_label (self->delta_label, text);
  meirei_tone_set_css_class (GTK_WIDGET (self->delta_label),
                             delta > 0 ? MEIREI_TONE_SUCCESS
                             : delta < 0 ? MEIREI_TONE_ERROR : MEIREI_TONE_NEUTRAL);
  gtk_widget_set_visible (GTK_WIDGET (self->delta_label), TRUE);
}

/* Line counts. */

static void
add_count (MeireiQualityPanel *self,
           int                 count,
           const char         *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  g_autofree char *text = g_strdup_printf ("%d", count);
  GtkWidget *number = gtk_label_new (text);
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (number, "heading");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->counts, box);
}

static void
show_counts (MeireiQualityPanel *self,
             MeireiReport       *report)
{
  MeireiLineCounts counts = meirei_report_get_counts (report);

  clear_children (GTK_WIDGET (self->counts));
  add_count (self, counts.code, C_("lines", "code"));
  add_count (self, counts.comment, C_("lines", "comment"));
  add_count (self, counts.doc, C_("lines", "doc"));
}

/* Checks. */

static void
add_check (MeireiQualityPanel *self,
           gboolean            passed,
           const char         *title,
           const char         *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (passed ? "meirei-accepted-symbolic"
                                                         : "meirei-failed-symbolic");

  meirei_tone_set_css_class (icon, passed ? MEIREI_TONE_SUCCESS : MEIREI_TONE_ERROR);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_add_css_class (row, "dense");
  gtk_list_box_append (self->checks, row);
}

/* Returns whether there is something to say about acceptance tests. */
static gboolean
add_tests_check (MeireiQualityPanel *self)
{
  MeireiVersion *version = meirei_review_get_version (self->review);
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);
  g_autoptr(MeireiTestReport) tests = version != NULL ? meirei_version_dup_tests (version) : NULL;
  g_autofree char *title = NULL;

  if (tests == NULL || meirei_test_report_get_fields (tests)->obstacle
                       == MEIREI_TEST_OBSTACLE_NO_TESTS)
    return FALSE;

  /* Translators: how many of the acceptance tests passed. */
  title = g_strdup_printf (_("%u of %u acceptance tests"),
                           meirei_test_report_count (tests, MEIREI_TEST_OUTCOME_PASSED),
                           meirei_test_report_get_n_cases (tests));
  if (instruction != NULL
      && !meirei_test_report_is_about (tests,
                                       meirei_sheet_get_tests (
                                         meirei_instruction_get_sheet (instruction)),
                                       meirei_version_get_file_sha256 (version)))
    add_check (self, FALSE, title, _("stale: the tests or the code were changed"));
  else if (meirei_test_report_has_run (tests))
    add_check (self, meirei_test_report_has_passed (tests), title, _("passed in the sandbox"));
  else
    add_check (self, FALSE, _("Acceptance tests"), _("were not run; the tab Tests says why"));

  return TRUE;
}

static void
show_checks (MeireiQualityPanel *self,
             MeireiReport       *report)
{
  const MeireiReportFields *fields = meirei_report_get_fields (report);
  gboolean any = fields->declared_known && fields->declared_total > 0;

  clear_children (GTK_WIDGET (self->checks));
  if (any)
    {
      /* Translators: how many of the declared functions are in the code. */
      g_autofree char *title = g_strdup_printf (_("%d of %d declared functions"),
                                                fields->declared_found, fields->declared_total);
      gboolean passed = fields->declared_found == fields->declared_total;

      add_check (self, passed, title, passed ? _("names and parameters match")
                                             : _("missing, or with other parameters"));
    }
  any |= add_tests_check (self);
  gtk_widget_set_visible (GTK_WIDGET (self->checks_heading), any);
  gtk_widget_set_visible (GTK_WIDGET (self->checks), any);
}

/* The whole. */

/* Shows everything about the version that is reviewed. */
void
_meirei_quality_panel_show_report (MeireiQualityPanel *self,
                                   MeireiReport       *report)
{
  g_autofree char *detail = NULL;
  MeireiGateResult *gate = meirei_report_get_gate (report);

  meirei_score_ring_set_score (self->ring, meirei_report_is_scored (report)
                                           ? meirei_report_get_score (report)
                                           : MEIREI_SCORE_NONE);
  detail = g_strdup (gate == NULL ? NULL
                     : meirei_gate_result_get_passed (gate) ? _("quality gate passed")
                                                            : _("quality gate not passed"));
  meirei_score_ring_set_detail (self->ring, detail);
  show_gate (self, report);
  _meirei_quality_panel_show_delta (self, report);
  clear_children (GTK_WIDGET (self->categories));
  meirei_category_bars_fill (self->categories, report);
  show_counts (self, report);
  meirei_finding_list_set_report (self->findings, report);
  show_checks (self, report);
  meirei_provenance_list_set_version (self->provenance,
                                      meirei_review_get_version (self->review));
  gtk_stack_set_visible_child_name (self->stack, "report");
}
