/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-engine-finder.h"
#include "meirei-model-listing.h"
#include "meirei-paths.h"
#include "meirei-slm-error.h"

#define PROGRAM "llama-server"
#define DEFAULT_MODEL "minimind2-small-q8_0.gguf"

/**
 * meirei_engine_finder_dup_tools_dir:
 *
 * Returns: (transfer full): the private tools folder, whether it exists or
 *   not: `MEIREI_TOOLS_DIR`, else `meirei/tools` in the user's data folder
 */
char *
meirei_engine_finder_dup_tools_dir (void)
{
  const char *dir = g_getenv ("MEIREI_TOOLS_DIR");

  if (dir != NULL && *dir != '\0')
    return g_canonicalize_filename (dir, NULL);

  return g_build_filename (g_get_user_data_dir (), "meirei", "tools", NULL);
}

/**
 * meirei_engine_finder_dup_program:
 * @error: return location for an error
 *
 * Looks for llama-server on the PATH, which in a Flatpak has the one that
 * comes with it, then in the tools folder.
 *
 * Returns: (transfer full) (nullable): the program's path, or %NULL with
 *   %MEIREI_SLM_ERROR_UNREACHABLE
 */
char *
meirei_engine_finder_dup_program (GError **error)
{
  g_autofree char *on_path = g_find_program_in_path (PROGRAM);
  g_autofree char *tools_dir = NULL;
  g_autofree char *path = NULL;

  if (on_path != NULL)
    return g_steal_pointer (&on_path);

  tools_dir = meirei_engine_finder_dup_tools_dir ();
  path = g_build_filename (tools_dir, "bin", PROGRAM, NULL);
  if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&path);

  g_set_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE,
               "The built-in engine is not installed: no %s on the PATH and none in %s; "
               "run “meirei-cli tools install”", PROGRAM, tools_dir);

  return NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* Of several files the shipped one, else the first by name. */
static char *
choose_model (const char *dir)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      if (g_str_equal (name, DEFAULT_MODEL))
        return g_build_filename (dir, name, NULL);
      if (g_str_has_suffix (name, ".gguf") && name[0] != '.')
        g_ptr_array_add (names, g_strdup (name));
    }

  if (names->len == 0)
    return NULL;

  g_ptr_array_sort (names, compare_names);

  return g_build_filename (dir, g_ptr_array_index (names, 0), NULL);
}

/**
 * meirei_engine_finder_dup_model:
 * @error: return location for an error
 *
 * Looks for a model in the tools folder, where the user may have put one, then
 * beside the program's own data, where a Flatpak has the default model.
 *
 * Returns: (transfer full) (nullable): the path of a GGUF file, or %NULL with
 *   %MEIREI_SLM_ERROR_NO_MODEL
 */
char *
meirei_engine_finder_dup_model (GError **error)
{
  g_autofree char *tools_dir = meirei_engine_finder_dup_tools_dir ();
  g_autofree char *dir = g_build_filename (tools_dir, "models", NULL);
  char *path = choose_model (dir);

  if (path == NULL)
    {
      g_autofree char *data_dir = meirei_paths_dup_data_dir ();
      g_autofree char *shipped = g_build_filename (data_dir, "models", NULL);

      path = choose_model (shipped);
    }
  if (path == NULL)
    g_set_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_NO_MODEL,
                 "The built-in engine has no model: no .gguf file in %s; "
                 "run “meirei-cli tools install” or put one there", dir);

  return path;
}

/**
 * meirei_engine_finder_dup_alias:
 * @model_path: the path of a GGUF file
 *
 * Returns: (transfer full): the name under which the file is served:
 *   `coder-7b.Q4_K_M.gguf` becomes `coder-7b`
 */
char *
meirei_engine_finder_dup_alias (const char *model_path)
{
  g_autofree char *name = NULL;
  g_autofree char *quantization = NULL;
  gsize length;

  g_return_val_if_fail (model_path != NULL, NULL);

  name = g_path_get_basename (model_path);
  if (g_str_has_suffix (name, ".gguf"))
    name[strlen (name) - strlen (".gguf")] = '\0';

  quantization = _meirei_listing_dup_quantization (name);
  length = quantization != NULL ? strlen (quantization) : 0;
  if (length > 0 && strlen (name) > length + 1
      && g_ascii_strcasecmp (name + strlen (name) - length, quantization) == 0)
    name[strlen (name) - length - 1] = '\0';

  return g_steal_pointer (&name);
}
