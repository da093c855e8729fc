/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `tools install|status`: the private tools folder.  A script that is shipped
 * with the program does the work. */

#include "config.h"

#include <gio/gio.h>

#include "meirei-cli.h"
#include "meirei-json.h"

static gboolean
run_script (MeireiContext  *context,
            const char     *argument,
            gboolean        quiet,
            char          **output,
            int            *script_status,
            GError        **error)
{
  g_autofree char *script = g_build_filename (meirei_context_get_data_dir (context), "tools",
                                              "install-tools", NULL);
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_PIPE;
  g_autoptr(GSubprocess) process = NULL;

  if (quiet)
    flags |= G_SUBPROCESS_FLAGS_STDERR_SILENCE;
  /* Its progress and its errors go to our standard error as they come. */
  process = argument != NULL ? g_subprocess_new (flags, error, script, argument, NULL)
                             : g_subprocess_new (flags, error, script, NULL);
  if (process == NULL
      || !g_subprocess_communicate_utf8 (process, NULL, NULL, output, NULL, error))
    return FALSE;

  *script_status = g_subprocess_get_if_exited (process)
                   ? g_subprocess_get_exit_status (process) : MEIREI_EXIT_FAILED;

  return TRUE;
}

static void
print_lines (const char *output)
{
  g_autoptr(JsonObject) document = meirei_json_parse_object (output, -1, NULL);
  JsonArray *tools = meirei_json_get_array (document, "tools");

  for (guint i = 0; tools != NULL && i < json_array_get_length (tools); i++)
    {
      JsonObject *tool = meirei_json_array_object (tools, i);
      const char *reason = meirei_json_get_string (tool, "reason", NULL);

      g_print ("%-14s %-10s %-10s %s\n", meirei_json_get_string (tool, "name", ""),
               meirei_json_get_string (tool, "state", ""),
               meirei_json_get_string (tool, "version", "–"),
               reason != NULL ? reason : meirei_json_get_string (tool, "path", ""));
    }
}

/**
 * meirei_cli_tools:
 *
 * `tools install|status`.
 */
gboolean
meirei_cli_tools (MeireiCli  *cli,
                  int         argc,
                  char      **argv,
                  int        *status,
                  GError    **error)
{
  MeireiContext *context;
  const char *word;
  gboolean install;
  g_autofree char *output = NULL;
  int script_status = MEIREI_EXIT_OK;

  if (!meirei_cli_parse (cli, "tools install|status", NULL, &argc, &argv, error))
    return FALSE;
  word = argc == 2 ? argv[1] : "";
  install = g_str_equal (word, "install");
  if (!install && !g_str_equal (word, "status"))
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Say what to do: tools install or tools status");
      return FALSE;
    }
  context = meirei_cli_get_context (cli, error);
  if (context == NULL)
    return FALSE;

  if (install && !run_script (context, NULL, cli->quiet, &output, &script_status, error))
    return FALSE;
  g_clear_pointer (&output, g_free);
  *status = script_status == 0 ? MEIREI_EXIT_OK : MEIREI_EXIT_FAILED;
  if (!run_script (context, "--status", TRUE, &output, &script_status, error))
    return FALSE;
  if (cli->json)
    g_print ("%s", output);
  else
    print_lines (output);

  return TRUE;
}
