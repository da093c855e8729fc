/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <math.h>
#include <string.h>

#include "meirei-json.h"
#include "meirei-model-listing.h"

/* More than any file or context has; keeps sums from overflowing. */
#define MAX_COUNT (G_GINT64_CONSTANT (1) << 50)

/**
 * meirei_model_listing_for_kind:
 * @kind: a kind of server
 *
 * Returns: how its models are listed
 */
const MeireiModelListing *
meirei_model_listing_for_kind (MeireiServerKind kind)
{
  switch (kind)
    {
    case MEIREI_SERVER_KIND_LMSTUDIO:
      return &_meirei_lmstudio_listing;
    case MEIREI_SERVER_KIND_OLLAMA:
      return &_meirei_ollama_listing;
    case MEIREI_SERVER_KIND_LLAMA_SERVER:
      return &_meirei_llama_server_listing;
    case MEIREI_SERVER_KIND_BUILTIN:
      return &_meirei_builtin_listing;
    case MEIREI_SERVER_KIND_LLAMA_ROUTER:
      return &_meirei_llama_router_listing;
    case MEIREI_SERVER_KIND_SGLANG:
      return &_meirei_sglang_listing;
    case MEIREI_SERVER_KIND_LITELLM:
      return &_meirei_litellm_listing;
    case MEIREI_SERVER_KIND_UNKNOWN:
    case MEIREI_SERVER_KIND_OPENAI:
    case MEIREI_SERVER_KIND_VLLM:
    default:
      return &_meirei_openai_listing;
    }
}

/* The array of a good reply, or NULL. */
JsonArray *
_meirei_listing_get_data (MeireiServerReply *reply,
                          const char        *member)
{
  if (!meirei_server_reply_is_ok (reply))
    return NULL;

  return meirei_json_get_array (reply->object, member);
}

/* A number of bytes or tokens; 0 if it is missing or makes no sense. */
guint64
_meirei_listing_get_count (JsonObject *object,
                           const char *member)
{
  gint64 count = meirei_json_get_int (object, member, 0);

  return count > 0 && count <= MAX_COUNT ? (guint64) count : 0;
}

/* 6738546688 → "6.7B"; NULL for 0. */
char *
_meirei_listing_format_params (guint64 n_params)
{
  if (n_params == 0)
    return NULL;
  if (n_params >= 999500000)
    return g_strdup_printf ("%.1fB", (double) n_params / 1e9);
  if (n_params >= 1000000)
    return g_strdup_printf ("%.0fM", (double) n_params / 1e6);

  return g_strdup_printf ("%" G_GUINT64_FORMAT, n_params);
}

static gboolean
is_quantization (const char *word)
{
  gsize length = strlen (word);

  if (g_str_has_prefix (word, "IQ") || g_str_has_prefix (word, "TQ"))
    return length > 2 && g_ascii_isdigit (word[2]);
  if (*word == 'Q')
    return length > 1 && g_ascii_isdigit (word[1]);

  return strcmp (word, "F16") == 0 || strcmp (word, "BF16") == 0
         || strcmp (word, "F32") == 0 || strcmp (word, "MXFP4") == 0;
}

/* "…/coder-7b-instruct.Q4_K_M.gguf" → "Q4_K_M"; NULL if the name says
 * nothing. */
char *
_meirei_listing_dup_quantization (const char *name)
{
  g_autofree char *upper = NULL;
  g_auto(GStrv) words = NULL;
  char *found = NULL;

  if (name == NULL)
    return NULL;

  upper = g_ascii_strup (name, -1);
  words = g_strsplit_set (upper, "-./:@ ", -1);
  for (gsize i = 0; words[i] != NULL; i++)
    if (is_quantization (words[i]))
      {
        g_free (found);
        found = g_strdup (words[i]);
      }

  return found;
}

/* Servers that do not tell types still name these models so. */
gboolean
_meirei_listing_is_embedding (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return strstr (lower, "embed") != NULL || strstr (lower, "rerank") != NULL;
}
