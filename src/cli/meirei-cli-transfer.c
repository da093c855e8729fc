/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `import` and `export`. */

#include "config.h"

#include <string.h>

#include "meirei-cli-document.h"
#include "meirei-cli.h"
#include "meirei-json.h"
#include "meirei-sheet-import.h"
#include "meirei-sheet-markdown.h"

/* All files are read before anything is stored, so that a mistake in the last
 * one does not leave half an import behind. */
static GPtrArray *
read_files (char   **paths,
            GError **error)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; paths[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) some = meirei_sheet_import_read (paths[i], error);

      if (some == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&some));
    }

  return g_steal_pointer (&all);
}

static void
print_imported (MeireiCli *cli,
                GPtrArray *instructions,
                GPtrArray *errors,
                int       *status)
{
  g_autoptr(JsonObject) document = json_object_new ();
  JsonArray *imported = json_array_new ();
  JsonArray *failed = json_array_new ();

  for (guint i = 0; i < instructions->len; i++)
    {
      const char *id = meirei_instruction_get_id (instructions->pdata[i]);
      const GError *error = errors->pdata[i];

      if (error == NULL)
        {
          json_array_add_string_element (imported, id);
          if (!cli->json)
            g_print ("%s\n", id);
          continue;
        }

      *status = MEIREI_EXIT_FAILED;
      g_printerr ("meirei-cli: %s\n", error->message);
      {
        JsonObject *entry = json_object_new ();

        json_object_set_string_member (entry, "id", id);
        json_object_set_string_member (entry, "message", error->message);
        json_array_add_object_element (failed, entry);
      }
    }
  json_object_set_array_member (document, "imported", imported);
  json_object_set_array_member (document, "failed", failed);
  if (cli->json)
    meirei_cli_print_json (document);
}

/**
 * meirei_cli_import:
 *
 * `import FILE…`.
 */
gboolean
meirei_cli_import (MeireiCli  *cli,
                   int         argc,
                   char      **argv,
                   int        *status,
                   GError    **error)
{
  MeireiWorkspace *workspace;
  g_autoptr(GPtrArray) instructions = NULL;
  g_autoptr(GPtrArray) errors = NULL;

  if (!meirei_cli_parse (cli, "import FILE…", NULL, &argc, &argv, error))
    return FALSE;
  if (argc < 2)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Name the files: import FILE…");
      return FALSE;
    }
  workspace = meirei_cli_get_workspace (cli, error);
  if (workspace == NULL)
    return FALSE;
  instructions = read_files (argv + 1, error);
  if (instructions == NULL)
    return FALSE;
  errors = meirei_workspace_add_instructions (workspace, instructions, error);
  if (errors == NULL)
    return FALSE;

  print_imported (cli, instructions, errors, status);

  return TRUE;
}

static gboolean
add_text (GString            *text,
          MeireiInstruction  *instruction,
          const char         *path)
{
  if (g_str_has_suffix (path, ".md"))
    {
      g_autofree char *sheet = meirei_sheet_markdown_format (meirei_instruction_get_sheet (instruction));

      g_string_append (text, sheet);
    }
  else
    {
      g_autoptr(JsonObject) object = meirei_instruction_to_json (instruction);
      g_autofree char *line = meirei_json_to_line (object, NULL);

      if (g_str_has_suffix (path, ".jsonl"))
        g_string_append (text, line);
      else
        g_string_append_printf (text, "%s%s", text->len > 0 ? ",\n" : "", g_strchomp (line));
    }

  return TRUE;
}

static gboolean
load_and_add (MeireiWorkspace  *workspace,
              const char       *id,
              const char       *path,
              GString          *text,
              GError          **error)
{
  g_autoptr(MeireiInstruction) instruction = meirei_workspace_load_instruction (workspace, id, error);

  return instruction != NULL && add_text (text, instruction, path);
}

static gboolean
collect (MeireiWorkspace  *workspace,
         char            **names,
         const char       *path,
         GString          *text,
         GError          **error)
{
  GListModel *items = meirei_workspace_get_items (workspace);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *id = meirei_workspace_find_id (workspace, names[i], error);

      if (id == NULL || !load_and_add (workspace, id, path, text, error))
        return FALSE;
    }
  for (guint i = 0; names[0] == NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (items, i);

      if (!load_and_add (workspace, meirei_instruction_item_get_id (item), path, text, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * meirei_cli_export:
 *
 * `export [ID…] --to FILE`.
 */
gboolean
meirei_cli_export (MeireiCli  *cli,
                   int         argc,
                   char      **argv,
                   int        *status,
                   GError    **error)
{
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &path, "A .json, .jsonl or .md file", "FILE" },
    { NULL }
  };
  MeireiWorkspace *workspace;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GBytes) document = NULL;

  if (!meirei_cli_parse (cli, "export [ID…] --to FILE", entries, &argc, &argv, error))
    return FALSE;
  if (path == NULL || (g_str_has_suffix (path, ".md") && argc != 2))
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           path == NULL ? "Name the file: export [ID…] --to FILE"
                           : "A .md file holds one sheet: name exactly one ID");
      return FALSE;
    }
  workspace = meirei_cli_get_workspace (cli, error);
  if (workspace == NULL || !collect (workspace, argv + 1, path, text, error))
    return FALSE;

  if (g_str_has_suffix (path, ".json"))
    {
      g_string_prepend (text, "{\"instructions\": [\n");
      g_string_append (text, "\n]}\n");
    }

  document = g_string_free_to_bytes (g_steal_pointer (&text));

  return meirei_cli_write_document (path, document, error);
}
