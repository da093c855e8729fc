/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "meirei-quality-fixture.h"
#include "meirei-ruff.h"

/* Files that no person writes: bounded time and memory, one clear finding. */

#define MAX_SECONDS 20
#define MAX_MEGABYTES 1100

static MeireiAnalyser *analyser;

static void
add (GPtrArray  *sources,
     const char *data,
     gsize       length)
{
  g_ptr_array_add (sources, meirei_quality_fixture_source (data, (gssize) length, NULL));
}

static void
add_repeated (GPtrArray  *sources,
              const char *before,
              const char *part,
              guint       count,
              const char *after)
{
  g_autoptr(GString) text = g_string_new (before);

  for (guint i = 0; i < count; i++)
    g_string_append (text, part);
  g_string_append (text, after);
  add (sources, text->str, text->len);
}

static void
add_numbers (GPtrArray *sources)
{
  g_autoptr(GString) text = g_string_new ("X = [");

  for (guint i = 0; i < 300000; i++)
    g_string_append_printf (text, "%u,", i);
  g_string_append (text, "]\n");
  add (sources, text->str, text->len);
}

/* Analyses the only source and frees it. */
static MeireiReport *
look (GPtrArray *sources)
{
  gint64 started = g_get_monotonic_time ();
  g_autoptr(GPtrArray) reports = meirei_quality_fixture_analyse (analyser, sources);

  g_assert_cmpint (g_get_monotonic_time () - started, <, MAX_SECONDS * G_USEC_PER_SEC);
  g_ptr_array_unref (sources);

  return g_object_ref (g_ptr_array_index (reports, 0));
}

static void
check_compiles (GPtrArray *sources,
                gboolean   is_scored)
{
  g_autoptr(MeireiReport) report = look (sources);

  g_assert_true (meirei_report_get_fields (report)->syntax_known);
  g_assert_true (meirei_report_get_fields (report)->syntax_ok);
  if (is_scored && meirei_ruff_find () != NULL)
    g_assert_cmpint (meirei_report_get_score (report), ==, 100);
}

static void
check_refused (GPtrArray  *sources,
               const char *message)
{
  g_autoptr(MeireiReport) report = look (sources);
  MeireiFinding *finding = meirei_quality_fixture_find_item (report, MEIREI_ITEM_SYNTAX_ERROR);

  g_assert_nonnull (finding);
  g_assert_nonnull (strstr (meirei_finding_get_argument (finding), message));
  g_assert_cmpint (meirei_report_get_score (report), ==, 40);
}

static GPtrArray *
sources_new (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
test_large (void)
{
  GPtrArray *sources = sources_new ();

  add_repeated (sources, "X = '", "a", 1000000, "'\n");
  check_compiles (sources, TRUE);

  sources = sources_new ();
  add_numbers (sources);
  check_compiles (sources, TRUE);

  sources = sources_new ();
  add_repeated (sources, "", "X = 1\n", 100000, "");
  check_compiles (sources, TRUE);
}

static void
test_deep (void)
{
  g_autoptr(GString) text = g_string_new ("X = ");
  GPtrArray *sources = sources_new ();

  for (int i = 0; i < 10000; i++)
    g_string_append_c (text, '(');
  for (int i = 0; i < 10000; i++)
    g_string_append_c (text, ')');
  add (sources, text->str, text->len);
  check_refused (sources, "too many nested");

  sources = sources_new ();
  add_repeated (sources, "X = ", "-", 100000, "1\n");
  check_refused (sources, "nested too deeply");

  sources = sources_new ();
  add_repeated (sources, "X = a", ".b", 100000, "\n");
  check_refused (sources, "nested too deeply");

  sources = sources_new ();
  add_repeated (sources, "X = ", "lambda:", 20000, "1\n");
  check_refused (sources, "nested too deeply");
}

static void
test_bytes (void)
{
  static const char latin[] = "# -*- coding: latin-1 -*-\nX = '\xe9'\n";
  static const char utf16[] = "\xff\xfeX\0 \0=\0 \0" "1\0\n\0";
  GPtrArray *sources = sources_new ();

  add (sources, "X = 1\0\n", 7);
  check_refused (sources, "null");

  sources = sources_new ();
  add (sources, "X = '\xed\xa0\x80'\n", 10);
  check_refused (sources, "utf-8");

  sources = sources_new ();
  add (sources, utf16, sizeof utf16 - 1);
  check_refused (sources, "null");

  sources = sources_new ();
  add (sources, "# coding: nonsense\nX = 1\n", 25);
  check_refused (sources, "unknown encoding");

  sources = sources_new ();
  add (sources, latin, sizeof latin - 1);
  check_compiles (sources, TRUE);

  sources = sources_new ();
  add (sources, "\xef\xbb\xbfX = 1\n", 9);
  check_compiles (sources, TRUE);

  sources = sources_new ();
  add (sources, "X = 1\r\nY = 2\rZ = 3\n", 19);
  check_compiles (sources, TRUE);

  sources = sources_new ();
  add (sources, "X = '\\ud800'\n", 13);
  check_compiles (sources, TRUE);
}

static void
test_together (void)
{
  g_autoptr(GPtrArray) sources = sources_new ();
  g_autoptr(GPtrArray) reports = NULL;

  /* A bad neighbour costs nothing. */
  add (sources, "X = 1\n", 6);
  add_repeated (sources, "X = ", "-", 100000, "1\n");
  add (sources, "X = 1\0\n", 7);
  add_repeated (sources, "X = a", ".b", 100000, "\n");
  add (sources, "X = 2\n", 6);
  reports = meirei_quality_fixture_analyse (analyser, sources);
  for (guint i = 0; i < 5; i += 4)
    {
      MeireiReport *report = g_ptr_array_index (reports, i);

      g_assert_true (meirei_report_get_fields (report)->syntax_ok);
      if (meirei_ruff_find () != NULL)
        g_assert_cmpint (meirei_report_get_score (report), ==, 100);
    }
}

static void
test_memory (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_CHILDREN, &usage), ==, 0);
  g_test_message ("largest process: %ld MB", usage.ru_maxrss / 1024);
  g_assert_cmpint (usage.ru_maxrss / 1024, <, MAX_MEGABYTES);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *ruff = meirei_ruff_find ();
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  analyser = meirei_quality_fixture_new (ruff);

  g_test_add_func ("/pathological/bytes", test_bytes);
  g_test_add_func ("/pathological/deep", test_deep);
  g_test_add_func ("/pathological/large", test_large);
  g_test_add_func ("/pathological/together", test_together);
  g_test_add_func ("/pathological/zz-memory", test_memory);

  status = g_test_run ();
  g_assert_finalize_object (analyser);

  return status;
}
