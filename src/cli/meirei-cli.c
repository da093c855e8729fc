/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What every verb of the command line tool shares: options, the workspace,
 * output. */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "meirei-cli.h"
#include "meirei-json.h"

GQuark
meirei_cli_error_quark (void)
{
  return g_quark_from_static_string ("meirei-cli-error-quark");
}

/**
 * meirei_cli_parse:
 * @cli: the call
 * @verb: the verb with its arguments, for the help text
 * @entries: (nullable): the verb's own options
 * @argc: (inout): number of arguments
 * @argv: (inout): the arguments, the verb first; options are taken out
 * @error: return location for an error
 *
 * Takes the verb's options, and the global ones wherever they stand, out of the
 * arguments.  `--help` prints the verb's options and ends the program.
 *
 * Returns: %TRUE if the options were in order
 */
gboolean
meirei_cli_parse (MeireiCli           *cli,
                  const char          *verb,
                  const GOptionEntry  *entries,
                  int                 *argc,
                  char              ***argv,
                  GError             **error)
{
  const GOptionEntry global[] = {
    { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, &cli->workspace_dir,
      "The workspace's folder (default: this folder or the parent with meirei.json)", "DIR" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, "Print one JSON document and nothing else",
      NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &cli->quiet, "Print no progress", NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new (verb);

  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, global, NULL);
  g_set_prgname ("meirei-cli");

  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  /* GOption leaves a “--” in place when it ends the options. */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      memmove (&(*argv)[1], &(*argv)[2], sizeof (char *) * (gsize) (*argc - 1));
      (*argc)--;
    }

  return TRUE;
}

/**
 * meirei_cli_get_context:
 * @cli: the call
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the program's context, made at the
 *   first call
 */
MeireiContext *
meirei_cli_get_context (MeireiCli  *cli,
                        GError    **error)
{
  if (cli->context == NULL)
    cli->context = meirei_context_new (error);

  return cli->context;
}

/**
 * meirei_cli_get_workspace:
 * @cli: the call
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the workspace, opened at the first call
 */
MeireiWorkspace *
meirei_cli_get_workspace (MeireiCli  *cli,
                          GError    **error)
{
  g_autofree char *here = NULL;
  g_autofree char *found = NULL;
  const char *dir = cli->workspace_dir;

  if (cli->workspace != NULL)
    return cli->workspace;

  if (dir == NULL)
    {
      here = g_get_current_dir ();
      found = meirei_workspace_find_dir (here);
      if (found == NULL)
        {
          g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NOT_A_WORKSPACE,
                       "Neither %s nor a folder above it has a %s; name the workspace with "
                       "--workspace DIR or make one with “meirei-cli init DIR”",
                       here, MEIREI_WORKSPACE_FILE);
          return NULL;
        }
      dir = found;
    }

  cli->workspace = meirei_workspace_open (dir, NULL, error);

  return cli->workspace;
}

/**
 * meirei_cli_make_harmless:
 * @text: (transfer full): text that may hold what others wrote
 * @kept: characters that stay although they control the terminal
 *
 * Titles, file names and servers' errors must not move the cursor, change
 * colours or imitate other lines.
 *
 * Returns: (transfer full): @text with question marks for control characters
 */
char *
meirei_cli_make_harmless (char       *text,
                          const char *kept)
{
  for (guchar *p = (guchar *) text; *p != '\0'; p++)
    {
      /* U+0080 to U+009F are two bytes. */
      if (p[0] == 0xc2 && p[1] >= 0x80 && p[1] <= 0x9f)
        {
          p[0] = '?';
          p[1] = '?';
        }
      else if (g_ascii_iscntrl ((char) *p) && strchr (kept, *p) == NULL)
        *p = '?';
    }

  return text;
}

/**
 * meirei_cli_print_json:
 * @object: a document
 *
 * Prints it to standard output.
 */
void
meirei_cli_print_json (JsonObject *object)
{
  gsize length = 0;
  g_autofree char *text = meirei_json_to_text (object, &length);

  fwrite (text, 1, length, stdout);
}

/**
 * meirei_cli_print_note:
 * @cli: the call
 * @format: a printf() format
 * @...: its arguments
 *
 * Prints a line of progress to standard error, unless `--quiet`.
 */
void
meirei_cli_print_note (MeireiCli  *cli,
                       const char *format,
                       ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (cli->quiet)
    return;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s\n", text);
}
