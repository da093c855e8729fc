/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-dialect.h"
#include "meirei-enums.h"
#include "meirei-json.h"

/* LM Studio's own route takes no earlier answers, stop texts or seed. */
static gboolean
fits_lmstudio (MeireiChatRequest *request)
{
  MeireiChatParams *params = meirei_chat_request_get_params (request);
  guint n_messages = meirei_chat_request_get_n_messages (request);
  guint first = 0;

  if (meirei_chat_params_get_stop (params) != NULL
      || meirei_chat_params_has (params, MEIREI_CHAT_PARAM_SEED)
      || meirei_chat_params_has (params, MEIREI_CHAT_PARAM_PRESENCE_PENALTY)
      || meirei_chat_params_has (params, MEIREI_CHAT_PARAM_FREQUENCY_PENALTY))
    return FALSE;

  if (n_messages > 0
      && meirei_chat_request_get_message (request, 0)->role == MEIREI_CHAT_ROLE_SYSTEM)
    first = 1;

  return n_messages == first + 1
         && meirei_chat_request_get_message (request, first)->role == MEIREI_CHAT_ROLE_USER;
}

/**
 * meirei_dialect_choose:
 * @kind: what the server is
 * @request: what will be asked
 *
 * Returns: the dialect in which to ask it
 */
MeireiDialect
meirei_dialect_choose (MeireiServerKind   kind,
                       MeireiChatRequest *request)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (request), MEIREI_DIALECT_OPENAI);

  if (kind == MEIREI_SERVER_KIND_OLLAMA)
    return MEIREI_DIALECT_OLLAMA;

  if (kind == MEIREI_SERVER_KIND_LMSTUDIO
      && meirei_chat_request_get_native (request)
      && fits_lmstudio (request))
    return MEIREI_DIALECT_LMSTUDIO;

  return MEIREI_DIALECT_OPENAI;
}

/**
 * meirei_dialect_get_path:
 * @dialect: a dialect
 *
 * Returns: where requests go, below the server's root
 */
const char *
meirei_dialect_get_path (MeireiDialect dialect)
{
  switch (dialect)
    {
    case MEIREI_DIALECT_OLLAMA:
      return "/api/chat";
    case MEIREI_DIALECT_LMSTUDIO:
      return "/api/v1/chat";
    case MEIREI_DIALECT_OPENAI:
    default:
      return "/v1/chat/completions";
    }
}

static void
set_param (JsonObject       *object,
           const char       *member,
           MeireiChatParams *params,
           MeireiChatParam   param)
{
  if (!meirei_chat_params_has (params, param))
    return;

  if (meirei_chat_param_is_integer (param))
    json_object_set_int_member (object, member, meirei_chat_params_get_int (params, param, 0));
  else
    json_object_set_double_member (object, member, meirei_chat_params_get (params, param, 0));
}

static void
set_stop (JsonObject       *object,
          MeireiChatParams *params)
{
  const char * const *stop = meirei_chat_params_get_stop (params);

  if (stop != NULL && stop[0] != NULL)
    meirei_json_set_strv (object, "stop", stop);
}

static JsonArray *
build_messages (MeireiChatRequest *request)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < meirei_chat_request_get_n_messages (request); i++)
    {
      const MeireiChatMessage *message = meirei_chat_request_get_message (request, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "role",
                                     meirei_enum_to_nick (MEIREI_TYPE_CHAT_ROLE, (int) message->role));
      json_object_set_string_member (item, "content", message->content);
      json_array_add_object_element (array, item);
    }

  return array;
}

/* Fields that only some servers know.  The others get none of them: gateways
 * refuse what they do not know. */
static void
add_sampling (JsonObject       *body,
              MeireiServerKind  kind,
              MeireiChatParams *params)
{
  gboolean is_llama = meirei_server_kind_is_llama (kind);
  gboolean is_batching = kind == MEIREI_SERVER_KIND_VLLM || kind == MEIREI_SERVER_KIND_SGLANG;

  if (is_llama || is_batching || kind == MEIREI_SERVER_KIND_LMSTUDIO)
    set_param (body, "top_k", params, MEIREI_CHAT_PARAM_TOP_K);
  if (is_llama || is_batching)
    set_param (body, "min_p", params, MEIREI_CHAT_PARAM_MIN_P);
  if (is_batching)
    set_param (body, "repetition_penalty", params, MEIREI_CHAT_PARAM_REPEAT_PENALTY);
  else if (is_llama || kind == MEIREI_SERVER_KIND_LMSTUDIO)
    set_param (body, "repeat_penalty", params, MEIREI_CHAT_PARAM_REPEAT_PENALTY);
}

static void
add_thinking (JsonObject       *body,
              MeireiServerKind  kind,
              const char       *think)
{
  JsonObject *kwargs;

  if (think == NULL
      || !(meirei_server_kind_is_llama (kind)
           || kind == MEIREI_SERVER_KIND_VLLM || kind == MEIREI_SERVER_KIND_SGLANG))
    return;

  if (!g_str_equal (think, "on") && !g_str_equal (think, "off"))
    {
      json_object_set_string_member (body, "reasoning_effort", think);
      return;
    }

  kwargs = json_object_new ();
  json_object_set_boolean_member (kwargs, "enable_thinking", g_str_equal (think, "on"));
  json_object_set_object_member (body, "chat_template_kwargs", kwargs);
}

static void
build_openai (JsonObject        *body,
              MeireiServerKind   kind,
              MeireiChatRequest *request)
{
  MeireiChatParams *params = meirei_chat_request_get_params (request);
  JsonObject *options = json_object_new ();

  json_object_set_array_member (body, "messages", build_messages (request));
  set_param (body, "temperature", params, MEIREI_CHAT_PARAM_TEMPERATURE);
  set_param (body, "top_p", params, MEIREI_CHAT_PARAM_TOP_P);
  add_sampling (body, kind, params);
  set_param (body, "presence_penalty", params, MEIREI_CHAT_PARAM_PRESENCE_PENALTY);
  set_param (body, "frequency_penalty", params, MEIREI_CHAT_PARAM_FREQUENCY_PENALTY);
  set_param (body, "max_tokens", params, MEIREI_CHAT_PARAM_MAX_TOKENS);
  set_param (body, "seed", params, MEIREI_CHAT_PARAM_SEED);
  set_stop (body, params);
  add_thinking (body, kind, meirei_chat_params_get_think (params));
  if (kind == MEIREI_SERVER_KIND_LMSTUDIO
      && meirei_chat_params_get_int (params, MEIREI_CHAT_PARAM_KEEP_ALIVE, -1) >= 0)
    set_param (body, "ttl", params, MEIREI_CHAT_PARAM_KEEP_ALIVE);

  json_object_set_boolean_member (body, "stream", TRUE);
  json_object_set_boolean_member (options, "include_usage", TRUE);
  json_object_set_object_member (body, "stream_options", options);
  if (meirei_server_kind_is_llama (kind))
    json_object_set_boolean_member (body, "return_progress", TRUE);
  if (meirei_server_kind_is_llama (kind) && meirei_chat_request_get_fresh (request))
    json_object_set_boolean_member (body, "cache_prompt", FALSE);
}

/* With truncate and shift off, Ollama says that a prompt is too long instead
 * of dropping its beginning.  They must not change between requests: the model
 * would be loaded again. */
static void
build_ollama (JsonObject        *body,
              MeireiChatRequest *request)
{
  MeireiChatParams *params = meirei_chat_request_get_params (request);
  const char *think = meirei_chat_params_get_think (params);
  JsonObject *options = json_object_new ();
  gint64 context = meirei_chat_request_get_context (request);

  json_object_set_array_member (body, "messages", build_messages (request));
  json_object_set_boolean_member (body, "stream", TRUE);
  json_object_set_boolean_member (body, "truncate", FALSE);
  json_object_set_boolean_member (body, "shift", FALSE);
  set_param (body, "keep_alive", params, MEIREI_CHAT_PARAM_KEEP_ALIVE);
  if (think != NULL && (g_str_equal (think, "on") || g_str_equal (think, "off")))
    json_object_set_boolean_member (body, "think", g_str_equal (think, "on"));
  else if (think != NULL)
    json_object_set_string_member (body, "think", think);

  if (context > 0)
    json_object_set_int_member (options, "num_ctx", context);
  else
    set_param (options, "num_ctx", params, MEIREI_CHAT_PARAM_CONTEXT);
  set_param (options, "num_predict", params, MEIREI_CHAT_PARAM_MAX_TOKENS);
  set_param (options, "temperature", params, MEIREI_CHAT_PARAM_TEMPERATURE);
  set_param (options, "top_p", params, MEIREI_CHAT_PARAM_TOP_P);
  set_param (options, "top_k", params, MEIREI_CHAT_PARAM_TOP_K);
  set_param (options, "min_p", params, MEIREI_CHAT_PARAM_MIN_P);
  set_param (options, "repeat_penalty", params, MEIREI_CHAT_PARAM_REPEAT_PENALTY);
  set_param (options, "presence_penalty", params, MEIREI_CHAT_PARAM_PRESENCE_PENALTY);
  set_param (options, "frequency_penalty", params, MEIREI_CHAT_PARAM_FREQUENCY_PENALTY);
  set_param (options, "seed", params, MEIREI_CHAT_PARAM_SEED);
  set_stop (options, params);
  json_object_set_object_member (body, "options", options);
}

static void
build_lmstudio (JsonObject        *body,
                MeireiChatRequest *request)
{
  MeireiChatParams *params = meirei_chat_request_get_params (request);
  const char *think = meirei_chat_params_get_think (params);

  for (guint i = 0; i < meirei_chat_request_get_n_messages (request); i++)
    {
      const MeireiChatMessage *message = meirei_chat_request_get_message (request, i);

      json_object_set_string_member (body,
                                     message->role == MEIREI_CHAT_ROLE_SYSTEM ? "system_prompt" : "input",
                                     message->content);
    }
  json_object_set_boolean_member (body, "stream", TRUE);
  json_object_set_boolean_member (body, "store", FALSE);
  set_param (body, "context_length", params, MEIREI_CHAT_PARAM_CONTEXT);
  set_param (body, "max_output_tokens", params, MEIREI_CHAT_PARAM_MAX_TOKENS);
  if (meirei_chat_params_has (params, MEIREI_CHAT_PARAM_TEMPERATURE))
    json_object_set_double_member (body, "temperature",
                                   MIN (meirei_chat_params_get (params, MEIREI_CHAT_PARAM_TEMPERATURE, 0), 1.0));
  set_param (body, "top_p", params, MEIREI_CHAT_PARAM_TOP_P);
  set_param (body, "top_k", params, MEIREI_CHAT_PARAM_TOP_K);
  set_param (body, "min_p", params, MEIREI_CHAT_PARAM_MIN_P);
  set_param (body, "repeat_penalty", params, MEIREI_CHAT_PARAM_REPEAT_PENALTY);
  if (think != NULL)
    json_object_set_string_member (body, "reasoning", think);
}

/**
 * meirei_dialect_build_body:
 * @dialect: a dialect
 * @kind: what the server is; decides what optional fields it gets
 * @request: what to ask
 * @length: (out) (optional): the body's length in bytes
 *
 * Writes the body of the HTTP request.  Answers are always streamed: servers
 * notice a closed connection only then.
 *
 * Returns: (transfer full): JSON text
 */
char *
meirei_dialect_build_body (MeireiDialect      dialect,
                           MeireiServerKind   kind,
                           MeireiChatRequest *request,
                           gsize             *length)
{
  g_autoptr(JsonObject) body = NULL;

  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (request), NULL);

  body = json_object_new ();
  json_object_set_string_member (body, "model", meirei_chat_request_get_model (request));
  switch (dialect)
    {
    case MEIREI_DIALECT_OLLAMA:
      build_ollama (body, request);
      break;
    case MEIREI_DIALECT_LMSTUDIO:
      build_lmstudio (body, request);
      break;
    case MEIREI_DIALECT_OPENAI:
    default:
      build_openai (body, kind, request);
      break;
    }

  return meirei_json_to_line (body, length);
}
