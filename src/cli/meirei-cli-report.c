/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `report ID|BATCH`: documents about an instruction or a batch. */

#include "config.h"

#include <stdio.h>

#include "meirei-batch-archive.h"
#include "meirei-cli.h"
#include "meirei-document-maker.h"

static gboolean
parse_format (MeireiCli             *cli,
              const char            *word,
              MeireiDocumentFormat  *format,
              GError               **error)
{
  int value;

  if (word == NULL)
    word = cli->json ? "json" : "markdown";
  if (!meirei_enum_from_nick (MEIREI_TYPE_DOCUMENT_FORMAT, word, &value))
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "There is no format “%s”; use json, markdown, html, sarif or junit", word);
      return FALSE;
    }
  *format = (MeireiDocumentFormat) value;

  return TRUE;
}

/* To the file, or to standard output: UTF-8 whatever the terminal's encoding
 * is. */
static gboolean
write_document (const char  *path,
                GBytes      *document,
                GError     **error)
{
  gsize length;
  const char *text = g_bytes_get_data (document, &length);

  if (path != NULL)
    return g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                     0644, error);

  fwrite (text, 1, length, stdout);

  return TRUE;
}

/* A batch's id is that of a journal; anything else is meant to be an
 * instruction's. */
static gboolean
find_subject (MeireiWorkspace        *workspace,
              const char             *text,
              MeireiDocumentRequest  *request,
              char                  **id,
              GError                **error)
{
  g_auto(GStrv) batches = meirei_batch_archive_list (meirei_workspace_get_dir (workspace));

  if (g_strv_contains ((const char * const *) batches, text))
    {
      request->kind = MEIREI_DOCUMENT_BATCH;
      *id = g_strdup (text);
    }
  else
    {
      request->kind = MEIREI_DOCUMENT_INSTRUCTION;
      *id = meirei_workspace_find_id (workspace, text, error);
    }
  request->id = *id;

  return *id != NULL;
}

/**
 * meirei_cli_report:
 *
 * `report ID|BATCH [--format FORMAT] [--version VERSION] [--to FILE]`.
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
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, "json, markdown, html, sarif or junit",
      "FORMAT" },
    { "version", 0, 0, G_OPTION_ARG_STRING, &version,
      "The instruction's version (default: the latest)", "VERSION" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &path, "Write to this file", "FILE" },
    { NULL }
  };
  MeireiDocumentRequest request = { MEIREI_DOCUMENT_BATCH };
  MeireiContext *context;
  MeireiWorkspace *workspace;
  g_autoptr(MeireiDocumentMaker) maker = NULL;
  g_autoptr(GBytes) document = NULL;

  if (!meirei_cli_parse (cli, "report ID|BATCH", entries, &argc, &argv, error)
      || !parse_format (cli, format, &request.format, error))
    return FALSE;
  if (argc != 2)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Name one instruction or batch: report ID|BATCH; “batch list” shows "
                           "the batches");
      return FALSE;
    }
  context = meirei_cli_get_context (cli, error);
  workspace = context != NULL ? meirei_cli_get_workspace (cli, error) : NULL;
  if (workspace == NULL)
    return FALSE;
  if (!find_subject (workspace, argv[1], &request, &id, error))
    return FALSE;

  request.version = version;
  maker = meirei_document_maker_new (workspace,
                                     meirei_analyser_get_table (meirei_context_get_analyser (context)),
                                     NULL);
  document = meirei_document_maker_make (maker, &request, error);

  return document != NULL && write_document (path, document, error);
}
