/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The servers of a batch: which answer, and what becomes of the items of one
 * that does not. */

#include "config.h"

#include "meirei-batch-runner-private.h"

/* A server that does not answer is asked again, less and less often. */
#define FIRST_WAIT_MS 250
#define MAX_WAIT_MS 15000
/* So many answers may wait to be stored and looked at; more would only fill the
 * memory. */
#define MAX_BEHIND 256

/* An item whose answer broke off; what its server says decides about it. */
typedef struct {
  MeireiBatchItem *item;  /* (owned) */
  double seconds;
  GError *error;          /* (owned) */
  JsonObject *facts;      /* (owned) */
  gboolean again;         /* it waits again even if the server answers */
} Doubt;

/* A server that is asked, or asked again later. */
typedef struct {
  MeireiBatchRunner *runner;  /* (unowned) the run ends it */
  MeireiBatchLane *lane;      /* (unowned) the key */
  GPtrArray *doubts;          /* of Doubt */
  gboolean asking;
  gboolean lost;              /* it has not answered since the trouble began */
  guint delay_ms;
  guint source_id;
} Wait;

typedef struct {
  MeireiBatchRunner *runner;  /* (owned) */
  MeireiBatchLane *lane;      /* (owned) */
} Asking;

static void
doubt_free (Doubt *doubt)
{
  g_object_unref (doubt->item);
  g_error_free (doubt->error);
  json_object_unref (doubt->facts);
  g_free (doubt);
}

static void
wait_free (Wait *wait)
{
  g_clear_handle_id (&wait->source_id, g_source_remove);
  g_ptr_array_unref (wait->doubts);
  g_free (wait);
}

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->runner);
  g_object_unref (asking->lane);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static Asking *
asking_new (MeireiBatchRunner *self,
            MeireiBatchLane   *lane)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->runner = g_object_ref (self);
  asking->lane = g_object_ref (lane);

  return asking;
}

static MeireiBatchLane *
get_lane (MeireiBatchRunner *self,
          guint              position)
{
  g_autoptr(MeireiBatchLane) lane = g_list_model_get_item (G_LIST_MODEL (self->lanes), position);

  return lane; /* the list keeps it */
}

static guint
get_n_lanes (MeireiBatchRunner *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->lanes));
}

/* Work goes where most places are free. */
MeireiBatchLane *
_meirei_batch_runner_find_free_lane (MeireiBatchRunner *self)
{
  MeireiBatchLane *best = NULL;

  if ((self->sequential && self->n_running > 0)
      || self->n_running >= _meirei_batch_runner_get_n_in_flight (self) + MAX_BEHIND)
    return NULL;

  for (guint i = 0; i < get_n_lanes (self); i++)
    {
      MeireiBatchLane *lane = get_lane (self, i);
      guint n_free = meirei_batch_lane_get_n_free (lane);

      if (n_free > 0 && (best == NULL || n_free > meirei_batch_lane_get_n_free (best)))
        best = lane;
    }

  return best;
}

/* One that is only being asked in a doubt counts. */
gboolean
_meirei_batch_runner_has_server (MeireiBatchRunner *self)
{
  for (guint i = 0; i < get_n_lanes (self); i++)
    {
      MeireiBatchLane *lane = get_lane (self, i);
      Wait *wait = self->waits != NULL ? g_hash_table_lookup (self->waits, lane) : NULL;

      if (wait == NULL ? meirei_batch_lane_get_state (lane) != MEIREI_BATCH_LANE_LOST
                       : !wait->lost)
        return TRUE;
    }

  return FALSE;
}

/* Asking again. */

static Wait *
ensure_wait (MeireiBatchRunner *self,
             MeireiBatchLane   *lane)
{
  Wait *wait;

  if (self->waits == NULL)
    self->waits = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) wait_free);
  wait = g_hash_table_lookup (self->waits, lane);
  if (wait != NULL)
    return wait;

  wait = g_new0 (Wait, 1);
  wait->runner = self;
  wait->lane = lane;
  wait->doubts = g_ptr_array_new_with_free_func ((GDestroyNotify) doubt_free);
  wait->delay_ms = FIRST_WAIT_MS;
  g_hash_table_insert (self->waits, lane, wait);

  return wait;
}

/* A server that answers has sent a broken answer; one that does not takes no
 * blame to its items. */
static void
decide_doubts (MeireiBatchRunner *self,
               GPtrArray         *doubts,
               gboolean           answers)
{
  gboolean cancelled = g_cancellable_is_cancelled (self->cancellable);

  for (guint i = 0; i < doubts->len; i++)
    {
      Doubt *doubt = doubts->pdata[i];

      if (cancelled || (answers && !doubt->again))
        _meirei_batch_runner_settle (self, doubt->item, doubt->seconds, doubt->error,
                                     doubt->facts);
      else
        _meirei_batch_runner_put_back (self, doubt->item, doubt->error);
    }
}

static gboolean
ask_again_cb (gpointer user_data)
{
  Wait *wait = user_data;

  wait->source_id = 0;
  _meirei_batch_runner_ask_lane (wait->runner, wait->lane);

  return G_SOURCE_REMOVE;
}

static void
asked_again_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(Asking) asking = user_data;
  MeireiBatchRunner *self = asking->runner;
  /* The lane keeps the message. */
  gboolean answers = meirei_batch_lane_ask_finish (asking->lane, result, NULL);
  Wait *wait = self->waits != NULL ? g_hash_table_lookup (self->waits, asking->lane) : NULL;
  g_autoptr(GPtrArray) doubts = NULL;

  if (wait == NULL)
    return;

  wait->asking = FALSE;
  doubts = g_steal_pointer (&wait->doubts);
  wait->doubts = g_ptr_array_new_with_free_func ((GDestroyNotify) doubt_free);
  if (answers)
    g_hash_table_remove (self->waits, asking->lane);
  else
    {
      wait->lost = TRUE;
      wait->source_id = g_timeout_add (wait->delay_ms, ask_again_cb, wait);
      wait->delay_ms = MIN (2 * wait->delay_ms, MAX_WAIT_MS);
    }

  decide_doubts (self, doubts, answers);
  _meirei_batch_runner_notify_parallel (self);
  _meirei_batch_runner_update_state (self);
  _meirei_batch_runner_start_more (self);
}

void
_meirei_batch_runner_ask_lane (MeireiBatchRunner *self,
                               MeireiBatchLane   *lane)
{
  Wait *wait = ensure_wait (self, lane);

  if (wait->asking)
    return;

  g_clear_handle_id (&wait->source_id, g_source_remove);
  wait->asking = TRUE;
  meirei_batch_lane_ask_async (lane, meirei_context_get_registry (self->context),
                               self->cancellable, asked_again_cb, asking_new (self, lane));
}

/* A request ended in a way that speaks against its server.  The server is
 * asked, and what it says decides about the item. */
void
_meirei_batch_runner_doubt_lane (MeireiBatchRunner *self,
                                 MeireiBatchLane   *lane,
                                 MeireiBatchItem   *item,
                                 double             seconds,
                                 const GError      *error,
                                 JsonObject        *facts,
                                 gboolean           again)
{
  Wait *wait = ensure_wait (self, lane);
  Doubt *doubt = g_new0 (Doubt, 1);

  doubt->item = g_object_ref (item);
  doubt->seconds = seconds;
  doubt->error = g_error_copy (error);
  doubt->facts = json_object_ref (facts);
  doubt->again = again;
  g_ptr_array_add (wait->doubts, doubt);
  _meirei_batch_runner_ask_lane (self, lane);
}

void
_meirei_batch_runner_forget_servers (MeireiBatchRunner *self)
{
  g_clear_pointer (&self->waits, g_hash_table_unref);
}

/* A server that did not answer when it was chosen. */
void
_meirei_batch_runner_wait_for_lane (MeireiBatchRunner *self,
                                    MeireiBatchLane   *lane)
{
  Wait *wait = ensure_wait (self, lane);

  wait->lost = TRUE;
  g_clear_handle_id (&wait->source_id, g_source_remove);
  wait->source_id = g_timeout_add (wait->delay_ms, ask_again_cb, wait);
}
