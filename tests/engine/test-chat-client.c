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
  guint id = g_timeout_add_seconds (g_test_slow () ? 600 : 20, give_up_cb, NULL);

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

static void
cancel_when_finished_cb (MeireiCompletion *completion,
                         GParamSpec       *pspec,
                         Fixture          *f)
{
  if (meirei_completion_is_finished (completion))
    g_cancellable_cancel (f->cancellable);
}

/* What has arrived complete is not thrown away. */
static void
test_cancel_too_late (Fixture       *f,
                      gconstpointer  data)
{
  meirei_fake_server_add (f->fake, ROUTE, meirei_fake_chat_new_openai ("abc", "stop", 0));
  start (f);
  g_signal_connect (f->completion, "notify::phase", G_CALLBACK (cancel_when_finished_cb), f);
  wait_for (&f->done);
  g_assert_no_error (f->error);
  assert_end (f, MEIREI_FINISH_COMPLETE, "abc");
}

static void
add_error (Fixture    *f,
           guint       status,
           const char *body)
{
  meirei_fake_server_add (f->fake, ROUTE, meirei_fake_reply_new_json (status, body));
}

static void
add_answer (Fixture *f)
{
  meirei_fake_server_add (f->fake, ROUTE, meirei_fake_chat_new_openai ("int ", "stop", 0));
}

/* F16: a server that is loading is asked as long as it takes. */
static void
test_loading (Fixture       *f,
              gconstpointer  data)
{
  for (guint i = 0; i < 7; i++)
    add_error (f, 503, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}");
  add_answer (f);
  f->limits.max_tries = 1;
  run (f);
  g_assert_no_error (f->error);
  assert_end (f, MEIREI_FINISH_COMPLETE, "int ");
  g_assert_cmpuint (meirei_completion_get_n_tries (f->completion), ==, 8);
}

/* Waiting for it does not use up the tries. */
static void
test_loading_then_busy (Fixture       *f,
                        gconstpointer  data)
{
  for (guint i = 0; i < 3; i++)
    add_error (f, 503, "{\"error\":\"Loading model\"}");
  add_error (f, 503, "{\"error\":\"server busy\"}");
  add_answer (f);
  f->limits.max_tries = 2;
  run (f);
  g_assert_no_error (f->error);
}

/* F17: tried again, and given up after the last try. */
static void
test_busy (Fixture       *f,
           gconstpointer  data)
{
  const char *body = "{\"error\":\"server busy, please try again.  maximum pending requests exceeded\"}";

  add_error (f, 503, body);
  add_error (f, 503, body);
  add_answer (f);
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpuint (meirei_fake_server_get_n_requests (f->fake), ==, 3);
}

static void
test_busy_for_good (Fixture       *f,
                    gconstpointer  data)
{
  add_error (f, 503, "{\"error\":\"server busy, please try again.  maximum pending requests exceeded\"}");
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_OVERLOADED);
  g_assert_cmpuint (meirei_fake_server_get_n_requests (f->fake), ==, 4);
  g_assert_cmpint (meirei_completion_get_finish (f->completion), ==, MEIREI_FINISH_BROKEN);
}

static void
test_retry_after (Fixture       *f,
                  gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_json (429, "{\"error\":{\"message\":\"slow down\"}}");

  meirei_fake_reply_header (reply, "Retry-After", "0.3");
  meirei_fake_server_add (f->fake, ROUTE, reply);
  add_answer (f);
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpfloat (meirei_completion_get_elapsed (f->completion), >=, 0.29);
}

/* Longer than anybody would wait for it by itself. */
static void
test_retry_after_long (Fixture       *f,
                       gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_json (429, "{\"error\":{\"message\":\"slow down\"}}");
  MeireiSlmFailure *failure;

  meirei_fake_reply_header (reply, "Retry-After", "3600");
  meirei_fake_server_add (f->fake, ROUTE, reply);
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_RATE_LIMITED);
  failure = meirei_slm_error_get_failure (f->error);
  g_assert_cmpint (meirei_slm_failure_get_retry_after_ms (failure), ==, 3600000);
  g_assert_cmpuint (meirei_fake_server_get_n_requests (f->fake), ==, 1);
}

static void
test_cancel_in_pause (Fixture       *f,
                      gconstpointer  data)
{
  f->limits.backoff_ms = 60000;
  f->limits.loading_ms = 60000;
  add_error (f, 503, data != NULL ? "{\"error\":\"Loading model\"}" : "{\"error\":\"server busy\"}");
  g_timeout_add (50, stop_cb, f->cancellable);
  run (f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_end (f, MEIREI_FINISH_STOPPED, "");
}

/* F27, first part, and that what is refused is tried again. */
static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  meirei_fake_server_stop (f->fake);
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (f->error->message, meirei_fake_server_get_url (f->fake)));
  g_assert_cmpuint (meirei_completion_get_n_tries (f->completion), ==, 4);
}

typedef struct {
  const char     *name;
  guint           status;
  const char     *body;
  MeireiSlmError  code;
} Refusal;

static const Refusal refusals[] = {
  { "F10", 400, "{\"error\":{\"code\":400,\"message\":\"request (6009 tokens) exceeds the available context size (4096 tokens), try increasing it\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":6009,\"n_ctx\":4096}}", MEIREI_SLM_ERROR_CONTEXT_OVERFLOW },
  { "F14", 400, "{\"error\":\"'response_format.type' must be 'json_schema' or 'text'\"}", MEIREI_SLM_ERROR_BAD_PARAMETER },
  { "F15", 400, "{\"error\":{\"message\":\"No models loaded. Please load a model\"}}", MEIREI_SLM_ERROR_NO_MODEL },
  { "F27-401", 401, "{\"error\":{\"message\":\"Invalid API Key\",\"type\":\"authentication_error\",\"code\":401}}", MEIREI_SLM_ERROR_UNAUTHORIZED },
  { "key-in-error", 401, "{\"error\":{\"message\":\"Incorrect API key provided: " SECRET ".\"}}", MEIREI_SLM_ERROR_UNAUTHORIZED },
  { "empty", 500, "", MEIREI_SLM_ERROR_SERVER },
  { "404", 404, "404 page not found", MEIREI_SLM_ERROR_NO_ENDPOINT },
};

static void
test_refusal (Fixture       *f,
              gconstpointer  data)
{
  const Refusal *refusal = data;

  add_error (f, refusal->status, refusal->body);
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, (int) refusal->code);
  g_assert_cmpuint (meirei_fake_server_get_n_requests (f->fake), ==, 1);
  g_assert_true (meirei_completion_get_error (f->completion)->code == f->error->code);
  g_assert_null (strstr (meirei_completion_get_error (f->completion)->message, SECRET));
}

static void
test_html_502 (Fixture       *f,
               gconstpointer  data)
{
  f->limits.max_tries = 2;
  meirei_fake_server_add (f->fake, ROUTE,
                          meirei_fake_reply_new (502, "text/html", "<html><head><title>502 Bad Gateway</title></head></html>"));
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_SERVER);
  g_assert_nonnull (strstr (f->error->message, "502 Bad Gateway"));
  g_assert_cmpuint (meirei_fake_server_get_n_requests (f->fake), ==, 2);
}

/* Never again once something arrived. */
static void
test_cut (Fixture       *f,
          gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();

  meirei_fake_chat_openai_piece (reply, "int ");
  meirei_fake_chat_openai_piece (reply, "main");
  if (g_strcmp0 (data, "reset") == 0)
    {
      meirei_fake_reply_delay (reply, 50);
      meirei_fake_reply_reset (reply);
    }
  else
    meirei_fake_reply_cut (reply);
  meirei_fake_server_add (f->fake, ROUTE, reply);
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_CUT_SHORT);
  assert_end (f, MEIREI_FINISH_BROKEN, "int main");
  g_assert_cmpuint (meirei_fake_server_get_n_requests (f->fake), ==, 1);
}

/* The server had said that it is finished before the connection died. */
static void
test_cut_after_finish (Fixture       *f,
                       gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();

  meirei_fake_chat_openai_piece (reply, "int ");
  meirei_fake_chat_openai_finish (reply, "stop");
  meirei_fake_reply_cut (reply);
  meirei_fake_server_add (f->fake, ROUTE, reply);
  run (f);
  g_assert_no_error (f->error);
  assert_end (f, MEIREI_FINISH_COMPLETE, "int ");
}

static void
test_cut_before_head (Fixture       *f,
                      gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_raw ("", 0);

  meirei_fake_reply_cut (reply);
  meirei_fake_server_add (f->fake, ROUTE, reply);
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_CUT_SHORT);
}

static void
test_garbage (Fixture       *f,
              gconstpointer  data)
{
  meirei_fake_server_add (f->fake, ROUTE, meirei_fake_reply_new_raw ("SSH-2.0-OpenSSH_9.2\r\n\r\n", -1));
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_RESPONSE);
}

static void
test_done_then_open (Fixture       *f,
                     gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();

  meirei_fake_chat_openai_piece (reply, "int ");
  meirei_fake_chat_openai_finish (reply, "stop");
  meirei_fake_chat_openai_done (reply);
  meirei_fake_reply_hang (reply);
  meirei_fake_server_add (f->fake, ROUTE, reply);
  run (f);
  g_assert_no_error (f->error);
  assert_end (f, MEIREI_FINISH_COMPLETE, "int ");
  assert_disconnected (f);
}

/* Everything cut into pieces on the wire, its framing too. */
static void
test_split (Fixture       *f,
            gconstpointer  data)
{
  const char *text = "```python\nprint(\"こんにちは🙂\")\n```\n";
  MeireiFakeSplit split = GPOINTER_TO_INT (data) == 0 ? MEIREI_FAKE_SPLIT_BYTES : MEIREI_FAKE_SPLIT_RANDOM;
  MeireiFakeReply *reply = meirei_fake_chat_new_openai (text, "stop", 0);

  meirei_fake_reply_split (reply, split, (guint32) GPOINTER_TO_INT (data));
  meirei_fake_server_add (f->fake, ROUTE, reply);
  run (f);
  g_assert_no_error (f->error);
  assert_end (f, MEIREI_FINISH_COMPLETE, text);
}

static void
test_ollama (Fixture       *f,
             gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_chat_new_ollama ("int main", "stop", 0);

  meirei_server_set_kind (f->server, MEIREI_SERVER_KIND_OLLAMA);
  meirei_fake_reply_split (reply, MEIREI_FAKE_SPLIT_RANDOM, 3);
  meirei_fake_server_add (f->fake, "POST /api/chat", reply);
  run (f);
  g_assert_no_error (f->error);
  assert_end (f, MEIREI_FINISH_COMPLETE, "int main");
  g_assert_cmpint (meirei_completion_get_usage (f->completion).prompt_tokens, ==, 31);
}

/* The key goes nowhere else, not even to another path. */
static void
test_redirect (Fixture       *f,
               gconstpointer  data)
{
  MeireiFakeServer *other = meirei_fake_server_new ();
  MeireiFakeReply *reply = meirei_fake_reply_new_json ((guint) GPOINTER_TO_INT (data), "");
  g_autofree char *target = NULL;

  target = g_strdup_printf ("http://u:p@127.0.0.1:%u/v1/chat/completions?x=1", meirei_fake_server_get_port (other));
  meirei_fake_reply_header (reply, "Location", target);
  meirei_fake_server_add (f->fake, ROUTE, reply);
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_REDIRECTED);
  g_assert_nonnull (strstr (f->error->message, meirei_fake_server_get_url (other)));
  g_assert_null (strstr (f->error->message, "u:p"));
  g_assert_null (strstr (f->error->message, "x=1"));
  g_assert_cmpuint (meirei_fake_server_get_n_requests (other), ==, 0);
  g_assert_finalize_object (other);
}

static void
test_unsendable_key (Fixture       *f,
                     gconstpointer  data)
{
  meirei_server_set_api_key (f->server, "secret\r\nX-Evil: 1");
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNAUTHORIZED);
  g_assert_null (strstr (f->error->message, "secret"));
  g_assert_cmpuint (meirei_fake_server_get_n_requests (f->fake), ==, 0);
}

static void
test_no_key (Fixture       *f,
             gconstpointer  data)
{
  meirei_server_set_api_key (f->server, NULL);
  add_answer (f);
  run (f);
  g_assert_no_error (f->error);
  g_assert_null (g_hash_table_lookup (meirei_fake_server_get_request (f->fake, 0)->headers, "authorization"));
}

static void
test_bad_address (Fixture       *f,
                  gconstpointer  data)
{
  g_object_unref (f->server);
  f->server = meirei_server_new (data, MEIREI_SERVER_KIND_OPENAI);
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE);
  g_assert_null (strstr (f->error->message, "password"));
}

/* A server whose queue of connections is full, so that connecting hangs. */
static void
test_connect_limit (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr(GSocket) deaf = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *url = NULL;

  g_assert_true (g_socket_bind (deaf, any, FALSE, NULL));
  g_socket_set_listen_backlog (deaf, 1);
  g_assert_true (g_socket_listen (deaf, NULL));
  bound = g_socket_get_local_address (deaf, NULL);
  for (guint i = 0; i < 8; i++)
    {
      GSocket *one = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (one, FALSE);
      g_socket_connect (one, bound, NULL, NULL);
      g_ptr_array_add (crowd, one);
    }

  url = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_object_unref (f->server);
  f->server = meirei_server_new (url, MEIREI_SERVER_KIND_OPENAI);
  f->limits.connect_ms = 200;
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (f->error->message, "0.2 s"));
  g_assert_cmpfloat (meirei_completion_get_elapsed (f->completion), <, 2);
}

/* Silence before and after the head both count against the first token, and
 * neither against the limit for silence. */
static void
test_first_token_limit (Fixture       *f,
                        gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();

  if (data != NULL)
    meirei_fake_reply_wait_head (reply, 100000);
  meirei_fake_reply_delay (reply, 100000);
  meirei_fake_server_add (f->fake, ROUTE, reply);
  f->limits.first_token_ms = 150;
  f->limits.idle_ms = 20;
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (f->error->message, "0.15 s"));
  g_assert_cmpfloat (meirei_completion_get_elapsed (f->completion), >, 0.14);
  assert_disconnected (f);
}

/* It is over with the first token. */
static void
test_first_token_in_time (Fixture       *f,
                          gconstpointer  data)
{
  f->limits.first_token_ms = 150;
  meirei_fake_server_add (f->fake, ROUTE, meirei_fake_chat_new_openai ("0123456789abcdef", "stop", 70));
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpfloat (meirei_completion_get_elapsed (f->completion), >, 0.25);
}

static void
test_idle_limit (Fixture       *f,
                 gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();

  meirei_fake_reply_delay (reply, 200);
  for (guint i = 0; i < 4; i++)
    {
      meirei_fake_chat_openai_piece (reply, "x");
      meirei_fake_reply_delay (reply, 60);
    }
  /* Comments are signs of life. */
  for (guint i = 0; i < 4; i++)
    {
      meirei_fake_reply_send (reply, ": ping\n\n", -1);
      meirei_fake_reply_delay (reply, 60);
    }
  meirei_fake_reply_hang (reply);
  meirei_fake_server_add (f->fake, ROUTE, reply);
  f->limits.idle_ms = 150;
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_TIMED_OUT);
  assert_end (f, MEIREI_FINISH_BROKEN, "xxxx");
  g_assert_cmpfloat (meirei_completion_get_elapsed (f->completion), >, 0.7);
  assert_disconnected (f);
}

/* The server says that the answer is finished, but neither ends the stream nor
 * is silent. */
static void
test_end_limit (Fixture       *f,
                gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();

  meirei_fake_chat_openai_piece (reply, "x");
  meirei_fake_chat_openai_finish (reply, "stop");
  for (guint i = 0; i < 4; i++)
    {
      meirei_fake_reply_delay (reply, 50);
      meirei_fake_reply_send (reply, ": ping\n\n", -1);
    }
  meirei_fake_reply_hang (reply);
  meirei_fake_server_add (f->fake, ROUTE, reply);
  f->limits.end_ms = 100;
  run (f);
  g_assert_no_error (f->error);
  assert_end (f, MEIREI_FINISH_COMPLETE, "x");
  assert_disconnected (f);
}

/* F23: in short, and with "-m slow" beyond the 60 s at which libsoup gives up
 * unless it is told not to. */
static void
test_silence_is_allowed (Fixture       *f,
                         gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();
  guint silence_ms = (guint) GPOINTER_TO_INT (data);

  meirei_fake_reply_wait_head (reply, silence_ms);
  meirei_fake_reply_delay (reply, silence_ms);
  meirei_fake_chat_openai_piece (reply, "x");
  meirei_fake_reply_delay (reply, silence_ms);
  meirei_fake_chat_openai_finish (reply, "stop");
  meirei_fake_server_add (f->fake, ROUTE, reply);
  run (f);
  g_assert_no_error (f->error);
  assert_end (f, MEIREI_FINISH_COMPLETE, "x");
}

static void
test_loop (Fixture       *f,
           gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();

  for (guint i = 0; i < 400; i++)
    meirei_fake_chat_openai_piece (reply, "    x = x + 1\n");
  meirei_fake_reply_hang (reply);
  meirei_fake_server_add (f->fake, ROUTE, reply);
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpint (meirei_completion_get_finish (f->completion), ==, MEIREI_FINISH_REPEATING);
  assert_disconnected (f);
}

static void
test_too_large (Fixture       *f,
                gconstpointer  data)
{
  f->limits.max_bytes = 6;
  meirei_fake_server_add (f->fake, ROUTE, meirei_fake_chat_new_openai ("0123456789", "stop", 0));
  run (f);
  g_assert_error (f->error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_TOO_LARGE);
  assert_end (f, MEIREI_FINISH_BROKEN, "01234567");
}

static void
note_phase_cb (MeireiCompletion *completion,
               GParamSpec       *pspec,
               GString          *phases)
{
  g_string_append_printf (phases, "%s ",
                          meirei_enum_to_nick (MEIREI_TYPE_COMPLETION_PHASE,
                                               (int) meirei_completion_get_phase (completion)));
}

static void
test_phases (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GString) phases = g_string_new (NULL);

  add_error (f, 503, "{\"error\":\"Loading model\"}");
  add_error (f, 503, "{\"error\":\"server busy\"}");
  add_answer (f);
  start (f);
  g_signal_connect (f->completion, "notify::phase", G_CALLBACK (note_phase_cb), phases);
  wait_for (&f->done);
  g_assert_cmpstr (phases->str, ==,
                   "reading-prompt loading connecting reading-prompt queued connecting reading-prompt "
                   "generating finished ");
}

static void
hint_cb (MeireiCompletion *completion,
         GParamSpec       *pspec,
         gpointer          user_data)
{
  if (meirei_completion_get_phase (completion) == MEIREI_COMPLETION_PHASE_READING_PROMPT)
    {
      meirei_completion_hint_phase (completion, MEIREI_COMPLETION_PHASE_LOADING, 0.5);
      g_assert_cmpint (meirei_completion_get_phase (completion), ==, MEIREI_COMPLETION_PHASE_LOADING);
      g_assert_cmpfloat (meirei_completion_get_progress (completion), ==, 0.5);
    }
}

static void
test_hint (Fixture       *f,
           gconstpointer  data)
{
  add_answer (f);
  start (f);
  meirei_completion_hint_phase (f->completion, MEIREI_COMPLETION_PHASE_LOADING, 0.5);
  g_assert_cmpint (meirei_completion_get_phase (f->completion), ==, MEIREI_COMPLETION_PHASE_CONNECTING);
  g_signal_connect (f->completion, "notify::phase", G_CALLBACK (hint_cb), NULL);
  wait_for (&f->done);
  meirei_completion_hint_phase (f->completion, MEIREI_COMPLETION_PHASE_LOADING, 0.5);
  g_assert_cmpint (meirei_completion_get_phase (f->completion), ==, MEIREI_COMPLETION_PHASE_FINISHED);
}

static void
count_down_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  guint *n_left = user_data;

  meirei_chat_client_send_finish (MEIREI_CHAT_CLIENT (object), result, &error);
  g_assert_no_error (error);
  (*n_left)--;
}

/* Nobody keeps the client or the completion; the request does. */
static void
test_dropped (Fixture       *f,
              gconstpointer  data)
{
  MeireiChatClient *client = meirei_chat_client_new ();
  g_autoptr(MeireiChatRequest) request = new_request (1000);
  MeireiCompletion *completion = meirei_completion_new (f->server, request, &f->limits);
  guint n_left = 1;

  meirei_fake_server_add (f->fake, ROUTE, meirei_fake_chat_new_openai ("0123456789", "stop", 5));
  meirei_chat_client_send_async (client, completion, NULL, count_down_cb, &n_left);
  g_object_add_weak_pointer (G_OBJECT (client), (gpointer *) &client);
  g_object_add_weak_pointer (G_OBJECT (completion), (gpointer *) &completion);
  g_object_unref (client);
  g_object_unref (completion);
  while (n_left > 0)
    g_main_context_iteration (NULL, TRUE);
  spin ();
  g_assert_null (client);
  g_assert_null (completion);
}

/* More at once than libsoup allows by itself. */
static void
test_many (Fixture       *f,
           gconstpointer  data)
{
  guint n_left = 40;
  g_autoptr(GPtrArray) completions = g_ptr_array_new_with_free_func (g_object_unref);

  meirei_fake_server_add (f->fake, ROUTE, meirei_fake_chat_new_openai ("0123456789", "stop", 60));
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(MeireiChatRequest) request = new_request (1000);
      MeireiCompletion *completion = meirei_completion_new (f->server, request, &f->limits);

      g_ptr_array_add (completions, completion);
      meirei_chat_client_send_async (f->client, completion, NULL, count_down_cb, &n_left);
    }
  while (n_left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (meirei_fake_server_get_max_open (f->fake), ==, 40);
  for (guint i = 0; i < 40; i++)
    g_assert_cmpstr (meirei_completion_get_text (completions->pdata[i], NULL), ==, "0123456789");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, data, func) g_test_add ("/chat-client/" path, Fixture, data, set_up, func, tear_down)
  ADD ("success", NULL, test_success);
  ADD ("ollama", NULL, test_ollama);
  ADD ("no-key", NULL, test_no_key);
  ADD ("unsendable-key", NULL, test_unsendable_key);
  ADD ("bad-address/no-host", "nonsense", test_bad_address);
  ADD ("bad-address/port", "http://user:password@127.0.0.1:99999", test_bad_address);
  ADD ("cancel/midway", NULL, test_cancel_midway);
  ADD ("cancel/before", NULL, test_cancel_before);
  ADD ("cancel/silence-after-head", NULL, test_cancel_silence);
  ADD ("cancel/silence-before-head", "head", test_cancel_silence);
  ADD ("cancel/in-pause", NULL, test_cancel_in_pause);
  ADD ("cancel/in-loading", "loading", test_cancel_in_pause);
  ADD ("cancel/after", NULL, test_cancel_after);
  ADD ("cancel/too-late", NULL, test_cancel_too_late);
  ADD ("retry/loading", NULL, test_loading);
  ADD ("retry/loading-then-busy", NULL, test_loading_then_busy);
  ADD ("retry/busy", NULL, test_busy);
  ADD ("retry/busy-for-good", NULL, test_busy_for_good);
  ADD ("retry/after", NULL, test_retry_after);
  ADD ("retry/after-long", NULL, test_retry_after_long);
  ADD ("retry/refused", NULL, test_refused);
  ADD ("retry/html-502", NULL, test_html_502);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/chat-client/refusal/", refusals[i].name, NULL);

      g_test_add (path, Fixture, &refusals[i], set_up, test_refusal, tear_down);
    }
  ADD ("cut/closed", NULL, test_cut);
  ADD ("cut/reset", "reset", test_cut);
  ADD ("cut/after-finish", NULL, test_cut_after_finish);
  ADD ("cut/before-head", NULL, test_cut_before_head);
  ADD ("garbage", NULL, test_garbage);
  ADD ("done-then-open", NULL, test_done_then_open);
  ADD ("redirect/302", GINT_TO_POINTER (302), test_redirect);
  ADD ("redirect/303", GINT_TO_POINTER (303), test_redirect);
  ADD ("redirect/307", GINT_TO_POINTER (307), test_redirect);
  ADD ("limit/connect", NULL, test_connect_limit);
  ADD ("limit/first-token-after-head", NULL, test_first_token_limit);
  ADD ("limit/first-token-before-head", "head", test_first_token_limit);
  ADD ("limit/first-token-in-time", NULL, test_first_token_in_time);
  ADD ("limit/idle", NULL, test_idle_limit);
  ADD ("limit/end", NULL, test_end_limit);
  ADD ("limit/none", GINT_TO_POINTER (200), test_silence_is_allowed);
  if (g_test_slow ())
    ADD ("limit/none-for-90-s", GINT_TO_POINTER (90000), test_silence_is_allowed);
  ADD ("limit/too-large", NULL, test_too_large);
  ADD ("loop", NULL, test_loop);
  ADD ("phases", NULL, test_phases);
  ADD ("hint", NULL, test_hint);
  ADD ("dropped", NULL, test_dropped);
  ADD ("many", NULL, test_many);
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strdup_printf ("/chat-client/split/%d", i);

      g_test_add (path, Fixture, GINT_TO_POINTER (i), set_up, test_split, tear_down);
    }
#undef ADD

  return g_test_run ();
}
