/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "meirei-fake-reply.h"

typedef enum {
  FRAMING_LENGTH,
  FRAMING_CHUNKED,
  FRAMING_RAW,
} Framing;

struct _MeireiFakeReply
{
  gatomicrefcount  refs;
  guint            status;
  GString         *headers;       /* (owned) */
  Framing          framing;
  GArray          *steps;         /* (owned) */
  guint            head_delay_ms;
  MeireiFakeSplit  split;
  guint32          seed;
};

static void
clear_step (gpointer data)
{
  MeireiFakeStep *step = data;

  g_clear_pointer (&step->bytes, g_bytes_unref);
}

static GArray *
new_steps (void)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (MeireiFakeStep));

  g_array_set_clear_func (steps, clear_step);

  return steps;
}

static MeireiFakeReply *
reply_new (guint       status,
           const char *content_type,
           Framing     framing)
{
  MeireiFakeReply *self = g_new0 (MeireiFakeReply, 1);

  g_atomic_ref_count_init (&self->refs);
  self->status = status;
  self->headers = g_string_new (NULL);
  self->framing = framing;
  self->steps = new_steps ();
  if (content_type != NULL)
    meirei_fake_reply_header (self, "Content-Type", content_type);

  return self;
}

/* An ordinary answer of known length. */
MeireiFakeReply *
meirei_fake_reply_new (guint       status,
                       const char *content_type,
                       const char *body)
{
  MeireiFakeReply *self = reply_new (status, content_type, FRAMING_LENGTH);

  if (body != NULL && *body != '\0')
    meirei_fake_reply_send (self, body, -1);

  return self;
}

MeireiFakeReply *
meirei_fake_reply_new_json (guint       status,
                            const char *body)
{
  return meirei_fake_reply_new (status, "application/json; charset=utf-8", body);
}

MeireiFakeReply *
meirei_fake_reply_new_sse (void)
{
  return reply_new (200, "text/event-stream", FRAMING_CHUNKED);
}

MeireiFakeReply *
meirei_fake_reply_new_ndjson (void)
{
  return reply_new (200, "application/x-ndjson", FRAMING_CHUNKED);
}

/* Exactly these bytes and no others, not even a status line. */
MeireiFakeReply *
meirei_fake_reply_new_raw (const char *bytes,
                           gssize      length)
{
  MeireiFakeReply *self = reply_new (0, NULL, FRAMING_RAW);

  meirei_fake_reply_send (self, bytes, length);

  return self;
}

MeireiFakeReply *
meirei_fake_reply_ref (MeireiFakeReply *self)
{
  g_atomic_ref_count_inc (&self->refs);

  return self;
}

void
meirei_fake_reply_unref (MeireiFakeReply *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_string_free (self->headers, TRUE);
  g_array_unref (self->steps);
  g_free (self);
}

void
meirei_fake_reply_header (MeireiFakeReply *self,
                          const char      *name,
                          const char      *value)
{
  g_string_append_printf (self->headers, "%s: %s\r\n", name, value);
}

/* The server sits silent before its status line. */
void
meirei_fake_reply_wait_head (MeireiFakeReply *self,
                             guint            delay_ms)
{
  self->head_delay_ms = delay_ms;
}

static void
add_step (GArray             *steps,
          MeireiFakeStepType  type,
          GBytes             *bytes,
          guint               delay_ms)
{
  MeireiFakeStep step = { type, bytes, delay_ms };

  g_array_append_val (steps, step);
}

void
meirei_fake_reply_send (MeireiFakeReply *self,
                        const char      *bytes,
                        gssize           length)
{
  gsize n_bytes = length < 0 ? strlen (bytes) : (gsize) length;

  add_step (self->steps, MEIREI_FAKE_STEP_BYTES, g_bytes_new (bytes, n_bytes), 0);
}

/* At the beginning: the headers go out at once, then there is silence. */
void
meirei_fake_reply_delay (MeireiFakeReply *self,
                         guint            delay_ms)
{
  add_step (self->steps, MEIREI_FAKE_STEP_DELAY, NULL, delay_ms);
}

/* The connection is closed here, in the middle. */
void
meirei_fake_reply_cut (MeireiFakeReply *self)
{
  add_step (self->steps, MEIREI_FAKE_STEP_CUT, NULL, 0);
}

/* The same, the way a killed process does it. */
void
meirei_fake_reply_reset (MeireiFakeReply *self)
{
  add_step (self->steps, MEIREI_FAKE_STEP_RESET, NULL, 0);
}

/* Nothing more comes, and the connection stays open. */
void
meirei_fake_reply_hang (MeireiFakeReply *self)
{
  add_step (self->steps, MEIREI_FAKE_STEP_HANG, NULL, 0);
}

void
meirei_fake_reply_split (MeireiFakeReply *self,
                         MeireiFakeSplit  split,
                         guint32          seed)
{
  self->split = split;
  self->seed = seed;
}

static gsize
body_length (MeireiFakeReply *self)
{
  gsize length = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      MeireiFakeStep *step = &g_array_index (self->steps, MeireiFakeStep, i);

      if (step->type == MEIREI_FAKE_STEP_BYTES)
        length += g_bytes_get_size (step->bytes);
    }

  return length;
}

static void
add_bytes (MeireiFakeReply *self,
           GArray          *wire,
           GRand           *rand,
           const char      *bytes,
           gsize            length)
{
  while (length > 0)
    {
      gsize n = length;

      if (self->split == MEIREI_FAKE_SPLIT_BYTES)
        n = 1;
      else if (self->split == MEIREI_FAKE_SPLIT_RANDOM)
        n = (gsize) g_rand_int_range (rand, 1, 41);
      if (n > length)
        n = length;
      add_step (wire, MEIREI_FAKE_STEP_BYTES, g_bytes_new (bytes, n), 0);
      bytes += n;
      length -= n;
    }
}

static void
add_head (MeireiFakeReply *self,
          GArray          *wire,
          GRand           *rand)
{
  g_autoptr(GString) head = g_string_new (NULL);

  if (self->head_delay_ms > 0)
    add_step (wire, MEIREI_FAKE_STEP_DELAY, NULL, self->head_delay_ms);
  if (self->framing == FRAMING_RAW)
    return;

  g_string_append_printf (head, "HTTP/1.1 %u %s\r\nConnection: close\r\n%s",
                          self->status, soup_status_get_phrase (self->status),
                          self->headers->str);
  if (self->framing == FRAMING_CHUNKED)
    g_string_append (head, "Transfer-Encoding: chunked\r\n\r\n");
  else
    g_string_append_printf (head, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", body_length (self));
  add_bytes (self, wire, rand, head->str, head->len);
}

static void
add_body (MeireiFakeReply *self,
          GArray          *wire,
          GRand           *rand,
          GBytes          *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr(GString) framed = g_string_new (NULL);

  if (self->framing != FRAMING_CHUNKED)
    g_string_append_len (framed, data, (gssize) length);
  else if (length > 0)
    {
      g_string_append_printf (framed, "%" G_GSIZE_MODIFIER "x\r\n", length);
      g_string_append_len (framed, data, (gssize) length);
      g_string_append (framed, "\r\n");
    }
  add_bytes (self, wire, rand, framed->str, framed->len);
}

GArray *
meirei_fake_reply_compile (MeireiFakeReply *self)
{
  GArray *wire = new_steps ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (self->seed);

  add_head (self, wire, rand);
  for (guint i = 0; i < self->steps->len; i++)
    {
      MeireiFakeStep *step = &g_array_index (self->steps, MeireiFakeStep, i);

      if (step->type == MEIREI_FAKE_STEP_BYTES)
        add_body (self, wire, rand, step->bytes);
      else
        add_step (wire, step->type, NULL, step->delay_ms);
    }
  if (self->framing == FRAMING_CHUNKED)
    add_bytes (self, wire, rand, "0\r\n\r\n", 5);

  return wire;
}
