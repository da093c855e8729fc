/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-model-listing.h"

/* llama.cpp's llama-server: /v1/models describes the file, /props how it is
 * loaded.  A router lists several models, each with its own state and props. */

/* With no -np the server makes this many slots that share one context.  It
 * tells nobody whether they share; a split into just as many is taken for
 * shared, which only makes us more careful. */
#define AUTOMATIC_SLOTS 4

static void
take_props (MeireiModel *model,
            JsonObject  *props)
{
  JsonObject *settings = meirei_json_get_object (props, "default_generation_settings");
  guint64 context = _meirei_listing_get_count (settings, "n_ctx");
  guint64 slots = _meirei_listing_get_count (props, "total_slots");
  g_autofree char *guessed =
    _meirei_listing_dup_quantization (meirei_json_get_string (props, "model_path", NULL));
  const char *quantization = meirei_json_get_string (props, "model_ftype", guessed);

  if (context > 0)
    g_object_set (model, "loaded-context", context, NULL);
  if (slots > 0)
    g_object_set (model,
                  "slots", slots,
                  "shared-pool", slots == AUTOMATIC_SLOTS,
                  NULL);
  if (quantization != NULL && meirei_model_get_quantization (model) == NULL)
    g_object_set (model, "quantization", quantization, NULL);
}

/* Older builds use the file's path as the id. */
static char *
dup_display_name (const char *id)
{
  char *name;

  if (!g_str_has_suffix (id, ".gguf"))
    return NULL;

  name = g_path_get_basename (id);
  name[strlen (name) - strlen (".gguf")] = '\0';

  return name;
}

static MeireiModel *
make_model (JsonObject *item,
            const char *id)
{
  JsonObject *meta = meirei_json_get_object (item, "meta");
  g_autofree char *name = dup_display_name (id);
  g_autofree char *guessed = _meirei_listing_dup_quantization (id);
  g_autofree char *params =
    _meirei_listing_format_params (_meirei_listing_get_count (meta, "n_params"));

  return g_object_new (MEIREI_TYPE_MODEL,
                       "id", id,
                       "display-name", name,
                       "quantization", meirei_json_get_string (meta, "ftype", guessed),
                       "params", params,
                       "size", _meirei_listing_get_count (meta, "size"),
                       "max-context", _meirei_listing_get_count (meta, "n_ctx_train"),
                       "loaded-context", _meirei_listing_get_count (meta, "n_ctx"),
                       "state", MEIREI_MODEL_STATE_LOADED,
                       NULL);
}

static MeireiModelState
read_state (JsonObject *item)
{
  JsonObject *status = meirei_json_get_object (item, "status");
  const char *value = meirei_json_get_string (status, "value", "");

  if (g_str_equal (value, "loaded"))
    return MEIREI_MODEL_STATE_LOADED;
  if (g_str_equal (value, "loading") || g_str_equal (value, "downloading"))
    return MEIREI_MODEL_STATE_LOADING;
  /* A sleeping one has given its memory back and loads at the next request. */
  if (g_str_equal (value, "unloaded") || g_str_equal (value, "sleeping"))
    return MEIREI_MODEL_STATE_NOT_LOADED;

  return MEIREI_MODEL_STATE_UNKNOWN;
}

static GPtrArray *
parse_list (MeireiServerReply *reply,
            gboolean           is_router)
{
  JsonArray *items = _meirei_listing_get_data (reply, "data");
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

      if (id == NULL || _meirei_listing_is_embedding (id))
        continue;

      g_ptr_array_add (models, make_model (item, id));
      if (is_router)
        meirei_model_set_state (g_ptr_array_index (models, models->len - 1),
                                read_state (item));
    }

  return models;
}

static GPtrArray *
parse_server (MeireiServerReply * const *replies)
{
  GPtrArray *models = parse_list (replies[0], FALSE);

  if (models != NULL && models->len > 0 && meirei_server_reply_is_ok (replies[1]))
    take_props (g_ptr_array_index (models, 0), replies[1]->object);

  return models;
}

/* Meirei starts its own with a number of slots, among which the server
 * divides the context. */
static GPtrArray *
parse_builtin (MeireiServerReply * const *replies)
{
  GPtrArray *models = parse_server (replies);

  for (guint i = 0; models != NULL && i < models->len; i++)
    g_object_set (g_ptr_array_index (models, i), "shared-pool", FALSE, NULL);

  return models;
}

static GPtrArray *
parse_router (MeireiServerReply * const *replies)
{
  return parse_list (replies[0], TRUE);
}

static const char *
get_version (MeireiServerReply * const *replies)
{
  return meirei_server_reply_is_ok (replies[1])
         ? meirei_json_get_string (replies[1]->object, "build_info", NULL)
         : NULL;
}

/* The router's own /props has n_ctx 0; each loaded model has to be asked. */
static char *
ask_more (MeireiModel  *model,
          JsonObject  **body)
{
  g_autofree char *escaped = NULL;

  *body = NULL;
  if (meirei_model_get_state (model) != MEIREI_MODEL_STATE_LOADED)
    return NULL;

  escaped = g_uri_escape_string (meirei_model_get_id (model), NULL, FALSE);

  return g_strconcat ("/props?model=", escaped, NULL);
}

static gboolean
take_more (MeireiModel *model,
           JsonObject  *answer)
{
  take_props (model, answer);

  return TRUE;
}

const MeireiModelListing _meirei_llama_server_listing = {
  .paths = { "/v1/models", "/props" },
  .parse = parse_server,
  .get_version = get_version,
};

const MeireiModelListing _meirei_builtin_listing = {
  .paths = { "/v1/models", "/props" },
  .parse = parse_builtin,
  .get_version = get_version,
};

const MeireiModelListing _meirei_llama_router_listing = {
  .paths = { "/models", "/props" },
  .parse = parse_router,
  .get_version = get_version,
  .ask_more = ask_more,
  .take_more = take_more,
};
