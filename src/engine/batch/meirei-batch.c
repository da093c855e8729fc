/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatch:
 *
 * One operation over many instructions: its items, how far they are, and the
 * result.  It is the record only; [class@BatchRunner] does the work.
 */

#include "config.h"

#include "meirei-batch-item-private.h"
#include "meirei-batch-private.h"
#include "meirei-json.h"
#include "meirei-string.h"
#include "meirei-time.h"

typedef enum {
  PROP_STATE = 1,
  PROP_MESSAGE,
  PROP_N_SETTLED,
} MeireiBatchProperty;

static GParamSpec *properties[PROP_N_SETTLED + 1];

G_DEFINE_FINAL_TYPE (MeireiBatch, meirei_batch, G_TYPE_OBJECT)

GType
meirei_batch_state_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_BATCH_STATE_NEW, "MEIREI_BATCH_STATE_NEW", "new" },
        { MEIREI_BATCH_STATE_RUNNING, "MEIREI_BATCH_STATE_RUNNING", "running" },
        { MEIREI_BATCH_STATE_PAUSED, "MEIREI_BATCH_STATE_PAUSED", "paused" },
        { MEIREI_BATCH_STATE_INTERRUPTED, "MEIREI_BATCH_STATE_INTERRUPTED", "interrupted" },
        { MEIREI_BATCH_STATE_CANCELLED, "MEIREI_BATCH_STATE_CANCELLED", "cancelled" },
        { MEIREI_BATCH_STATE_FINISHED, "MEIREI_BATCH_STATE_FINISHED", "finished" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiBatchState", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

static void
meirei_batch_finalize (GObject *object)
{
  MeireiBatch *self = MEIREI_BATCH (object);

  g_free (self->id);
  g_free (self->message);
  g_clear_pointer (&self->options, json_object_unref);
  g_hash_table_unref (self->items_by_id);
  g_object_unref (self->items);
  g_object_unref (self->statistics);

  G_OBJECT_CLASS (meirei_batch_parent_class)->finalize (object);
}

static void
meirei_batch_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  MeireiBatch *self = MEIREI_BATCH (object);

  switch ((MeireiBatchProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_N_SETTLED:
      g_value_set_uint (value, meirei_batch_get_n_settled (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_batch_class_init (MeireiBatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = meirei_batch_finalize;
  object_class->get_property = meirei_batch_get_property;

  /**
   * MeireiBatch:state:
   *
   * How far the batch is.
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, MEIREI_TYPE_BATCH_STATE,
                                              MEIREI_BATCH_STATE_NEW, flags);

  /**
   * MeireiBatch:message:
   *
   * Why the batch is paused, for people, or %NULL.
   */
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);

  /**
   * MeireiBatch:n-settled:
   *
   * How many items nothing more will happen to.
   */
  properties[PROP_N_SETTLED] = g_param_spec_uint ("n-settled", NULL, NULL, 0, G_MAXUINT, 0,
                                                  flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_batch_init (MeireiBatch *self)
{
  self->items = g_list_store_new (MEIREI_TYPE_BATCH_ITEM);
  self->items_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->statistics = meirei_batch_statistics_new ();
}

/* Keeps the counts, so that asking for them costs nothing however many items
 * there are. */
static void
state_cb (MeireiBatchItem *item,
          GParamSpec      *pspec,
          MeireiBatch     *self)
{
  guint before = meirei_batch_get_n_settled (self);

  if (item->counted == item->state)
    return;

  self->counts[item->counted]--;
  self->counts[item->state]++;
  item->counted = item->state;
  if (meirei_batch_item_is_settled (item))
    meirei_batch_statistics_add_item (self->statistics, item);
  else
    meirei_batch_statistics_remove_item (self->statistics, item);
  if (meirei_batch_get_n_settled (self) != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SETTLED]);
}

/**
 * meirei_batch_add_item:
 * @self: a batch
 * @item: an item of no other batch
 *
 * Adds an item at the end.
 *
 * Returns: %FALSE if there is one of the same instruction already
 */
gboolean
meirei_batch_add_item (MeireiBatch     *self,
                       MeireiBatchItem *item)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (item), FALSE);

  if (g_hash_table_contains (self->items_by_id, item->id))
    return FALSE;

  item->counted = item->state;
  self->counts[item->state]++;
  g_signal_connect_object (item, "notify::state", G_CALLBACK (state_cb), self, 0);
  g_hash_table_insert (self->items_by_id, item->id, item);
  g_list_store_append (self->items, item);

  return TRUE;
}

/**
 * meirei_batch_new:
 * @operation: what shall be done
 * @items: (element-type MeireiBatchItem): with which instructions; one that is
 *   named twice counts once
 * @options: (nullable): the options of the operation, kept in the journal
 *
 * Returns: (transfer full): a new batch with an id of its own
 */
MeireiBatch *
meirei_batch_new (MeireiOperation  operation,
                  GPtrArray       *items,
                  JsonObject      *options)
{
  MeireiBatch *self = g_object_new (MEIREI_TYPE_BATCH, NULL);
  g_autofree char *stamp = NULL;

  self->operation = operation;
  self->created_at = g_get_real_time ();
  self->options = options != NULL ? json_object_ref (options) : json_object_new ();
  stamp = meirei_time_format_stamp (self->created_at);
  self->id = g_strdup_printf ("%s_%04x", stamp, g_random_int () & 0xffff);
  for (guint i = 0; i < items->len; i++)
    meirei_batch_add_item (self, items->pdata[i]);

  return self;
}

/**
 * meirei_batch_get_id:
 * @self: a batch
 *
 * Returns: its id, which is also the name of its journal
 */
const char *
meirei_batch_get_id (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), NULL);

  return self->id;
}

/**
 * meirei_batch_get_operation:
 * @self: a batch
 *
 * Returns: what is done
 */
MeireiOperation
meirei_batch_get_operation (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), MEIREI_OPERATION_VALIDATE);

  return self->operation;
}

/**
 * meirei_batch_get_operation_name:
 * @self: a batch
 *
 * Returns: the operation's word, such as `execute`
 */
const char *
meirei_batch_get_operation_name (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), NULL);

  return meirei_enum_to_nick (MEIREI_TYPE_OPERATION, self->operation);
}

/**
 * meirei_batch_get_options:
 * @self: a batch
 *
 * Returns: (transfer none): the options of the operation
 */
JsonObject *
meirei_batch_get_options (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), NULL);

  return self->options;
}

/**
 * meirei_batch_get_created_at:
 * @self: a batch
 *
 * Returns: when it was made, in microseconds since the epoch
 */
gint64
meirei_batch_get_created_at (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), 0);

  return self->created_at;
}

/**
 * meirei_batch_get_total_time:
 * @self: a batch
 *
 * Returns: how long it has run, in seconds
 */
double
meirei_batch_get_total_time (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), 0.0);

  return self->total_time;
}

/**
 * meirei_batch_set_total_time:
 * @self: a batch
 * @seconds: how long it has run, in seconds
 */
void
meirei_batch_set_total_time (MeireiBatch *self,
                             double       seconds)
{
  g_return_if_fail (MEIREI_IS_BATCH (self));

  self->total_time = seconds;
}

/**
 * meirei_batch_get_items:
 * @self: a batch
 *
 * Returns: (transfer none): a list of [class@BatchItem]
 */
GListModel *
meirei_batch_get_items (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), NULL);

  return G_LIST_MODEL (self->items);
}

/**
 * meirei_batch_find_item:
 * @self: a batch
 * @id: an instruction's UUID
 *
 * Returns: (transfer none) (nullable): the item, or %NULL if there is none
 */
MeireiBatchItem *
meirei_batch_find_item (MeireiBatch *self,
                        const char  *id)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), NULL);

  return g_hash_table_lookup (self->items_by_id, id);
}

/**
 * meirei_batch_count:
 * @self: a batch
 * @state: a state of items
 *
 * Returns: how many items are in @state
 */
guint
meirei_batch_count (MeireiBatch          *self,
                    MeireiBatchItemState  state)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), 0);
  g_return_val_if_fail ((guint) state < MEIREI_N_BATCH_ITEM_STATES, 0);

  return self->counts[state];
}

/**
 * meirei_batch_get_n_items:
 * @self: a batch
 *
 * Returns: how many items it has
 */
guint
meirei_batch_get_n_items (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

/**
 * meirei_batch_get_n_settled:
 * @self: a batch
 *
 * Returns: how many items nothing more will happen to in this run
 */
guint
meirei_batch_get_n_settled (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), 0);

  return self->counts[MEIREI_BATCH_ITEM_DONE] + self->counts[MEIREI_BATCH_ITEM_FAILED]
         + self->counts[MEIREI_BATCH_ITEM_SKIPPED] + self->counts[MEIREI_BATCH_ITEM_CANCELLED];
}

/**
 * meirei_batch_get_statistics:
 * @self: a batch
 *
 * Returns: (transfer none): its statistics; live while it runs
 */
MeireiBatchStatistics *
meirei_batch_get_statistics (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), NULL);

  return self->statistics;
}

/**
 * meirei_batch_get_state:
 * @self: a batch
 *
 * Returns: how far it is
 */
MeireiBatchState
meirei_batch_get_state (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), MEIREI_BATCH_STATE_NEW);

  return self->state;
}

/**
 * meirei_batch_set_state:
 * @self: a batch
 * @state: how far it is now
 */
void
meirei_batch_set_state (MeireiBatch      *self,
                        MeireiBatchState  state)
{
  g_return_if_fail (MEIREI_IS_BATCH (self));

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * meirei_batch_get_message:
 * @self: a batch
 *
 * Returns: (nullable): why it is paused
 */
const char *
meirei_batch_get_message (MeireiBatch *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH (self), NULL);

  return self->message;
}

/**
 * meirei_batch_set_message:
 * @self: a batch
 * @message: (nullable): why it is paused
 */
void
meirei_batch_set_message (MeireiBatch *self,
                          const char  *message)
{
  g_return_if_fail (MEIREI_IS_BATCH (self));

  if (meirei_set_str (&self->message, message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

/**
 * meirei_batch_reopen:
 * @self: a batch that does not run
 *
 * Makes the items that were cancelled, or in work when the batch was
 * interrupted, wait again, so that the batch can go on.
 */
void
meirei_batch_reopen (MeireiBatch *self)
{
  GHashTableIter iter;
  gpointer item;

  g_return_if_fail (MEIREI_IS_BATCH (self));

  g_hash_table_iter_init (&iter, self->items_by_id);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      if (meirei_batch_item_get_state (item) == MEIREI_BATCH_ITEM_CANCELLED
          || meirei_batch_item_is_busy (item))
        meirei_batch_item_reset (item);
    }
}

/**
 * meirei_batch_reopen_failed:
 * @self: a batch that does not run
 * @item: (nullable): an item that failed; %NULL for all that failed
 *
 * Like [method@Batch.reopen], but makes those wait again that failed, and those
 * that were skipped because of one of them.
 */
void
meirei_batch_reopen_failed (MeireiBatch     *self,
                            MeireiBatchItem *item)
{
  GHashTableIter iter;
  gpointer other;

  g_return_if_fail (MEIREI_IS_BATCH (self));

  meirei_batch_reopen (self);
  g_hash_table_iter_init (&iter, self->items_by_id);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    {
      MeireiBatchItemState state = meirei_batch_item_get_state (other);

      if (state == MEIREI_BATCH_ITEM_SKIPPED
          || (state == MEIREI_BATCH_ITEM_FAILED && (item == NULL || item == other)))
        meirei_batch_item_reset (other);
    }
}
