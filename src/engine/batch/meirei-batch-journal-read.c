/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-batch-error.h"
#include "meirei-batch-journal.h"
#include "meirei-json.h"

#define RESULT "{\"type\":\"result\""
#define DETAILS "\"details\":["

/* The result has every item once more, which is most of a long journal.  Who
 * replays it has read their own lines; so it is parsed without them.  In a
 * string the quotes would have backslashes. */
static JsonObject *
parse_result (const char *line,
              gsize       length)
{
  const char *details = memmem (line, length, DETAILS, strlen (DETAILS));
  const char *end = memrchr (line, ']', length);
  g_autoptr(GString) text = NULL;

  if (details == NULL || end < details)
    return NULL;

  details += strlen (DETAILS);
  text = g_string_new_len (line, details - line);
  g_string_append_len (text, end, (gssize) length - (end - line));

  return meirei_json_parse_object (text->str, (gssize) text->len, NULL);
}

static JsonObject *
parse_line (const char *line,
            gsize       length)
{
  JsonObject *entry = NULL;

  if (length > strlen (RESULT) && memcmp (line, RESULT, strlen (RESULT)) == 0)
    entry = parse_result (line, length);

  return entry != NULL ? entry : meirei_json_parse_object (line, (gssize) length, NULL);
}

/**
 * meirei_batch_journal_foreach:
 * @path: a journal's file
 * @func: called with each entry, in their order; %FALSE ends the reading
 * @user_data: for @func
 * @n_damaged: (out) (optional): how many lines could not be read
 * @error: return location for an error
 *
 * Reads a journal, one entry at a time, so that it may be long.  Lines that are
 * not JSON objects, such as the last one of a process that died, are counted
 * and left out.  The entry of a result has no details.  Blocks.
 *
 * Returns: %FALSE with %MEIREI_BATCH_ERROR_JOURNAL if the file cannot be read
 */
gboolean
meirei_batch_journal_foreach (const char              *path,
                              MeireiBatchJournalFunc   func,
                              gpointer                 user_data,
                              guint                   *n_damaged,
                              GError                 **error)
{
  g_autoptr(GMappedFile) file = NULL;
  g_autoptr(GError) local_error = NULL;
  const char *end;
  gboolean go_on = TRUE;
  guint damaged = 0;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  file = g_mapped_file_new (path, FALSE, &local_error);
  if (file == NULL)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL,
                   "Could not read the journal %s: %s", path, local_error->message);
      return FALSE;
    }

  /* An empty file has no contents at all. */
  end = g_mapped_file_get_contents (file);
  if (end != NULL)
    end += g_mapped_file_get_length (file);
  for (const char *line = g_mapped_file_get_contents (file);
       line != NULL && line < end && go_on;)
    {
      const char *newline = memchr (line, '\n', (gsize) (end - line));
      gsize length = (gsize) ((newline != NULL ? newline : end) - line);
      g_autoptr(JsonObject) entry = length > 0 ? parse_line (line, length) : NULL;

      if (entry != NULL)
        go_on = func (entry, user_data);
      else if (length > 0)
        damaged++;
      line = newline != NULL ? newline + 1 : NULL;
    }

  if (n_damaged != NULL)
    *n_damaged = damaged;

  return TRUE;
}
