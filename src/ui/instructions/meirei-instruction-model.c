/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiInstructionModel:
 *
 * The instructions of a workspace that a filter lets through, in an order.
 *
 * It differs from GTK's filter and sort models in what happens when a few of
 * many instructions change, which is all the time while a batch runs: changes
 * are collected until the next idle moment, only the instructions that changed
 * are looked at and moved, and one change is announced, so that the list keeps
 * the reader's place.  The numbers by which instructions are ordered are kept
 * beside them, so that ordering 50,000 of them costs a few milliseconds.
 */

#include "config.h"

#include <string.h>

#include "meirei-instruction-model-private.h"

/* Before GTK lays out (110) and draws (120) the next frame. */
#define FLUSH_PRIORITY (G_PRIORITY_HIGH_IDLE + 5)

typedef enum {
  PROP_SORT_KEY = 1,
} MeireiInstructionModelProperty;

#define N_PROPS (PROP_SORT_KEY + 1)
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_COUNTS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
meirei_instruction_model_get_item_type (GListModel *model)
{
  return MEIREI_TYPE_INSTRUCTION_ITEM;
}

static guint
meirei_instruction_model_get_n_items (GListModel *model)
{
  return MEIREI_INSTRUCTION_MODEL (model)->rows->len;
}

static gpointer
meirei_instruction_model_get_item (GListModel *model,
                                   guint       position)
{
  MeireiInstructionModel *self = MEIREI_INSTRUCTION_MODEL (model);

  if (position >= self->rows->len)
    return NULL;

  return g_object_ref (((MeireiInstructionEntry *) self->rows->pdata[position])->item);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = meirei_instruction_model_get_item_type;
  iface->get_n_items = meirei_instruction_model_get_n_items;
  iface->get_item = meirei_instruction_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MeireiInstructionModel, meirei_instruction_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gboolean
flush_cb (gpointer user_data)
{
  MeireiInstructionModel *self = user_data;

  self->flush_id = 0;
  meirei_instruction_model_flush (self);

  return G_SOURCE_REMOVE;
}

static void
queue_flush (MeireiInstructionModel *self)
{
  if (self->flush_id == 0)
    self->flush_id = g_idle_add_full (FLUSH_PRIORITY, flush_cb, self, NULL);
}

static void
source_changed_cb (MeireiInstructionModel *self,
                   guint                   position,
                   guint                   removed,
                   guint                   added)
{
  guint tail = self->mirror->len - position - removed;

  for (guint i = position; i < position + removed; i++)
    g_hash_table_add (self->dirty, g_object_ref (self->mirror->pdata[i]));

  if (added > removed)
    g_ptr_array_set_size (self->mirror, (int) (self->mirror->len + added - removed));
  memmove (self->mirror->pdata + position + added, self->mirror->pdata + position + removed,
           tail * sizeof (gpointer));
  if (added < removed)
    g_ptr_array_set_size (self->mirror, (int) (self->mirror->len + added - removed));

  for (guint i = position; i < position + added; i++)
    {
      gpointer item = g_list_model_get_item (self->source, i);

      self->mirror->pdata[i] = item;
      g_hash_table_add (self->dirty, item);
    }

  queue_flush (self);
}

static void
filter_changed_cb (MeireiInstructionModel *self)
{
  meirei_instruction_model_flush (self);

  for (guint i = 0; i < self->sorted->len; i++)
    {
      MeireiInstructionEntry *entry = self->sorted->pdata[i];

      entry->visible = meirei_instruction_filter_match (self->filter, entry->item);
    }
  _meirei_instruction_model_update_rows (self);
}

static void
meirei_instruction_model_dispose (GObject *object)
{
  MeireiInstructionModel *self = MEIREI_INSTRUCTION_MODEL (object);

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_func (self->source, source_changed_cb, self);
  g_clear_object (&self->source);
  g_clear_handle_id (&self->flush_id, g_source_remove);

  G_OBJECT_CLASS (meirei_instruction_model_parent_class)->dispose (object);
}

static void
meirei_instruction_model_finalize (GObject *object)
{
  MeireiInstructionModel *self = MEIREI_INSTRUCTION_MODEL (object);

  g_object_unref (self->filter);
  g_ptr_array_unref (self->mirror);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->sorted);
  g_hash_table_unref (self->dirty);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->phase_counts);

  G_OBJECT_CLASS (meirei_instruction_model_parent_class)->finalize (object);
}

static void
meirei_instruction_model_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  g_value_set_enum (value, (int) MEIREI_INSTRUCTION_MODEL (object)->sort_key);
}

static void
meirei_instruction_model_set_property (GObject      *object,
                                       guint         prop_id,
                                       const GValue *value,
                                       GParamSpec   *pspec)
{
  meirei_instruction_model_set_sort_key (MEIREI_INSTRUCTION_MODEL (object),
                                         (MeireiSortKey) g_value_get_enum (value));
}

static void
meirei_instruction_model_class_init (MeireiInstructionModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_instruction_model_dispose;
  object_class->finalize = meirei_instruction_model_finalize;
  object_class->get_property = meirei_instruction_model_get_property;
  object_class->set_property = meirei_instruction_model_set_property;

  /**
   * MeireiInstructionModel:sort-key:
   *
   * The order.
   */
  properties[PROP_SORT_KEY] =
    g_param_spec_enum ("sort-key", NULL, NULL, MEIREI_TYPE_SORT_KEY, MEIREI_SORT_KEY_UPDATED,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * MeireiInstructionModel::counts-changed:
   * @self: an instruction model
   *
   * How many instructions there are, or how many have a status or a phase,
   * changed.
   */
  signals[SIGNAL_COUNTS_CHANGED] =
    g_signal_new ("counts-changed", MEIREI_TYPE_INSTRUCTION_MODEL, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_instruction_model_init (MeireiInstructionModel *self)
{
  self->filter = meirei_instruction_filter_new ();
  self->mirror = g_ptr_array_new ();
  self->sorted = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) _meirei_instruction_entry_free);
  self->dirty = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->phase_counts = g_hash_table_new (NULL, NULL);

  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * meirei_instruction_model_new:
 *
 * Returns: (transfer full): an empty model, last changed first
 */
MeireiInstructionModel *
meirei_instruction_model_new (void)
{
  return g_object_new (MEIREI_TYPE_INSTRUCTION_MODEL, NULL);
}

/**
 * meirei_instruction_model_set_source:
 * @self: an instruction model
 * @source: (nullable): a list of [class@InstructionItem] that announces an item
 *   that changed as replaced by itself, as a workspace's list does
 *
 * Sets the instructions; the model shows them at once.
 */
void
meirei_instruction_model_set_source (MeireiInstructionModel *self,
                                     GListModel             *source)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self));
  g_return_if_fail (source == NULL || G_IS_LIST_MODEL (source));

  if (self->source == source)
    return;

  if (self->source != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->source, source_changed_cb, self);
      source_changed_cb (self, 0, self->mirror->len, 0);
      meirei_instruction_model_flush (self);
    }

  g_set_object (&self->source, source);
  if (source != NULL)
    {
      g_signal_connect_object (source, "items-changed", G_CALLBACK (source_changed_cb), self,
                               G_CONNECT_SWAPPED);
      _meirei_instruction_model_load (self);
    }
}

/**
 * meirei_instruction_model_get_filter:
 * @self: an instruction model
 *
 * Returns: (transfer none): the filter; changing it changes the model
 */
MeireiInstructionFilter *
meirei_instruction_model_get_filter (MeireiInstructionModel *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self), NULL);

  return self->filter;
}

/**
 * meirei_instruction_model_get_sort_key:
 * @self: an instruction model
 *
 * Returns: the order
 */
MeireiSortKey
meirei_instruction_model_get_sort_key (MeireiInstructionModel *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self), MEIREI_SORT_KEY_UPDATED);

  return self->sort_key;
}

/**
 * meirei_instruction_model_set_sort_key:
 * @self: an instruction model
 * @sort_key: the order
 *
 * Orders the instructions.
 */
void
meirei_instruction_model_set_sort_key (MeireiInstructionModel *self,
                                       MeireiSortKey           sort_key)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_MODEL (self));

  if (self->sort_key == sort_key)
    return;

  meirei_instruction_model_flush (self);
  self->sort_key = sort_key;
  for (guint i = 0; i < self->sorted->len; i++)
    _meirei_instruction_entry_set_keys (self->sorted->pdata[i], self->sort_key);
  g_ptr_array_sort (self->sorted, _meirei_instruction_entry_compare);
  _meirei_instruction_model_update_rows (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT_KEY]);
}
