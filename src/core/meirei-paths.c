/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Where the program's own read-only files are.  Programs that have not been
 * installed find them from the build folder, so that nobody has to set an
 * environment variable to try a build. */

#include "config.h"

#include <glib/gstdio.h>

#include "meirei-paths.h"

/* Written by meson into the top of the build folder; holds the path of the
 * data folder in the sources.  Programs are two folders below it. */
#define MARKER "meirei-uninstalled"

/* The build folder, or NULL for an installed program. */
static char *
find_build_dir (char **data_dir)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *program_dir = NULL;
  g_autofree char *build_dir = NULL;
  g_autofree char *marker = NULL;

  if (program == NULL)
    return NULL;

  program_dir = g_path_get_dirname (program);
  build_dir = g_canonicalize_filename ("../..", program_dir);
  marker = g_build_filename (build_dir, MARKER, NULL);

  /* No such file is the usual case: the program is installed. */
  if (!g_file_get_contents (marker, data_dir, NULL, NULL))
    return NULL;

  g_strchomp (*data_dir);

  return g_steal_pointer (&build_dir);
}

/**
 * meirei_paths_init:
 *
 * Lets a program that runs from its build folder find its own files: sets
 * `MEIREI_DATA_DIR` and `GSETTINGS_SCHEMA_DIR` unless they are set already.
 * Does nothing in an installed program.
 *
 * To be called at the start of main(), while there is one thread only.
 */
void
meirei_paths_init (void)
{
  g_autofree char *data_dir = NULL;
  g_autofree char *build_dir = find_build_dir (&data_dir);
  g_autofree char *schema_dir = NULL;

  if (build_dir == NULL)
    return;

  schema_dir = g_build_filename (build_dir, "data", NULL);
  g_setenv ("MEIREI_DATA_DIR", data_dir, FALSE);
  g_setenv ("GSETTINGS_SCHEMA_DIR", schema_dir, FALSE);
}

/**
 * meirei_paths_dup_data_dir:
 *
 * The folder of the files that come with the program: templates, styles, the
 * sample workspace.  The environment variable `MEIREI_DATA_DIR` replaces it.
 *
 * Returns: (transfer full): the path
 */
char *
meirei_paths_dup_data_dir (void)
{
  const char *from_environment = g_getenv ("MEIREI_DATA_DIR");

  return g_strdup (from_environment != NULL ? from_environment : PKGDATADIR);
}

/**
 * meirei_paths_dup_locale_dir:
 *
 * The folder of the translations, for bindtextdomain().
 *
 * Returns: (transfer full): the path
 */
char *
meirei_paths_dup_locale_dir (void)
{
  g_autofree char *data_dir = NULL;
  g_autofree char *build_dir = find_build_dir (&data_dir);

  return build_dir != NULL ? g_build_filename (build_dir, "po", NULL) : g_strdup (LOCALEDIR);
}
