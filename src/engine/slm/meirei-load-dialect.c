/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-load-dialect.h"

/* In what words each kind of server is told to load and to unload a model. */

/* As long as a pause in somebody's work; Ollama's own default is five minutes. */
#define OLLAMA_KEEP_ALIVE "30m"

/**
 * meirei_load_dialect_can_load:
 * @kind: a kind of server
 *
 * Returns: %TRUE if such a server loads and unloads models on request
 */
gboolean
meirei_load_dialect_can_load (MeireiServerKind kind)
{
  return kind == MEIREI_SERVER_KIND_LMSTUDIO
         || kind == MEIREI_SERVER_KIND_OLLAMA
         || kind == MEIREI_SERVER_KIND_LLAMA_ROUTER
         || kind == MEIREI_SERVER_KIND_BUILTIN;
}

/**
 * meirei_load_dialect_can_set_context:
 * @kind: a kind of server
 *
 * Returns: %TRUE if such a server can be told with what context to load a model
 */
gboolean
meirei_load_dialect_can_set_context (MeireiServerKind kind)
{
  return kind == MEIREI_SERVER_KIND_LMSTUDIO
         || kind == MEIREI_SERVER_KIND_OLLAMA
         || kind == MEIREI_SERVER_KIND_BUILTIN;
}

/**
 * meirei_load_dialect_dup_remedy:
 * @server: a server
 * @key: one of its models
 * @context: the context that is needed, in tokens
 *
 * Returns: (transfer full): one English sentence: what a person has to do so
 *   that the model has that context
 */
char *
meirei_load_dialect_dup_remedy (MeireiServer *server,
                                const char   *key,
                                guint         context)
{
  g_return_val_if_fail (MEIREI_IS_SERVER (server), NULL);

  switch (meirei_server_get_kind (server))
    {
    case MEIREI_SERVER_KIND_LMSTUDIO:
    case MEIREI_SERVER_KIND_OLLAMA:
    case MEIREI_SERVER_KIND_BUILTIN:
      return g_strdup_printf ("Reload the model with %u tokens: "
                              "meirei-cli load %s --context %u", context, key, context);
    case MEIREI_SERVER_KIND_LLAMA_SERVER:
      return g_strdup_printf ("Start llama-server again with --ctx-size %u for each slot "
                              "(times --parallel)", context);
    case MEIREI_SERVER_KIND_LLAMA_ROUTER:
      return g_strdup_printf ("Set ctx-size = %u for %s in the router's presets and load "
                              "the model again", context, key);
    case MEIREI_SERVER_KIND_VLLM:
      return g_strdup_printf ("Start vLLM again with --max-model-len %u", context);
    case MEIREI_SERVER_KIND_SGLANG:
      return g_strdup_printf ("Start SGLang again with --context-length %u", context);
    case MEIREI_SERVER_KIND_LITELLM:
      return g_strdup_printf ("Load the model with %u tokens on the server behind the "
                              "LiteLLM proxy", context);
    case MEIREI_SERVER_KIND_UNKNOWN:
    case MEIREI_SERVER_KIND_OPENAI:
    default:
      return g_strdup_printf ("Start the server again with a context of %u tokens", context);
    }
}

static JsonObject *
build_ollama (const char *key)
{
  JsonObject *body = json_object_new ();

  /* A chat without messages only loads or unloads. */
  json_object_set_string_member (body, "model", key);
  json_object_set_array_member (body, "messages", json_array_new ());
  json_object_set_boolean_member (body, "stream", FALSE);

  return body;
}

static JsonObject *
build_ollama_load (const char *key,
                   guint       context)
{
  JsonObject *body = build_ollama (key);
  JsonObject *options = json_object_new ();

  json_object_set_string_member (body, "keep_alive", OLLAMA_KEEP_ALIVE);
  if (context > 0)
    json_object_set_int_member (options, "num_ctx", context);
  json_object_set_object_member (body, "options", options);

  return body;
}

/**
 * meirei_load_dialect_build_load:
 * @kind: a kind of server that can load models
 * @key: the model's name
 * @context: the context in tokens, or 0 for whatever the server takes
 * @path: (out): the endpoint
 *
 * Returns: (transfer full): what to post there
 */
JsonObject *
meirei_load_dialect_build_load (MeireiServerKind   kind,
                                const char        *key,
                                guint              context,
                                const char       **path)
{
  JsonObject *body;

  if (kind == MEIREI_SERVER_KIND_OLLAMA)
    {
      *path = "/api/chat";
      return build_ollama_load (key, context);
    }

  body = json_object_new ();
  json_object_set_string_member (body, "model", key);
  if (kind != MEIREI_SERVER_KIND_LMSTUDIO)
    {
      *path = "/models/load";
      return body;
    }

  *path = "/api/v1/models/load";
  if (context > 0)
    json_object_set_int_member (body, "context_length", context);
  json_object_set_boolean_member (body, "echo_load_config", TRUE);

  return body;
}

/**
 * meirei_load_dialect_build_unload:
 * @kind: a kind of server that can load models
 * @id: the model's id, or the instance's
 * @path: (out): the endpoint
 *
 * Returns: (transfer full): what to post there
 */
JsonObject *
meirei_load_dialect_build_unload (MeireiServerKind   kind,
                                  const char        *id,
                                  const char       **path)
{
  JsonObject *body;

  if (kind == MEIREI_SERVER_KIND_OLLAMA)
    {
      *path = "/api/chat";
      body = build_ollama (id);
      json_object_set_int_member (body, "keep_alive", 0);
      return body;
    }

  body = json_object_new ();
  *path = kind == MEIREI_SERVER_KIND_LMSTUDIO ? "/api/v1/models/unload" : "/models/unload";
  json_object_set_string_member (body,
                                 kind == MEIREI_SERVER_KIND_LMSTUDIO ? "instance_id" : "model",
                                 id);

  return body;
}
