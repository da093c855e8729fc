/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `repeat ID --times N`: does the model give the same answer again? */

#include "config.h"

#include "meirei-cli-wait.h"
#include "meirei-cli.h"
#include "meirei-json.h"
#include "meirei-repetition.h"

#define DEFAULT_TIMES 3

static void
done_cb (MeireiRepetition *repetition,
         GParamSpec       *pspec,
         MeireiCli        *cli)
{
  meirei_cli_print_note (cli, "%u answered", meirei_repetition_get_n_done (repetition));
}

static void
print_result (MeireiVersion *version)
{
  JsonObject *record = meirei_version_get_section (version, "repeatability");
  JsonArray *runs = meirei_json_get_array (record, "runs");
  gboolean has_cache = !json_object_get_null_member (record, "cache_prompt");

  for (guint i = 0; i < json_array_get_length (runs); i++)
    {
      JsonObject *run = meirei_json_array_object (runs, i);

      g_print ("  %2u  %-9s %.8s  %5.1f s  %s%s%s\n", i + 1,
               meirei_json_get_string (run, "finish", ""),
               meirei_json_get_string (run, "raw_sha256", "–"),
               meirei_json_get_double (run, "seconds", 0.0),
               meirei_json_get_boolean (run, "same_answer", FALSE) ? "same answer"
               : meirei_json_get_boolean (run, "same_code", FALSE) ? "same code, other answer"
                                                                   : "differs",
               json_object_has_member (run, "error") ? " · " : "",
               meirei_json_get_string (run, "error", ""));
    }
  g_print ("%s %s: %d of %d answers and %d of %d files are the same · %d at a time, %d slots, "
           "cache %s%s\n", meirei_version_get_name (version),
           meirei_json_get_string (record, "state", ""),
           (int) meirei_json_get_int (record, "same_answer", 0),
           (int) meirei_json_get_int (record, "times", 0),
           (int) meirei_json_get_int (record, "same_code", 0),
           (int) meirei_json_get_int (record, "times", 0),
           (int) meirei_json_get_int (record, "parallel", 0),
           (int) meirei_json_get_int (record, "slots", 0),
           !has_cache ? "as the server likes"
           : meirei_json_get_boolean (record, "cache_prompt", TRUE) ? "on" : "off",
           json_object_get_null_member (record, "seed") ? " · no seed was set" : "");
}

/**
 * meirei_cli_repeat:
 *
 * `repeat ID [--times N] [--version VERSION] [--strict] [--server URL]`.
 */
gboolean
meirei_cli_repeat (MeireiCli  *cli,
                   int         argc,
                   char      **argv,
                   int        *status,
                   GError    **error)
{
  g_autofree char *name = NULL;
  g_autofree char *server = NULL;
  g_autofree char *id = NULL;
  gboolean strict = FALSE;
  int times = DEFAULT_TIMES;
  const GOptionEntry entries[] = {
    { "times", 0, 0, G_OPTION_ARG_INT, &times, "How often (default: 3)", "N" },
    { "version", 0, 0, G_OPTION_ARG_STRING, &name, "The version (default: the latest)",
      "VERSION" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict,
      "One request at a time, without the server's cache", NULL },
    { "server", 0, 0, G_OPTION_ARG_STRING, &server, "Ask this server instead", "URL" },
    { NULL }
  };
  MeireiContext *context;
  MeireiWorkspace *workspace;
  g_autoptr(MeireiRepetition) repetition = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(MeireiVersion) version = NULL;

  if (!meirei_cli_parse (cli, "repeat ID", entries, &argc, &argv, error))
    return FALSE;
  if (argc != 2 || times < 1 || times > MEIREI_REPETITION_MAX_TIMES)
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "Name one instruction and 1 to %d times: repeat ID --times N",
                   MEIREI_REPETITION_MAX_TIMES);
      return FALSE;
    }
  context = meirei_cli_get_context (cli, error);
  workspace = context != NULL ? meirei_cli_get_workspace (cli, error) : NULL;
  id = workspace != NULL ? meirei_workspace_find_id (workspace, argv[1], error) : NULL;
  if (id == NULL)
    return FALSE;

  repetition = meirei_repetition_new (context, workspace, id, name, (guint) times, strict);
  meirei_repetition_set_server (repetition, server);
  g_signal_connect (repetition, "notify::n-done", G_CALLBACK (done_cb), cli);
  meirei_repetition_run_async (repetition, NULL, meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);
  version = meirei_repetition_run_finish (repetition, result, error);
  if (version == NULL)
    return FALSE;

  if (cli->json)
    meirei_cli_print_json (meirei_version_get_section (version, "repeatability"));
  else
    print_result (version);
  if (g_strcmp0 (meirei_json_get_string (meirei_version_get_section (version, "repeatability"),
                                         "state", NULL), "repeats") != 0)
    *status = MEIREI_EXIT_FAILED;

  return TRUE;
}
