/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-chat-client.h"
#include "meirei-fake-chat.h"
#include "meirei-fake-server.h"
#include "meirei-json.h"
#include "meirei-slm-error.h"

#define ROUTE "POST /v1/chat/completions"
#define SECRET "sk-a-very-secret-key"

typedef struct {
  MeireiFakeServer *fake;
  MeireiServer     *server;
  MeireiChatClient *client;
  MeireiChatLimits  limits;
  GCancellable     *cancellable;
  MeireiCompletion *completion;
  GError           *error;
  gboolean          ok;
  gboolean          done;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->fake = meirei_fake_server_new ();
  f->server = meirei_server_new (meirei_fake_server_get_url (f->fake), MEIREI_SERVER_KIND_OPENAI);
  meirei_server_set_api_key (f->server, SECRET);
  f->client = meirei_chat_client_new ();
  f->cancellable = g_cancellable_new ();
  f->limits = MEIREI_CHAT_LIMITS_DEFAULT;
  f->limits.backoff_ms = 5;
  f->limits.loading_ms = 5;
}

static void
spin (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  if (f->error != NULL)
    g_assert_null (strstr (f->error->message, SECRET));
  g_clear_error (&f->error);
  g_clear_object (&f->completion);
  g_assert_finalize_object (f->client);
  g_object_unref (f->server);
  g_object_unref (f->cancellable);
  meirei_fake_server_stop (f->fake);
  spin ();
  g_assert_finalize_object (f->fake);
}

static MeireiChatRequest *
new_request (gint64 max_tokens)
{
  const MeireiChatMessage messages[] = {
    { MEIREI_CHAT_ROLE_SYSTEM, "You write Python." },
    { MEIREI_CHAT_ROLE_USER, "足し算を書いてください。" },
  };
  g_autoptr(MeireiChatParams) none = meirei_chat_params_new ();
  g_autoptr(MeireiChatParams) params = meirei_chat_params_with (none, MEIREI_CHAT_PARAM_MAX_TOKENS,
                                                                (double) max_tokens);

  return meirei_chat_request_new ("m", messages, G_N_ELEMENTS (messages), params);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *f = user_data;

  f->ok = meirei_chat_client_send_finish (MEIREI_CHAT_CLIENT (object), result, &f->error);
  f->done = TRUE;
}

static void
start (Fixture *f)
{
  g_autoptr(MeireiChatRequest) request = new_request (1000);

  g_clear_object (&f->completion);
  g_clear_error (&f->error);
  f->done = FALSE;
  f->completion = meirei_completion_new (f->server, request, &f->limits);
  meirei_chat_client_send_async (f->client, f->completion, f->cancellable, sent_cb, f);
}

static gboolean
give_up_cb (gpointer user_data)
{
  g_error ("The test took too long");

  return G_SOURCE_REMOVE;
}

static void
wait_for (gboolean *flag)
{
  guint id = g_timeout_add_seconds (20, give_up_cb, NULL);

  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

static void
run (Fixture *f)
{
  start (f);
  wait_for (&f->done);
  g_assert_true (meirei_completion_is_finished (f->completion));
  g_assert_true (f->ok == (f->error == NULL));
}

static void
assert_end (Fixture      *f,
            MeireiFinish  finish,
            const char   *text)
{
  g_assert_cmpint (meirei_completion_get_finish (f->completion), ==, finish);
  g_assert_cmpstr (meirei_completion_get_text (f->completion, NULL), ==, text);
}

static void
test_success (Fixture       *f,
              gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_chat_new_openai ("def add(a, b):\n    return a + b\n", "stop", 0);
  const MeireiFakeRequest *request;
  g_autoptr(JsonObject) body = NULL;
  MeireiUsage usage;

  meirei_fake_server_add (f->fake, ROUTE, reply);
  run (f);
  g_assert_no_error (f->error);
  assert_end (f, MEIREI_FINISH_COMPLETE, "def add(a, b):\n    return a + b\n");
  usage = meirei_completion_get_usage (f->completion);
  g_assert_cmpint (usage.prompt_tokens, ==, 31);
  g_assert_cmpint (usage.completion_tokens, ==, 8);
  g_assert_cmpint (meirei_completion_get_n_tokens (f->completion), ==, 8);
  g_assert_cmpstr (meirei_completion_get_reply_model (f->completion), ==, "m");
  g_assert_cmpuint (meirei_completion_get_n_tries (f->completion), ==, 1);
  g_assert_cmpfloat (meirei_completion_get_ttft (f->completion), >, 0);
  g_assert_cmpfloat (meirei_completion_get_elapsed (f->completion), >=,
                     meirei_completion_get_ttft (f->completion));

  request = meirei_fake_server_get_request (f->fake, 0);
  g_assert_cmpstr (g_hash_table_lookup (request->headers, "authorization"), ==, "Bearer " SECRET);
  g_assert_cmpstr (g_hash_table_lookup (request->headers, "content-type"), ==, "application/json");
  g_assert_cmpstr (g_hash_table_lookup (request->headers, "accept-encoding"), ==, "identity");
  g_assert_null (strstr (request->body, SECRET));
  body = meirei_json_parse_object (request->body, -1, NULL);
  g_assert_cmpint (meirei_json_get_int (body, "max_tokens", 0), ==, 1000);
  g_assert_true (meirei_json_get_boolean (body, "stream", FALSE));
}

static gboolean
stop_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
cancel_at_piece_cb (MeireiCompletion *completion,
                    Fixture          *f)
{
  gsize length;

  meirei_completion_get_text (completion, &length);
  if (length >= 8)
    g_cancellable_cancel (f->cancellable);
}

/* The server sees that the socket is closed. */
static void
assert_disconnected (Fixture *f)
{
  const MeireiFakeRequest *request = meirei_fake_server_get_request (f->fake, 0);

  for (guint i = 0; i < 200 && !request->disconnected; i++)
    {
      spin ();
      g_usleep (1000);
    }
  g_assert_true (request->disconnected);
  g_assert_cmpuint (meirei_fake_server_get_n_open (f->fake), ==, 0);
}

static void
test_cancel_midway (Fixture       *f,
                    gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_chat_new_openai ("0123456789abcdefghijklmnopqrstuvwxyz", "stop", 20);

  meirei_fake_server_add (f->fake, ROUTE, reply);
  start (f);
  g_signal_connect (f->completion, "changed", G_CALLBACK (cancel_at_piece_cb), f);
  wait_for (&f->done);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_end (f, MEIREI_FINISH_STOPPED, "01234567");
  assert_disconnected (f);
}

static void
test_cancel_before (Fixture       *f,
                    gconstpointer  data)
{
  g_cancellable_cancel (f->cancellable);
  run (f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_end (f, MEIREI_FINISH_STOPPED, "");
  g_assert_cmpuint (meirei_fake_server_get_n_requests (f->fake), ==, 0);
}

/* While the server has not sent a byte, and between its headers and the first
 * piece. */
static void
test_cancel_silence (Fixture       *f,
                     gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();

  if (data != NULL)
    meirei_fake_reply_wait_head (reply, 1000000);
  meirei_fake_reply_hang (reply);
  meirei_fake_server_add (f->fake, ROUTE, reply);
  g_timeout_add (50, stop_cb, f->cancellable);
  run (f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_disconnected (f);
}

static void
test_cancel_after (Fixture       *f,
                   gconstpointer  data)
{
  meirei_fake_server_add (f->fake, ROUTE, meirei_fake_chat_new_openai ("abc", "stop", 0));
  run (f);
  g_cancellable_cancel (f->cancellable);
  spin ();
  g_assert_no_error (f->error);
  assert_end (f, MEIREI_FINISH_COMPLETE, "abc");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) g_test_add ("/chat-client/" path, Fixture, data, set_up, func, tear_down)
  ADD ("success", NULL, test_success);
  ADD ("cancel/midway", NULL, test_cancel_midway);
  ADD ("cancel/before", NULL, test_cancel_before);
  ADD ("cancel/silence-after-head", NULL, test_cancel_silence);
  ADD ("cancel/silence-before-head", "head", test_cancel_silence);
  ADD ("cancel/after", NULL, test_cancel_after);
#undef ADD

  return g_test_run ();
}
