/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-model-listing.h"

/* LM Studio: /api/v1 tells everything, /api/v0 (before 0.4) one instance of
 * each model, /v1 nothing but names. */

static gboolean
is_hidden (JsonObject *item)
{
  return g_str_has_prefix (meirei_json_get_string (item, "type", ""), "embedding");
}

static MeireiModel *
make_model (JsonObject *item,
            const char *id,
            const char *key)
{
  JsonObject *quantization = meirei_json_get_object (item, "quantization");

  return g_object_new (MEIREI_TYPE_MODEL,
                       "id", id,
                       "key", key,
                       "display-name", meirei_json_get_string (item, "display_name", NULL),
                       "quantization", meirei_json_get_string (quantization, "name", NULL),
                       "size", _meirei_listing_get_count (item, "size_bytes"),
                       "params", meirei_json_get_string (item, "params_string", NULL),
                       "max-context", _meirei_listing_get_count (item, "max_context_length"),
                       "state", MEIREI_MODEL_STATE_NOT_LOADED,
                       NULL);
}

/* Every instance is something of its own to choose: it has its own context. */
static void
add_instances (GPtrArray  *models,
               JsonObject *item,
               const char *key)
{
  JsonArray *instances = meirei_json_get_array (item, "loaded_instances");
  guint length = instances != NULL ? json_array_get_length (instances) : 0;
  gboolean any = FALSE;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *instance = meirei_json_array_object (instances, i);
      const char *id = meirei_json_get_string (instance, "id", NULL);
      JsonObject *config = meirei_json_get_object (instance, "config");
      guint64 parallel = MAX (_meirei_listing_get_count (config, "parallel"), 1);
      MeireiModel *model;

      if (id == NULL)
        continue;

      model = make_model (item, id, key);
      /* Its slots share one context unless the user switched that off. */
      g_object_set (model,
                    "state", MEIREI_MODEL_STATE_LOADED,
                    "loaded-context", _meirei_listing_get_count (config, "context_length"),
                    "slots", parallel,
                    "shared-pool", parallel > 1,
                    NULL);
      g_ptr_array_add (models, model);
      any = TRUE;
    }

  if (!any)
    g_ptr_array_add (models, make_model (item, key, key));
}

static GPtrArray *
parse_v1 (JsonArray *items)
{
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);
  guint length = json_array_get_length (items);

  for (guint i = 0; i < length && models->len < MEIREI_MODEL_LISTING_MAX_MODELS; i++)
    {
      JsonObject *item = meirei_json_array_object (items, i);
      const char *key = meirei_json_get_string (item, "key", NULL);

      if (key != NULL && !is_hidden (item))
        add_instances (models, item, key);
    }

  return models;
}

static MeireiModel *
make_v0_model (JsonObject *item,
               const char *id)
{
  gboolean loaded = g_strcmp0 (meirei_json_get_string (item, "state", NULL), "loaded") == 0;

  return g_object_new (MEIREI_TYPE_MODEL,
                       "id", id,
                       "quantization", meirei_json_get_string (item, "quantization", NULL),
                       "max-context", _meirei_listing_get_count (item, "max_context_length"),
                       "loaded-context",
                       loaded ? _meirei_listing_get_count (item, "loaded_context_length")
                              : (guint64) 0,
                       "slots", (guint64) 1,
                       "state", loaded ? MEIREI_MODEL_STATE_LOADED
                                       : MEIREI_MODEL_STATE_NOT_LOADED,
                       NULL);
}

static GPtrArray *
parse_v0 (JsonArray *items)
{
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);
  guint length = json_array_get_length (items);

  for (guint i = 0; i < length && models->len < MEIREI_MODEL_LISTING_MAX_MODELS; i++)
    {
      JsonObject *item = meirei_json_array_object (items, i);
      const char *id = meirei_json_get_string (item, "id", NULL);

      if (id != NULL && !is_hidden (item))
        g_ptr_array_add (models, make_v0_model (item, id));
    }

  return models;
}

static GPtrArray *
parse (MeireiServerReply * const *replies)
{
  JsonArray *v1 = _meirei_listing_get_data (replies[0], "models");
  JsonArray *v0 = _meirei_listing_get_data (replies[1], "data");

  if (v1 != NULL)
    return parse_v1 (v1);
  if (v0 != NULL)
    return parse_v0 (v0);

  return _meirei_openai_listing.parse (replies + 2);
}

const MeireiModelListing _meirei_lmstudio_listing = {
  .paths = { "/api/v1/models", "/api/v0/models", "/v1/models" },
  .parse = parse,
};
