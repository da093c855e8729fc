/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchRow:
 *
 * A row of a run's table: an item, with the figures of its execution while that
 * runs and those of the journal afterwards.  The cells that show it listen to
 * `changed`; a row that nobody sees costs nothing.
 */

#include "config.h"

#include <string.h>

#include "meirei-batch-row.h"
#include "meirei-batch-words.h"

struct _MeireiBatchRow
{
  GObject parent_instance;

  MeireiBatchItem *item;
  char *needle;          /* (nullable): what a search looks through, folded */
  char *outcome;         /* (nullable): how it ended, in words */
  guint position;
  gboolean expanded;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiBatchRow, meirei_batch_row, G_TYPE_OBJECT)

static void
meirei_batch_row_finalize (GObject *object)
{
  MeireiBatchRow *self = MEIREI_BATCH_ROW (object);

  g_clear_object (&self->item);
  g_free (self->needle);
  g_free (self->outcome);

  G_OBJECT_CLASS (meirei_batch_row_parent_class)->finalize (object);
}

static void
meirei_batch_row_class_init (MeireiBatchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_batch_row_finalize;

  /**
   * MeireiBatchRow::changed:
   * @self: a row
   *
   * Something that the row shows is different now.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_batch_row_init (MeireiBatchRow *self)
{
}

/**
 * meirei_batch_row_new:
 * @item: an item of a batch
 * @position: its place in the batch
 *
 * Returns: (transfer full): a new row
 */
MeireiBatchRow *
meirei_batch_row_new (MeireiBatchItem *item,
                      guint            position)
{
  MeireiBatchRow *self = g_object_new (MEIREI_TYPE_BATCH_ROW, NULL);

  self->item = g_object_ref (item);
  self->position = position;
  meirei_batch_row_update (self);

  return self;
}

/**
 * meirei_batch_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none): the item it shows
 */
MeireiBatchItem *
meirei_batch_row_get_item (MeireiBatchRow *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ROW (self), NULL);

  return self->item;
}

/**
 * meirei_batch_row_get_position:
 * @self: a row
 *
 * Returns: its item's place in the batch
 */
guint
meirei_batch_row_get_position (MeireiBatchRow *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ROW (self), 0);

  return self->position;
}

/**
 * meirei_batch_row_get_group:
 * @self: a row
 *
 * Returns: where in the table it belongs
 */
MeireiBatchGroup
meirei_batch_row_get_group (MeireiBatchRow *self)
{
  switch (meirei_batch_item_get_state (self->item))
    {
    case MEIREI_BATCH_ITEM_QUEUED:
    case MEIREI_BATCH_ITEM_RUNNING:
      return MEIREI_BATCH_GROUP_IN_FLIGHT;
    case MEIREI_BATCH_ITEM_FAILED:
      return MEIREI_BATCH_GROUP_FAILED;
    case MEIREI_BATCH_ITEM_DONE:
      return MEIREI_BATCH_GROUP_DONE;
    case MEIREI_BATCH_ITEM_WAITING:
    case MEIREI_BATCH_ITEM_SKIPPED:
    case MEIREI_BATCH_ITEM_CANCELLED:
    default:
      return MEIREI_BATCH_GROUP_WAITING;
    }
}

/**
 * meirei_batch_row_match:
 * @self: a row
 * @needle: text that went through g_utf8_casefold()
 *
 * Returns: whether the title or the id has the text
 */
gboolean
meirei_batch_row_match (MeireiBatchRow *self,
                        const char     *needle)
{
  if (self->needle == NULL)
    {
      g_autofree char *title = g_utf8_casefold (meirei_batch_item_get_title (self->item), -1);

      self->needle = g_strconcat (title, "\n", meirei_batch_item_get_id (self->item), NULL);
    }

  return strstr (self->needle, needle) != NULL;
}

/**
 * meirei_batch_row_update:
 * @self: a row
 *
 * Tells the cells that there is something new.
 */
void
meirei_batch_row_update (MeireiBatchRow *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_ROW (self));

  g_clear_pointer (&self->outcome, g_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * meirei_batch_row_get_expanded:
 * @self: a row
 *
 * Returns: whether the row shows why the item failed
 */
gboolean
meirei_batch_row_get_expanded (MeireiBatchRow *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ROW (self), FALSE);

  return self->expanded && meirei_batch_row_get_group (self) == MEIREI_BATCH_GROUP_FAILED;
}

/**
 * meirei_batch_row_set_expanded:
 * @self: a row
 * @expanded: whether the row shows why the item failed
 */
void
meirei_batch_row_set_expanded (MeireiBatchRow *self,
                               gboolean        expanded)
{
  g_return_if_fail (MEIREI_IS_BATCH_ROW (self));

  if (self->expanded == expanded)
    return;

  self->expanded = expanded;
  meirei_batch_row_update (self);
}

/**
 * meirei_batch_row_get_model:
 * @self: a row
 *
 * Returns: (nullable): the model's id, or %NULL while none is chosen
 */
const char *
meirei_batch_row_get_model (MeireiBatchRow *self)
{
  return meirei_batch_item_get_model (self->item);
}

/**
 * meirei_batch_row_get_attempt:
 * @self: a row
 *
 * Returns: how many requests were sent, 0 for none
 */
guint
meirei_batch_row_get_attempt (MeireiBatchRow *self)
{
  return meirei_batch_item_get_attempt (self->item);
}

/**
 * meirei_batch_row_get_tokens:
 * @self: a row
 *
 * Returns: how many tokens the model wrote, or -1 if it wrote none yet
 */
gint64
meirei_batch_row_get_tokens (MeireiBatchRow *self)
{
  gint64 tokens = meirei_batch_item_get_tokens (self->item);

  return tokens > 0 ? tokens : -1;
}

/**
 * meirei_batch_row_get_rate:
 * @self: a row
 *
 * Returns: tokens per second, or a negative number if that is not known
 */
double
meirei_batch_row_get_rate (MeireiBatchRow *self)
{
  double rate = meirei_batch_item_get_tokens_per_second (self->item);

  return rate > 0.0 ? rate : -1.0;
}

/**
 * meirei_batch_row_get_seconds:
 * @self: a row
 *
 * Returns: how long it took or is taking, or a negative number if it was not
 *   tried
 */
double
meirei_batch_row_get_seconds (MeireiBatchRow *self)
{
  switch (meirei_batch_row_get_group (self))
    {
    case MEIREI_BATCH_GROUP_IN_FLIGHT:
    case MEIREI_BATCH_GROUP_FAILED:
    case MEIREI_BATCH_GROUP_DONE:
      return meirei_batch_item_get_seconds (self->item);
    case MEIREI_BATCH_GROUP_WAITING:
    default:
      return -1.0;
    }
}

/**
 * meirei_batch_row_get_score:
 * @self: a row
 *
 * Returns: the score of what was written, 0 to 100, or -1 if there is none
 */
int
meirei_batch_row_get_score (MeireiBatchRow *self)
{
  return meirei_batch_item_get_score (self->item);
}

/**
 * meirei_batch_row_dup_message:
 * @self: a row
 *
 * Returns: (transfer full): in a few words, what it is doing or how it ended
 */
char *
meirei_batch_row_dup_message (MeireiBatchRow *self)
{
  if (meirei_batch_item_is_busy (self->item))
    return meirei_batch_words_dup_progress (self->item);

  /* Kept, because sorting by it asks often. */
  if (self->outcome == NULL)
    self->outcome = meirei_batch_words_dup_outcome (self->item);

  return g_strdup (self->outcome);
}
