/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `test ID…`: the acceptance tests of stored versions, in the sandbox. */

#include "config.h"

#include <glib-unix.h>

#include "meirei-batch-error.h"
#include "meirei-batch-plan.h"
#include "meirei-cli.h"
#include "meirei-version-tests.h"

/* What is shared by the instructions of one call. */
typedef struct {
  MeireiCli *cli;
  GMainLoop *loop;
  GCancellable *cancellable;
  JsonArray *results;
  guint n_pending;
  gboolean all_passed;
} Testing;

typedef struct {
  Testing *testing;
  char *id;
  char *title;
} Item;

static void
item_free (Item *item)
{
  g_free (item->id);
  g_free (item->title);
  g_free (item);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Item, item_free)

static void
print_case (const MeireiTestCase *test)
{
  g_print ("  %-8s %s (%.3f s)%s%s\n",
           meirei_enum_to_nick (MEIREI_TYPE_TEST_OUTCOME, (int) test->outcome), test->name,
           test->seconds, test->message != NULL ? ": " : "",
           test->message != NULL ? test->message : "");
}

static void
print_report (const char       *id,
              const char       *title,
              MeireiTestReport *report)
{
  const MeireiTestReportFields *fields = meirei_test_report_get_fields (report);

  g_print ("%.8s %s: ", id, title);
  if (!meirei_test_report_has_run (report))
    {
      g_print ("%s\n", fields->reason);
      return;
    }

  g_print ("%u of %u passed (%.2f s, %s, %s)\n",
           meirei_test_report_count (report, MEIREI_TEST_OUTCOME_PASSED), fields->n_cases,
           fields->seconds,
           meirei_enum_to_nick (MEIREI_TYPE_SANDBOX_KIND, (int) fields->sandbox),
           fields->interpreter);
  for (guint i = 0; i < fields->n_cases; i++)
    print_case (&fields->cases[i]);
  for (guint i = 0; i < fields->n_refusals; i++)
    g_print ("  the sandbox refused: %s: %s (%u×)%s%s\n", fields->refusals[i].kind,
             fields->refusals[i].what, fields->refusals[i].count,
             fields->refusals[i].test != NULL ? " in " : "",
             fields->refusals[i].test != NULL ? fields->refusals[i].test : "");
}

static void
add_result (Testing          *testing,
            const char       *id,
            MeireiTestReport *report,
            const GError     *error)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_boolean_member (object, "ok",
                                  report != NULL && meirei_test_report_has_passed (report));
  if (report != NULL)
    json_object_set_object_member (object, "tests", meirei_test_report_to_json (report));
  else
    json_object_set_string_member (object, "error", error->message);
  json_array_add_object_element (testing->results, object);
}

/* A sheet without tests is no failure; tests that could not be run are one. */
static gboolean
is_good (MeireiTestReport *report)
{
  return meirei_test_report_has_passed (report)
         || meirei_test_report_get_fields (report)->obstacle == MEIREI_TEST_OBSTACLE_NO_TESTS;
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Item) item = user_data;
  Testing *testing = item->testing;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiTestReport) report =
    meirei_version_tests_run_finish (MEIREI_TEST_RUNNER (source), result, &error);

  add_result (testing, item->id, report, error);
  if (report == NULL || !is_good (report))
    testing->all_passed = FALSE;
  if (report == NULL)
    g_printerr ("%.8s %s: %s\n", item->id, item->title, error->message);
  else if (!testing->cli->json)
    print_report (item->id, item->title, report);
  if (--testing->n_pending == 0)
    g_main_loop_quit (testing->loop);
}

static gboolean
interrupt_cb (gpointer user_data)
{
  g_printerr ("\nStopping …\n");
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

/* The choice is that of every operation on versions; only its word differs. */
static GListModel *
choose (MeireiWorkspace        *workspace,
        const MeireiSelection  *selection,
        GError                **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(MeireiBatch) batch = NULL;

  if (!selection->all && selection->status == NULL && selection->phase < 0
      && selection->ids[0] == NULL)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Name instructions: test ID…, or --all, --status or --phase");
      return NULL;
    }
  batch = meirei_batch_plan (workspace, "analyze", selection, NULL, &local_error);
  if (g_error_matches (local_error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_EMPTY))
    g_set_error_literal (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_EMPTY,
                         "There is no instruction with code to test; execute some first");
  else if (batch == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return batch != NULL ? g_object_ref (meirei_batch_get_items (batch)) : NULL;
}

static void
test_all (Testing         *testing,
          MeireiContext   *context,
          MeireiWorkspace *workspace,
          GListModel      *items,
          const char      *version,
          const char      *only)
{
  guint interrupt_id = g_unix_signal_add (SIGINT, interrupt_cb, testing->cancellable);
  guint terminate_id = g_unix_signal_add (SIGTERM, interrupt_cb, testing->cancellable);

  testing->n_pending = g_list_model_get_n_items (items);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) chosen = g_list_model_get_item (items, i);
      Item *item = g_new0 (Item, 1);

      item->testing = testing;
      item->id = g_strdup (meirei_batch_item_get_id (chosen));
      item->title = g_strdup (meirei_batch_item_get_title (chosen));
      meirei_version_tests_run_async (meirei_context_get_test_runner (context), workspace,
                                      item->id, version, only, testing->cancellable, tested_cb,
                                      item);
    }
  g_main_loop_run (testing->loop);
  g_source_remove (interrupt_id);
  g_source_remove (terminate_id);
}

/**
 * meirei_cli_test:
 *
 * `test ID… [--all] [--status S] [--phase N] [--version vN] [--only NAME]`.
 */
gboolean
meirei_cli_test (MeireiCli  *cli,
                 int         argc,
                 char      **argv,
                 int        *status,
                 GError    **error)
{
  MeireiSelection selection = { .phase = -1 };
  g_autofree char *chosen_status = NULL;
  g_autofree char *version = NULL;
  g_autofree char *only = NULL;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &selection.all, "All that have code", NULL },
    { "status", 0, 0, G_OPTION_ARG_STRING, &chosen_status, "Those of a status", "STATUS" },
    { "phase", 0, 0, G_OPTION_ARG_INT, &selection.phase, "Those of a phase", "N" },
    { "version", 0, 0, G_OPTION_ARG_STRING, &version, "Test this version (default: the latest)",
      "vN" },
    { "only", 0, 0, G_OPTION_ARG_STRING, &only, "Run only this test", "NAME" },
    { NULL }
  };
  g_autoptr(GMainLoop) loop = NULL;
  g_autoptr(GCancellable) cancellable = NULL;
  g_autoptr(GListModel) items = NULL;
  g_autoptr(JsonObject) document = NULL;
  MeireiContext *context;
  MeireiWorkspace *workspace;
  Testing testing;

  if (!meirei_cli_parse (cli, "test ID…", entries, &argc, &argv, error))
    return FALSE;
  context = meirei_cli_get_context (cli, error);
  workspace = context != NULL ? meirei_cli_get_workspace (cli, error) : NULL;
  if (workspace == NULL)
    return FALSE;
  selection.ids = (const char * const *) argv + 1;
  selection.status = chosen_status;
  items = choose (workspace, &selection, error);
  if (items == NULL)
    return FALSE;

  loop = g_main_loop_new (NULL, FALSE);
  cancellable = g_cancellable_new ();
  testing = (Testing) { cli, loop, cancellable, json_array_new (), 0, TRUE };
  test_all (&testing, context, workspace, items, version, only);
  document = json_object_new ();
  json_object_set_boolean_member (document, "ok", testing.all_passed);
  json_object_set_array_member (document, "results", testing.results);
  if (cli->json)
    meirei_cli_print_json (document);
  if (!testing.all_passed)
    *status = MEIREI_EXIT_FAILED;

  return TRUE;
}
