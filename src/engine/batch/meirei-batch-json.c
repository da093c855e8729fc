/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A MeireiBatch as its journal and as its result have it. */

#include "config.h"

#include <string.h>

#include "meirei-batch-error.h"
#include "meirei-batch-item-private.h"
#include "meirei-batch-journal.h"
#include "meirei-batch-private.h"
#include "meirei-json.h"

static void
read_items (MeireiBatch *self,
            JsonArray   *items)
{
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *entry = meirei_json_array_object (items, i);
      const char *id = meirei_json_get_string (entry, "id", NULL);
      g_autoptr(MeireiBatchItem) item = NULL;

      if (id == NULL)
        continue;
      item = meirei_batch_item_new (id, meirei_json_get_string (entry, "title", NULL));
      meirei_batch_add_item (self, item);
    }
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
  read_items (self, items);

  return TRUE;
}

/* What had not begun when a batch was cancelled has no line of its own. */
static void
replay_result (MeireiBatch *self,
               JsonObject  *entry)
{
  int state = MEIREI_BATCH_STATE_FINISHED;

  meirei_enum_from_nick (MEIREI_TYPE_BATCH_STATE,
                         meirei_json_get_string (entry, "state", NULL), &state);
  self->state = (MeireiBatchState) state;
  self->total_time = MAX (meirei_json_get_double (entry, "total_time", 0.0), self->total_time);
  if (state != MEIREI_BATCH_STATE_CANCELLED)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (!meirei_batch_item_is_settled (item))
        meirei_batch_item_settle (item, MEIREI_BATCH_ITEM_CANCELLED, 0.0, NULL, NULL);
    }
}

static void
replay_begin (MeireiBatch *self)
{
  if (self->state == MEIREI_BATCH_STATE_CANCELLED)
    meirei_batch_reopen (self);
  self->state = MEIREI_BATCH_STATE_INTERRUPTED;
}

static void
replay (MeireiBatch *self,
        JsonObject  *entry)
{
  const char *type = meirei_json_get_string (entry, "type", "");
  MeireiBatchItem *item = meirei_batch_find_item (self,
                                                  meirei_json_get_string (entry, "id", ""));

  if (g_str_equal (type, "begin"))
    replay_begin (self);
  else if (g_str_equal (type, "item") && item != NULL
           && meirei_json_get_object (entry, "result") != NULL)
    meirei_batch_item_restore (item, meirei_json_get_object (entry, "result"));
  else if (g_str_equal (type, "retry") && item != NULL)
    meirei_batch_item_reset (item);
  else if (g_str_equal (type, "add"))
    read_items (self, meirei_json_get_array (entry, "items"));
  else if (g_str_equal (type, "result"))
    replay_result (self, entry);
}

typedef struct {
  MeireiBatch *batch;
  gboolean has_header;
  GError *error;  /* (owned) (nullable) */
} Replay;

static gboolean
replay_cb (JsonObject *entry,
           gpointer    user_data)
{
  Replay *state = user_data;

  if (state->has_header)
    replay (state->batch, entry);
  else
    state->has_header = read_header (state->batch, entry, &state->error);

  return state->has_header;
}

/**
 * meirei_batch_new_from_journal:
 * @path: a journal's file
 * @n_damaged: (out) (optional): how many lines could not be read
 * @error: return location for an error
 *
 * Replays a journal.  A batch whose last run has no result is interrupted.
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the batch, or %NULL with
 *   %MEIREI_BATCH_ERROR_JOURNAL
 */
MeireiBatch *
meirei_batch_new_from_journal (const char  *path,
                               guint       *n_damaged,
                               GError     **error)
{
  g_autoptr(MeireiBatch) self = g_object_new (MEIREI_TYPE_BATCH, NULL);
  Replay state = { self, FALSE, NULL };

  g_return_val_if_fail (path != NULL, NULL);

  if (!meirei_batch_journal_foreach (path, replay_cb, &state, n_damaged, error))
    return NULL;
  if (!state.has_header)
    {
      if (state.error == NULL)
        read_header (self, NULL, &state.error);
      g_propagate_prefixed_error (error, state.error, "%s: ", path);
      return NULL;
    }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      /* What the journal itself took back it knows. */
      _meirei_batch_item_take_reopened (item);
    }

  return g_steal_pointer (&self);
}

static JsonArray *
list_items (MeireiBatch *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  JsonArray *items = json_array_sized_new (n_items);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      json_array_add_object_element (items, meirei_batch_item_to_header (item));
    }

  return items;
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
  JsonObject *header = json_object_new ();

  json_object_set_string_member (header, "type", "batch");
  json_object_set_int_member (header, "schema", MEIREI_BATCH_SCHEMA);
  json_object_set_string_member (header, "id", self->id);
  json_object_set_string_member (header, "operation", meirei_batch_get_operation_name (self));
  json_object_set_object_member (header, "options", json_object_ref (self->options));
  meirei_json_set_time (header, "created_at", self->created_at);
  json_object_set_array_member (header, "items", list_items (self));

  return header;
}

/**
 * meirei_batch_to_result:
 * @self: a batch
 *
 * Returns: (transfer full): the result:
 *   `{"success", "failed", "statistics", "details", "total_time", …}` with one
 *   entry per item
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
                              + meirei_batch_count (self, MEIREI_BATCH_ITEM_QUEUED)
                              + meirei_batch_count (self, MEIREI_BATCH_ITEM_RUNNING));
  json_object_set_object_member (result, "statistics",
                                 meirei_batch_statistics_to_json (self->statistics));
  json_object_set_array_member (result, "details", details);
  json_object_set_double_member (result, "total_time", self->total_time);

  return result;
}

static gboolean
contains (const char *haystack,
          const char *needle)
{
  g_autofree char *folded = haystack != NULL ? g_utf8_casefold (haystack, -1) : NULL;

  return folded != NULL && strstr (folded, needle) != NULL;
}

/**
 * meirei_batch_matches:
 * @self: a batch
 * @text: what a person looks for
 *
 * Returns: whether the text is in its id, its operation, its state, or in an
 *   item's title, id, model or server
 */
gboolean
meirei_batch_matches (MeireiBatch *self,
                      const char  *text)
{
  g_autofree char *needle = NULL;

  g_return_val_if_fail (MEIREI_IS_BATCH (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  needle = g_utf8_casefold (text, -1);
  if (contains (self->id, needle) || contains (meirei_batch_get_operation_name (self), needle)
      || contains (meirei_enum_to_nick (MEIREI_TYPE_BATCH_STATE, self->state), needle))
    return TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (contains (meirei_batch_item_get_title (item), needle)
          || contains (meirei_batch_item_get_id (item), needle)
          || contains (meirei_batch_item_get_model (item), needle)
          || contains (meirei_batch_item_get_server (item), needle))
        return TRUE;
    }

  return FALSE;
}
