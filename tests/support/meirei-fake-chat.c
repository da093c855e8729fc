/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Answers as model servers stream them, made piece by piece. */

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "meirei-fake-chat.h"

/* About what a token has. */
#define CHARS_PER_PIECE 4

static char *
quote (const char *text)
{
  g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return json_to_string (node, FALSE);
}

G_GNUC_PRINTF (2, 3)
static void
send (MeireiFakeReply *reply,
      const char      *format,
      ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  meirei_fake_reply_send (reply, text, -1);
}

void
meirei_fake_chat_openai_piece (MeireiFakeReply *reply,
                               const char      *content)
{
  g_autofree char *quoted = quote (content);

  send (reply,
        "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        "\"choices\":[{\"index\":0,\"delta\":{\"content\":%s},\"finish_reason\":null}]}\n\n", quoted);
}

void
meirei_fake_chat_openai_finish (MeireiFakeReply *reply,
                                const char      *finish_reason)
{
  send (reply,
        "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}\n\n", finish_reason);
}

void
meirei_fake_chat_openai_usage (MeireiFakeReply *reply,
                               int              prompt_tokens,
                               int              completion_tokens)
{
  send (reply,
        "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        "\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}}\n\n",
        prompt_tokens, completion_tokens, prompt_tokens + completion_tokens);
}

void
meirei_fake_chat_openai_done (MeireiFakeReply *reply)
{
  meirei_fake_reply_send (reply, "data: [DONE]\n\n", -1);
}

void
meirei_fake_chat_ollama_piece (MeireiFakeReply *reply,
                               const char      *content)
{
  g_autofree char *quoted = quote (content);

  send (reply,
        "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\","
        "\"message\":{\"role\":\"assistant\",\"content\":%s},\"done\":false}\n", quoted);
}

void
meirei_fake_chat_ollama_done (MeireiFakeReply *reply,
                              const char      *done_reason,
                              int              prompt_tokens,
                              int              completion_tokens)
{
  send (reply,
        "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:01Z\","
        "\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"%s\","
        "\"total_duration\":900000000,\"load_duration\":20000000,\"prompt_eval_count\":%d,"
        "\"prompt_eval_duration\":100000000,\"eval_count\":%d,\"eval_duration\":40000000}\n",
        done_reason, prompt_tokens, completion_tokens);
}

static int
send_pieces (MeireiFakeReply *reply,
             const char      *text,
             guint            delay_ms,
             void           (*send_piece) (MeireiFakeReply *, const char *))
{
  int n_pieces = 0;

  while (*text != '\0')
    {
      g_autofree char *piece = NULL;
      glong n_chars = MIN (g_utf8_strlen (text, -1), CHARS_PER_PIECE);
      const char *end = g_utf8_offset_to_pointer (text, n_chars);

      piece = g_strndup (text, (gsize) (end - text));
      if (delay_ms > 0)
        meirei_fake_reply_delay (reply, delay_ms);
      send_piece (reply, piece);
      text = end;
      n_pieces++;
    }

  return n_pieces;
}

/* A whole answer, in pieces with pauses of @delay_ms between them. */
MeireiFakeReply *
meirei_fake_chat_new_openai (const char *text,
                             const char *finish_reason,
                             guint       delay_ms)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();
  int n_pieces = send_pieces (reply, text, delay_ms, meirei_fake_chat_openai_piece);

  meirei_fake_chat_openai_finish (reply, finish_reason);
  meirei_fake_chat_openai_usage (reply, 31, n_pieces);
  meirei_fake_chat_openai_done (reply);

  return reply;
}

MeireiFakeReply *
meirei_fake_chat_new_ollama (const char *text,
                             const char *done_reason,
                             guint       delay_ms)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_ndjson ();
  int n_pieces = send_pieces (reply, text, delay_ms, meirei_fake_chat_ollama_piece);

  meirei_fake_chat_ollama_done (reply, done_reason, 31, n_pieces);

  return reply;
}
