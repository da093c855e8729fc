/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-quality-fixture.h"
#include "meirei-ruff.h"

/* Every row of the scoring table: a file that has it, one that nearly has it,
 * a Japanese one that has it. */

static MeireiAnalyser *analyser;
static JsonArray *rows;

static char *
join_lines (JsonObject *row,
            const char *member)
{
  g_auto(GStrv) lines = meirei_json_dup_strv (row, member);
  g_autofree char *text = g_strjoinv ("\n", lines);

  return *text != '\0' ? g_strconcat (text, "\n", NULL) : g_strdup ("");
}

static MeireiSheetFacts *
read_facts (JsonObject *row,
            const char *member)
{
  JsonObject *object = meirei_json_get_object (row, member);
  g_auto(GStrv) functions = meirei_json_dup_strv (object, "functions");
  g_auto(GStrv) raises = meirei_json_dup_strv (object, "raises");
  g_auto(GStrv) modules = meirei_json_dup_strv (object, "modules_allowed");

  if (object == NULL)
    return NULL;

  return meirei_sheet_facts_new ((const char * const *) functions,
                                 (const char * const *) raises,
                                 (const char * const *) modules, NULL,
                                 meirei_json_get_boolean (object, "docstrings", FALSE));
}

static void
add_source (GPtrArray  *sources,
            JsonObject *row,
            const char *member,
            const char *facts_member)
{
  g_autofree char *text = join_lines (row, member);
  g_autoptr(MeireiSheetFacts) facts = read_facts (row, facts_member);

  g_ptr_array_add (sources, meirei_quality_fixture_source (text, -1, facts));
}

static GPtrArray *
analyse_rows (void)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      gboolean has_own = json_object_has_member (row, "japanese_facts");

      add_source (sources, row, "has", "facts");
      add_source (sources, row, "near", "facts");
      add_source (sources, row, "japanese", has_own ? "japanese_facts" : "facts");
    }

  return meirei_quality_fixture_analyse (analyser, sources);
}

static void
check_has (MeireiReport          *report,
           const MeireiScoreItem *item,
           gint64                 line)
{
  MeireiFinding *finding = meirei_quality_fixture_find_item (report, item->key);

  g_assert_nonnull (finding);
  g_assert_cmpint (meirei_finding_get_points (finding), ==, item->points);
  g_assert_cmpint (meirei_finding_get_category (finding), ==, item->category);
  g_assert_cmpint (meirei_finding_get_line (finding), ==, line);
  g_assert_true (meirei_report_is_scored (report));
  if (item->limit >= 0)
    g_assert_cmpint (meirei_report_get_score (report), <=, item->limit);
}

static void
test_rows (void)
{
  g_autoptr(GPtrArray) reports = analyse_rows ();
  MeireiScoreTable *table = meirei_analyser_get_table (analyser);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      const char *key = meirei_json_get_string (row, "item", NULL);
      const MeireiScoreItem *item = meirei_score_table_find_item (table, key);
      MeireiReport *near = g_ptr_array_index (reports, 3 * i + 1);

      g_test_message ("%s", key);
      g_assert_nonnull (item);
      check_has (g_ptr_array_index (reports, 3 * i), item, meirei_json_get_int (row, "line", -1));
      g_assert_null (meirei_quality_fixture_find_item (near, key));
      g_assert_cmpint (meirei_report_get_score (near), >, 40);
      check_has (g_ptr_array_index (reports, 3 * i + 2), item,
                 meirei_json_get_int (row, "japanese_line", -1));
    }
}

static void
test_all_rows_are_there (void)
{
  MeireiScoreTable *table = meirei_analyser_get_table (analyser);

  for (guint i = 0; i < meirei_score_table_get_n_items (table); i++)
    {
      const char *key = meirei_score_table_get_item (table, i)->key;
      gboolean found = FALSE;

      for (guint j = 0; j < json_array_get_length (rows); j++)
        {
          JsonObject *row = json_array_get_object_element (rows, j);

          found |= g_strcmp0 (meirei_json_get_string (row, "item", NULL), key) == 0;
        }
      g_test_message ("%s", key);
      g_assert_true (found);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *ruff = meirei_ruff_find ();
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) root = NULL;
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  path = g_test_build_filename (G_TEST_DIST, "fixtures", "quality", "rows.json", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  root = meirei_json_parse_object (text, -1, NULL);
  rows = meirei_json_get_array (root, "rows");
  analyser = meirei_quality_fixture_new (ruff);

  g_test_add_func ("/rows/complete", test_all_rows_are_there);
  if (ruff != NULL)
    g_test_add_func ("/rows/each", test_rows);

  status = g_test_run ();
  g_assert_finalize_object (analyser);

  return status;
}
