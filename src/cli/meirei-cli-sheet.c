/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `new` and `edit`: the sheet's content from the command line. */

#include "config.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

#include "meirei-cli.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"

/* A file's content, or that of standard input for “-”. */
static char *
read_text (const char  *path,
           GError     **error)
{
  g_autoptr(GInputStream) input = NULL;
  g_autoptr(GOutputStream) output = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_str_equal (path, "-"))
    {
      if (!g_file_get_contents (path, &text, &length, error))
        return NULL;
    }
  else
    {
      input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
      output = g_memory_output_stream_new_resizable ();
      if (g_output_stream_splice (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
                                  error) < 0)
        return NULL;
      length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (output));
      text = g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (output)), length);
    }

  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "%s is not UTF-8 text; convert it first, for example with iconv", path);
      return NULL;
    }

  return g_steal_pointer (&text);
}

static gboolean
set_from_file (JsonObject  *object,
               const char  *member,
               const char  *path,
               GError     **error)
{
  g_autofree char *text = NULL;

  if (path == NULL)
    return TRUE;

  text = read_text (path, error);
  if (text == NULL)
    return FALSE;
  json_object_set_string_member (object, member, text);

  return TRUE;
}

static gboolean
add_instruction (MeireiCli    *cli,
                 JsonObject   *object,
                 GError      **error)
{
  MeireiWorkspace *workspace = meirei_cli_get_workspace (cli, error);
  g_autoptr(MeireiSheet) sheet = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;

  if (workspace == NULL)
    return FALSE;
  sheet = meirei_sheet_new_from_json (object, error);
  if (sheet == NULL)
    return FALSE;
  instruction = meirei_instruction_new (sheet);
  if (!meirei_workspace_add_instruction (workspace, instruction, error))
    return FALSE;

  if (cli->json)
    {
      g_autoptr(JsonObject) document = meirei_instruction_to_json (instruction);

      meirei_cli_print_json (document);
    }
  else
    g_print ("%s\n", meirei_instruction_get_id (instruction));

  return TRUE;
}

/**
 * meirei_cli_new:
 *
 * `new --title T --feature F [--phase N] [--spec FILE|-] [--tests FILE]
 * [--function SIG]…`.
 */
gboolean
meirei_cli_new (MeireiCli  *cli,
                int         argc,
                char      **argv,
                int        *status,
                GError    **error)
{
  g_autofree char *title = NULL;
  g_autofree char *feature = NULL;
  g_autofree char *spec = NULL;
  g_autofree char *tests = NULL;
  g_autofree char *language = NULL;
  g_auto(GStrv) functions = NULL;
  g_auto(GStrv) raises = NULL;
  g_auto(GStrv) tags = NULL;
  int phase = 0;
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, "Its title", "TEXT" },
    { "feature", 0, 0, G_OPTION_ARG_STRING, &feature, "The stem of the file's name", "NAME" },
    { "phase", 0, 0, G_OPTION_ARG_INT, &phase, "Its phase (default: 0)", "N" },
    { "spec", 0, 0, G_OPTION_ARG_FILENAME, &spec, "The specification; - reads standard input",
      "FILE" },
    { "tests", 0, 0, G_OPTION_ARG_FILENAME, &tests, "The acceptance tests", "FILE" },
    { "function", 0, 0, G_OPTION_ARG_STRING_ARRAY, &functions, "A function it must declare",
      "SIGNATURE" },
    { "raises", 0, 0, G_OPTION_ARG_STRING_ARRAY, &raises, "An exception it must raise", "NAME" },
    { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &tags, "A word for filtering", "WORD" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, "Its language (default: python)", "NAME" },
    { NULL }
  };
  g_autoptr(JsonObject) object = json_object_new ();

  if (!meirei_cli_parse (cli, "new --title T --feature F", entries, &argc, &argv, error))
    return FALSE;
  if (argc != 1 || title == NULL || feature == NULL)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Give at least --title TEXT and --feature NAME, and nothing that is "
                           "not an option");
      return FALSE;
    }

  json_object_set_string_member (object, "title", title);
  json_object_set_string_member (object, "feature", feature);
  json_object_set_int_member (object, "phase", phase);
  if (language != NULL)
    json_object_set_string_member (object, "language", language);
  meirei_json_set_strv (object, "functions", (const char * const *) functions);
  meirei_json_set_strv (object, "raises", (const char * const *) raises);
  meirei_json_set_strv (object, "tags", (const char * const *) tags);
  if (!set_from_file (object, "spec", spec, error) || !set_from_file (object, "tests", tests, error))
    return FALSE;

  return add_instruction (cli, object, error);
}

/* VALUE is JSON where the member wants it, else plain text: --set phase=3,
 * --set title=加算, --set 'functions=["f(a)"]', --set spec=@FILE. */
static JsonNode *
parse_value (const char  *text,
             GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonNode *node;

  if (text[0] == '@')
    {
      g_autofree char *content = read_text (text + 1, error);

      if (content == NULL)
        return NULL;
      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_string (node, content);
      return node;
    }

  if (strchr ("[{\"", text[0]) != NULL || g_str_equal (text, "true") || g_str_equal (text, "false")
      || g_str_equal (text, "null") || g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64,
                                                                 NULL, NULL))
    if (text[0] != '\0' && json_parser_load_from_data (parser, text, -1, NULL))
      return json_parser_steal_root (parser);

  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node, text);

  return node;
}

static gboolean
apply_edits (MeireiInstruction  *instruction,
             gpointer            user_data,
             GError            **error)
{
  char **edits = user_data;
  g_autoptr(MeireiSheet) sheet = g_object_ref (meirei_instruction_get_sheet (instruction));

  for (gsize i = 0; edits[i] != NULL; i++)
    {
      const char *equals = strchr (edits[i], '=');
      g_autofree char *member = g_strndup (edits[i], (gsize) (equals - edits[i]));
      g_autoptr(JsonNode) value = parse_value (equals + 1, error);
      g_autoptr(MeireiSheet) edited = NULL;

      if (value == NULL)
        return FALSE;
      edited = meirei_sheet_with_member (sheet, member, value, error);
      if (edited == NULL)
        return FALSE;
      g_set_object (&sheet, edited);
    }

  return meirei_lifecycle_edit (instruction, sheet, error);
}

/**
 * meirei_cli_edit:
 *
 * `edit ID --set KEY=VALUE…`.
 */
gboolean
meirei_cli_edit (MeireiCli  *cli,
                 int         argc,
                 char      **argv,
                 int        *status,
                 GError    **error)
{
  g_auto(GStrv) edits = NULL;
  const GOptionEntry entries[] = {
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &edits,
      "A member of the sheet; the value is text, JSON, or @FILE", "KEY=VALUE" },
    { NULL }
  };
  MeireiWorkspace *workspace;
  g_autoptr(MeireiInstruction) edited = NULL;
  g_autofree char *id = NULL;

  if (!meirei_cli_parse (cli, "edit ID --set KEY=VALUE…", entries, &argc, &argv, error))
    return FALSE;
  for (gsize i = 0; edits != NULL && edits[i] != NULL; i++)
    if (strchr (edits[i], '=') == NULL)
      {
        g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                     "“%s” is not KEY=VALUE", edits[i]);
        return FALSE;
      }
  if (argc != 2 || edits == NULL)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Name one instruction and what to change: edit ID --set KEY=VALUE");
      return FALSE;
    }

  workspace = meirei_cli_get_workspace (cli, error);
  if (workspace == NULL)
    return FALSE;
  id = meirei_workspace_find_id (workspace, argv[1], error);
  if (id == NULL)
    return FALSE;
  edited = meirei_workspace_update_instruction (workspace, id, -1, apply_edits, edits, error);
  if (edited == NULL)
    return FALSE;

  if (cli->json)
    {
      g_autoptr(JsonObject) document = meirei_instruction_to_json (edited);

      meirei_cli_print_json (document);
    }
  else
    meirei_cli_print_note (cli, "%s is %s", meirei_instruction_get_short_id (edited),
                           meirei_enum_to_nick (MEIREI_TYPE_STATUS,
                                                meirei_instruction_get_status (edited)));

  return TRUE;
}
