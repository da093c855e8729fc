/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `show` and `history`. */

#include "config.h"

#include "meirei-cli.h"
#include "meirei-json.h"
#include "meirei-time.h"
#include "meirei-workspace-versions.h"

static MeireiInstruction *
load_named (MeireiCli   *cli,
            const char  *usage,
            int          argc,
            char       **argv,
            GError     **error)
{
  MeireiWorkspace *workspace;
  g_autofree char *id = NULL;

  if (argc != 2)
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "Name one instruction: meirei-cli %s", usage);
      return NULL;
    }
  workspace = meirei_cli_get_workspace (cli, error);
  if (workspace == NULL)
    return NULL;
  id = meirei_workspace_find_id (workspace, argv[1], error);

  return id != NULL ? meirei_workspace_load_instruction (workspace, id, error) : NULL;
}

/* The files' JSON, with each version's record in place of its name. */
static JsonObject *
make_document (MeireiWorkspace   *workspace,
               MeireiInstruction *instruction)
{
  JsonObject *document = meirei_instruction_to_json (instruction);
  const char * const *names = meirei_instruction_get_versions (instruction);
  JsonArray *records = json_array_new ();

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiVersion) version =
        meirei_workspace_load_version (workspace, meirei_instruction_get_id (instruction),
                                       names[i], &error);
      JsonObject *record;

      if (version != NULL)
        record = meirei_version_to_json (version);
      else
        {
          record = json_object_new ();
          json_object_set_string_member (record, "version", names[i]);
          json_object_set_string_member (record, "error", error->message);
        }
      json_array_add_object_element (records, record);
    }
  json_object_set_array_member (document, "version_records", records);

  return document;
}

static void
print_section (const char *heading,
               const char *text)
{
  if (text != NULL && text[0] != '\0')
    g_print ("\n%s\n%s%s", heading, text, g_str_has_suffix (text, "\n") ? "" : "\n");
}

static void
print_version (MeireiWorkspace *workspace,
               const char      *id,
               const char      *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiVersion) version = meirei_workspace_load_version (workspace, id, name, &error);
  JsonObject *report;

  if (version == NULL)
    {
      g_print ("  %s: %s\n", name, error->message);
      return;
    }

  report = meirei_version_get_section (version, "report");
  g_print ("  %s  %s  %s", name,
           meirei_version_is_finished (version)
           ? meirei_enum_to_nick (MEIREI_TYPE_FINISH, meirei_version_get_finish (version))
           : "in work",
           meirei_version_get_model_id (version) != NULL
           ? meirei_version_get_model_id (version) : "–");
  if (report != NULL && json_object_has_member (report, "score")
      && !json_object_get_null_member (report, "score"))
    g_print ("  score %g", meirei_json_get_double (report, "score", 0.0));
  if (meirei_version_get_file (version) != NULL)
    g_print ("  %s", meirei_version_get_file (version));
  g_print ("\n");
}

static void
print_text (MeireiWorkspace   *workspace,
            MeireiInstruction *instruction)
{
  MeireiSheet *sheet = meirei_instruction_get_sheet (instruction);
  g_autofree char *functions = g_strjoinv ("\n", (char **) meirei_sheet_get_functions (sheet));
  const char * const *names = meirei_instruction_get_versions (instruction);

  g_print ("%s\n%s · %s · phase %d · %s%s\n", meirei_sheet_get_title (sheet),
           meirei_instruction_get_id (instruction), meirei_sheet_get_feature (sheet),
           meirei_sheet_get_phase (sheet),
           meirei_enum_to_nick (MEIREI_TYPE_STATUS, meirei_instruction_get_status (instruction)),
           meirei_instruction_is_approval_stale (instruction)
           ? " · the approval is stale: the sheet changed" : "");
  print_section ("Specification", meirei_sheet_get_spec (sheet));
  print_section ("Functions", functions);
  print_section ("Tests", meirei_sheet_get_tests (sheet));
  if (names[0] != NULL)
    g_print ("\nVersions\n");
  for (gsize i = 0; names[i] != NULL; i++)
    print_version (workspace, meirei_instruction_get_id (instruction), names[i]);
}

/**
 * meirei_cli_show:
 *
 * `show ID` – an instruction with its versions.
 */
gboolean
meirei_cli_show (MeireiCli  *cli,
                 int         argc,
                 char      **argv,
                 int        *status,
                 GError    **error)
{
  gboolean code = FALSE, raw = FALSE;
  const GOptionEntry entries[] = {
    { "code", 0, 0, G_OPTION_ARG_NONE, &code, "Print the latest version's code only", NULL },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &raw, "Print the model's whole answer only", NULL },
    { NULL }
  };
  g_autoptr(MeireiInstruction) instruction = NULL;

  if (!meirei_cli_parse (cli, "show ID", entries, &argc, &argv, error))
    return FALSE;
  instruction = load_named (cli, "show ID", argc, argv, error);
  if (instruction == NULL)
    return FALSE;

  if (code || raw)
    {
      const char *id = meirei_instruction_get_id (instruction);
      g_autoptr(GBytes) bytes = code
        ? meirei_workspace_read_code (cli->workspace, id, NULL, NULL, error)
        : meirei_workspace_read_raw (cli->workspace, id, NULL, NULL, error);

      if (bytes == NULL)
        return FALSE;
      g_print ("%.*s", (int) g_bytes_get_size (bytes), (const char *) g_bytes_get_data (bytes, NULL));
    }
  else if (cli->json)
    {
      g_autoptr(JsonObject) document = make_document (cli->workspace, instruction);

      meirei_cli_print_json (document);
    }
  else
    print_text (cli->workspace, instruction);

  return TRUE;
}

/**
 * meirei_cli_history:
 *
 * `history ID` – what happened to an instruction.
 */
gboolean
meirei_cli_history (MeireiCli  *cli,
                    int         argc,
                    char      **argv,
                    int        *status,
                    GError    **error)
{
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(JsonObject) document = json_object_new ();
  JsonArray *events = json_array_new ();
  GPtrArray *history;

  json_object_set_array_member (document, "history", events);
  if (!meirei_cli_parse (cli, "history ID", NULL, &argc, &argv, error))
    return FALSE;
  instruction = load_named (cli, "history ID", argc, argv, error);
  if (instruction == NULL)
    return FALSE;

  history = meirei_instruction_get_history (instruction);
  for (guint i = 0; i < history->len; i++)
    {
      MeireiHistoryEvent *event = history->pdata[i];
      g_autofree char *at = meirei_time_format (meirei_history_event_get_at (event));

      json_array_add_object_element (events, meirei_history_event_to_json (event));
      if (!cli->json)
        g_print ("%s  %-10s %s → %s  %s\n", at, meirei_history_event_get_event (event),
                 meirei_history_event_get_from (event), meirei_history_event_get_to (event),
                 meirei_history_event_get_note (event));
    }
  if (cli->json)
    meirei_cli_print_json (document);

  return TRUE;
}
