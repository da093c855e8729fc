/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "meirei-quality-fixture.h"

MeireiAnalyser *
meirei_quality_fixture_new (const char *ruff_path)
{
  g_autoptr(GError) error = NULL;
  MeireiAnalyser *analyser =
    meirei_analyser_new (g_getenv ("MEIREI_DATA_DIR"), ruff_path, &error);

  g_assert_no_error (error);

  return analyser;
}

MeireiSource *
meirei_quality_fixture_source (const char       *text,
                               gssize            length,
                               MeireiSheetFacts *facts)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return meirei_source_new ("code.py", bytes, "python", NULL, facts, MEIREI_SOURCE_COMPLETE,
                            NULL);
}

static void
analysed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Returns the reports; there must be no error. */
GPtrArray *
meirei_quality_fixture_analyse (MeireiAnalyser *analyser,
                                GPtrArray      *sources)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *reports;

  meirei_analyser_analyse_async (analyser, sources, NULL, analysed_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  reports = meirei_analyser_analyse_finish (analyser, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reports->len, ==, sources->len);

  return reports;
}

MeireiReport *
meirei_quality_fixture_look (MeireiAnalyser *analyser,
                             const char     *text)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) reports = NULL;

  g_ptr_array_add (sources, meirei_quality_fixture_source (text, -1, NULL));
  reports = meirei_quality_fixture_analyse (analyser, sources);

  return g_object_ref (g_ptr_array_index (reports, 0));
}

/* Returns the first finding of a row of the table, owned by the report. */
MeireiFinding *
meirei_quality_fixture_find_item (MeireiReport *report,
                                  const char   *item)
{
  GPtrArray *findings = meirei_report_get_findings (report);

  for (guint i = 0; i < findings->len; i++)
    {
      MeireiFinding *finding = g_ptr_array_index (findings, i);

      if (g_strcmp0 (meirei_finding_get_item (finding), item) == 0)
        return finding;
    }

  return NULL;
}

/* Writes a program that stands for another one; returns its path. */
char *
meirei_quality_fixture_script (const char *folder,
                               const char *name,
                               const char *text)
{
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);

  return path;
}
