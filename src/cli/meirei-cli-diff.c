/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `diff ID [vA vB]`: what differs between two versions. */

#include "config.h"

#include <stdio.h>

#include "meirei-cli.h"
#include "meirei-line-diff.h"
#include "meirei-string.h"
#include "meirei-workspace-versions.h"

#define CONTEXT 3

static gboolean
choose_versions (MeireiInstruction  *instruction,
                 int                 argc,
                 char              **argv,
                 const char        **before,
                 const char        **after,
                 GError            **error)
{
  const char * const *names = meirei_instruction_get_versions (instruction);
  guint n_names = g_strv_length ((char **) names);

  if (argc < 4 && n_names < (argc == 2 ? 2 : 1))
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "%s has %u version%s; there is nothing to compare",
                   meirei_instruction_get_short_id (instruction), n_names,
                   n_names == 1 ? "" : "s");
      return FALSE;
    }
  *before = argc > 2 ? argv[2] : names[n_names - 2];
  *after = argc > 3 ? argv[3] : names[n_names - 1];

  return TRUE;
}

static char *
read_text (MeireiWorkspace  *workspace,
           const char       *id,
           const char       *version,
           gboolean          raw,
           GError          **error)
{
  g_autoptr(GBytes) bytes = raw
    ? meirei_workspace_read_raw (workspace, id, version, NULL, error)
    : meirei_workspace_read_code (workspace, id, version, NULL, error);

  if (bytes == NULL)
    return NULL;

  return meirei_utf8_make_valid (g_bytes_get_data (bytes, NULL),
                                 (gssize) g_bytes_get_size (bytes), NULL);
}

static void
print (MeireiCli      *cli,
       MeireiLineDiff *diff,
       const char     *before,
       const char     *after)
{
  g_autofree char *text = meirei_line_diff_to_unified (diff, before, after, CONTEXT);
  g_autoptr(JsonObject) document = NULL;

  if (!cli->json)
    {
      fputs (text, stdout);
      return;
    }

  document = json_object_new ();
  json_object_set_string_member (document, "before", before);
  json_object_set_string_member (document, "after", after);
  json_object_set_int_member (document, "removed",
                              meirei_line_diff_get_n_changed (diff, MEIREI_DIFF_OLD));
  json_object_set_int_member (document, "added",
                              meirei_line_diff_get_n_changed (diff, MEIREI_DIFF_NEW));
  json_object_set_string_member (document, "diff", text);
  meirei_cli_print_json (document);
}

/**
 * meirei_cli_diff:
 *
 * `diff ID [vA [vB]] [--ignore-space] [--ignore-comments] [--raw]`: the two
 * latest versions, or the named one and the latest, or both named ones.
 */
gboolean
meirei_cli_diff (MeireiCli  *cli,
                 int         argc,
                 char      **argv,
                 int        *status,
                 GError    **error)
{
  gboolean space = FALSE, comments = FALSE, raw = FALSE;
  const GOptionEntry entries[] = {
    { "ignore-space", 0, 0, G_OPTION_ARG_NONE, &space, "White space does not count", NULL },
    { "ignore-comments", 0, 0, G_OPTION_ARG_NONE, &comments, "Comments do not count", NULL },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &raw, "Compare the model's whole answers", NULL },
    { NULL }
  };
  MeireiWorkspace *workspace;
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(MeireiLineDiff) diff = NULL;
  g_autofree char *id = NULL;
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;
  const char *before, *after;

  if (!meirei_cli_parse (cli, "diff ID [vA [vB]]", entries, &argc, &argv, error))
    return FALSE;
  if (argc < 2 || argc > 4)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Name an instruction and at most two versions: diff ID [vA [vB]]");
      return FALSE;
    }
  workspace = meirei_cli_get_workspace (cli, error);
  id = workspace != NULL ? meirei_workspace_find_id (workspace, argv[1], error) : NULL;
  instruction = id != NULL ? meirei_workspace_load_instruction (workspace, id, error) : NULL;
  if (instruction == NULL || !choose_versions (instruction, argc, argv, &before, &after, error))
    return FALSE;
  old_text = read_text (workspace, id, before, raw, error);
  new_text = old_text != NULL ? read_text (workspace, id, after, raw, error) : NULL;
  if (new_text == NULL)
    return FALSE;

  diff = meirei_line_diff_new (old_text, new_text,
                               (space ? MEIREI_LINE_DIFF_IGNORE_SPACE : 0)
                               | (comments ? MEIREI_LINE_DIFF_IGNORE_COMMENTS : 0));
  print (cli, diff, before, after);

  return TRUE;
}
