/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiSseDecoder:
 *
 * Decodes `text/event-stream`, whatever pieces it arrives in.  Push bytes,
 * then take events until there is none; at the end of the stream call
 * meirei_sse_decoder_end() and take the rest.
 */

#include "config.h"

#include <string.h>

#include "meirei-line-buffer.h"
#include "meirei-sse-decoder.h"

struct _MeireiSseDecoder
{
  MeireiLineBuffer *lines;      /* (owned) */
  GString          *data;       /* (owned): of the event being read */
  GString          *name;       /* (owned): of the event being read */
  gsize             max_event;
  MeireiSseType     type;
  gboolean          has_data;
  gboolean          handed_out; /* data and name belong to the previous event */
  gboolean          ended;
};

/**
 * meirei_sse_decoder_new:
 * @max_event: the longest event, in bytes; longer ones are cut
 * @max_total: the most that may be pushed in all, in bytes
 *
 * Returns: (transfer full): a new decoder
 */
MeireiSseDecoder *
meirei_sse_decoder_new (gsize   max_event,
                        guint64 max_total)
{
  MeireiSseDecoder *self = g_new0 (MeireiSseDecoder, 1);

  self->lines = meirei_line_buffer_new (max_event, max_total);
  self->data = g_string_sized_new (1024);
  self->name = g_string_new (NULL);
  self->max_event = max_event;

  return self;
}

/**
 * meirei_sse_decoder_free:
 * @self: (transfer full): a decoder
 */
void
meirei_sse_decoder_free (MeireiSseDecoder *self)
{
  meirei_line_buffer_free (self->lines);
  g_string_free (self->data, TRUE);
  g_string_free (self->name, TRUE);
  g_free (self);
}

/**
 * meirei_sse_decoder_push:
 * @self: a decoder
 * @bytes: (array length=length): what arrived
 * @length: its length in bytes
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with %MEIREI_SLM_ERROR_TOO_LARGE
 */
gboolean
meirei_sse_decoder_push (MeireiSseDecoder  *self,
                         const char        *bytes,
                         gsize              length,
                         GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return meirei_line_buffer_push (self->lines, bytes, length, error);
}

/**
 * meirei_sse_decoder_end:
 * @self: a decoder
 *
 * Says that nothing more will come, so that an event without its blank line
 * is given out too.
 */
void
meirei_sse_decoder_end (MeireiSseDecoder *self)
{
  g_return_if_fail (self != NULL);

  self->ended = TRUE;
}

/* The value after a field's name, or NULL if the line has another field. */
static const char *
field_value (const char *line,
             gsize       length,
             const char *field,
             gsize      *value_length)
{
  gsize n = strlen (field);
  const char *value;

  if (length < n || memcmp (line, field, n) != 0)
    return NULL;

  value = line + n;
  if (length > n)
    {
      if (*value != ':')
        return NULL;
      value++;
      if (*value == ' ')
        value++;
    }
  *value_length = length - (gsize) (value - line);

  return value;
}

static void
append_data (MeireiSseDecoder *self,
             MeireiSseType     type,
             const char       *value,
             gsize             length)
{
  if (self->has_data)
    g_string_append_c (self->data, '\n');
  self->has_data = TRUE;
  self->type = type;

  /* Lines are bounded, but an event may have any number of them. */
  if (self->data->len < self->max_event)
    g_string_append_len (self->data, value, (gssize) length);
}

static void
read_field (MeireiSseDecoder *self,
            const char       *line,
            gsize             length)
{
  const char *value;
  gsize n;

  if ((value = field_value (line, length, "data", &n)) != NULL)
    append_data (self, MEIREI_SSE_DATA, value, n);
  else if ((value = field_value (line, length, "error", &n)) != NULL)
    append_data (self, MEIREI_SSE_ERROR, value, n);
  else if ((value = field_value (line, length, "event", &n)) != NULL)
    {
      g_string_truncate (self->name, 0);
      g_string_append_len (self->name, value, (gssize) MIN (n, 256));
    }
}

static void
hand_out (MeireiSseDecoder *self,
          MeireiSseEvent   *event,
          gboolean          complete)
{
  event->type = self->type;
  event->complete = complete;
  event->name = self->name->str;
  event->data = self->data->str;
  event->length = self->data->len;
  self->handed_out = TRUE;
}

static void
forget_event (MeireiSseDecoder *self)
{
  g_string_truncate (self->data, 0);
  g_string_truncate (self->name, 0);
  self->has_data = FALSE;
  self->handed_out = FALSE;
}

/**
 * meirei_sse_decoder_next:
 * @self: a decoder
 * @event: (out caller-allocates): the event
 *
 * Takes the next event.  Comments and events without data are passed over.
 *
 * Returns: %TRUE if there was one, %FALSE if more bytes are needed
 */
gboolean
meirei_sse_decoder_next (MeireiSseDecoder *self,
                         MeireiSseEvent   *event)
{
  const char *line;
  gsize length;

  g_return_val_if_fail (self != NULL && event != NULL, FALSE);

  if (self->handed_out)
    forget_event (self);

  while ((line = meirei_line_buffer_next (self->lines, &length)) != NULL
         || (self->ended && (line = meirei_line_buffer_take_rest (self->lines, &length)) != NULL))
    {
      if (length == 0)
        {
          if (self->has_data)
            {
              hand_out (self, event, TRUE);
              return TRUE;
            }
          forget_event (self);
        }
      else if (*line == '{')
        {
          *event = (MeireiSseEvent) {
            .type = MEIREI_SSE_RAW,
            .complete = !self->ended,
            .name = "",
            .data = line,
            .length = length,
          };
          return TRUE;
        }
      else if (*line != ':')
        read_field (self, line, length);
    }

  if (!self->ended || !self->has_data)
    return FALSE;

  hand_out (self, event, FALSE);

  return TRUE;
}
