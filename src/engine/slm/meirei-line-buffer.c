/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiLineBuffer:
 *
 * Cuts a stream of bytes into lines, whatever pieces it arrives in, within
 * limits of the length of a line and of the whole.
 */

#include "config.h"

#include <string.h>

#include "meirei-line-buffer.h"
#include "meirei-slm-error.h"

struct _MeireiLineBuffer
{
  GString  *bytes;      /* (owned) */
  gsize     start;      /* of the line that comes next */
  gsize     scanned;    /* no line ends before this offset */
  gsize     max_line;
  guint64   max_total;
  guint64   n_total;
  gboolean  any_line;   /* whether a byte order mark can no longer come */
};

/**
 * meirei_line_buffer_new:
 * @max_line: the longest line, in bytes
 * @max_total: the most that may be pushed in all, in bytes
 *
 * A line may pass @max_line by at most the size of one push.
 *
 * Returns: (transfer full): a new buffer
 */
MeireiLineBuffer *
meirei_line_buffer_new (gsize   max_line,
                        guint64 max_total)
{
  MeireiLineBuffer *self = g_new0 (MeireiLineBuffer, 1);

  self->bytes = g_string_sized_new (4096);
  self->max_line = max_line;
  self->max_total = max_total;

  return self;
}

/**
 * meirei_line_buffer_free:
 * @self: (transfer full): a buffer
 */
void
meirei_line_buffer_free (MeireiLineBuffer *self)
{
  g_string_free (self->bytes, TRUE);
  g_free (self);
}

static gboolean
refuse (const char  *what,
        guint64      value,
        guint64      limit,
        GError     **error)
{
  g_autofree char *message = NULL;
  g_autoptr(MeireiSlmFailure) failure = NULL;

  message = g_strdup_printf ("The server sent %s of %" G_GUINT64_FORMAT
                             " bytes, the limit is %" G_GUINT64_FORMAT
                             "; check the server's address",
                             what, value, limit);
  failure = meirei_slm_failure_new (MEIREI_SLM_ERROR_TOO_LARGE, message, NULL);
  g_propagate_error (error, meirei_slm_error_new (failure));

  return FALSE;
}

/**
 * meirei_line_buffer_push:
 * @self: a buffer
 * @bytes: (array length=length): what arrived
 * @length: its length in bytes
 * @error: return location for an error
 *
 * Invalidates the line that meirei_line_buffer_next() returned last.
 *
 * Returns: %TRUE, or %FALSE with %MEIREI_SLM_ERROR_TOO_LARGE
 */
gboolean
meirei_line_buffer_push (MeireiLineBuffer  *self,
                         const char        *bytes,
                         gsize              length,
                         GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  self->n_total += length;
  if (self->n_total > self->max_total)
    return refuse ("an answer", self->n_total, self->max_total, error);

  if (self->start > 0)
    {
      g_string_erase (self->bytes, 0, (gssize) self->start);
      self->scanned -= self->start;
      self->start = 0;
    }
  g_string_append_len (self->bytes, bytes, (gssize) length);

  if (self->bytes->len > self->max_line
      && memchr (self->bytes->str + self->scanned, '\n',
                 self->bytes->len - self->scanned) == NULL)
    return refuse ("a line", self->bytes->len, self->max_line, error);

  return TRUE;
}

/* The line from start to end, without its line feed, a carriage return before
 * that, and a byte order mark. */
static const char *
cut_line (MeireiLineBuffer *self,
          gsize             end,
          gsize            *length)
{
  char *line = self->bytes->str + self->start;
  gsize n_bytes = end - self->start;

  if (!self->any_line && n_bytes >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0)
    {
      line += 3;
      n_bytes -= 3;
    }
  self->any_line = TRUE;

  if (n_bytes > 0 && line[n_bytes - 1] == '\r')
    n_bytes--;
  line[n_bytes] = '\0';
  *length = n_bytes;

  return line;
}

/**
 * meirei_line_buffer_next:
 * @self: a buffer
 * @length: (out): the line's length in bytes
 *
 * Takes the next complete line.  It ends in a NUL and stays valid until the
 * next call that changes the buffer.
 *
 * Returns: (transfer none) (nullable): the line without its end, or %NULL if
 *   there is none yet
 */
const char *
meirei_line_buffer_next (MeireiLineBuffer *self,
                         gsize            *length)
{
  const char *newline;
  const char *line;
  gsize end;

  g_return_val_if_fail (self != NULL, NULL);

  newline = memchr (self->bytes->str + self->scanned, '\n',
                    self->bytes->len - self->scanned);
  if (newline == NULL)
    {
      self->scanned = self->bytes->len;
      return NULL;
    }

  end = (gsize) (newline - self->bytes->str);
  line = cut_line (self, end, length);
  self->start = self->scanned = end + 1;

  return line;
}

/**
 * meirei_line_buffer_take_rest:
 * @self: a buffer
 * @length: (out): the rest's length in bytes
 *
 * Takes what stands after the last line end, once the stream is over.
 *
 * Returns: (transfer none) (nullable): the rest, or %NULL if there is none
 */
const char *
meirei_line_buffer_take_rest (MeireiLineBuffer *self,
                              gsize            *length)
{
  const char *line;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->start == self->bytes->len)
    return NULL;

  line = cut_line (self, self->bytes->len, length);
  self->start = self->scanned = self->bytes->len;

  return line;
}
