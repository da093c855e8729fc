/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiNdjsonDecoder:
 *
 * Decodes `application/x-ndjson`: one document per line.  Push bytes, then
 * take documents until there is none; at the end of the stream call
 * meirei_ndjson_decoder_end() and take the rest.
 */

#include "config.h"

#include "meirei-line-buffer.h"
#include "meirei-ndjson-decoder.h"

struct _MeireiNdjsonDecoder
{
  MeireiLineBuffer *lines;  /* (owned) */
  gboolean          ended;
};

/**
 * meirei_ndjson_decoder_new:
 * @max_line: the longest document, in bytes
 * @max_total: the most that may be pushed in all, in bytes
 *
 * Returns: (transfer full): a new decoder
 */
MeireiNdjsonDecoder *
meirei_ndjson_decoder_new (gsize   max_line,
                           guint64 max_total)
{
  MeireiNdjsonDecoder *self = g_new0 (MeireiNdjsonDecoder, 1);

  self->lines = meirei_line_buffer_new (max_line, max_total);

  return self;
}

/**
 * meirei_ndjson_decoder_free:
 * @self: (transfer full): a decoder
 */
void
meirei_ndjson_decoder_free (MeireiNdjsonDecoder *self)
{
  meirei_line_buffer_free (self->lines);
  g_free (self);
}

/**
 * meirei_ndjson_decoder_push:
 * @self: a decoder
 * @bytes: (array length=length): what arrived
 * @length: its length in bytes
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %MEIREI_SLM_ERROR_TOO_LARGE
 */
gboolean
meirei_ndjson_decoder_push (MeireiNdjsonDecoder  *self,
                            const char           *bytes,
                            gsize                 length,
                            GError              **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return meirei_line_buffer_push (self->lines, bytes, length, error);
}

/**
 * meirei_ndjson_decoder_end:
 * @self: a decoder
 *
 * Says that nothing more will come, so that a last line without its end is
 * given out too.
 */
void
meirei_ndjson_decoder_end (MeireiNdjsonDecoder *self)
{
  g_return_if_fail (self != NULL);

  self->ended = TRUE;
}

static gboolean
is_blank (const char *line,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (line[i]))
      return FALSE;

  return TRUE;
}

/**
 * meirei_ndjson_decoder_next:
 * @self: a decoder
 * @length: (out): the document's length in bytes
 * @complete: (out): whether its line was ended properly; the last one of a
 *   stream that was cut is not
 *
 * Takes the next document; blank lines are passed over.  It ends in a NUL and
 * stays valid until the decoder is called again.
 *
 * Returns: (transfer none) (nullable): the document, or %NULL if more bytes
 *   are needed
 */
const char *
meirei_ndjson_decoder_next (MeireiNdjsonDecoder *self,
                            gsize               *length,
                            gboolean            *complete)
{
  const char *line;

  g_return_val_if_fail (self != NULL, NULL);

  *complete = TRUE;
  while ((line = meirei_line_buffer_next (self->lines, length)) != NULL)
    if (!is_blank (line, *length))
      return line;

  if (!self->ended)
    return NULL;

  *complete = FALSE;
  line = meirei_line_buffer_take_rest (self->lines, length);

  return line != NULL && !is_blank (line, *length) ? line : NULL;
}
