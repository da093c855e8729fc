/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiTestsTab:
 *
 * The acceptance tests of the sheet: how each went with the version that is
 * shown, what the sandbox refused, and the tests' text.  They run when somebody
 * asks for it, in the sandbox, and the outcome is stored with the version.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-banner.h"
#include "meirei-code-view.h"
#include "meirei-error-presenter.h"
#include "meirei-test-row.h"
#include "meirei-test-words.h"
#include "meirei-tests-tab.h"
#include "meirei-ui-init.h"
#include "meirei-version-tests.h"

#define CLOCK_MS 200

struct _MeireiTestsTab
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *summary_label;
  GtkSpinner *spinner;
  GtkWidget *run_button;
  GtkWidget *stop_button;
  MeireiBanner *banner;
  GtkListBox *cases_box;
  GtkLabel *refusals_label;
  GtkListBox *refusals_box;
  MeireiCodeView *code_view;

  MeireiReview *review;
  MeireiTestRunner *runner;   /* (nullable) */
  GCancellable *cancellable;  /* (nullable): of the run that goes on */
  gint64 began;
  guint clock_id;
  char *shown;                /* (nullable): the text in the code view */
};

enum {
  EDIT_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiTestsTab, meirei_tests_tab, ADW_TYPE_BIN)

static const char *
get_tests (MeireiTestsTab *self)
{
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);

  return instruction != NULL ? meirei_sheet_get_tests (meirei_instruction_get_sheet (instruction))
                             : "";
}

/* --- What is known --------------------------------------------------------- */

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static char *
make_summary (MeireiTestReport *report)
{
  const MeireiTestReportFields *fields = meirei_test_report_get_fields (report);
  guint passed = meirei_test_report_count (report, MEIREI_TEST_OUTCOME_PASSED);

  /* Translators: tests that passed, all tests, seconds, and the interpreter
   * with its version */
  return g_strdup_printf (ngettext ("%u of %u test passed · %.2f s · %s",
                                    "%u of %u tests passed · %.2f s · %s", fields->n_cases),
                          passed, fields->n_cases, fields->seconds,
                          fields->interpreter != NULL ? fields->interpreter : "–");
}

static void
show_banner (MeireiTestsTab *self,
             MeireiSeverity  level,
             const char     *text)
{
  if (text != NULL)
    {
      meirei_banner_set_level (self->banner, level);
      meirei_banner_set_title (self->banner, text);
    }
  meirei_banner_set_revealed (self->banner, text != NULL);
}

static void
show_report (MeireiTestsTab   *self,
             MeireiTestReport *report)
{
  const MeireiTestReportFields *fields =
    report != NULL ? meirei_test_report_get_fields (report) : NULL;
  guint n_cases = fields != NULL ? fields->n_cases : 0;
  guint n_refusals = fields != NULL ? fields->n_refusals : 0;

  clear_list (self->cases_box);
  clear_list (self->refusals_box);
  for (guint i = 0; i < n_cases; i++)
    gtk_list_box_append (self->cases_box, meirei_test_row_new (&fields->cases[i]));
  for (guint i = 0; i < n_refusals; i++)
    gtk_list_box_append (self->refusals_box, meirei_test_row_new_refusal (&fields->refusals[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->cases_box), n_cases > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->refusals_label), n_refusals > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->refusals_box), n_refusals > 0);
}

static void
describe_report (MeireiTestsTab   *self,
                 MeireiVersion    *version,
                 MeireiTestReport *report)
{
  g_autofree char *obstacle = report != NULL ? meirei_test_obstacle_dup_text (report) : NULL;
  g_autofree char *summary = report != NULL && obstacle == NULL ? make_summary (report) : NULL;

  if (summary != NULL)
    gtk_label_set_label (self->summary_label, summary);
  else if (version == NULL)
    gtk_label_set_label (self->summary_label, _("There is no version to test yet"));
  else
    gtk_label_set_label (self->summary_label, _("Not run with this version"));

  if (obstacle != NULL)
    show_banner (self, MEIREI_SEVERITY_WARNING, obstacle);
  else if (report != NULL
           && !meirei_test_report_is_about (report, get_tests (self),
                                            meirei_version_get_file_sha256 (version)))
    show_banner (self, MEIREI_SEVERITY_WARNING,
                 _("This outcome is stale: the tests or the code were changed after it"));
  else
    show_banner (self, MEIREI_SEVERITY_INFO, NULL);
}

static void
update_actions (MeireiTestsTab *self)
{
  gboolean runs = self->cancellable != NULL;
  gboolean can_run = !runs && self->runner != NULL
                     && meirei_review_get_version (self->review) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tests.run", can_run);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tests.run-one", can_run);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tests.stop", runs);
  gtk_widget_set_visible (self->run_button, !runs);
  gtk_widget_set_visible (self->stop_button, runs);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), runs);
  gtk_spinner_set_spinning (self->spinner, runs);
}

static void
version_cb (MeireiTestsTab *self)
{
  MeireiVersion *version = meirei_review_get_version (self->review);
  g_autoptr(MeireiTestReport) report = version != NULL ? meirei_version_dup_tests (version) : NULL;

  show_report (self, report);
  if (self->cancellable == NULL)
    describe_report (self, version, report);
  update_actions (self);
}

/* The place in the text stays, unless the text is another one. */
static void
instruction_cb (MeireiTestsTab *self)
{
  const char *tests = get_tests (self);
  g_autofree char *stripped = g_strstrip (g_strdup (tests));

  gtk_widget_set_visible (GTK_WIDGET (self->stack),
                          meirei_review_get_instruction (self->review) != NULL);
  gtk_stack_set_visible_child_name (self->stack, *stripped != '\0' ? "tests" : "empty");
  if (g_strcmp0 (self->shown, tests) != 0)
    {
      g_free (self->shown);
      self->shown = g_strdup (tests);
      meirei_code_view_set_text (self->code_view, tests, -1, "python3");
    }
  version_cb (self);
}

/* --- Running ------------------------------------------------------------------ */

static gboolean
clock_cb (gpointer user_data)
{
  MeireiTestsTab *self = user_data;
  /* Translators: how long the tests have been running, in seconds */
  g_autofree char *text =
    g_strdup_printf (_("Running in the sandbox … %.1f s"),
                     (double) (g_get_monotonic_time () - self->began) / G_USEC_PER_SEC);

  gtk_label_set_label (self->summary_label, text);

  return G_SOURCE_CONTINUE;
}

static void
stop_running (MeireiTestsTab *self)
{
  g_clear_handle_id (&self->clock_id, g_source_remove);
  g_clear_object (&self->cancellable);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(MeireiTestsTab) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiTestReport) report =
    meirei_version_tests_run_finish (MEIREI_TEST_RUNNER (source), result, &error);

  stop_running (self);
  if (self->review == NULL)
    return;
  if (report == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
  version_cb (self);
  if (report != NULL)
    meirei_review_reload (self->review);
}

static void
run (MeireiTestsTab *self,
     const char     *only)
{
  MeireiVersion *version = meirei_review_get_version (self->review);

  if (version == NULL || self->runner == NULL || self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  self->began = g_get_monotonic_time ();
  self->clock_id = g_timeout_add (CLOCK_MS, clock_cb, self);
  clock_cb (self);
  show_banner (self, MEIREI_SEVERITY_INFO, NULL);
  update_actions (self);
  meirei_version_tests_run_async (self->runner, meirei_review_get_workspace (self->review),
                                  meirei_version_get_instruction_id (version),
                                  meirei_version_get_name (version), only, self->cancellable,
                                  ran_cb, g_object_ref (self));
}

static void
run_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  run (MEIREI_TESTS_TAB (widget), NULL);
}

static void
run_one_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  run (MEIREI_TESTS_TAB (widget), g_variant_get_string (parameter, NULL));
}

static void
stop_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  g_cancellable_cancel (MEIREI_TESTS_TAB (widget)->cancellable);
}

static void
edit_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  g_signal_emit (widget, signals[EDIT_REQUESTED], 0);
}

/* --- The widget ------------------------------------------------------------------ */

static void
meirei_tests_tab_dispose (GObject *object)
{
  MeireiTestsTab *self = MEIREI_TESTS_TAB (object);

  g_cancellable_cancel (self->cancellable);
  stop_running (self);
  g_clear_object (&self->review);
  g_clear_object (&self->runner);
  /* The bin would let go of a child that the template has let go of before. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_TESTS_TAB);

  G_OBJECT_CLASS (meirei_tests_tab_parent_class)->dispose (object);
}

static void
meirei_tests_tab_finalize (GObject *object)
{
  MeireiTestsTab *self = MEIREI_TESTS_TAB (object);

  g_free (self->shown);

  G_OBJECT_CLASS (meirei_tests_tab_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MeireiTestsTab, banner);
  gtk_widget_class_bind_template_child (widget_class, MeireiTestsTab, cases_box);
  gtk_widget_class_bind_template_child (widget_class, MeireiTestsTab, code_view);
  gtk_widget_class_bind_template_child (widget_class, MeireiTestsTab, refusals_box);
  gtk_widget_class_bind_template_child (widget_class, MeireiTestsTab, refusals_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiTestsTab, run_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiTestsTab, spinner);
  gtk_widget_class_bind_template_child (widget_class, MeireiTestsTab, stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiTestsTab, stop_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiTestsTab, summary_label);
}

static void
meirei_tests_tab_class_init (MeireiTestsTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_tests_tab_dispose;
  G_OBJECT_CLASS (klass)->finalize = meirei_tests_tab_finalize;

  /**
   * MeireiTestsTab::edit-requested:
   * @self: a tests tab
   *
   * Somebody wants to write tests.
   */
  signals[EDIT_REQUESTED] =
    g_signal_new ("edit-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MEIREI_TYPE_BANNER);
  g_type_ensure (MEIREI_TYPE_CODE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/review/meirei-tests-tab.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "tests.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "tests.run-one", "s", run_one_action);
  gtk_widget_class_install_action (widget_class, "tests.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "tests.edit", NULL, edit_action);
}

static void
meirei_tests_tab_init (MeireiTestsTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Acceptance tests"), -1);
}

/**
 * meirei_tests_tab_new:
 * @review: what is reviewed
 *
 * Returns: (transfer full): a tab that follows @review
 */
GtkWidget *
meirei_tests_tab_new (MeireiReview *review)
{
  MeireiTestsTab *self = g_object_new (MEIREI_TYPE_TESTS_TAB, NULL);

  self->review = g_object_ref (review);
  g_signal_connect_object (review, "notify::instruction", G_CALLBACK (instruction_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (review, "notify::version", G_CALLBACK (version_cb), self,
                           G_CONNECT_SWAPPED);
  instruction_cb (self);

  return GTK_WIDGET (self);
}

/**
 * meirei_tests_tab_set_runner:
 * @self: a tests tab
 * @runner: (nullable): what runs tests
 *
 * Lets the tests be run.
 */
void
meirei_tests_tab_set_runner (MeireiTestsTab   *self,
                             MeireiTestRunner *runner)
{
  g_return_if_fail (MEIREI_IS_TESTS_TAB (self));

  g_set_object (&self->runner, runner);
  update_actions (self);
}
