/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-model-listing.h"

/* Ollama: /api/tags lists what is installed, /api/ps what is loaded and with
 * what context, /api/show of each what it could do at most. */

/* A 16-bit cache holds a key and a value of two bytes for each. */
#define KV_BYTES_PER_VALUE 4

static JsonObject *
find_loaded (JsonArray  *loaded,
             const char *name)
{
  guint length = loaded != NULL ? json_array_get_length (loaded) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *item = meirei_json_array_object (loaded, i);

      if (g_strcmp0 (meirei_json_get_string (item, "name", NULL), name) == 0
          || g_strcmp0 (meirei_json_get_string (item, "model", NULL), name) == 0)
        return item;
    }

  return NULL;
}

static MeireiModel *
make_model (JsonObject *item,
            const char *name,
            JsonObject *loaded)
{
  JsonObject *details = meirei_json_get_object (item, "details");

  /* How many requests it serves at once is the server's environment, which
   * nobody can ask for; the default is one. */
  return g_object_new (MEIREI_TYPE_MODEL,
                       "id", name,
                       "quantization",
                       meirei_json_get_string (details, "quantization_level", NULL),
                       "params", meirei_json_get_string (details, "parameter_size", NULL),
                       "size", _meirei_listing_get_count (item, "size"),
                       "max-context", _meirei_listing_get_count (details, "context_length"),
                       "slots", (guint64) 1,
                       "state", loaded != NULL ? MEIREI_MODEL_STATE_LOADED
                                               : MEIREI_MODEL_STATE_NOT_LOADED,
                       "loaded-context", _meirei_listing_get_count (loaded, "context_length"),
                       "memory", _meirei_listing_get_count (loaded, "size"),
                       "gpu-memory", _meirei_listing_get_count (loaded, "size_vram"),
                       NULL);
}

static gboolean
has_capability (JsonObject *object,
                const char *capability)
{
  g_auto(GStrv) capabilities = meirei_json_dup_strv (object, "capabilities");

  return g_strv_contains ((const char * const *) capabilities, capability);
}

static gboolean
is_hidden (JsonObject *object,
           const char *name)
{
  if (meirei_json_get_array (object, "capabilities") != NULL)
    return !has_capability (object, "completion");

  return _meirei_listing_is_embedding (name);
}

static GPtrArray *
parse (MeireiServerReply * const *replies)
{
  JsonArray *installed = _meirei_listing_get_data (replies[0], "models");
  JsonArray *loaded = _meirei_listing_get_data (replies[1], "models");
  GPtrArray *models;
  guint length;

  if (installed == NULL)
    return NULL;

  models = g_ptr_array_new_with_free_func (g_object_unref);
  length = json_array_get_length (installed);
  for (guint i = 0; i < length && models->len < MEIREI_MODEL_LISTING_MAX_MODELS; i++)
    {
      JsonObject *item = meirei_json_array_object (installed, i);
      const char *name = meirei_json_get_string (item, "name", NULL);

      if (name == NULL)
        name = meirei_json_get_string (item, "model", NULL);
      if (name != NULL && !is_hidden (item, name))
        g_ptr_array_add (models, make_model (item, name, find_loaded (loaded, name)));
    }

  return models;
}

static const char *
get_version (MeireiServerReply * const *replies)
{
  return meirei_server_reply_is_ok (replies[2])
         ? meirei_json_get_string (replies[2]->object, "version", NULL)
         : NULL;
}

static char *
ask_more (MeireiModel  *model,
          JsonObject  **body)
{
  *body = json_object_new ();
  json_object_set_string_member (*body, "model", meirei_model_get_id (model));

  return g_strdup ("/api/show");
}

static guint64
get_info (JsonObject *info,
          const char *architecture,
          const char *name)
{
  g_autofree char *member = g_strconcat (architecture, ".", name, NULL);

  return _meirei_listing_get_count (info, member);
}

static guint64
compute_kv_bytes (JsonObject *info,
                  const char *architecture)
{
  guint64 n_layers = get_info (info, architecture, "block_count");
  guint64 n_heads = get_info (info, architecture, "attention.head_count");
  guint64 n_kv_heads = get_info (info, architecture, "attention.head_count_kv");
  guint64 key_length = get_info (info, architecture, "attention.key_length");

  if (key_length == 0 && n_heads > 0)
    key_length = get_info (info, architecture, "embedding_length") / n_heads;

  /* Some architectures have a list of head counts; then nothing is claimed. */
  if (n_layers > G_MAXUINT16 || n_kv_heads > G_MAXUINT16 || key_length > G_MAXUINT16)
    return 0;

  return n_layers * n_kv_heads * key_length * KV_BYTES_PER_VALUE;
}

static gboolean
take_more (MeireiModel *model,
           JsonObject  *answer)
{
  JsonObject *info = meirei_json_get_object (answer, "model_info");
  const char *architecture = meirei_json_get_string (info, "general.architecture", NULL);

  if (is_hidden (answer, meirei_model_get_id (model)))
    return FALSE;

  if (architecture != NULL)
    {
      guint64 max_context = get_info (info, architecture, "context_length");

      if (max_context > 0)
        g_object_set (model, "max-context", max_context, NULL);
      g_object_set (model,
                    "kv-bytes-per-token", compute_kv_bytes (info, architecture),
                    NULL);
    }

  return TRUE;
}

const MeireiModelListing _meirei_ollama_listing = {
  .paths = { "/api/tags", "/api/ps", "/api/version" },
  .parse = parse,
  .get_version = get_version,
  .ask_more = ask_more,
  .take_more = take_more,
};
