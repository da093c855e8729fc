/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `report`, `dashboard` and `guide`: documents about instructions, batches,
 * phases and the project. */

#include "config.h"

#include "meirei-batch-archive.h"
#include "meirei-cli-document.h"

/* A batch's id is that of a journal; anything else is meant to be an
 * instruction's. */
static gboolean
find_subject (MeireiWorkspace        *workspace,
              const char             *text,
              gboolean                record,
              MeireiDocumentRequest  *request,
              GError                **error)
{
  g_auto(GStrv) batches = meirei_batch_archive_list (meirei_workspace_get_dir (workspace));

  if (!record && g_strv_contains ((const char * const *) batches, text))
    {
      request->kind = MEIREI_DOCUMENT_BATCH;
      request->id = g_strdup (text);
    }
  else
    {
      request->kind = record ? MEIREI_DOCUMENT_INSTRUCTION_RECORD : MEIREI_DOCUMENT_INSTRUCTION;
      request->id = meirei_workspace_find_id (workspace, text, error);
    }

  return request->id != NULL;
}

static gboolean
check_arguments (int        argc,
                 int        phase,
                 gboolean   record,
                 GError   **error)
{
  if (phase < 0 ? argc == 2 : argc == 1 && record)
    return TRUE;

  g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                       phase < 0 ? "Name one instruction or batch: report ID|BATCH; “batch list” "
                                   "shows the batches"
                                 : "A phase has a record only: report --phase N --record");

  return FALSE;
}

/**
 * meirei_cli_report:
 *
 * `report ID|BATCH [--format FORMAT] [--version VERSION] [--to FILE]`,
 * `report ID --record`, `report --phase N --record`.
 */
gboolean
meirei_cli_report (MeireiCli  *cli,
                   int         argc,
                   char      **argv,
                   int        *status,
                   GError    **error)
{
  g_autofree char *format = NULL;
  g_autofree char *path = NULL;
  g_autofree char *version = NULL;
  g_autofree char *id = NULL;
  gboolean record = FALSE;
  int phase = -1;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, "json, markdown, html, sarif or junit",
      "FORMAT" },
    { "version", 0, 0, G_OPTION_ARG_STRING, &version,
      "The instruction's version (default: the latest)", "VERSION" },
    { "record", 0, 0, G_OPTION_ARG_NONE, &record,
      "Write the record that the instruction or the phase is done", NULL },
    { "phase", 0, 0, G_OPTION_ARG_INT, &phase, "The phase whose record is written", "N" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &path, "Write to this file", "FILE" },
    { NULL }
  };
  MeireiDocumentRequest request = { MEIREI_DOCUMENT_PHASE_RECORD };
  g_autoptr(MeireiDocumentMaker) maker = NULL;
  g_autoptr(GBytes) document = NULL;

  if (!meirei_cli_parse (cli, "report ID|BATCH", entries, &argc, &argv, error)
      || !meirei_cli_parse_format (cli, format, &request.format, error)
      || !check_arguments (argc, phase, record, error))
    return FALSE;
  maker = meirei_cli_new_maker (cli, error);
  if (maker == NULL
      || (phase < 0 && !find_subject (cli->workspace, argv[1], record, &request, error)))
    return FALSE;

  id = (char *) request.id;
  request.version = version;
  request.phase = phase;
  document = meirei_document_maker_make (maker, &request, error);

  return document != NULL && meirei_cli_write_document (path, document, error);
}

/* `PROJECT_DASHBOARD.md` and `NEXT_SESSION_GUIDE.md` are written only on
 * request; without one the document is printed. */
static gboolean
run_project (MeireiCli           *cli,
             MeireiDocumentKind   kind,
             const char          *verb,
             int                  argc,
             char               **argv,
             GError             **error)
{
  g_autofree char *format = NULL;
  g_autofree char *path = NULL;
  gboolean write = FALSE;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, "json, markdown or html", "FORMAT" },
    { "write", 0, 0, G_OPTION_ARG_NONE, &write,
      "Write the workspace's file; what you wrote between its marks stays", NULL },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &path, "Write to this file", "FILE" },
    { NULL }
  };
  MeireiDocumentRequest request = { kind };
  g_autoptr(MeireiDocumentMaker) maker = NULL;
  g_autoptr(GBytes) document = NULL;
  g_autofree char *written = NULL;

  if (!meirei_cli_parse (cli, verb, entries, &argc, &argv, error)
      || !meirei_cli_parse_format (cli, format, &request.format, error))
    return FALSE;
  if (argc > 1 || (write && (format != NULL || path != NULL)))
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "Use %s --write, or %s [--format FORMAT] [--to FILE]", verb, verb);
      return FALSE;
    }
  maker = meirei_cli_new_maker (cli, error);
  if (maker == NULL)
    return FALSE;

  if (write)
    {
      written = meirei_document_maker_write (maker, kind, error);
      if (written != NULL && !cli->quiet)
        g_print ("%s\n", written);
      return written != NULL;
    }

  document = meirei_document_maker_make (maker, &request, error);

  return document != NULL && meirei_cli_write_document (path, document, error);
}

/**
 * meirei_cli_dashboard:
 *
 * `dashboard [--format FORMAT] [--to FILE]`, `dashboard --write`.
 */
gboolean
meirei_cli_dashboard (MeireiCli  *cli,
                      int         argc,
                      char      **argv,
                      int        *status,
                      GError    **error)
{
  return run_project (cli, MEIREI_DOCUMENT_DASHBOARD, "dashboard", argc, argv, error);
}

/**
 * meirei_cli_guide:
 *
 * `guide [--format FORMAT] [--to FILE]`, `guide --write`.
 */
gboolean
meirei_cli_guide (MeireiCli  *cli,
                  int         argc,
                  char      **argv,
                  int        *status,
                  GError    **error)
{
  return run_project (cli, MEIREI_DOCUMENT_GUIDE, "guide", argc, argv, error);
}
