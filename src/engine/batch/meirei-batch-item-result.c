/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The end of a MeireiBatchItem, and what the journal has of it. */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-batch-item-private.h"
#include "meirei-enums.h"
#include "meirei-json.h"

/**
 * meirei_batch_item_settle:
 * @self: an item
 * @state: how it ended
 * @seconds: how long it took
 * @error: (nullable): why it did not succeed
 * @facts: (nullable): further members for its result
 */
void
meirei_batch_item_settle (MeireiBatchItem      *self,
                          MeireiBatchItemState  state,
                          double                seconds,
                          const GError         *error,
                          JsonObject           *facts)
{
  g_autoptr(JsonObject) result = json_object_new ();

  g_return_if_fail (MEIREI_IS_BATCH_ITEM (self));

  json_object_set_string_member (result, "state",
                                 meirei_enum_to_nick (MEIREI_TYPE_BATCH_ITEM_STATE, state));
  json_object_set_boolean_member (result, "ok", state == MEIREI_BATCH_ITEM_DONE);
  if (error != NULL)
    json_object_set_object_member (result, "error", meirei_error_to_json (error));
  else
    json_object_set_null_member (result, "error");
  json_object_set_double_member (result, "seconds", seconds);
  if (facts != NULL)
    {
      g_autoptr(GList) names = json_object_get_members (facts);

      for (GList *l = names; l != NULL; l = l->next)
        json_object_set_member (result, l->data, json_object_dup_member (facts, l->data));
    }

  meirei_batch_item_restore (self, result);
}

/**
 * meirei_batch_item_restore:
 * @self: an item
 * @result: its result, as [method@BatchItem.get_result] gave it
 *
 * Settles the item as an earlier run did.
 */
void
meirei_batch_item_restore (MeireiBatchItem *self,
                           JsonObject      *result)
{
  int state = MEIREI_BATCH_ITEM_FAILED;

  g_return_if_fail (MEIREI_IS_BATCH_ITEM (self));
  g_return_if_fail (result != NULL);

  meirei_enum_from_nick (MEIREI_TYPE_BATCH_ITEM_STATE,
                         meirei_json_get_string (result, "state", NULL), &state);
  json_object_ref (result);
  g_clear_pointer (&self->result, json_object_unref);
  self->result = result;
  self->seconds = meirei_json_get_double (result, "seconds", 0.0);
  meirei_batch_item_set_job (self, NULL);
  _meirei_batch_item_notify_live (self);
  meirei_batch_item_set_state (self, (MeireiBatchItemState) state);
}

/**
 * meirei_batch_item_reset:
 * @self: an item
 *
 * Makes the item wait again, to be tried once more.
 */
void
meirei_batch_item_reset (MeireiBatchItem *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_ITEM (self));

  self->reopened = self->reopened || self->result != NULL;
  g_clear_pointer (&self->result, json_object_unref);
  self->seconds = 0.0;
  meirei_batch_item_set_job (self, NULL);
  _meirei_batch_item_notify_live (self);
  meirei_batch_item_set_state (self, MEIREI_BATCH_ITEM_WAITING);
}

/* Whether the journal has to be told that the item waits again. */
gboolean
_meirei_batch_item_take_reopened (MeireiBatchItem *self)
{
  gboolean reopened = self->reopened;

  self->reopened = FALSE;

  return reopened;
}

/**
 * meirei_batch_item_to_header:
 * @self: an item
 *
 * Returns: (transfer full): the item as the journal's header lists it
 */
JsonObject *
meirei_batch_item_to_header (MeireiBatchItem *self)
{
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "title", self->title);

  return object;
}

/**
 * meirei_batch_item_to_json:
 * @self: an item
 * @operation: the batch's operation
 *
 * Returns: (transfer full): the item's entry in the result's `details`:
 *   `{"id", "operation", "ok", "error", "seconds", …}`
 */
JsonObject *
meirei_batch_item_to_json (MeireiBatchItem *self,
                           const char      *operation)
{
  JsonObject *object;
  g_autoptr(GList) names = NULL;

  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "operation", operation);
  if (self->result == NULL)
    {
      json_object_set_boolean_member (object, "ok", FALSE);
      json_object_set_null_member (object, "error");
      json_object_set_double_member (object, "seconds", 0.0);
      json_object_set_string_member (object, "state",
                                     meirei_enum_to_nick (MEIREI_TYPE_BATCH_ITEM_STATE,
                                                          self->state));
      return object;
    }

  json_object_set_boolean_member (object, "ok",
                                  meirei_json_get_boolean (self->result, "ok", FALSE));
  names = json_object_get_members (self->result);
  for (GList *l = names; l != NULL; l = l->next)
    if (g_strcmp0 (l->data, "ok") != 0)
      json_object_set_member (object, l->data,
                              json_object_dup_member (self->result, l->data));

  return object;
}
