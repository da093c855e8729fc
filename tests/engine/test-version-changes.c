/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What a person can change about stored versions: which findings count, and
 * which code is the newest. */

#include "config.h"

#include "meirei-report.h"
#include "meirei-scorer.h"
#include "meirei-test-workspace.h"
#include "meirei-version-restore.h"
#include "meirei-version-suppression.h"

static MeireiScoreTable *table;

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
  char *id;
  MeireiReport *report;
} Fixture;

static MeireiReport *
make_report (void)
{
  const MeireiFindingFields finding_fields[] = {
    { .rule = "F821", .item = "undefined-name", .tool = "ruff", .argument = "y", .line = 2,
      .category = MEIREI_CATEGORY_CORRECTNESS, .severity = MEIREI_SEVERITY_ERROR,
      .message = "Undefined name `y`" },
    { .rule = "F401", .item = "unused-import", .tool = "ruff", .argument = "os", .line = 1,
      .category = MEIREI_CATEGORY_DEPENDENCIES, .severity = MEIREI_SEVERITY_WARNING,
      .message = "`os` imported but unused" },
  };
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  MeireiReportFields fields = {
    .model = "quality/1.0", .table_sha256 = "", .language = "python", .scored = TRUE,
    .syntax_known = TRUE, .syntax_ok = TRUE,
  };
  g_autoptr(MeireiReport) report = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (finding_fields); i++)
    g_ptr_array_add (findings, meirei_finding_new (&finding_fields[i]));
  fields.findings = findings;
  report = meirei_report_new (&fields);

  return meirei_scorer_rescore (table, report, NULL);
}

static gboolean
store_report (MeireiVersion  *version,
              gpointer        user_data,
              GError        **error)
{
  meirei_version_set_section (version, "report", user_data);

  return TRUE;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char code[] = "def f(x):\n    return y\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) stored = NULL;
  g_autoptr(MeireiVersion) version = NULL;

  fixture->dir = meirei_test_make_dir ();
  fixture->workspace = meirei_workspace_create (fixture->dir, "Test", &error);
  g_assert_no_error (error);
  fixture->id = meirei_test_add_executed (fixture->workspace, "first", code);
  fixture->report = make_report ();
  stored = meirei_report_to_json (fixture->report);
  version = meirei_workspace_update_version (fixture->workspace, fixture->id, "v1", store_report,
                                             stored, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->report);
  g_clear_object (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->id);
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static MeireiVersion *
suppress (Fixture        *fixture,
          MeireiFinding  *finding,
          const char     *reason,
          GError        **error)
{
  g_autoptr(MeireiVersion) version = meirei_workspace_load_version (fixture->workspace,
                                                                    fixture->id, "v1", NULL);
  g_autoptr(GAsyncResult) result = NULL;

  meirei_version_suppress_async (fixture->workspace, table,
                                 version, finding, reason, NULL, result_cb, &result);

  return meirei_version_suppress_finish (fixture->workspace, wait_for (&result), error);
}

static MeireiReport *
read_report (MeireiVersion *version)
{
  return meirei_report_new_from_json (meirei_version_get_section (version, "report"));
}

static void
test_suppress (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  MeireiFinding *finding = meirei_report_get_findings (fixture->report)->pdata[0];
  int score = meirei_report_get_score (fixture->report);
  g_autoptr(MeireiVersion) version = suppress (fixture, finding, "Our own builtin", &error);
  g_autoptr(MeireiVersion) again = NULL;
  g_autoptr(MeireiReport) report = NULL;
  g_autoptr(MeireiReport) restored = NULL;
  GPtrArray *findings;
  guint n_suppressed = 0;

  g_assert_no_error (error);
  report = read_report (version);
  findings = meirei_report_get_findings (report);
  g_assert_cmpint (meirei_report_get_score (report), >, score);
  g_assert_nonnull (meirei_report_get_gate (report));
  g_assert_cmpuint (findings->len, ==, meirei_report_get_findings (fixture->report)->len);
  for (guint i = 0; i < findings->len; i++)
    if (meirei_finding_get_suppressed (findings->pdata[i]) != NULL)
      {
        g_assert_cmpstr (meirei_finding_get_suppressed (findings->pdata[i]), ==,
                         "Our own builtin");
        g_assert_cmpint (meirei_finding_get_points (findings->pdata[i]), ==, 0);
        n_suppressed++;
      }
  g_assert_cmpuint (n_suppressed, ==, 1);

  /* It counts again. */
  again = suppress (fixture, finding, NULL, &error);
  g_assert_no_error (error);
  restored = read_report (again);
  g_assert_cmpint (meirei_report_get_score (restored), ==, score);
}

static void
test_suppress_unknown (Fixture       *fixture,
                       gconstpointer  data)
{
  const MeireiFindingFields fields = {
    .rule = "X1", .tool = "other", .message = "No such finding", .line = 1,
  };
  g_autoptr(MeireiFinding) finding = meirei_finding_new (&fields);
  g_autoptr(GError) error = NULL;

  g_assert_null (suppress (fixture, finding, "why", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static MeireiInstruction *
restore (Fixture     *fixture,
         const char  *name,
         GError     **error)
{
  g_autoptr(MeireiVersion) version = meirei_workspace_load_version (fixture->workspace,
                                                                    fixture->id, name, NULL);
  g_autoptr(GAsyncResult) result = NULL;

  meirei_version_restore_async (fixture->workspace, version, NULL, result_cb, &result);

  return meirei_version_restore_finish (fixture->workspace, wait_for (&result), error);
}

static void
test_restore (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(MeireiVersion) before = NULL;
  g_autoptr(MeireiVersion) after = NULL;
  gboolean unchanged;
  g_autoptr(GBytes) code = NULL;

  meirei_test_execute (fixture->workspace, fixture->id, "other = 1\n");
  instruction = restore (fixture, "v1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meirei_instruction_get_latest_version (instruction), ==, "v3");
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_EXECUTED);

  before = meirei_workspace_load_version (fixture->workspace, fixture->id, "v1", &error);
  after = meirei_workspace_load_version (fixture->workspace, fixture->id, "v3", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meirei_version_get_file_sha256 (after), ==,
                   meirei_version_get_file_sha256 (before));
  g_assert_cmpstr (meirei_version_get_file (after), !=, meirei_version_get_file (before));
  g_assert_cmpstr (json_object_get_string_member (meirei_version_get_section (after, "restored"),
                                                  "from"), ==, "v1");
  g_assert_nonnull (meirei_version_get_section (after, "report"));
  code = meirei_workspace_read_code (fixture->workspace, fixture->id, NULL, &unchanged, &error);
  g_assert_no_error (error);
  g_assert_true (unchanged);
  g_assert_cmpmem (g_bytes_get_data (code, NULL), g_bytes_get_size (code),
                   "def f(x):\n    return y\n", 23);
}

/* What somebody else wrote is not what the model wrote. */
static void
test_restore_changed (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiVersion) version = meirei_workspace_load_version (fixture->workspace,
                                                                    fixture->id, "v1", NULL);
  g_autofree char *path = meirei_workspace_dup_code_path (fixture->workspace, version);

  g_assert_true (g_file_set_contents (path, "changed = 1\n", -1, NULL));
  g_assert_null (restore (fixture, "v1", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, fixture->id), ==,
                   MEIREI_STATUS_EXECUTED);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  path = g_build_filename (g_getenv ("MEIREI_DATA_DIR"), "quality", "1.0.json", NULL);
  table = meirei_score_table_load (path, &error);
  g_assert_no_error (error);

#define add(name, func) \
  g_test_add ("/engine/version-changes/" name, Fixture, NULL, set_up, func, tear_down)
  add ("suppress", test_suppress);
  add ("suppress-unknown", test_suppress_unknown);
  add ("restore", test_restore);
  add ("restore-changed", test_restore_changed);
#undef add

  status = g_test_run ();
  g_clear_object (&table);

  return status;
}
