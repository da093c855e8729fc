/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the verbs that write documents share. */

#include "config.h"

#include <errno.h>
#include <stdio.h>

#include "meirei-cli-document.h"
#include "meirei-enums.h"

/**
 * meirei_cli_parse_format:
 * @cli: the call
 * @word: (nullable): the format's word; %NULL for Markdown, or JSON with `--json`
 * @format: (out): the format
 * @error: return location for an error
 *
 * Returns: %TRUE if there is such a format
 */
gboolean
meirei_cli_parse_format (MeireiCli             *cli,
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

/**
 * meirei_cli_new_maker:
 * @cli: the call
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what writes documents about the
 *   workspace in the user's language
 */
MeireiDocumentMaker *
meirei_cli_new_maker (MeireiCli  *cli,
                      GError    **error)
{
  MeireiContext *context = meirei_cli_get_context (cli, error);
  MeireiWorkspace *workspace = context != NULL ? meirei_cli_get_workspace (cli, error) : NULL;

  if (workspace == NULL)
    return NULL;

  return meirei_document_maker_new (workspace,
                                    meirei_analyser_get_table (
                                      meirei_context_get_analyser (context)), NULL);
}

/* A pipe, a terminal or a device is written to, not replaced by a file. */
static gboolean
write_in_place (const char  *path,
                const char  *text,
                gsize        length,
                GError     **error)
{
  FILE *file = fopen (path, "we");
  gboolean written = file != NULL && fwrite (text, 1, length, file) == length;
  int code = errno;

  if (file != NULL && fclose (file) != 0 && written)
    {
      written = FALSE;
      code = errno;
    }
  if (!written)
    g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
                 "Cannot write to “%s”: %s", path, g_strerror (code));

  return written;
}

/**
 * meirei_cli_write_document:
 * @path: (nullable): a file; %NULL for standard output
 * @document: a document, UTF-8 whatever the terminal's encoding is
 * @error: return location for an error
 *
 * Returns: %TRUE if it was written
 */
gboolean
meirei_cli_write_document (const char  *path,
                           GBytes      *document,
                           GError     **error)
{
  gsize length;
  const char *text = g_bytes_get_data (document, &length);

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS)
      && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return write_in_place (path, text, length, error);
  if (path != NULL)
    return g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                     0644, error);

  /* Whether all of it arrived is asked once, at the end of the program. */
  fwrite (text, 1, length, stdout);

  return TRUE;
}
