/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiQualityPanel:
 *
 * What was found out about the version that is shown: score and gate, the
 * seven categories, line counts, deductions, checks, provenance.  Activating a
 * deduction emits [signal@QualityPanel::finding-activated].
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-category-bar.h"
#include "meirei-error-presenter.h"
#include "meirei-finding-list.h"
#include "meirei-provenance-list.h"
#include "meirei-quality-panel.h"
#include "meirei-score-ring.h"
#include "meirei-stream-panel.h"
#include "meirei-ui-init.h"
#include "meirei-version-suppression.h"

struct _MeireiQualityPanel
{
  AdwBin parent_instance;

  GtkStack *stack;
  MeireiScoreRing *empty_ring;
  GtkLabel *empty_title;
  GtkLabel *empty_text;
  MeireiScoreRing *ring;
  GtkImage *gate_icon;
  GtkLabel *gate_label;
  GtkLabel *gate_detail;
  GtkLabel *delta_label;
  GtkGrid *categories;
  GtkBox *counts;
  MeireiFindingList *findings;
  GtkLabel *checks_heading;
  GtkListBox *checks;
  MeireiProvenanceList *provenance;
  MeireiStreamPanel *stream;

  MeireiReview *review;         /* (owned) (nullable) */
  MeireiVersionList *versions;  /* (owned) (nullable) */
  MeireiRunCenter *center;      /* (owned) (nullable) */
  gulong center_id;
  MeireiScoreTable *table;      /* (owned) (nullable) */
};

enum {
  FINDING_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiQualityPanel, meirei_quality_panel, ADW_TYPE_BIN)

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

static void
show_gate (MeireiQualityPanel *self,
           MeireiReport       *report)
{
  MeireiGateResult *gate = meirei_report_get_gate (report);
  const MeireiReportFields *fields = meirei_report_get_fields (report);
  gboolean passed = gate != NULL && meirei_gate_result_get_passed (gate);
  const char *syntax = !fields->syntax_known ? _("syntax not checked")
                       : fields->syntax_ok ? _("syntax valid") : _("does not compile");
  g_autofree char *detail = NULL;

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
  gtk_label_set_label (self->gate_detail, detail);
}

static void
show_delta (MeireiQualityPanel *self,
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

/* Deductions. */

static void
finding_activated_cb (MeireiQualityPanel *self,
                      MeireiFinding      *finding)
{
  g_signal_emit (self, signals[FINDING_ACTIVATED], 0, finding);
}

static void
suppressed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(MeireiQualityPanel) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiVersion) version =
    meirei_version_suppress_finish (MEIREI_WORKSPACE (source), result, &error);

  /* The review reads the version again when it has changed. */
  if (version == NULL)
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
  else if (self->review != NULL)
    meirei_review_reload (self->review);
}

static void
suppress_cb (MeireiQualityPanel *self,
             MeireiFinding      *finding,
             const char         *reason)
{
  MeireiVersion *version = meirei_review_get_version (self->review);

  if (version != NULL && self->table != NULL)
    meirei_version_suppress_async (meirei_review_get_workspace (self->review), self->table,
                                   version, finding, reason, NULL, suppressed_cb,
                                   g_object_ref (self));
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

static void
show_report (MeireiQualityPanel *self,
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
  show_delta (self, report);
  clear_children (GTK_WIDGET (self->categories));
  meirei_category_bars_fill (self->categories, report);
  show_counts (self, report);
  meirei_finding_list_set_report (self->findings, report);
  show_checks (self, report);
  meirei_provenance_list_set_version (self->provenance,
                                      meirei_review_get_version (self->review));
  gtk_stack_set_visible_child_name (self->stack, "report");
}

static void
show_nothing (MeireiQualityPanel *self,
              const char         *title,
              const char         *text)
{
  gtk_label_set_label (self->empty_title, title);
  gtk_label_set_label (self->empty_text, text);
  gtk_stack_set_visible_child_name (self->stack, "none");
}

static MeireiExecution *
find_execution (MeireiQualityPanel *self)
{
  MeireiInstructionItem *item = meirei_review_get_item (self->review);

  return self->center != NULL && item != NULL
         ? meirei_run_center_find_execution (self->center, meirei_instruction_item_get_id (item))
         : NULL;
}

static void
version_cb (MeireiQualityPanel *self)
{
  MeireiVersion *version = meirei_review_get_version (self->review);
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);
  JsonObject *section = version != NULL ? meirei_version_get_section (version, "report") : NULL;
  g_autoptr(MeireiReport) report = section != NULL ? meirei_report_new_from_json (section) : NULL;

  if (find_execution (self) != NULL)
    gtk_stack_set_visible_child_name (self->stack, "live");
  else if (report != NULL)
    show_report (self, report);
  else if (instruction != NULL
           && meirei_instruction_get_status (instruction) == MEIREI_STATUS_EXECUTING)
    show_nothing (self, _("Analysis starts when the file is complete"),
                  _("Score, deductions and tests appear here as soon as the last token arrives."));
  else
    show_nothing (self, _("No analysis"),
                  _("The quality of the code is shown here after an execution."));
}

static void
execution_cb (MeireiQualityPanel *self)
{
  meirei_stream_panel_set_execution (self->stream, find_execution (self));
  version_cb (self);
}

/* The version before this one arrives later than the version itself. */
static void
versions_cb (MeireiQualityPanel *self)
{
  MeireiVersion *version = meirei_review_get_version (self->review);
  JsonObject *section = version != NULL ? meirei_version_get_section (version, "report") : NULL;
  g_autoptr(MeireiReport) report = section != NULL ? meirei_report_new_from_json (section) : NULL;

  if (report != NULL)
    show_delta (self, report);
}

static void
meirei_quality_panel_dispose (GObject *object)
{
  MeireiQualityPanel *self = MEIREI_QUALITY_PANEL (object);

  /* The bin would let go of a child that the template has let go of before. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_QUALITY_PANEL);
  if (self->center != NULL)
    g_clear_signal_handler (&self->center_id, self->center);
  g_clear_object (&self->center);
  g_clear_object (&self->table);
  g_clear_object (&self->versions);
  g_clear_object (&self->review);

  G_OBJECT_CLASS (meirei_quality_panel_parent_class)->dispose (object);
}

static void
meirei_quality_panel_class_init (MeireiQualityPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_quality_panel_dispose;

  /**
   * MeireiQualityPanel::finding-activated:
   * @self: the panel
   * @finding: the finding whose row was activated
   */
  signals[FINDING_ACTIVATED] =
    g_signal_new ("finding-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, MEIREI_TYPE_FINDING);

  g_type_ensure (MEIREI_TYPE_FINDING_LIST);
  g_type_ensure (MEIREI_TYPE_PROVENANCE_LIST);
  g_type_ensure (MEIREI_TYPE_SCORE_RING);
  g_type_ensure (MEIREI_TYPE_STREAM_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/review/meirei-quality-panel.ui");
  gtk_widget_class_bind_template_callback (widget_class, finding_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, suppress_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, categories);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, checks);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, checks_heading);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, counts);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, delta_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, empty_ring);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, empty_text);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, empty_title);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, findings);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, gate_detail);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, gate_icon);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, gate_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, provenance);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, ring);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, stream);
}

static void
meirei_quality_panel_init (MeireiQualityPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  meirei_score_ring_set_diameter (self->ring, MEIREI_SCORE_RING_LARGE);
  meirei_score_ring_set_diameter (self->empty_ring, MEIREI_SCORE_RING_LARGE);
  show_nothing (self, _("No analysis"), "");
}

/**
 * meirei_quality_panel_new:
 *
 * Returns: (transfer full): an empty panel
 */
GtkWidget *
meirei_quality_panel_new (void)
{
  return g_object_new (MEIREI_TYPE_QUALITY_PANEL, NULL);
}

/**
 * meirei_quality_panel_set_review:
 * @self: a panel without a review
 * @review: what is reviewed
 * @versions: its versions
 */
void
meirei_quality_panel_set_review (MeireiQualityPanel *self,
                                 MeireiReview       *review,
                                 MeireiVersionList  *versions)
{
  g_return_if_fail (MEIREI_IS_QUALITY_PANEL (self));
  g_return_if_fail (self->review == NULL);

  self->review = g_object_ref (review);
  self->versions = g_object_ref (versions);
  g_signal_connect_object (review, "notify::item", G_CALLBACK (execution_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (review, "notify::version", G_CALLBACK (version_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (review, "notify::instruction", G_CALLBACK (version_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (meirei_version_list_get_model (versions), "items-changed",
                           G_CALLBACK (versions_cb), self, G_CONNECT_SWAPPED);
  version_cb (self);
}

/**
 * meirei_quality_panel_set_run_center:
 * @self: a panel with a review
 * @center: (nullable): what runs
 *
 * Lets the panel follow executions, say findings in the user's language and
 * suppress them.
 */
void
meirei_quality_panel_set_run_center (MeireiQualityPanel *self,
                                     MeireiRunCenter    *center)
{
  MeireiContext *context;
  MeireiScoreTable *table = NULL;

  g_return_if_fail (MEIREI_IS_QUALITY_PANEL (self));

  if (self->center != NULL)
    g_clear_signal_handler (&self->center_id, self->center);
  g_set_object (&self->center, center);
  if (center != NULL)
    self->center_id = g_signal_connect_object (center, "execution-changed",
                                               G_CALLBACK (execution_cb), self,
                                               G_CONNECT_SWAPPED);
  if (center != NULL)
    {
      context = meirei_run_center_get_context (center);
      table = meirei_analyser_get_table (meirei_context_get_analyser (context));
    }
  g_set_object (&self->table, table);
  meirei_finding_list_set_table (self->findings, self->table);
  execution_cb (self);
}
