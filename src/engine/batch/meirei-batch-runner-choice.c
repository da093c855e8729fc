/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Which servers a batch goes to: the one that is in use, one or several that
 * were named, or all that have the model. */

#include "config.h"

#include "meirei-batch-runner-private.h"
#include "meirei-execution-plan.h"
#include "meirei-json.h"

/* More servers than this are a mistake. */
#define MAX_SERVERS 32

/* What a person set for the model is better than measuring. */
static void
apply_preset (MeireiBatchRunner *self,
              MeireiBatchLane   *lane)
{
  g_autoptr(MeireiPreset) preset = NULL;

  if (!meirei_batch_lane_is_auto (lane))
    return;

  preset = meirei_execution_plan_find_preset (self->context, self->workspace,
                                              meirei_batch_lane_get_target (lane), NULL);
  if (preset != NULL && meirei_preset_get_parallel (preset) > 0)
    meirei_batch_lane_set_limit (lane, (guint) meirei_preset_get_parallel (preset));
}

/* All servers that have the model of the first one, which is what one means by
 * it: the same work on several machines. */

static gboolean
wants_all (MeireiBatchRunner *self)
{
  return meirei_json_get_boolean (meirei_batch_get_options (self->batch), "all_servers", FALSE)
         && g_list_model_get_n_items (G_LIST_MODEL (self->lanes)) == 1
         && _meirei_batch_runner_has_server (self);
}

static void
add_other_targets (MeireiBatchRunner *self)
{
  g_autoptr(MeireiBatchLane) first = g_list_model_get_item (G_LIST_MODEL (self->lanes), 0);
  g_autoptr(GPtrArray) targets =
    meirei_server_registry_list_targets (meirei_context_get_registry (self->context),
                                         meirei_batch_lane_get_model (first));

  for (guint i = 0; i < targets->len; i++)
    {
      MeireiServer *server = meirei_target_get_server (targets->pdata[i]);
      g_autoptr(MeireiBatchLane) lane = NULL;

      if (server == meirei_target_get_server (meirei_batch_lane_get_target (first)))
        continue;
      lane = meirei_batch_lane_new_for_target (targets->pdata[i], self->fixed);
      apply_preset (self, lane);
      g_list_store_append (self->lanes, lane);
    }
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(MeireiBatchRunner) self = user_data;

  self->n_asking--;
  /* What is known is enough; it only fails if it is cancelled. */
  if (meirei_server_registry_refresh_finish (MEIREI_SERVER_REGISTRY (source), result, NULL))
    add_other_targets (self);
  _meirei_batch_runner_notify_parallel (self);
  _meirei_batch_runner_update_state (self);
  _meirei_batch_runner_start_more (self);
}

static void
ask_everybody (MeireiBatchRunner *self)
{
  self->n_asking++;
  meirei_server_registry_refresh_async (meirei_context_get_registry (self->context),
                                        self->cancellable, refreshed_cb, g_object_ref (self));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(MeireiBatchRunner) self = user_data;
  MeireiBatchLane *lane = MEIREI_BATCH_LANE (source);
  g_autoptr(GError) error = NULL;

  self->n_asking--;
  if (!meirei_batch_lane_ask_finish (lane, result, &error))
    _meirei_batch_runner_wait_for_lane (self, lane);
  else
    apply_preset (self, lane);

  if (self->n_asking == 0 && wants_all (self))
    {
      ask_everybody (self);
      return;
    }

  /* Without any server there is nothing to wait for: the choice was wrong. */
  if (self->n_asking == 0 && !_meirei_batch_runner_has_server (self)
      && !g_cancellable_is_cancelled (self->cancellable))
    {
      self->prepared = FALSE;
      meirei_batch_set_state (self->batch, MEIREI_BATCH_STATE_INTERRUPTED);
      _meirei_batch_runner_return (self, g_steal_pointer (&error));
      return;
    }

  _meirei_batch_runner_notify_parallel (self);
  _meirei_batch_runner_update_state (self);
  _meirei_batch_runner_start_more (self);
}

static void
add_lane (MeireiBatchRunner *self,
          const char        *server,
          guint              limit,
          JsonObject        *settings)
{
  MeireiTargetWish wish = {
    .server = server,
    .model = meirei_execution_options_get_model (self->options),
    .default_server = meirei_json_get_string (settings, "default_server", NULL),
    .default_model = meirei_json_get_string (settings, "default_model", NULL),
  };
  g_autoptr(MeireiBatchLane) lane = meirei_batch_lane_new (&wish, limit);

  g_list_store_append (self->lanes, lane);
}

/* `servers` has addresses, or objects with `url` and the server's own
 * `parallel`. */
static void
add_named_lanes (MeireiBatchRunner *self,
                 JsonArray         *servers,
                 JsonObject        *settings)
{
  for (guint i = 0; i < MIN (json_array_get_length (servers), MAX_SERVERS); i++)
    {
      JsonNode *node = json_array_get_element (servers, i);
      JsonObject *object = meirei_json_array_object (servers, i);
      const char *url = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node)
                                                     : meirei_json_get_string (object, "url", NULL);
      gint64 limit = meirei_json_get_int (object, "parallel", self->fixed);

      if (url != NULL)
        add_lane (self, url, (guint) CLAMP (limit, 0, 64), settings);
    }
}

static void
ask_lanes (MeireiBatchRunner *self)
{
  guint n_lanes = g_list_model_get_n_items (G_LIST_MODEL (self->lanes));

  self->n_asking = n_lanes;
  for (guint i = 0; i < n_lanes; i++)
    {
      g_autoptr(MeireiBatchLane) lane = g_list_model_get_item (G_LIST_MODEL (self->lanes), i);

      meirei_batch_lane_ask_async (lane, meirei_context_get_registry (self->context),
                                   self->cancellable, chosen_cb, g_object_ref (self));
    }
}

void
_meirei_batch_runner_choose_servers (MeireiBatchRunner *self)
{
  JsonArray *servers = meirei_json_get_array (meirei_batch_get_options (self->batch), "servers");
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (self->workspace);

  if (servers != NULL)
    add_named_lanes (self, servers, settings);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->lanes)) == 0)
    add_lane (self, meirei_execution_options_get_server (self->options), self->fixed, settings);
  ask_lanes (self);
}
