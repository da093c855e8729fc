/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* meirei-cli: finds the verb and turns its error into one line and an exit
 * status. */

#include "config.h"

#include <errno.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "meirei-batch-error.h"
#include "meirei-cli.h"
#include "meirei-instruction-error.h"
#include "meirei-paths.h"
#include "meirei-slm-error.h"

static const MeireiCliVerb verbs[] = {
  { "init", "DIR", "Make a workspace", meirei_cli_init },
  { "new", "", "Add an instruction", meirei_cli_new },
  { "import", "FILE…", "Add instructions from sheets or task files", meirei_cli_import },
  { "export", "[ID…]", "Write instructions to a file", meirei_cli_export },
  { "list", "", "List the instructions", meirei_cli_list },
  { "show", "ID", "Show an instruction", meirei_cli_show },
  { "edit", "ID", "Change an instruction's sheet", meirei_cli_edit },
  { "history", "ID", "Show what happened to an instruction", meirei_cli_history },
  { "phase", "list|add|edit|move|remove …", "List and change the phases of the project",
    meirei_cli_phase },
  { "validate", "[ID…]", "Check sheets", meirei_cli_validate },
  { "approve", "[ID…]", "Allow the execution of sheets", meirei_cli_approve },
  { "execute", "[ID…]", "Let a model write the code", meirei_cli_execute },
  { "accept", "[ID…]", "Accept the latest versions", meirei_cli_accept },
  { "reject", "[ID…]", "Reject the latest versions", meirei_cli_reject },
  { "target", "[FOLDER]", "Show or choose where accepted code goes", meirei_cli_target },
  { "undo", "", "Take the last verdict back", meirei_cli_undo },
  { "batch", "OPERATION|list|show|resume|export|import …", "Run an operation as a recorded batch",
    meirei_cli_batch },
  { "analyze", "[FILE…|ID…]", "Report on the quality of code", meirei_cli_analyze },
  { "test", "[ID…]", "Run the acceptance tests of code in the sandbox", meirei_cli_test },
  { "repeat", "ID", "Ask the same again and compare the answers", meirei_cli_repeat },
  { "report", "ID|BATCH", "Write a document about an instruction or a batch", meirei_cli_report },
  { "diff", "ID [vA [vB]]", "Show what differs between two versions", meirei_cli_diff },
  { "dashboard", "", "Write how the project is doing", meirei_cli_dashboard },
  { "guide", "", "Write what to do next", meirei_cli_guide },
  { "verify", "[ID…]", "Check every hash of the provenance again", meirei_cli_verify },
  { "servers", "", "List the servers", meirei_cli_servers },
  { "models", "", "List the servers' models", meirei_cli_models },
  { "load", "MODEL", "Load a model, or load it anew with another context", meirei_cli_load },
  { "unload", "MODEL", "Give a model's memory back", meirei_cli_unload },
  { "engine", "start|stop|status", "Run the built-in engine", meirei_cli_engine },
  { "tools", "install|status", "Fill the private tools folder", meirei_cli_tools },
};

static void
print_help (FILE *out)
{
  fputs ("Usage: meirei-cli [-w DIR] [--json] [--quiet] VERB …\n\n"
         "Lets a language model on your own machine write code from instruction sheets.\n\n",
         out);
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (out, "  %-9s %s\n", verbs[i].name, verbs[i].summary);
  fputs ("\nEach verb has its own --help.\n"
         "\nAn ID is a UUID or its beginning, at least 4 characters.\n"
         "Exit status: 0 all good, 1 something failed or did not pass, 2 wrong usage,\n"
         "3 no server or model, 4 a problem with the workspace.\n", out);
}

static const MeireiCliVerb *
find_verb (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verbs[i].name, name) == 0)
      return &verbs[i];

  return NULL;
}

static int
slm_status (const GError *error)
{
  switch ((MeireiSlmError) error->code)
    {
    case MEIREI_SLM_ERROR_UNREACHABLE:
    case MEIREI_SLM_ERROR_UNAUTHORIZED:
    case MEIREI_SLM_ERROR_MODEL_NOT_FOUND:
    case MEIREI_SLM_ERROR_NO_MODEL:
    case MEIREI_SLM_ERROR_LOAD_FAILED:
    case MEIREI_SLM_ERROR_NO_ENDPOINT:
      return MEIREI_EXIT_NO_SERVER;
    case MEIREI_SLM_ERROR_RATE_LIMITED:
    case MEIREI_SLM_ERROR_CONTEXT_OVERFLOW:
    case MEIREI_SLM_ERROR_TIMED_OUT:
    case MEIREI_SLM_ERROR_CUT_SHORT:
    case MEIREI_SLM_ERROR_BAD_RESPONSE:
    case MEIREI_SLM_ERROR_REDIRECTED:
    case MEIREI_SLM_ERROR_BAD_PARAMETER:
    case MEIREI_SLM_ERROR_TOO_LARGE:
    case MEIREI_SLM_ERROR_LOADING:
    case MEIREI_SLM_ERROR_OVERLOADED:
    case MEIREI_SLM_ERROR_CRASHED:
    case MEIREI_SLM_ERROR_SERVER:
    default:
      return MEIREI_EXIT_FAILED;
    }
}

static int
status_of_error (const GError *error)
{
  if (error->domain == MEIREI_CLI_ERROR || error->domain == G_OPTION_ERROR
      || g_error_matches (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_UNKNOWN_IDS)
      || g_error_matches (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_UNKNOWN_OPERATION)
      || g_error_matches (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND)
      || g_error_matches (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_AMBIGUOUS))
    return MEIREI_EXIT_USAGE;
  if (error->domain == MEIREI_SLM_ERROR)
    return slm_status (error);
  if (error->domain == MEIREI_WORKSPACE_ERROR
      || g_error_matches (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL))
    return MEIREI_EXIT_WORKSPACE;

  return MEIREI_EXIT_FAILED;
}

/* One line on standard error; with --json also the document, so that a script
 * can read either. */
static void
report_error (MeireiCli    *cli,
              const GError *error)
{
  g_autofree char *line = g_strdelimit (g_strdup (error->message), "\n\r", ' ');

  g_printerr ("meirei-cli: %s\n", line);
  if (cli->json)
    {
      g_autoptr(JsonObject) document = json_object_new ();

      json_object_set_object_member (document, "error", meirei_error_to_json (error));
      meirei_cli_print_json (document);
    }
}

/* The global options that stand before the verb. */
static gboolean
parse_leading (MeireiCli   *cli,
               gboolean    *version,
               gboolean    *help,
               int         *argc,
               char      ***argv,
               GError     **error)
{
  const GOptionEntry entries[] = {
    { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, &cli->workspace_dir, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, NULL, NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &cli->quiet, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, version, NULL, NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, help, NULL, NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);

  return g_option_context_parse (context, argc, argv, error);
}

static int
run (MeireiCli  *cli,
     int         argc,
     char      **argv,
     GError    **error)
{
  gboolean version = FALSE, help = FALSE;
  const MeireiCliVerb *verb;
  int status = MEIREI_EXIT_OK;

  if (!parse_leading (cli, &version, &help, &argc, &argv, error))
    return MEIREI_EXIT_USAGE;

  if (version)
    {
      g_print ("meirei-cli %s\n", PACKAGE_VERSION);
      return MEIREI_EXIT_OK;
    }
  if (help || (argc > 1 && g_str_equal (argv[1], "help")))
    {
      print_help (stdout);
      return MEIREI_EXIT_OK;
    }
  if (argc < 2)
    {
      print_help (stderr);
      return MEIREI_EXIT_USAGE;
    }

  verb = find_verb (argv[1]);
  if (verb == NULL)
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "There is no verb “%s”; “meirei-cli --help” lists all", argv[1]);
      return MEIREI_EXIT_USAGE;
    }

  if (!verb->run (cli, argc - 1, argv + 1, &status, error))
    return status_of_error (*error);

  return status;
}

/* As GLib prints by itself: in the terminal's encoding. */
static void
print_harmless (FILE       *out,
                const char *text)
{
  const char *charset;
  g_autofree char *harmless = meirei_cli_make_harmless (g_strdup (text), "\n\t");

  if (!g_get_console_charset (&charset))
    {
      g_autofree char *converted = g_convert_with_fallback (harmless, -1, charset, "UTF-8", "?",
                                                            NULL, NULL, NULL);

      fputs (converted != NULL ? converted : harmless, out);
    }
  else
    fputs (harmless, out);
}

static void
print_cb (const char *text)
{
  print_harmless (stdout, text);
}

static void
printerr_cb (const char *text)
{
  print_harmless (stderr, text);
  fflush (stderr);
}

/* A document that is cut off must not look as if all were good; a reader that
 * has seen enough is no trouble. */
static int
close_output (int status)
{
  gboolean failed = ferror (stdout) != 0;

  errno = 0;
  if (fflush (stdout) != 0)
    failed = TRUE;
  if (!failed || errno == EPIPE)
    return status;

  g_printerr ("meirei-cli: The output could not be written%s%s; free some space or write "
              "elsewhere\n", errno != 0 ? ": " : "", errno != 0 ? g_strerror (errno) : "");

  return status == MEIREI_EXIT_OK ? MEIREI_EXIT_FAILED : status;
}

int
main (int   argc,
      char *argv[])
{
  MeireiCli cli = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *locale_dir = NULL;
  g_auto(GStrv) arguments = NULL;
  int status;

  /* Nothing but the document is on the standard output, also when debugging. */
  g_log_writer_default_set_use_stderr (TRUE);
  g_set_print_handler (print_cb);
  g_set_printerr_handler (printerr_cb);
  setlocale (LC_ALL, "");
  meirei_paths_init ();
  /* Documents are written in the user's language. */
  locale_dir = meirei_paths_dup_locale_dir ();
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  arguments = g_strdupv (argv);
  /* GOption removes pointers from the array; the strings stay with @arguments. */
  {
    g_autofree char **scratch = g_memdup2 (arguments, sizeof (char *) * (gsize) (argc + 1));

    status = run (&cli, argc, scratch, &error);
  }
  if (error != NULL)
    report_error (&cli, error);

  g_clear_object (&cli.workspace);
  g_clear_object (&cli.context);
  g_free (cli.workspace_dir);

  return close_output (status);
}
