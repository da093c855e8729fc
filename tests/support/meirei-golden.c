/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Documents that are compared with stored ones.  With MEIREI_WRITE_GOLDEN in
 * the environment, what is there now is stored; look at the difference before
 * you commit it. */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "meirei-golden.h"
#include "meirei-test-workspace.h"

static void
copy_folder (GFile *from,
             GFile *to)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileEnumerator) files =
    g_file_enumerate_children (from, "standard::name,standard::type",
                               G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, &error);
  GFileInfo *info;
  GFile *child;

  g_assert_no_error (error);
  g_file_make_directory (to, NULL, NULL);
  while (g_file_enumerator_iterate (files, &info, &child, NULL, &error) && info != NULL)
    {
      g_autoptr(GFile) target = g_file_get_child (to, g_file_info_get_name (info));

      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        copy_folder (child, target);
      else
        g_file_copy (child, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_no_error (error);
}

/**
 * meirei_golden_copy_folder:
 * @name: a folder below `tests/fixtures`
 *
 * Returns: (transfer full): a new folder with all that is in it, for
 *   meirei_test_remove_dir()
 */
char *
meirei_golden_copy_folder (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autofree char *dir = meirei_test_make_dir ();
  g_autoptr(GFile) from = g_file_new_for_path (path);
  g_autoptr(GFile) to = g_file_new_for_path (dir);

  copy_folder (from, to);

  return g_steal_pointer (&dir);
}

static void
show_difference (const char *name,
                 const char *expected,
                 const char *text)
{
  g_auto(GStrv) expected_lines = g_strsplit (expected, "\n", -1);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint i = 0;

  while (expected_lines[i] != NULL && lines[i] != NULL
         && strcmp (expected_lines[i], lines[i]) == 0)
    i++;
  g_test_message ("%s differs in line %u:\n- %s\n+ %s", name, i + 1,
                  expected_lines[i] != NULL ? expected_lines[i] : "(end)",
                  lines[i] != NULL ? lines[i] : "(end)");
  g_test_fail ();
}

/**
 * meirei_golden_compare:
 * @name: a file below `tests/fixtures`
 * @document: what it should hold
 *
 * Lets the test fail with the first line that differs.
 */
void
meirei_golden_compare (const char *name,
                       GBytes     *document)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (document, &length);

  text = g_strndup (data, length);
  g_assert_cmpuint (strlen (text), ==, length);
  if (g_getenv ("MEIREI_WRITE_GOLDEN") != NULL)
    {
      g_file_set_contents (path, text, -1, &error);
      g_assert_no_error (error);
      return;
    }

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  if (strcmp (expected, text) != 0)
    show_difference (name, expected, text);
}
