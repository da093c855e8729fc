/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-cli.h"
#include "meirei-json.h"
#include "meirei-sample.h"

/**
 * meirei_cli_init:
 *
 * `init DIR [--name N] [--sample]` – make a workspace.
 */
gboolean
meirei_cli_init (MeireiCli  *cli,
                 int         argc,
                 char      **argv,
                 int        *status,
                 GError    **error)
{
  g_autofree char *name = NULL;
  gboolean sample = FALSE;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "Its name (default: the folder's)", "NAME" },
    { "sample", 0, 0, G_OPTION_ARG_NONE, &sample, "Fill it with the sample instructions", NULL },
    { NULL }
  };
  g_autoptr(MeireiWorkspace) workspace = NULL;
  g_autoptr(JsonObject) document = json_object_new ();
  g_autofree char *dir = NULL;
  guint n_instructions = 0;

  if (!meirei_cli_parse (cli, "init DIR", entries, &argc, &argv, error))
    return FALSE;
  if (argc != 2)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Name one folder: meirei-cli init DIR");
      return FALSE;
    }

  dir = g_canonicalize_filename (argv[1], NULL);
  workspace = meirei_workspace_create (dir, name, error);
  if (workspace == NULL)
    return FALSE;

  if (sample)
    {
      MeireiContext *context = meirei_cli_get_context (cli, error);

      if (context == NULL
          || !meirei_sample_fill (workspace, meirei_context_get_data_dir (context),
                                  &n_instructions, error))
        return FALSE;
    }

  if (cli->json)
    {
      json_object_set_string_member (document, "workspace", dir);
      json_object_set_int_member (document, "instructions", n_instructions);
      meirei_cli_print_json (document);
    }
  else
    g_print ("%s\n", dir);

  return TRUE;
}
