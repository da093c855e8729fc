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

#include "meirei-error-presenter.h"
#include "meirei-quality-panel-private.h"
#include "meirei-ui-init.h"
#include "meirei-version-suppression.h"

enum {
  FINDING_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiQualityPanel, meirei_quality_panel, ADW_TYPE_BIN)

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

static void
show_nothing (MeireiQualityPanel *self,
              const char         *title,
              const char         *text,
              gboolean            can_analyse)
{
  gtk_widget_set_visible (self->analyse_button, can_analyse);
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
    _meirei_quality_panel_show_report (self, report);
  else if (instruction != NULL
           && meirei_instruction_get_status (instruction) == MEIREI_STATUS_EXECUTING)
    show_nothing (self, _("Analysis starts when the file is complete"),
                  _("Score, deductions and tests appear here as soon as the last token arrives."),
                  FALSE);
  else if (version != NULL && meirei_version_get_file (version) != NULL)
    /* An answer that a crash interrupted on its way to the analyser. */
    show_nothing (self, _("No analysis"),
                  _("The code is stored, but it has not been analysed."), TRUE);
  else
    show_nothing (self, _("No analysis"),
                  _("The quality of the code is shown here after an execution."), FALSE);
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
    _meirei_quality_panel_show_delta (self, report);
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
  gtk_widget_class_bind_template_child (widget_class, MeireiQualityPanel, analyse_button);
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
  show_nothing (self, _("No analysis"), "", FALSE);
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
