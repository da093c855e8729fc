/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-quality-fixture.h"
#include "meirei-ruff.h"

/* Real answers of small models, when the folder with test data is there: as
 * they came, and the longest fenced part of each. */

#define FILE_NAME "model-answers.jsonl.gz"

static char *
find_data (void)
{
  static const char * const places[] = { "../../shared/data", "../../../shared/data" };
  const char *named = g_getenv ("MEIREI_TEST_DATA");

  if (named != NULL)
    return g_build_filename (named, FILE_NAME, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      char *path = g_test_build_filename (G_TEST_DIST, places[i], FILE_NAME, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return path;
      g_free (path);
    }

  return NULL;
}

static char *
dup_longest_block (const char *answer)
{
  g_auto(GStrv) parts = g_strsplit (answer, "\x60\x60\x60", -1);
  const char *best = answer;
  gsize length = 0;

  for (gsize i = 1; parts[0] != NULL && parts[i] != NULL; i += 2)
    {
      const char *code = strchr (parts[i], '\n');

      if (code != NULL && strlen (code) > length)
        {
          best = code + 1;
          length = strlen (code);
        }
      if (parts[i + 1] == NULL)
        break;
    }

  return g_strdup (best);
}

static GPtrArray *
read_answers (const char *path,
              gboolean    blocks)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) raw = g_file_read (file, NULL, NULL);
  g_autoptr(GZlibDecompressor) decompressor =
    g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GInputStream) plain =
    g_converter_input_stream_new (G_INPUT_STREAM (raw), G_CONVERTER (decompressor));
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (plain);
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);
  char *line;
  gsize length;

  while ((line = g_data_input_stream_read_line (lines, &length, NULL, NULL)) != NULL)
    {
      g_autoptr(JsonObject) object = meirei_json_parse_object (line, (gssize) length, NULL);
      const char *answer = meirei_json_get_string (object, "response", "");
      g_autofree char *text = blocks ? dup_longest_block (answer) : g_strdup (answer);

      g_ptr_array_add (sources, meirei_quality_fixture_source (text, -1, NULL));
      g_free (line);
    }

  return sources;
}

static void
check_all (gboolean blocks)
{
  g_autofree char *path = find_data ();
  g_autofree char *ruff = meirei_ruff_find ();
  g_autoptr(MeireiAnalyser) analyser = NULL;
  g_autoptr(GPtrArray) sources = NULL;
  g_autoptr(GPtrArray) reports = NULL;
  int n_compiling = 0;
  int sum = 0;

  if (path == NULL || ruff == NULL)
    {
      g_test_skip ("the test data or ruff is not there");
      return;
    }

  analyser = meirei_quality_fixture_new (ruff);
  sources = read_answers (path, blocks);
  g_assert_cmpuint (sources->len, >=, 500);
  reports = meirei_quality_fixture_analyse (analyser, sources);
  for (guint i = 0; i < reports->len; i++)
    {
      MeireiReport *report = g_ptr_array_index (reports, i);

      g_assert_true (meirei_report_is_scored (report));
      g_assert_true (meirei_report_get_fields (report)->syntax_known);
      n_compiling += meirei_report_get_fields (report)->syntax_ok;
      sum += meirei_report_get_score (report);
    }
  g_test_message ("%u files, %d compile, mean score %.1f", reports->len, n_compiling,
                  (double) sum / reports->len);
  /* Measured when this was written: 528 of 600. */
  if (blocks)
    g_assert_cmpint (n_compiling * 100, >=, 80 * (int) reports->len);
}

static void
test_blocks (void)
{
  check_all (TRUE);
}

static void
test_raw (void)
{
  check_all (FALSE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/answers/blocks", test_blocks);
  g_test_add_func ("/answers/raw", test_raw);

  return g_test_run ();
}
