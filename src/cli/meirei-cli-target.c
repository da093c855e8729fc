/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-cli.h"
#include "meirei-delivery-target.h"

static gboolean
store (MeireiWorkspace             *workspace,
       const MeireiDeliveryTarget  *old,
       const char                  *folder,
       gboolean                     commit,
       gboolean                     no_commit,
       GError                     **error)
{
  folder = folder != NULL ? folder : (old != NULL ? old->folder : NULL);
  if (folder == NULL)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Name the folder: meirei-cli target FOLDER --commit");
      return FALSE;
    }

  return meirei_delivery_target_store (workspace, folder,
                                       commit || (!no_commit && old != NULL && old->commit),
                                       error);
}

static void
print_target (MeireiCli       *cli,
              MeireiWorkspace *workspace)
{
  g_autoptr(MeireiDeliveryTarget) target = meirei_delivery_target_read (workspace);
  gboolean allowed = target != NULL && meirei_delivery_target_is_allowed (target);
  g_autoptr(JsonObject) document = json_object_new ();

  if (!cli->json && target == NULL)
    g_print ("Accepted code stays in the workspace\n");
  else if (!cli->json)
    g_print ("%s%s%s\n", target->folder, target->commit ? ", committed with git" : "",
             allowed ? "" : "; not chosen on this computer: name it again to allow it");
  if (!cli->json)
    return;

  if (target != NULL)
    json_object_set_string_member (document, "folder", target->folder);
  else
    json_object_set_null_member (document, "folder");
  json_object_set_boolean_member (document, "commit", target != NULL && target->commit);
  json_object_set_boolean_member (document, "allowed", allowed);
  meirei_cli_print_json (document);
}

/**
 * meirei_cli_target:
 *
 * `target [FOLDER|--none] [--commit|--no-commit]` – show or choose where
 * accepted code goes.
 */
gboolean
meirei_cli_target (MeireiCli  *cli,
                   int         argc,
                   char      **argv,
                   int        *status,
                   GError    **error)
{
  gboolean none = FALSE;
  gboolean commit = FALSE;
  gboolean no_commit = FALSE;
  const GOptionEntry entries[] = {
    { "none", 0, 0, G_OPTION_ARG_NONE, &none, "Leave accepted code where it is", NULL },
    { "commit", 0, 0, G_OPTION_ARG_NONE, &commit, "Commit each file with git", NULL },
    { "no-commit", 0, 0, G_OPTION_ARG_NONE, &no_commit, "Commit nothing", NULL },
    { NULL }
  };
  MeireiWorkspace *workspace;
  g_autoptr(MeireiDeliveryTarget) old = NULL;

  if (!meirei_cli_parse (cli, "target [FOLDER]", entries, &argc, &argv, error))
    return FALSE;
  if (argc > 2 || (none && (argc > 1 || commit)) || (commit && no_commit))
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Say where accepted code goes: target FOLDER [--commit|--no-commit] or "
                           "target --none");
      return FALSE;
    }
  workspace = meirei_cli_get_workspace (cli, error);
  if (workspace == NULL)
    return FALSE;

  old = meirei_delivery_target_read (workspace);
  if (none && !meirei_delivery_target_store (workspace, NULL, FALSE, error))
    return FALSE;
  if ((argc == 2 || commit || no_commit) && !none
      && !store (workspace, old, argc == 2 ? argv[1] : NULL, commit, no_commit, error))
    return FALSE;
  print_target (cli, workspace);

  return TRUE;
}
