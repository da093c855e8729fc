/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-model-listing.h"

/* Everything that lists its models in the way of OpenAI only: vLLM, SGLang,
 * the LiteLLM proxy and unknown servers. */

/* vLLM and SGLang have loaded what they list and say how large; some others
 * say the same in other words. */
static MeireiModel *
make_model (JsonObject *item,
            const char *id)
{
  g_autofree char *quantization = _meirei_listing_dup_quantization (id);
  guint64 context = _meirei_listing_get_count (item, "max_model_len");

  if (context == 0)
    context = _meirei_listing_get_count (meirei_json_get_object (item, "meta"), "n_ctx");

  return g_object_new (MEIREI_TYPE_MODEL,
                       "id", id,
                       "quantization", quantization,
                       "state", context > 0 ? MEIREI_MODEL_STATE_LOADED
                                            : MEIREI_MODEL_STATE_UNKNOWN,
                       "loaded-context", context,
                       "max-context", context,
                       NULL);
}

static GPtrArray *
parse (MeireiServerReply * const *replies)
{
  JsonArray *items = _meirei_listing_get_data (replies[0], "data");
  GPtrArray *models;
  guint length;

  if (items == NULL)
    return NULL;

  models = g_ptr_array_new_with_free_func (g_object_unref);
  length = json_array_get_length (items);
  for (guint i = 0; i < length && models->len < MEIREI_MODEL_LISTING_MAX_MODELS; i++)
    {
      JsonObject *item = meirei_json_array_object (items, i);
      const char *id = meirei_json_get_string (item, "id", NULL);

      if (id != NULL && !_meirei_listing_is_embedding (id))
        g_ptr_array_add (models, make_model (item, id));
    }

  return models;
}

static const char *
get_version (MeireiServerReply * const *replies)
{
  return meirei_server_reply_is_ok (replies[1])
         ? meirei_json_get_string (replies[1]->object, "version", NULL)
         : NULL;
}

static GPtrArray *
parse_sglang (MeireiServerReply * const *replies)
{
  GPtrArray *models = parse (replies);
  /* The third path is what older versions call it. */
  MeireiServerReply *info = meirei_server_reply_is_ok (replies[1]) ? replies[1] : replies[2];

  if (!meirei_server_reply_is_ok (info))
    return models;

  for (guint i = 0; models != NULL && i < models->len; i++)
    g_object_set (g_ptr_array_index (models, i),
                  "slots", _meirei_listing_get_count (info->object, "max_running_requests"),
                  NULL);

  return models;
}

static JsonObject *
find_info (JsonArray  *infos,
           const char *name)
{
  guint length = infos != NULL ? json_array_get_length (infos) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *info = meirei_json_array_object (infos, i);

      if (g_strcmp0 (meirei_json_get_string (info, "model_name", NULL), name) == 0)
        return meirei_json_get_object (info, "model_info");
    }

  return NULL;
}

/* The proxy's numbers come from a static table or a configuration file: the
 * largest prompt is a hint, not the loaded context. */
static GPtrArray *
parse_litellm (MeireiServerReply * const *replies)
{
  JsonArray *infos = _meirei_listing_get_data (replies[1], "data");
  GPtrArray *models = parse (replies);

  for (guint i = 0; models != NULL && i < models->len; i++)
    {
      MeireiModel *model = g_ptr_array_index (models, i);
      JsonObject *info = find_info (infos, meirei_model_get_id (model));

      if (g_strcmp0 (meirei_json_get_string (info, "mode", "chat"), "embedding") == 0)
        {
          g_ptr_array_remove_index (models, i--);
          continue;
        }

      g_object_set (model,
                    "max-context", _meirei_listing_get_count (info, "max_input_tokens"),
                    NULL);
    }

  return models;
}

static const char *
get_litellm_version (MeireiServerReply * const *replies)
{
  return meirei_server_reply_is_ok (replies[2])
         ? meirei_json_get_string (replies[2]->object, "litellm_version", NULL)
         : NULL;
}

const MeireiModelListing _meirei_openai_listing = {
  .paths = { "/v1/models", "/version" },
  .parse = parse,
  .get_version = get_version,
};

const MeireiModelListing _meirei_sglang_listing = {
  .paths = { "/v1/models", "/server_info", "/get_server_info" },
  .parse = parse_sglang,
  .get_version = get_version,
};

const MeireiModelListing _meirei_litellm_listing = {
  .paths = { "/v1/models", "/model/info", "/health/readiness" },
  .parse = parse_litellm,
  .get_version = get_litellm_version,
};
