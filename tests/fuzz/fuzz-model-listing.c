/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What a server says about its models becomes a bounded number of models with
 * valid names, whatever it says.  The first byte chooses the kind of server;
 * the replies are divided by NULs; a last one is what was asked about the
 * first model. */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "meirei-json.h"
#include "meirei-model-listing.h"
#include "meirei-server-evidence.h"
#include "meirei-string.h"

static MeireiServerReply *
new_reply (const guint8 *data,
           gsize         size)
{
  MeireiServerReply *reply = g_new0 (MeireiServerReply, 1);

  reply->status = 200;
  reply->text = meirei_utf8_make_valid ((const char *) data, size, NULL);
  reply->length = strlen (reply->text);
  reply->object = meirei_json_parse_object (reply->text, (gssize) reply->length, NULL);

  return reply;
}

static void
check_model (MeireiModel *model)
{
  g_autofree char *summary = NULL;

  g_assert_nonnull (meirei_model_get_id (model));
  g_assert_true (g_utf8_validate (meirei_model_get_display_name (model), -1, NULL));
  meirei_model_estimate_memory (model, meirei_model_get_loaded_context (model));
  summary = g_strdup_printf ("%u %u %u", meirei_model_get_loaded_context (model),
                             meirei_model_get_max_context (model),
                             meirei_model_get_slots (model));
  g_assert_cmpuint (strlen (summary), >, 0);
}

static void
check_more (const MeireiModelListing *listing,
            MeireiModel              *model,
            MeireiServerReply        *reply)
{
  g_autoptr(JsonObject) body = NULL;
  g_autofree char *path = NULL;

  if (listing->ask_more == NULL)
    return;

  path = listing->ask_more (model, &body);
  if (path != NULL && reply->object != NULL)
    listing->take_more (model, reply->object);
  check_model (model);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  MeireiServerReply *replies[MEIREI_MODEL_LISTING_MAX_PATHS + 1] = { NULL };
  MeireiServerEvidence evidence = { { NULL } };
  g_autoptr(GPtrArray) models = NULL;
  const MeireiModelListing *listing;
  const guint8 *end = data + size;

  if (size == 0)
    return 0;

  listing = meirei_model_listing_for_kind ((MeireiServerKind) (data[0] % MEIREI_N_SERVER_KINDS));
  data++;
  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      const guint8 *nul = data < end ? memchr (data, '\0', (gsize) (end - data)) : NULL;
      const guint8 *stop = nul != NULL ? nul : end;

      replies[i] = new_reply (data, (gsize) (stop - data));
      data = nul != NULL ? nul + 1 : end;
    }

  models = listing->parse (replies);
  g_assert_true (models == NULL || models->len <= MEIREI_MODEL_LISTING_MAX_MODELS + 64);
  if (listing->get_version != NULL)
    listing->get_version (replies);
  for (guint i = 0; models != NULL && i < models->len; i++)
    check_model (models->pdata[i]);
  if (models != NULL && models->len > 0)
    check_more (listing, models->pdata[0], replies[MEIREI_MODEL_LISTING_MAX_PATHS]);

  /* What kind of server is it? */
  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      evidence.replies[i * 2 % MEIREI_N_SERVER_CLUES] = replies[i];
    }
  meirei_server_evidence_decide (&evidence);
  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    meirei_server_reply_free (replies[i]);

  return 0;
}
