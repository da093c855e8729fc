/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-extractor.h"
#include "meirei-enums.h"
#include "meirei-json.h"
#include "python-checker.h"

/* Sends real answers of small models through the extractor, prints what
 * becomes of them, and fails when it is worse than it was.  The answers are
 * not part of the project: without them the test is skipped. */

#define ANSWERS "model-answers.jsonl.gz"
#define N_ANSWERS 600

/* What has been reached, and may only get better. */
#define MIN_PARSES 568
#define MAX_SYNTAX 6

typedef struct {
  guint n;
  guint n_parses;
  guint n_named;      /* no code that parses, but a reason */
} Tally;

typedef struct {
  Tally       all;
  Tally       unchecked;
  guint       problems[MEIREI_N_EXTRACTION_PROBLEMS];
  guint       n_trimmed;
  GHashTable *edges;  /* (element-type utf8 Tally) */
  gint64      usec;
} Survey;

static GInputStream *
open_answers (void)
{
  const char *folder = g_getenv ("MEIREI_TEST_DATA");
  g_autofree char *path = folder != NULL
                          ? g_build_filename (folder, ANSWERS, NULL)
                          : g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data",
                                                   ANSWERS, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autoptr(GZlibDecompressor) decompressor = NULL;

  if (stream == NULL)
    return NULL;
  decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);

  return g_converter_input_stream_new (G_INPUT_STREAM (stream), G_CONVERTER (decompressor));
}

static void
count (Tally    *tally,
       gboolean  parses,
       gboolean  named)
{
  tally->n++;
  tally->n_parses += parses;
  tally->n_named += !parses && named;
}

static void
count_edges (Survey     *survey,
             JsonObject *answer,
             gboolean    parses,
             gboolean    named)
{
  g_auto(GStrv) edges = meirei_json_dup_strv (answer, "edge");

  for (guint i = 0; edges != NULL && (edges[i] != NULL || i == 0); i++)
    {
      const char *edge = edges[i] != NULL ? edges[i] : "nothing awkward";
      Tally *tally = g_hash_table_lookup (survey->edges, edge);

      if (tally == NULL)
        {
          tally = g_new0 (Tally, 1);
          g_hash_table_insert (survey->edges, g_strdup (edge), tally);
        }
      count (tally, parses, named);
      if (edges[i] == NULL)
        break;
    }
}

static gboolean
parses (MeireiExtraction *extraction,
        PythonChecker    *checker)
{
  MeireiParseResult result = { FALSE, 0 };

  if (meirei_extraction_get_code (extraction) == NULL)
    return FALSE;
  python_checker_parse (meirei_extraction_get_code (extraction),
                        meirei_extraction_get_code_length (extraction), &result, checker);

  return result.parses;
}

/* What issue and documentation count as a reason; a model's own syntax error
 * is none. */
static gboolean
is_named (MeireiExtraction *extraction)
{
  MeireiExtractionProblem problem = meirei_extraction_get_problem (extraction);

  return problem != MEIREI_EXTRACTION_PROBLEM_NONE && problem != MEIREI_EXTRACTION_PROBLEM_SYNTAX;
}

static void
survey_answer (Survey        *survey,
               JsonObject    *answer,
               PythonChecker *checker)
{
  g_autoptr(MeireiCodeExtractor) extractor = meirei_code_extractor_new ("python", NULL);
  const char *response = meirei_json_get_string (answer, "response", "");
  g_autoptr(MeireiExtraction) pure = NULL;
  g_autoptr(MeireiExtraction) checked = NULL;
  gint64 start = g_get_monotonic_time ();
  gboolean good;

  pure = meirei_code_extractor_extract (extractor, response, -1);
  survey->usec += g_get_monotonic_time () - start;
  count (&survey->unchecked, parses (pure, checker), is_named (pure));

  checked = meirei_code_extractor_extract_with (extractor, response, -1,
                                                python_checker_parse, checker);
  good = parses (checked, checker);
  survey->problems[meirei_extraction_get_problem (checked)]++;
  survey->n_trimmed += (meirei_extraction_get_marks (checked)
                        & MEIREI_EXTRACTION_MARK_TRIMMED) != 0;
  count (&survey->all, good, is_named (checked));
  count_edges (survey, answer, good, is_named (checked));

  if (!good && !is_named (checked))
    g_test_message ("does not parse: %s", meirei_json_get_string (answer, "id", "?"));
}

static void
print_tally (const char *name,
             Tally      *tally)
{
  g_test_message ("%-40s %4u answers, %4u parse (%5.1f %%), %3u with a reason (%5.1f %%)",
                  name, tally->n, tally->n_parses, 100.0 * tally->n_parses / tally->n,
                  tally->n_named, 100.0 * (tally->n_parses + tally->n_named) / tally->n);
}

static void
print_survey (Survey *survey)
{
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (survey->edges),
                                        (GCompareFunc) strcmp);

  print_tally ("all, with a parser", &survey->all);
  print_tally ("all, without one", &survey->unchecked);
  for (GList *name = names; name != NULL; name = name->next)
    print_tally (name->data, g_hash_table_lookup (survey->edges, name->data));
  for (int i = 0; i < MEIREI_N_EXTRACTION_PROBLEMS; i++)
    g_test_message ("problem %-15s %4u", meirei_enum_to_nick (MEIREI_TYPE_EXTRACTION_PROBLEM, i),
                    survey->problems[i]);
  g_test_message ("trimmed to parse: %u; %.0f µs an answer without the parser",
                  survey->n_trimmed, (double) survey->usec / survey->all.n);
}

static void
test_baseline (void)
{
  g_autoptr(GInputStream) stream = open_answers ();
  g_autoptr(PythonChecker) checker = stream != NULL ? python_checker_new () : NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autoptr(GHashTable) edges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Survey survey = { .edges = edges };
  char *text;

  if (checker == NULL)
    {
      g_test_skip ("no answers or no Python");
      return;
    }

  lines = g_data_input_stream_new (stream);
  while ((text = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      g_autofree char *line = text;
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonObject) answer = meirei_json_parse_object (line, -1, &error);

      g_assert_no_error (error);
      survey_answer (&survey, answer, checker);
    }
  print_survey (&survey);

  g_assert_cmpuint (survey.all.n, ==, N_ANSWERS);
  g_assert_cmpuint (survey.all.n_parses, >=, MIN_PARSES);
  g_assert_cmpuint (survey.problems[MEIREI_EXTRACTION_PROBLEM_SYNTAX], <=, MAX_SYNTAX);

  /* The target: 95 % parse or have a reason. */
  g_assert_cmpuint (100 * (survey.all.n_parses + survey.all.n_named), >=, 95 * survey.all.n);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model-answers/baseline", test_baseline);

  return g_test_run ();
}
