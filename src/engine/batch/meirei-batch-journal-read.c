/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-batch-error.h"
#include "meirei-batch-journal.h"
#include "meirei-json.h"

/**
 * meirei_batch_journal_read:
 * @path: a journal's file
 * @n_damaged: (out) (optional): how many lines could not be read
 * @error: return location for an error
 *
 * Reads a journal.  Lines that are not JSON objects, such as the last one of a
 * process that died, are counted and left out.  Blocks.
 *
 * Returns: (transfer full) (nullable) (element-type JsonObject): the entries,
 *   or %NULL with %MEIREI_BATCH_ERROR_JOURNAL
 */
GPtrArray *
meirei_batch_journal_read (const char  *path,
                           guint       *n_damaged,
                           GError     **error)
{
  g_autoptr(GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr(GError) local_error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  guint damaged = 0;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &text, &length, &local_error))
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL,
                   "Could not read the journal %s: %s", path, local_error->message);
      return NULL;
    }

  for (const char *line = text, *end = text + length; line < end;)
    {
      const char *newline = memchr (line, '\n', (gsize) (end - line));
      gsize line_length = newline != NULL ? (gsize) (newline - line) : (gsize) (end - line);
      JsonObject *entry = line_length > 0
                          ? meirei_json_parse_object (line, (gssize) line_length, NULL)
                          : NULL;

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
      else if (line_length > 0)
        damaged++;
      line += line_length + 1;
    }

  if (n_damaged != NULL)
    *n_damaged = damaged;

  return g_steal_pointer (&entries);
}
