/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Whether code compiles, asked of a real Python. */

#include "config.h"

#include <string.h>

#include "meirei-parse-check.h"
#include "meirei-worker-parse-check.h"

typedef struct {
  const char *code;
  gsize length;      /* 0: to its NUL */
  gboolean parses;
  guint line;
} Row;

static const Row rows[] = {
  { "def f():\n    return 1\n", 0, TRUE, 0 },
  { "", 0, TRUE, 0 },
  { "名前 = '値'\n", 0, TRUE, 0 },
  { "x = 1\ndef f(:\n    pass\n", 0, FALSE, 2 },
  { "return 1\n", 0, FALSE, 1 },
  { "x = 1\n\0y = 2\n", 12, FALSE, 0 },
  { "```python\nx = 1\n```\n", 0, FALSE, 1 },
};

static guint n_left;

static MeireiParseCheck *
make_check (const char *script)
{
  g_autofree char *path = g_build_filename (g_getenv ("MEIREI_DATA_DIR"), "python", script, NULL);
  g_autofree char *known = g_build_filename (g_getenv ("MEIREI_DATA_DIR"), "quality",
                                             "known-modules.json", NULL);
  g_autoptr(MeireiAnalysisWorker) worker = meirei_analysis_worker_new ("/usr/bin/python3", path,
                                                                       known);

  return MEIREI_PARSE_CHECK (meirei_worker_parse_check_new (worker));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  const Row *row = user_data;
  MeireiParseResult parse_result = { TRUE, 99 };
  g_autoptr(GError) error = NULL;

  g_assert_true (meirei_parse_check_check_finish (MEIREI_PARSE_CHECK (source), result,
                                                  &parse_result, &error));
  g_assert_no_error (error);
  g_test_message ("%s", row->code);
  g_assert_cmpint (parse_result.parses, ==, row->parses);
  g_assert_cmpuint (parse_result.line, ==, row->line);
  n_left--;
}

static void
ask (MeireiParseCheck *check,
     const Row        *row)
{
  n_left++;
  meirei_parse_check_check_async (check, "python", row->code,
                                  row->length > 0 ? row->length : strlen (row->code), NULL,
                                  checked_cb, (gpointer) row);
}

static void
wait (void)
{
  while (n_left > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_one_by_one (void)
{
  g_autoptr(MeireiParseCheck) check = make_check ("worker.py");

  meirei_parse_check_prepare (check);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ask (check, &rows[i]);
      wait ();
    }
}

/* Those that come while it is busy go together; each gets its own answer. */
static void
test_many_at_once (void)
{
  g_autoptr(MeireiParseCheck) check = make_check ("worker.py");

  for (guint i = 0; i < 200; i++)
    ask (check, &rows[i % G_N_ELEMENTS (rows)]);
  wait ();
}

static void
failed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  MeireiParseResult parse_result;
  g_autoptr(GError) error = NULL;

  g_assert_false (meirei_parse_check_check_finish (MEIREI_PARSE_CHECK (source), result,
                                                   &parse_result, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  n_left--;
}

/* What nobody can say is an error, never a guess. */
static void
test_cannot_say (void)
{
  g_autoptr(MeireiParseCheck) check = make_check ("worker.py");
  g_autoptr(MeireiParseCheck) missing = make_check ("no-such-worker.py");

  n_left = 2;
  meirei_parse_check_check_async (check, "rust", "fn f() {}", 9, NULL, failed_cb, NULL);
  meirei_parse_check_check_async (missing, "python", "x = 1", 5, NULL, failed_cb, NULL);
  wait ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/worker-parse-check/one-by-one", test_one_by_one);
  g_test_add_func ("/worker-parse-check/many-at-once", test_many_at_once);
  g_test_add_func ("/worker-parse-check/cannot-say", test_cannot_say);

  return g_test_run ();
}
