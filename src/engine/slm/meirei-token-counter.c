/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-enums.h"
#include "meirei-json.h"
#include "meirei-server-query.h"
#include "meirei-slm-error.h"
#include "meirei-token-counter.h"

/* Where a server can count the tokens of a conversation itself, the answer is
 * exact, chat template included.  LM Studio, Ollama and the LiteLLM proxy
 * cannot, or only guess. */

/* A server that is busy may take its time; then an estimate has to do. */
#define TIMEOUT_MS 3000

typedef struct {
  SoupSession       *session; /* (owned) */
  MeireiServer      *server;  /* (owned) */
  MeireiChatRequest *request; /* (owned) */
} State;

static void
state_free (State *state)
{
  g_clear_object (&state->session);
  g_clear_object (&state->server);
  g_clear_object (&state->request);
  g_free (state);
}

/**
 * meirei_token_counter_can_count:
 * @kind: a kind of server
 *
 * Returns: %TRUE if such a server may be able to count a conversation's tokens
 */
gboolean
meirei_token_counter_can_count (MeireiServerKind kind)
{
  return meirei_server_kind_is_llama (kind) || kind == MEIREI_SERVER_KIND_VLLM;
}

static JsonObject *
build_chat (MeireiChatRequest *request)
{
  JsonObject *body = json_object_new ();
  JsonArray *messages = json_array_new ();

  json_object_set_string_member (body, "model", meirei_chat_request_get_model (request));
  for (guint i = 0; i < meirei_chat_request_get_n_messages (request); i++)
    {
      const MeireiChatMessage *message = meirei_chat_request_get_message (request, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "role",
                                     meirei_enum_to_nick (MEIREI_TYPE_CHAT_ROLE,
                                                          (int) message->role));
      json_object_set_string_member (object, "content", message->content);
      json_array_add_object_element (messages, object);
    }
  json_object_set_array_member (body, "messages", messages);

  return body;
}

static void
ask (GTask               *task,
     const char          *path,
     JsonObject          *body,
     GAsyncReadyCallback  callback)
{
  State *state = g_task_get_task_data (task);
  const MeireiServerQuery query = { path, body, TIMEOUT_MS };

  meirei_server_query_async (state->session, state->server, &query,
                             g_task_get_cancellable (task), callback, g_object_ref (task));
}

/* Ends the task; a count of nothing is no count. */
static void
return_count (GTask  *task,
              gint64  count)
{
  if (count > 0)
    g_task_return_int (task, count);
  else
    g_task_return_new_error (task, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_RESPONSE,
                             "The server did not say how many tokens the prompt has");
}

/* vLLM, and the second step of an older llama-server. */
static void
tokenized_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(MeireiServerReply) reply = meirei_server_query_finish (result, &error);
  JsonArray *tokens;

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (!meirei_server_reply_is_ok (reply))
    {
      return_count (task, 0);
      return;
    }

  tokens = meirei_json_get_array (reply->object, "tokens");
  return_count (task, meirei_json_get_int (reply->object, "count",
                                           tokens != NULL ? json_array_get_length (tokens) : 0));
}

/* An older llama-server: the text that the model will see. */
static void
templated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(MeireiServerReply) reply = meirei_server_query_finish (result, &error);
  g_autoptr(JsonObject) body = NULL;
  const char *prompt;

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  prompt = meirei_server_reply_is_ok (reply)
           ? meirei_json_get_string (reply->object, "prompt", NULL)
           : NULL;
  if (prompt == NULL)
    {
      return_count (task, 0);
      return;
    }

  body = json_object_new ();
  json_object_set_string_member (body, "content", prompt);
  json_object_set_boolean_member (body, "add_special", TRUE);
  json_object_set_boolean_member (body, "parse_special", TRUE);
  ask (task, "/tokenize", body, tokenized_cb);
}

/* llama-server, if it is new enough. */
static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(MeireiServerReply) reply = meirei_server_query_finish (result, &error);
  gint64 count = 0;

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (meirei_server_reply_is_ok (reply))
    count = meirei_json_get_int (reply->object, "input_tokens", 0);
  if (count > 0)
    return_count (task, count);
  else
    {
      g_autoptr(JsonObject) body = build_chat (state->request);

      ask (task, "/apply-template", body, templated_cb);
    }
}

/**
 * meirei_token_counter_count_async:
 * @session: a session of [func@server_query_session_new]
 * @server: the server that will get the request
 * @request: the request
 * @cancellable: (nullable): to give up
 * @callback: called when it is counted
 * @user_data: for @callback
 *
 * Lets a server count the tokens of a prompt.
 */
void
meirei_token_counter_count_async (SoupSession         *session,
                                  MeireiServer        *server,
                                  MeireiChatRequest   *request,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(JsonObject) body = NULL;
  State *state;

  g_return_if_fail (SOUP_IS_SESSION (session));
  g_return_if_fail (MEIREI_IS_SERVER (server));
  g_return_if_fail (MEIREI_IS_CHAT_REQUEST (request));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_token_counter_count_async);

  state = g_new0 (State, 1);
  state->session = g_object_ref (session);
  state->server = g_object_ref (server);
  state->request = g_object_ref (request);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);

  if (!meirei_token_counter_can_count (meirei_server_get_kind (server)))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               "%s cannot count tokens", meirei_server_get_name (server));
      return;
    }

  body = build_chat (request);
  if (meirei_server_kind_is_llama (meirei_server_get_kind (server)))
    ask (task, "/v1/chat/completions/input_tokens", body, counted_cb);
  else
    {
      json_object_set_boolean_member (body, "add_generation_prompt", TRUE);
      ask (task, "/tokenize", body, tokenized_cb);
    }
}

/**
 * meirei_token_counter_count_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: how many tokens the prompt has; -1 with an error if the server
 *   cannot count or did not answer
 */
gint64
meirei_token_counter_count_finish (GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, meirei_token_counter_count_async), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
