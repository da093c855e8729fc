/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Where prompt templates are found, and reading them. */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-prompt-template.h"

/**
 * meirei_prompt_template_load:
 * @path: a template's file
 * @error: return location for an error
 *
 * Reads a template.  Blocks; see [class@TemplateStore].
 *
 * Returns: (transfer full) (nullable): the template, or %NULL with an error
 *   that names @path
 */
MeireiPromptTemplate *
meirei_prompt_template_load (const char  *path,
                             GError     **error)
{
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) object = NULL;
  MeireiPromptTemplate *template = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  object = meirei_json_parse_object (text, (gssize) length, error);
  if (object != NULL)
    template = meirei_prompt_template_new_from_json (object, error);
  if (template == NULL)
    g_prefix_error (error, "%s: ", path);

  return template;
}

/**
 * meirei_prompt_template_find_path:
 * @data_dir: the program's data folder
 * @workspace_dir: (nullable): a workspace, whose folder `templates` goes first
 * @name: the template's name
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the template's file, or %NULL with
 *   %MEIREI_TEMPLATE_ERROR_NOT_FOUND
 */
char *
meirei_prompt_template_find_path (const char  *data_dir,
                                  const char  *workspace_dir,
                                  const char  *name,
                                  GError     **error)
{
  const char *dirs[] = { workspace_dir, data_dir };
  g_autofree char *file = g_strconcat (name, ".json", NULL);

  g_return_val_if_fail (data_dir != NULL && name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (dirs); i++)
    {
      g_autofree char *path = NULL;

      if (dirs[i] == NULL || strchr (name, '/') != NULL)
        continue;
      path = g_build_filename (dirs[i], "templates", file, NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }

  g_set_error (error, MEIREI_TEMPLATE_ERROR, MEIREI_TEMPLATE_ERROR_NOT_FOUND,
               "There is no prompt template “%s”, neither in the workspace's folder “templates” "
               "nor in %s/templates", name, data_dir);

  return NULL;
}

/**
 * meirei_prompt_template_find:
 * @data_dir: the program's data folder
 * @workspace_dir: (nullable): a workspace, whose folder `templates` goes first
 * @name: the template's name
 * @error: return location for an error
 *
 * Finds and reads a template.  Blocks.
 *
 * Returns: (transfer full) (nullable): the template, or %NULL with an error
 */
MeireiPromptTemplate *
meirei_prompt_template_find (const char  *data_dir,
                             const char  *workspace_dir,
                             const char  *name,
                             GError     **error)
{
  g_autofree char *path =
    meirei_prompt_template_find_path (data_dir, workspace_dir, name, error);

  return path != NULL ? meirei_prompt_template_load (path, error) : NULL;
}
