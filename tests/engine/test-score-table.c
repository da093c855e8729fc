/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "meirei-score-table.h"
#include "meirei-string.h"

static MeireiScoreTable *table;

static void
test_numbers (void)
{
  static const struct {
    const char *item;
    int         points;
    int         cap;
    int         limit;
  } expected[] = {
    { "syntax-error", 40, -1, 40 },
    { "truncated", 20, -1, 60 },
    { "placeholder", 8, 32, -1 },
    { "missing-declaration", 10, -1, -1 },
    { "undefined-name", 10, 30, 75 },
    { "unused-import", 5, 15, -1 },
    { "invented-module", 15, -1, 70 },
    { "star-name", 1, 3, -1 },
    { "shell-variable", 12, -1, -1 },
    { "string-concatenation", 2, -1, -1 },
  };
  static const int caps[] = { 60, 40, 25, 15, 12, 40, 6 };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const MeireiScoreItem *item = meirei_score_table_find_item (table, expected[i].item);

      g_test_message ("%s", expected[i].item);
      g_assert_nonnull (item);
      g_assert_cmpint (item->points, ==, expected[i].points);
      g_assert_cmpint (item->cap, ==, expected[i].cap);
      g_assert_cmpint (item->limit, ==, expected[i].limit);
    }

  for (int i = 0; i < MEIREI_N_CATEGORIES; i++)
    g_assert_cmpint (meirei_score_table_get_cap (table, (MeireiCategory) i), ==, caps[i]);
  g_assert_cmpstr (meirei_score_table_get_model (table), ==, "quality/1.0");
  g_assert_cmpuint (strlen (meirei_score_table_get_sha256 (table)), ==, 64);
}

static void
test_rules (void)
{
  g_auto(GStrv) rules = meirei_score_table_dup_rules (table, "ruff");

  g_assert_cmpstr (meirei_score_table_find_rule (table, "ruff", "F401")->key, ==,
                   "unused-import");
  g_assert_cmpstr (meirei_score_table_find_rule (table, "ruff", "S602:constant")->key, ==,
                   "shell-constant");
  g_assert_null (meirei_score_table_find_rule (table, "python", "F401"));
  g_assert_null (meirei_score_table_find_rule (table, "ruff", "S602"));
  g_assert_true (g_strv_contains ((const char * const *) rules, "S602"));
  g_assert_false (g_strv_contains ((const char * const *) rules, "S602:constant"));
  g_assert_cmpuint (g_strv_length (rules), >, 45);
  g_assert_true (meirei_score_table_is_same_place (table, "blind-except", "except-pass"));
  g_assert_false (meirei_score_table_is_same_place (table, "blind-except", "unused-import"));
}

static void
test_texts_are_complete (void)
{
  static const char * const kinds[] = { "title", "message", "why", "fix" };

  for (guint i = 0; i < meirei_score_table_get_n_items (table); i++)
    {
      const char *key = meirei_score_table_get_item (table, i)->key;

      for (gsize j = 0; j < G_N_ELEMENTS (kinds); j++)
        {
          g_autofree char *en = meirei_score_table_dup_text (table, key, kinds[j], "en");
          g_autofree char *ja = meirei_score_table_dup_text (table, key, kinds[j], "ja");

          g_test_message ("%s %s", key, kinds[j]);
          g_assert_nonnull (en);
          g_assert_nonnull (ja);
          g_assert_cmpstr (en, !=, ja);
          g_assert_cmpint (strstr (en, "{arg}") != NULL, ==, strstr (ja, "{arg}") != NULL);
        }
    }
}

static void
test_languages (void)
{
  g_autofree char *locale = meirei_score_table_dup_text (table, "F401", "title", "ja_JP.UTF-8");
  g_autofree char *other = meirei_score_table_dup_text (table, "F401", "title", "de_DE");
  g_autofree char *none = meirei_score_table_dup_text (table, "F401", "title", NULL);
  g_autofree char *category =
    meirei_score_table_dup_category (table, MEIREI_CATEGORY_SECURITY, "ja");

  g_assert_cmpstr (locale, ==, "使われないインポート");
  g_assert_cmpstr (other, ==, "Unused import");
  g_assert_cmpstr (none, ==, "Unused import");
  g_assert_cmpstr (category, ==, "セキュリティ");
  g_assert_null (meirei_score_table_dup_text (table, "X999", "title", NULL));
}

static void
test_messages (void)
{
  static const struct {
    const char *rule;
    const char *item;
    const char *argument;
    const char *english;
    const char *japanese;
  } cases[] = {
    { "F401", "unused-import", "logging", "“logging” is imported but never used",
      "「logging」はインポートされていますが使われていません" },
    { "F401", "unused-import", "{arg}", "“{arg}” is imported but never used",
      "「{arg}」はインポートされていますが使われていません" },
    { "F401", "unused-import", NULL, "Unused import", "使われないインポート" },
    { "PLR0912", "too-large", NULL, "The function has too many branches",
      "関数の分岐が多すぎます" },
    { "X1", NULL, NULL, "as the tool said", "as the tool said" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MeireiFindingFields fields = {
        .rule = cases[i].rule, .item = cases[i].item, .tool = "ruff",
        .message = "as the tool said", .argument = cases[i].argument,
      };
      g_autoptr(MeireiFinding) finding = meirei_finding_new (&fields);
      g_autofree char *en = meirei_score_table_dup_message (table, finding, NULL);
      g_autofree char *ja = meirei_score_table_dup_message (table, finding, "ja");

      g_assert_cmpstr (en, ==, cases[i].english);
      g_assert_cmpstr (ja, ==, cases[i].japanese);
    }
}

static void
test_bands (void)
{
  static const struct {
    int         lost;
    int         cap;
    const char *band;
  } cases[] = {
    { 0, 60, "excellent" }, { 6, 60, "excellent" }, { 7, 60, "good" }, { 15, 60, "good" },
    { 16, 60, "fair" }, { 30, 60, "fair" }, { 31, 60, "poor" }, { 60, 60, "poor" },
  };
  g_autofree char *title = meirei_score_table_dup_band (table, "poor", "ja");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (meirei_score_table_get_band (table, cases[i].lost, cases[i].cap), ==,
                     cases[i].band);
  g_assert_cmpstr (title, ==, "要改善");
}

static void
test_bad_files (void)
{
  static const char * const texts[] = {
    "", "{", "[]", "{}", "{\"model\":\"quality/1.0\",\"items\":[]}",
    "{\"model\":\"m\",\"categories\":[{\"key\":\"beauty\",\"cap\":1}],\"items\":[{}]}",
  };
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "table.json", NULL);
  g_autofree char *missing = g_build_filename (g_get_user_data_dir (), "none.json", NULL);

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_assert_null (meirei_score_table_load (path, &error));
      g_assert_nonnull (error);
    }
  {
    g_autoptr(GError) error = NULL;

    g_assert_null (meirei_score_table_load (missing, &error));
    g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  }
  g_unlink (path);
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

  g_test_add_func ("/score-table/numbers", test_numbers);
  g_test_add_func ("/score-table/rules", test_rules);
  g_test_add_func ("/score-table/texts", test_texts_are_complete);
  g_test_add_func ("/score-table/languages", test_languages);
  g_test_add_func ("/score-table/messages", test_messages);
  g_test_add_func ("/score-table/bands", test_bands);
  g_test_add_func ("/score-table/bad-files", test_bad_files);

  status = g_test_run ();
  g_assert_finalize_object (table);

  return status;
}
