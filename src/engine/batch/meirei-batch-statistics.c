/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchStatistics:
 *
 * The figures of a batch: how far, how long, how fast, by model and by server.
 * Everything about settled items comes from the items themselves, so that an
 * old batch has its figures as well; what is only known while it runs, such as
 * the throughput, comes from the runner.
 *
 * The time left is what is left by the rate at which the last items finished.
 */

#include "config.h"

#include "meirei-batch-statistics.h"
#include "meirei-json.h"

/* The rate is that of so many items. */
#define MAX_FINISHED 32

typedef struct {
  MeireiBatchShare share;
  MeireiBatchTally *model;   /* (unowned) (nullable) */
  MeireiBatchTally *server;  /* (unowned) (nullable) */
} Entry;

struct _MeireiBatchStatistics
{
  GObject parent_instance;

  GHashTable *entries;       /* of Entry, by MeireiBatchItem */
  MeireiBatchTally *total;
  GListStore *models;        /* of MeireiBatchTally */
  GListStore *servers;       /* of MeireiBatchTally */
  MeireiThroughput *throughput;

  double earlier;            /* seconds of earlier runs */
  guint n_earlier;           /* items finished in them */
  gint64 began_at;           /* monotonic; 0 unless it runs */
  gint64 now;
  gint64 finished[MAX_FINISHED]; /* when the last items finished, a ring */
  guint n_finished;          /* in this run */
  guint n_in_flight;
  guint n_left;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiBatchStatistics, meirei_batch_statistics, G_TYPE_OBJECT)

static void
meirei_batch_statistics_finalize (GObject *object)
{
  MeireiBatchStatistics *self = MEIREI_BATCH_STATISTICS (object);

  g_hash_table_unref (self->entries);
  g_object_unref (self->total);
  g_object_unref (self->models);
  g_object_unref (self->servers);
  meirei_throughput_free (self->throughput);

  G_OBJECT_CLASS (meirei_batch_statistics_parent_class)->finalize (object);
}

static void
meirei_batch_statistics_class_init (MeireiBatchStatisticsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_batch_statistics_finalize;

  /**
   * MeireiBatchStatistics::changed:
   * @self: statistics
   *
   * Some figures are others now.  Emitted some times a second while the batch
   * runs.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_batch_statistics_init (MeireiBatchStatistics *self)
{
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->total = meirei_batch_tally_new ("");
  self->models = g_list_store_new (MEIREI_TYPE_BATCH_TALLY);
  self->servers = g_list_store_new (MEIREI_TYPE_BATCH_TALLY);
  self->throughput = meirei_throughput_new ();
}

/**
 * meirei_batch_statistics_new:
 *
 * Returns: (transfer full): statistics of nothing
 */
MeireiBatchStatistics *
meirei_batch_statistics_new (void)
{
  return g_object_new (MEIREI_TYPE_BATCH_STATISTICS, NULL);
}

/* There are few models and servers. */
static MeireiBatchTally *
find_tally (GListStore *store,
            const char *name)
{
  g_autoptr(MeireiBatchTally) made = NULL;

  if (name == NULL)
    return NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(MeireiBatchTally) tally = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (g_str_equal (meirei_batch_tally_get_name (tally), name))
        return tally;
    }

  made = meirei_batch_tally_new (name);
  g_list_store_append (store, made);

  return made;
}

static MeireiBatchShare
read_share (MeireiBatchItem *item)
{
  double speed = meirei_batch_item_get_tokens_per_second (item);
  double ttft = meirei_batch_item_get_ttft (item);
  MeireiBatchShare share = { 0, };

  share.n_done = meirei_batch_item_get_state (item) == MEIREI_BATCH_ITEM_DONE;
  share.n_failed = meirei_batch_item_get_state (item) == MEIREI_BATCH_ITEM_FAILED;
  share.seconds = meirei_batch_item_get_seconds (item);
  share.tokens = MAX (meirei_batch_item_get_tokens (item), 0);
  if (speed > 0.0)
    share.generating = (double) share.tokens / speed;
  if (ttft >= 0.0)
    {
      share.ttft = ttft;
      share.n_ttft = 1;
    }

  return share;
}

/**
 * meirei_batch_statistics_add_item:
 * @self: statistics
 * @item: an item that is settled; one that was tried counts
 */
void
meirei_batch_statistics_add_item (MeireiBatchStatistics *self,
                                  MeireiBatchItem       *item)
{
  Entry *entry;

  g_return_if_fail (MEIREI_IS_BATCH_STATISTICS (self));

  meirei_batch_statistics_remove_item (self, item);
  if (meirei_batch_item_get_state (item) != MEIREI_BATCH_ITEM_DONE
      && meirei_batch_item_get_state (item) != MEIREI_BATCH_ITEM_FAILED)
    return;

  entry = g_new0 (Entry, 1);
  entry->share = read_share (item);
  entry->model = find_tally (self->models, meirei_batch_item_get_model (item));
  entry->server = find_tally (self->servers, meirei_batch_item_get_server (item));
  g_hash_table_insert (self->entries, item, entry);
  meirei_batch_tally_add (self->total, &entry->share);
  if (entry->model != NULL)
    meirei_batch_tally_add (entry->model, &entry->share);
  if (entry->server != NULL)
    meirei_batch_tally_add (entry->server, &entry->share);
  if (self->began_at != 0)
    self->finished[self->n_finished++ % MAX_FINISHED] = g_get_monotonic_time ();
}

/**
 * meirei_batch_statistics_remove_item:
 * @self: statistics
 * @item: an item that will be tried again
 */
void
meirei_batch_statistics_remove_item (MeireiBatchStatistics *self,
                                     MeireiBatchItem       *item)
{
  Entry *entry;

  g_return_if_fail (MEIREI_IS_BATCH_STATISTICS (self));

  entry = g_hash_table_lookup (self->entries, item);
  if (entry == NULL)
    return;

  meirei_batch_tally_subtract (self->total, &entry->share);
  if (entry->model != NULL)
    meirei_batch_tally_subtract (entry->model, &entry->share);
  if (entry->server != NULL)
    meirei_batch_tally_subtract (entry->server, &entry->share);
  g_hash_table_remove (self->entries, item);
}

/**
 * meirei_batch_statistics_begin:
 * @self: statistics
 * @earlier_seconds: how long earlier runs of the batch took
 * @now: the monotonic clock, in microseconds
 *
 * A run begins.
 */
void
meirei_batch_statistics_begin (MeireiBatchStatistics *self,
                               double                 earlier_seconds,
                               gint64                 now)
{
  g_return_if_fail (MEIREI_IS_BATCH_STATISTICS (self));

  self->earlier = earlier_seconds;
  self->n_earlier = g_hash_table_size (self->entries);
  self->began_at = self->now = now;
  self->n_finished = 0;
  meirei_throughput_begin (self->throughput, now, meirei_batch_tally_get_tokens (self->total));
}

/**
 * meirei_batch_statistics_observe:
 * @self: statistics of a batch that runs
 * @moment: what the runner sees
 */
void
meirei_batch_statistics_observe (MeireiBatchStatistics   *self,
                                 const MeireiBatchMoment *moment)
{
  g_return_if_fail (MEIREI_IS_BATCH_STATISTICS (self));
  g_return_if_fail (moment != NULL);

  self->now = moment->now;
  self->n_in_flight = moment->n_in_flight;
  self->n_left = moment->n_left;
  meirei_throughput_observe (self->throughput, moment->now,
                             meirei_batch_tally_get_tokens (self->total) + moment->tokens,
                             moment->n_in_flight);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * meirei_batch_statistics_end:
 * @self: statistics of a batch that runs
 * @now: the monotonic clock, in microseconds
 *
 * The run has ended.
 */
void
meirei_batch_statistics_end (MeireiBatchStatistics *self,
                             gint64                 now)
{
  MeireiBatchMoment moment = { .now = now };

  g_return_if_fail (MEIREI_IS_BATCH_STATISTICS (self));

  if (self->began_at == 0)
    return;

  moment.n_left = self->n_left;
  meirei_batch_statistics_observe (self, &moment);
  self->earlier = meirei_batch_statistics_get_elapsed (self);
  self->began_at = 0;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * meirei_batch_statistics_get_elapsed:
 * @self: statistics
 *
 * Returns: how long the batch has run, all its runs together, in seconds
 */
double
meirei_batch_statistics_get_elapsed (MeireiBatchStatistics *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), 0.0);

  return self->began_at != 0
         ? self->earlier + (double) (self->now - self->began_at) / G_USEC_PER_SEC
         : self->earlier;
}

/* Finished items per second. */
static double
get_rate (MeireiBatchStatistics *self)
{
  guint n = MIN (self->n_finished, MAX_FINISHED);
  gint64 since = self->n_finished > MAX_FINISHED
                 ? self->finished[self->n_finished % MAX_FINISHED] : self->began_at;

  if (n >= MEIREI_BATCH_STATISTICS_MIN_FINISHED && self->now > since)
    return (double) n * G_USEC_PER_SEC / (double) (self->now - since);
  if (self->n_earlier >= MEIREI_BATCH_STATISTICS_MIN_FINISHED && self->earlier > 0.0)
    return self->n_earlier / self->earlier;

  return 0.0;
}

/**
 * meirei_batch_statistics_get_time_left:
 * @self: statistics
 *
 * Returns: how long the rest will take, in seconds; -1 if that cannot be told
 *   yet, see %MEIREI_BATCH_STATISTICS_MIN_FINISHED, or if nothing runs
 */
double
meirei_batch_statistics_get_time_left (MeireiBatchStatistics *self)
{
  double rate;

  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), -1.0);

  rate = get_rate (self);
  if (self->began_at == 0 || rate <= 0.0)
    return -1.0;

  /* What is in flight is half done on the average. */
  return ((double) self->n_left - 0.5 * MIN (self->n_in_flight, self->n_left)) / rate;
}

/**
 * meirei_batch_statistics_get_tokens_per_second:
 * @self: statistics
 *
 * Returns: what all servers together write at present, in tokens per second;
 *   -1 unless the batch runs
 */
double
meirei_batch_statistics_get_tokens_per_second (MeireiBatchStatistics *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), -1.0);

  return self->began_at != 0 ? meirei_throughput_get_rate (self->throughput) : -1.0;
}

/**
 * meirei_batch_statistics_get_mean_tokens_per_second:
 * @self: statistics
 *
 * Returns: what all servers together wrote over the time that the batch ran,
 *   in tokens per second; -1 if it did not run
 */
double
meirei_batch_statistics_get_mean_tokens_per_second (MeireiBatchStatistics *self)
{
  double elapsed;

  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), -1.0);

  elapsed = meirei_batch_statistics_get_elapsed (self);

  return elapsed > 0.0 ? (double) meirei_batch_tally_get_tokens (self->total) / elapsed : -1.0;
}

/**
 * meirei_batch_statistics_get_mean_ttft:
 * @self: statistics
 *
 * Returns: the seconds to the first token on the average; -1 if there was none
 */
double
meirei_batch_statistics_get_mean_ttft (MeireiBatchStatistics *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), -1.0);

  return meirei_batch_tally_get_mean_ttft (self->total);
}

/**
 * meirei_batch_statistics_get_n_done:
 * @self: statistics
 *
 * Returns: how many items are done well
 */
guint
meirei_batch_statistics_get_n_done (MeireiBatchStatistics *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), 0);

  return meirei_batch_tally_get_n_done (self->total);
}

/**
 * meirei_batch_statistics_get_n_failed:
 * @self: statistics
 *
 * Returns: how many items failed
 */
guint
meirei_batch_statistics_get_n_failed (MeireiBatchStatistics *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), 0);

  return meirei_batch_tally_get_n_failed (self->total);
}

/**
 * meirei_batch_statistics_get_n_in_flight:
 * @self: statistics
 *
 * Returns: how many requests are in flight
 */
guint
meirei_batch_statistics_get_n_in_flight (MeireiBatchStatistics *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), 0);

  return self->n_in_flight;
}

/**
 * meirei_batch_statistics_get_tokens:
 * @self: statistics
 *
 * Returns: how many tokens the answers of the settled items have
 */
gint64
meirei_batch_statistics_get_tokens (MeireiBatchStatistics *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), 0);

  return meirei_batch_tally_get_tokens (self->total);
}

/**
 * meirei_batch_statistics_get_models:
 * @self: statistics
 *
 * Returns: (transfer none): a list of [class@BatchTally], one for each model
 */
GListModel *
meirei_batch_statistics_get_models (MeireiBatchStatistics *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), NULL);

  return G_LIST_MODEL (self->models);
}

/**
 * meirei_batch_statistics_get_servers:
 * @self: statistics
 *
 * Returns: (transfer none): a list of [class@BatchTally], one for each server
 */
GListModel *
meirei_batch_statistics_get_servers (MeireiBatchStatistics *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), NULL);

  return G_LIST_MODEL (self->servers);
}

/**
 * meirei_batch_statistics_get_samples:
 * @self: statistics
 * @n_samples: (out): how many there are, at most
 *   %MEIREI_THROUGHPUT_MAX_SAMPLES
 *
 * Returns: (transfer none) (array length=n_samples): the throughput of this
 *   run over the time, the oldest first; valid until the next change
 */
const MeireiBatchSample *
meirei_batch_statistics_get_samples (MeireiBatchStatistics *self,
                                     guint                 *n_samples)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), NULL);

  return meirei_throughput_get_samples (self->throughput, n_samples);
}

static JsonArray *
tallies_to_json (GListStore *store)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(MeireiBatchTally) tally = g_list_model_get_item (G_LIST_MODEL (store), i);

      json_array_add_object_element (array, meirei_batch_tally_to_json (tally));
    }

  return array;
}

/**
 * meirei_batch_statistics_to_json:
 * @self: statistics
 *
 * Returns: (transfer full): the figures for the result: those of
 *   [method@BatchTally.to_json] for all items, and `models` and `servers`
 */
JsonObject *
meirei_batch_statistics_to_json (MeireiBatchStatistics *self)
{
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_BATCH_STATISTICS (self), NULL);

  object = meirei_batch_tally_to_json (self->total);
  json_object_remove_member (object, "name");
  json_object_set_array_member (object, "models", tallies_to_json (self->models));
  json_object_set_array_member (object, "servers", tallies_to_json (self->servers));

  return object;
}
