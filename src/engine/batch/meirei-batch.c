/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatch:
 *
 * One operation over many instructions: its items, how far they are, and the
 * result.  It is the record only; [class@BatchRunner] does the work.
 */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-batch.h"
#include "meirei-json.h"
#include "meirei-string.h"
#include "meirei-time.h"

struct _MeireiBatch
{
  GObject parent_instance;

  char *id;
  MeireiOperation operation;
  JsonObject *options;
  gint64 created_at;
  double total_time;
  MeireiBatchState state;
  char *message;            /* (nullable) why it is paused */
  GListStore *items;        /* of MeireiBatchItem */
  GHashTable *items_by_id;  /* (element-type utf8 MeireiBatchItem) */
};

typedef enum {
  PROP_STATE = 1,
  PROP_MESSAGE,
} MeireiBatchProperty;

static GParamSpec *properties[PROP_MESSAGE + 1];

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

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_batch_init (MeireiBatch *self)
{
  self->items = g_list_store_new (MEIREI_TYPE_BATCH_ITEM);
  self->items_by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
add_item (MeireiBatch     *self,
          MeireiBatchItem *item)
{
  const char *id = meirei_batch_item_get_id (item);

  if (g_hash_table_contains (self->items_by_id, id))
    return;

  g_list_store_append (self->items, item);
  g_hash_table_insert (self->items_by_id, (char *) id, item);
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
    add_item (self, items->pdata[i]);

  return self;
}

static gboolean
read_header (MeireiBatch  *self,
             JsonObject   *header,
             GError      **error)
{
  JsonArray *items = meirei_json_get_array (header, "items");
  JsonObject *options = meirei_json_get_object (header, "options");
  int operation = 0;

  if (g_strcmp0 (meirei_json_get_string (header, "type", NULL), "batch") != 0
      || meirei_json_get_string (header, "id", NULL) == NULL || items == NULL
      || !meirei_enum_from_nick (MEIREI_TYPE_OPERATION,
                                 meirei_json_get_string (header, "operation", NULL), &operation))
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL,
                   "The journal does not begin with the header of a batch");
      return FALSE;
    }

  if (meirei_json_get_int (header, "schema", MEIREI_BATCH_SCHEMA) > MEIREI_BATCH_SCHEMA)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL,
                   "The journal was written by a newer Meirei; use that one");
      return FALSE;
    }

  self->id = g_strdup (meirei_json_get_string (header, "id", NULL));
  self->operation = (MeireiOperation) operation;
  self->options = options != NULL ? json_object_ref (options) : json_object_new ();
  self->created_at = meirei_json_get_time (header, "created_at");
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *entry = meirei_json_array_object (items, i);
      const char *id = meirei_json_get_string (entry, "id", NULL);
      g_autoptr(MeireiBatchItem) item = NULL;

      if (id == NULL)
        continue;
      item = meirei_batch_item_new (id, meirei_json_get_string (entry, "title", NULL));
      add_item (self, item);
    }

  return TRUE;
}

static void
replay (MeireiBatch *self,
        JsonObject  *entry)
{
  const char *type = meirei_json_get_string (entry, "type", "");
  MeireiBatchItem *item = meirei_batch_find_item (self,
                                                  meirei_json_get_string (entry, "id", ""));

  if (g_str_equal (type, "begin"))
    self->state = MEIREI_BATCH_STATE_INTERRUPTED;
  else if (g_str_equal (type, "item") && item != NULL
           && meirei_json_get_object (entry, "result") != NULL)
    meirei_batch_item_restore (item, meirei_json_get_object (entry, "result"));
  else if (g_str_equal (type, "retry") && item != NULL)
    meirei_batch_item_reset (item);
  else if (g_str_equal (type, "result"))
    {
      int state = MEIREI_BATCH_STATE_FINISHED;

      meirei_enum_from_nick (MEIREI_TYPE_BATCH_STATE,
                             meirei_json_get_string (entry, "state", NULL), &state);
      self->state = (MeireiBatchState) state;
      self->total_time = meirei_json_get_double (entry, "total_time", 0.0);
    }
}

/**
 * meirei_batch_new_from_journal:
 * @entries: (element-type JsonObject): a journal's entries
 * @error: return location for an error
 *
 * Replays a journal.  A batch whose last run has no result is interrupted.
 *
 * Returns: (transfer full) (nullable): the batch, or %NULL with
 *   %MEIREI_BATCH_ERROR_JOURNAL
 */
MeireiBatch *
meirei_batch_new_from_journal (GPtrArray  *entries,
                               GError    **error)
{
  g_autoptr(MeireiBatch) self = g_object_new (MEIREI_TYPE_BATCH, NULL);

  g_return_val_if_fail (entries != NULL, NULL);

  if (!read_header (self, entries->len > 0 ? entries->pdata[0] : NULL, error))
    return NULL;
  for (guint i = 1; i < entries->len; i++)
    replay (self, entries->pdata[i]);

  return g_steal_pointer (&self);
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
 * Returns: how many items are in @state.  Counted afresh, so that it cannot
 *   differ from the items.
 */
guint
meirei_batch_count (MeireiBatch          *self,
                    MeireiBatchItemState  state)
{
  GHashTableIter iter;
  gpointer item;
  guint count = 0;

  g_return_val_if_fail (MEIREI_IS_BATCH (self), 0);

  g_hash_table_iter_init (&iter, self->items_by_id);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    if (meirei_batch_item_get_state (item) == state)
      count++;

  return count;
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
      MeireiBatchItemState state = meirei_batch_item_get_state (item);

      if (state == MEIREI_BATCH_ITEM_CANCELLED || state == MEIREI_BATCH_ITEM_RUNNING)
        meirei_batch_item_reset (item);
    }
}

/**
 * meirei_batch_to_header:
 * @self: a batch
 *
 * Returns: (transfer full): the journal's first entry
 */
JsonObject *
meirei_batch_to_header (MeireiBatch *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  JsonArray *items = json_array_sized_new (n_items);
  JsonObject *header = json_object_new ();

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "id", meirei_batch_item_get_id (item));
      json_object_set_string_member (entry, "title", meirei_batch_item_get_title (item));
      json_array_add_object_element (items, entry);
    }

  json_object_set_string_member (header, "type", "batch");
  json_object_set_int_member (header, "schema", MEIREI_BATCH_SCHEMA);
  json_object_set_string_member (header, "id", self->id);
  json_object_set_string_member (header, "operation", meirei_batch_get_operation_name (self));
  json_object_set_object_member (header, "options", json_object_ref (self->options));
  meirei_json_set_time (header, "created_at", self->created_at);
  json_object_set_array_member (header, "items", items);

  return header;
}

/**
 * meirei_batch_to_result:
 * @self: a batch
 *
 * Returns: (transfer full): the result:
 *   `{"success", "failed", "details", "total_time", …}` with one entry per item
 */
JsonObject *
meirei_batch_to_result (MeireiBatch *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  JsonArray *details = json_array_sized_new (n_items);
  JsonObject *result = json_object_new ();

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      json_array_add_object_element (details,
                                     meirei_batch_item_to_json (item,
                                                                meirei_batch_get_operation_name (self)));
    }

  json_object_set_string_member (result, "batch", self->id);
  json_object_set_string_member (result, "operation", meirei_batch_get_operation_name (self));
  json_object_set_string_member (result, "state",
                                 meirei_enum_to_nick (MEIREI_TYPE_BATCH_STATE, self->state));
  json_object_set_int_member (result, "success",
                              meirei_batch_count (self, MEIREI_BATCH_ITEM_DONE));
  json_object_set_int_member (result, "failed",
                              meirei_batch_count (self, MEIREI_BATCH_ITEM_FAILED));
  json_object_set_int_member (result, "skipped",
                              meirei_batch_count (self, MEIREI_BATCH_ITEM_SKIPPED));
  json_object_set_int_member (result, "cancelled",
                              meirei_batch_count (self, MEIREI_BATCH_ITEM_CANCELLED));
  json_object_set_int_member (result, "waiting",
                              meirei_batch_count (self, MEIREI_BATCH_ITEM_WAITING)
                              + meirei_batch_count (self, MEIREI_BATCH_ITEM_RUNNING));
  json_object_set_array_member (result, "details", details);
  json_object_set_double_member (result, "total_time", self->total_time);

  return result;
}
