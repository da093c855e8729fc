/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-finding-index.h"
#include "ui-findings.h"

static MeireiFindingIndex *
create_index (void)
{
  g_autoptr(GPtrArray) findings = ui_findings_new ();
  MeireiFindingIndex *index = meirei_finding_index_new ();

  ui_findings_add (findings, 48, MEIREI_SEVERITY_WARNING, 2, "second");
  ui_findings_add (findings, 3, MEIREI_SEVERITY_WARNING, 5, "unused");
  ui_findings_add (findings, 0, MEIREI_SEVERITY_ERROR, 40, "the whole file");
  ui_findings_add (findings, 48, MEIREI_SEVERITY_ERROR, 10, "first");
  ui_findings_add (findings, 30, MEIREI_SEVERITY_INFO, 0, "complex");
  meirei_finding_index_set_findings (index, findings);

  return index;
}

static void
test_lines (void)
{
  g_autoptr(MeireiFindingIndex) index = create_index ();
  const MeireiFindingLine *lines;
  guint n_lines;

  lines = meirei_finding_index_get_lines (index, &n_lines);
  g_assert_cmpuint (n_lines, ==, 3);
  g_assert_cmpuint (meirei_finding_index_get_findings (index)->len, ==, 4);
  g_assert_cmpint (lines[0].line, ==, 3);
  g_assert_cmpint (lines[1].line, ==, 30);
  g_assert_cmpint (lines[2].line, ==, 48);
  g_assert_cmpint (lines[2].severity, ==, MEIREI_SEVERITY_ERROR);
  g_assert_cmpint (lines[2].points, ==, 12);
  g_assert_cmpuint (lines[2].n_findings, ==, 2);
  g_assert_cmpstr (meirei_finding_get_message (lines[2].findings[0]), ==, "first");
  g_assert_cmpstr (meirei_finding_get_message (lines[2].findings[1]), ==, "second");
}

static void
test_find (void)
{
  static const struct {
    int line;
    gboolean backward;
    int expected;
  } rows[] = {
    { 0, FALSE, 3 }, { 3, FALSE, 30 }, { 29, FALSE, 30 }, { 48, FALSE, 3 }, { 900, FALSE, 3 },
    { 900, TRUE, 48 }, { 48, TRUE, 30 }, { 4, TRUE, 3 }, { 3, TRUE, 48 }, { 1, TRUE, 48 },
  };
  g_autoptr(MeireiFindingIndex) index = create_index ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (meirei_finding_index_find_next (index, rows[i].line, rows[i].backward)->line,
                     ==, rows[i].expected);

  g_assert_nonnull (meirei_finding_index_find (index, 30));
  g_assert_null (meirei_finding_index_find (index, 31));
  g_assert_null (meirei_finding_index_find (index, 0));
  g_assert_null (meirei_finding_index_find (index, 100));
}

static void
test_text (void)
{
  g_autoptr(MeireiFindingIndex) index = create_index ();
  g_autofree char *two = meirei_finding_index_dup_tooltip (index, 48);
  g_autofree char *free_of_charge = meirei_finding_index_dup_tooltip (index, 30);

  g_assert_null (meirei_finding_index_dup_tooltip (index, 31));
  g_assert_cmpstr (two, ==, "Error: first (−10)\nWarning: second (−2)");
  g_assert_cmpstr (free_of_charge, ==, "Information: complex");
}

/* The message of the table, in the language of the test, which is English. */
static void
test_table (void)
{
  const MeireiFindingFields fields = {
    .rule = "F401", .item = "unused-import", .tool = "ruff", .category = MEIREI_CATEGORY_DEPENDENCIES,
    .severity = MEIREI_SEVERITY_WARNING, .points = 5, .line = 3,
    .message = "raw\nmessage", .argument = "json",
  };
  g_autofree char *path = g_build_filename (g_getenv ("MEIREI_DATA_DIR"), "quality", "1.0.json", NULL);
  g_autoptr(MeireiScoreTable) table = NULL;
  g_autoptr(MeireiFindingIndex) index = meirei_finding_index_new ();
  g_autoptr(MeireiFinding) finding = meirei_finding_new (&fields);
  g_autofree char *raw = meirei_finding_index_dup_text (index, finding);
  g_autofree char *translated = NULL;
  g_autofree char *expected = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (raw, ==, "raw message");

  table = meirei_score_table_load (path, &error);
  g_assert_no_error (error);
  meirei_finding_index_set_table (index, table);
  translated = meirei_finding_index_dup_text (index, finding);
  expected = meirei_score_table_dup_message (table, finding, "en");
  g_assert_cmpstr (translated, ==, expected);
  g_assert_cmpstr (translated, !=, raw);
}

static void
count_cb (guint *n_calls)
{
  *n_calls += 1;
}

static void
test_changed (void)
{
  g_autoptr(MeireiFindingIndex) index = create_index ();
  guint n_changed = 0;
  guint n_lines;

  g_signal_connect_swapped (index, "changed", G_CALLBACK (count_cb), &n_changed);

  meirei_finding_index_set_findings (index, NULL);
  g_assert_cmpuint (n_changed, ==, 1);
  meirei_finding_index_get_lines (index, &n_lines);
  g_assert_cmpuint (n_lines, ==, 0);
  g_assert_null (meirei_finding_index_find_next (index, 1, FALSE));

  /* Nothing before, nothing now. */
  meirei_finding_index_set_findings (index, NULL);
  g_assert_cmpuint (n_changed, ==, 1);
}

static void
test_suppressed (void)
{
  const MeireiFindingFields fields = {
    .rule = "S102", .tool = "ruff", .category = MEIREI_CATEGORY_SECURITY,
    .severity = MEIREI_SEVERITY_ERROR, .points = 0, .line = 7, .message = "exec",
    .suppressed = "wanted here",
  };
  g_autoptr(GPtrArray) findings = ui_findings_new ();
  g_autoptr(MeireiFindingIndex) index = meirei_finding_index_new ();

  g_ptr_array_add (findings, meirei_finding_new (&fields));
  meirei_finding_index_set_findings (index, findings);
  g_assert_null (meirei_finding_index_find (index, 7));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/finding-index/lines", test_lines);
  g_test_add_func ("/ui/finding-index/find", test_find);
  g_test_add_func ("/ui/finding-index/text", test_text);
  g_test_add_func ("/ui/finding-index/table", test_table);
  g_test_add_func ("/ui/finding-index/changed", test_changed);
  g_test_add_func ("/ui/finding-index/suppressed", test_suppressed);

  return g_test_run ();
}
