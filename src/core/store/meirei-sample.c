/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The sample workspace that the program brings along. */

#include "config.h"

#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-sample.h"
#include "meirei-sheet-import.h"

static gboolean
read_phases (MeireiWorkspace  *workspace,
             const char       *dir,
             GError          **error)
{
  g_autofree char *path = g_build_filename (dir, MEIREI_WORKSPACE_FILE, NULL);
  g_autoptr(GPtrArray) phases = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) object = NULL;
  JsonArray *array;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  object = meirei_json_parse_object (text, (gssize) length, error);
  if (object == NULL)
    return FALSE;

  array = meirei_json_get_array (object, "phases");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *entry = meirei_json_array_object (array, i);
      MeireiPhase *phase = entry != NULL ? meirei_phase_new_from_json (entry, error) : NULL;

      if (phase == NULL)
        return FALSE;
      g_ptr_array_add (phases, phase);
    }

  return meirei_workspace_set_phases (workspace, phases, error);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

static GPtrArray *
list_sheets (const char  *dir,
             GError     **error)
{
  g_autoptr(GDir) folder = g_dir_open (dir, 0, error);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".json") && !g_str_equal (name, MEIREI_WORKSPACE_FILE))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

/**
 * meirei_sample_fill:
 * @workspace: a new workspace
 * @data_dir: the program's data folder
 * @n_instructions: (out) (optional): how many instructions were added
 * @error: return location for an error
 *
 * Adds the sample's phases and instructions.  Blocks.
 *
 * Returns: %TRUE if all were added
 */
gboolean
meirei_sample_fill (MeireiWorkspace  *workspace,
                    const char       *data_dir,
                    guint            *n_instructions,
                    GError          **error)
{
  g_autofree char *dir = g_build_filename (data_dir, "sample", NULL);
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) errors = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), FALSE);
  g_return_val_if_fail (data_dir != NULL, FALSE);

  if (!read_phases (workspace, dir, error))
    return FALSE;

  names = list_sheets (dir, error);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (dir, names->pdata[i], NULL);
      g_autoptr(GPtrArray) instructions = meirei_sheet_import_read (path, error);

      if (instructions == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&instructions));
    }

  errors = meirei_workspace_add_instructions (workspace, all, error);
  if (errors == NULL)
    return FALSE;
  for (guint i = 0; i < errors->len; i++)
    if (errors->pdata[i] != NULL)
      {
        g_propagate_error (error, g_error_copy (errors->pdata[i]));
        return FALSE;
      }
  if (n_instructions != NULL)
    *n_instructions = all->len;

  return TRUE;
}
