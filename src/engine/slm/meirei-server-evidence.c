/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-server-evidence.h"

/* What a server is shows in the shape of its JSON, never in the status: LM
 * Studio answers 200 to paths that it does not know. */

/**
 * meirei_server_evidence_clear:
 * @self: evidence
 */
void
meirei_server_evidence_clear (MeireiServerEvidence *self)
{
  for (guint i = 0; i < MEIREI_N_SERVER_CLUES; i++)
    g_clear_pointer (&self->replies[i], meirei_server_reply_free);
}

/**
 * meirei_server_clue_get_path:
 * @clue: a clue
 *
 * Returns: the path to ask for it
 */
const char *
meirei_server_clue_get_path (MeireiServerClue clue)
{
  switch (clue)
    {
    case MEIREI_SERVER_CLUE_LMSTUDIO_V1:
      return "/api/v1/models";
    case MEIREI_SERVER_CLUE_LMSTUDIO_V0:
      return "/api/v0/models";
    case MEIREI_SERVER_CLUE_OLLAMA:
      return "/api/version";
    case MEIREI_SERVER_CLUE_LLAMA:
      return "/props";
    case MEIREI_SERVER_CLUE_LITELLM:
      /* Spelled so there.  /health itself makes real requests to all models. */
      return "/health/liveliness";
    case MEIREI_SERVER_CLUE_SGLANG:
      return "/get_model_info";
    case MEIREI_SERVER_CLUE_VLLM:
      return "/version";
    case MEIREI_SERVER_CLUE_OPENAI:
    default:
      return "/v1/models";
    }
}

static const char *
get_owner (const MeireiServerEvidence *self)
{
  MeireiServerReply *reply = self->replies[MEIREI_SERVER_CLUE_OPENAI];
  JsonArray *data;

  if (!meirei_server_reply_is_ok (reply))
    return NULL;

  data = meirei_json_get_array (reply->object, "data");

  return meirei_json_get_string (meirei_json_array_object (data, 0), "owned_by", NULL);
}

/**
 * meirei_server_evidence_needs_clue:
 * @self: evidence that has the list of models
 * @clue: something else that could be asked
 *
 * Who owns the first model already says what most servers are; only that is
 * then confirmed, so that other servers' logs do not fill with unknown paths.
 *
 * Returns: %TRUE if the clue can tell something
 */
gboolean
meirei_server_evidence_needs_clue (const MeireiServerEvidence *self,
                                   MeireiServerClue            clue)
{
  const char *owner = get_owner (self);

  if (clue == MEIREI_SERVER_CLUE_OPENAI)
    return FALSE;
  if (g_strcmp0 (owner, "organization_owner") == 0)
    return clue == MEIREI_SERVER_CLUE_LMSTUDIO_V1 || clue == MEIREI_SERVER_CLUE_LMSTUDIO_V0;
  if (g_strcmp0 (owner, "library") == 0)
    return clue == MEIREI_SERVER_CLUE_OLLAMA;
  if (g_strcmp0 (owner, "llamacpp") == 0)
    return clue == MEIREI_SERVER_CLUE_LLAMA;
  if (g_strcmp0 (owner, "vllm") == 0)
    return clue == MEIREI_SERVER_CLUE_VLLM || clue == MEIREI_SERVER_CLUE_LITELLM;
  if (g_strcmp0 (owner, "sglang") == 0)
    return clue == MEIREI_SERVER_CLUE_SGLANG || clue == MEIREI_SERVER_CLUE_LITELLM;

  return TRUE;
}

static gboolean
is_refusal (const MeireiServerReply *reply)
{
  return reply != NULL && (reply->status == 401 || reply->status == 403);
}

static gboolean
is_lmstudio_v1 (MeireiServerReply *reply)
{
  JsonArray *models;
  JsonObject *first;

  if (!meirei_server_reply_is_ok (reply))
    return FALSE;

  models = meirei_json_get_array (reply->object, "models");
  if (models == NULL)
    return FALSE;

  first = meirei_json_array_object (models, 0);

  return json_array_get_length (models) == 0
         || (meirei_json_get_string (first, "key", NULL) != NULL
             && json_object_has_member (first, "loaded_instances"));
}

static gboolean
is_lmstudio_v0 (MeireiServerReply *reply)
{
  JsonObject *first;
  const char *state;

  if (!meirei_server_reply_is_ok (reply))
    return FALSE;

  first = meirei_json_array_object (meirei_json_get_array (reply->object, "data"), 0);
  state = meirei_json_get_string (first, "state", "");

  return (g_str_equal (state, "loaded") || g_str_equal (state, "not-loaded"))
         && json_object_has_member (first, "max_context_length");
}

/* LM Studio with authentication refuses everything, in these words. */
static gboolean
is_lmstudio_refusal (const MeireiServerReply *reply)
{
  return is_refusal (reply) && strstr (reply->text, "LM Studio") != NULL;
}

static gboolean
is_ollama (MeireiServerReply *reply)
{
  return meirei_server_reply_is_ok (reply)
         && json_object_get_size (reply->object) == 1
         && meirei_json_get_string (reply->object, "version", NULL) != NULL;
}

static gboolean
has_role_router (MeireiServerReply *reply)
{
  return meirei_server_reply_is_ok (reply)
         && g_strcmp0 (meirei_json_get_string (reply->object, "role", NULL), "router") == 0;
}

static gboolean
is_llama (const MeireiServerEvidence *self)
{
  MeireiServerReply *props = self->replies[MEIREI_SERVER_CLUE_LLAMA];

  for (guint i = 0; i < MEIREI_N_SERVER_CLUES; i++)
    if (self->replies[i] != NULL && self->replies[i]->is_llama)
      return TRUE;

  return meirei_server_reply_is_ok (props)
         && meirei_json_get_object (props->object, "default_generation_settings") != NULL;
}

static gboolean
is_litellm (const MeireiServerEvidence *self)
{
  const MeireiServerReply *reply = self->replies[MEIREI_SERVER_CLUE_LITELLM];

  for (guint i = 0; i < MEIREI_N_SERVER_CLUES; i++)
    if (self->replies[i] != NULL && self->replies[i]->is_litellm)
      return TRUE;

  return reply != NULL && reply->status == 200
         && reply->text[0] == '"' && strstr (reply->text, "alive") != NULL;
}

static gboolean
is_sglang (const MeireiServerEvidence *self,
           const char                 *owner)
{
  MeireiServerReply *reply = self->replies[MEIREI_SERVER_CLUE_SGLANG];

  if (g_strcmp0 (owner, "sglang") == 0)
    return TRUE;

  return meirei_server_reply_is_ok (reply)
         && meirei_json_get_string (reply->object, "model_path", NULL) != NULL;
}

static gboolean
is_vllm (const MeireiServerEvidence *self,
         const char                 *owner)
{
  MeireiServerReply *reply = self->replies[MEIREI_SERVER_CLUE_VLLM];

  if (g_strcmp0 (owner, "vllm") == 0)
    return TRUE;

  /* Its key guards /v1 only; the version is open. */
  return is_refusal (self->replies[MEIREI_SERVER_CLUE_OPENAI])
         && meirei_server_reply_is_ok (reply)
         && json_object_get_size (reply->object) == 1
         && meirei_json_get_string (reply->object, "version", NULL) != NULL;
}

/**
 * meirei_server_evidence_is_refused:
 * @self: evidence
 *
 * Returns: %TRUE if the server is there but wants an API key
 */
gboolean
meirei_server_evidence_is_refused (const MeireiServerEvidence *self)
{
  /* Some llama-servers list the models for everybody and guard the rest. */
  return is_refusal (self->replies[MEIREI_SERVER_CLUE_OPENAI])
         || (is_refusal (self->replies[MEIREI_SERVER_CLUE_LLAMA]) && is_llama (self));
}

/**
 * meirei_server_evidence_decide:
 * @self: evidence
 *
 * Returns: what the server is; %MEIREI_SERVER_KIND_UNKNOWN if it is no model
 *   server
 */
MeireiServerKind
meirei_server_evidence_decide (const MeireiServerEvidence *self)
{
  MeireiServerReply *list = self->replies[MEIREI_SERVER_CLUE_OPENAI];
  const char *owner = get_owner (self);

  if (is_llama (self))
    return has_role_router (self->replies[MEIREI_SERVER_CLUE_LLAMA])
           ? MEIREI_SERVER_KIND_LLAMA_ROUTER
           : MEIREI_SERVER_KIND_LLAMA_SERVER;
  if (is_lmstudio_v1 (self->replies[MEIREI_SERVER_CLUE_LMSTUDIO_V1])
      || is_lmstudio_v0 (self->replies[MEIREI_SERVER_CLUE_LMSTUDIO_V0])
      || is_lmstudio_refusal (list)
      || g_strcmp0 (owner, "organization_owner") == 0)
    return MEIREI_SERVER_KIND_LMSTUDIO;
  if (is_ollama (self->replies[MEIREI_SERVER_CLUE_OLLAMA]))
    return MEIREI_SERVER_KIND_OLLAMA;
  if (has_role_router (self->replies[MEIREI_SERVER_CLUE_LLAMA]))
    return MEIREI_SERVER_KIND_LLAMA_ROUTER;
  if (is_litellm (self))
    return MEIREI_SERVER_KIND_LITELLM;
  if (is_sglang (self, owner))
    return MEIREI_SERVER_KIND_SGLANG;
  if (is_vllm (self, owner))
    return MEIREI_SERVER_KIND_VLLM;
  if (is_refusal (list)
      || (meirei_server_reply_is_ok (list)
          && meirei_json_get_array (list->object, "data") != NULL))
    return MEIREI_SERVER_KIND_OPENAI;

  return MEIREI_SERVER_KIND_UNKNOWN;
}
