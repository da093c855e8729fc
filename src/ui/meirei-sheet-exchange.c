/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Instructions from files and to files, without blocking the window. */

#include "config.h"

#include "meirei-json.h"
#include "meirei-sheet-exchange.h"
#include "meirei-sheet-import.h"
#include "meirei-sheet-markdown.h"

typedef struct {
  /* Input */
  char **names; /* paths to read, or ids to write */
  char *path;   /* (nullable): where to write */

  /* Output */
  guint n_skipped;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_strfreev (exchange->names);
  g_free (exchange->path);
  g_free (exchange);
}

static GTask *
new_task (MeireiWorkspace     *workspace,
          const char * const  *names,
          const char          *path,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->names = g_strdupv ((char **) names);
  exchange->path = g_strdup (path);
  g_task_set_task_data (task, exchange, exchange_free);

  return task;
}

static GPtrArray *
read_files (Exchange  *exchange,
            GError   **error)
{
  g_autoptr(GPtrArray) instructions = g_ptr_array_new_with_free_func (g_object_unref);

  /* All files are read before anything is added. */
  for (gsize i = 0; exchange->names[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) some = meirei_sheet_import_read (exchange->names[i], error);

      if (some == NULL)
        return NULL;
      g_ptr_array_extend (instructions, some, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
    }

  return g_steal_pointer (&instructions);
}

static void
import_worker (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Exchange *exchange = task_data;
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr(GPtrArray) instructions = NULL;
  g_autoptr(GPtrArray) outcomes = NULL;
  GError *error = NULL;

  instructions = read_files (exchange, &error);
  if (instructions != NULL)
    outcomes = meirei_workspace_add_instructions (MEIREI_WORKSPACE (source), instructions, &error);
  if (outcomes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < outcomes->len; i++)
    if (outcomes->pdata[i] == NULL)
      g_strv_builder_add (ids, meirei_instruction_get_id (instructions->pdata[i]));
    else
      exchange->n_skipped++;

  g_task_return_pointer (task, g_strv_builder_end (ids), (GDestroyNotify) g_strfreev);
}

/**
 * meirei_sheet_exchange_import_async:
 * @workspace: a workspace
 * @paths: (array zero-terminated=1) (element-type filename): files
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are added
 * @user_data: its data
 *
 * Adds the instructions of files to a workspace.
 */
void
meirei_sheet_exchange_import_async (MeireiWorkspace     *workspace,
                                    const char * const  *paths,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));

  task = new_task (workspace, paths, NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_sheet_exchange_import_async);
  g_task_run_in_thread (task, import_worker);
}

/**
 * meirei_sheet_exchange_import_finish:
 * @workspace: a workspace
 * @result: a result
 * @n_skipped: (out): how many were not added, because they are there already
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the ids of
 *   the new instructions
 */
char **
meirei_sheet_exchange_import_finish (MeireiWorkspace  *workspace,
                                     GAsyncResult     *result,
                                     guint            *n_skipped,
                                     GError          **error)
{
  Exchange *exchange;

  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  exchange = g_task_get_task_data (G_TASK (result));
  *n_skipped = exchange->n_skipped;

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
append_instruction (GString           *text,
                    MeireiInstruction *instruction,
                    const char        *path)
{
  g_autoptr(JsonObject) object = NULL;
  g_autofree char *line = NULL;

  if (g_str_has_suffix (path, ".md"))
    {
      line = meirei_sheet_markdown_format (meirei_instruction_get_sheet (instruction));
      g_string_append (text, line);
      return;
    }

  object = meirei_instruction_to_json (instruction);
  line = meirei_json_to_line (object, NULL);
  g_strchomp (line);
  if (g_str_has_suffix (path, ".jsonl"))
    g_string_append_printf (text, "%s\n", line);
  else
    g_string_append_printf (text, "%s%s", text->len > 0 ? ",\n" : "", line);
}

static void
export_worker (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Exchange *exchange = task_data;
  g_autoptr(GString) text = g_string_new (NULL);
  GError *error = NULL;

  for (gsize i = 0; exchange->names[i] != NULL; i++)
    {
      g_autoptr(MeireiInstruction) instruction = NULL;

      instruction = meirei_workspace_load_instruction (MEIREI_WORKSPACE (source),
                                                       exchange->names[i], &error);
      if (instruction == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      append_instruction (text, instruction, exchange->path);
    }

  if (!g_str_has_suffix (exchange->path, ".md") && !g_str_has_suffix (exchange->path, ".jsonl"))
    {
      g_string_prepend (text, "{\"instructions\": [\n");
      g_string_append (text, "\n]}\n");
    }

  if (g_file_set_contents (exchange->path, text->str, (gssize) text->len, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * meirei_sheet_exchange_export_async:
 * @workspace: a workspace
 * @ids: (array zero-terminated=1): instructions
 * @path: (type filename): a file; `.jsonl` and `.md` by its name, else JSON
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is written
 * @user_data: its data
 *
 * Writes instructions to a file.
 */
void
meirei_sheet_exchange_export_async (MeireiWorkspace     *workspace,
                                    const char * const  *ids,
                                    const char          *path,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));

  task = new_task (workspace, ids, path, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_sheet_exchange_export_async);
  g_task_run_in_thread (task, export_worker);
}

/**
 * meirei_sheet_exchange_export_finish:
 * @workspace: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether the file is written
 */
gboolean
meirei_sheet_exchange_export_finish (MeireiWorkspace  *workspace,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
