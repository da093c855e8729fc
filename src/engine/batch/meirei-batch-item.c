/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchItem:
 *
 * One instruction's part of a batch.  While it is running, `job` is what runs
 * it, for views that follow it live; when it is settled, `result` is what the
 * journal has.
 */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-batch-item.h"
#include "meirei-enums.h"
#include "meirei-json.h"

struct _MeireiBatchItem
{
  GObject parent_instance;

  char *id;
  char *title;
  MeireiBatchItemState state;
  double seconds;
  GObject *job;        /* (owned) (nullable) */
  JsonObject *result;  /* (owned) (nullable) */
};

typedef enum {
  PROP_ID = 1,
  PROP_TITLE,
  PROP_STATE,
  PROP_JOB,
} MeireiBatchItemProperty;

static GParamSpec *properties[PROP_JOB + 1];

G_DEFINE_FINAL_TYPE (MeireiBatchItem, meirei_batch_item, G_TYPE_OBJECT)

GType
meirei_batch_item_state_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_BATCH_ITEM_WAITING, "MEIREI_BATCH_ITEM_WAITING", "waiting" },
        { MEIREI_BATCH_ITEM_RUNNING, "MEIREI_BATCH_ITEM_RUNNING", "running" },
        { MEIREI_BATCH_ITEM_DONE, "MEIREI_BATCH_ITEM_DONE", "done" },
        { MEIREI_BATCH_ITEM_FAILED, "MEIREI_BATCH_ITEM_FAILED", "failed" },
        { MEIREI_BATCH_ITEM_SKIPPED, "MEIREI_BATCH_ITEM_SKIPPED", "skipped" },
        { MEIREI_BATCH_ITEM_CANCELLED, "MEIREI_BATCH_ITEM_CANCELLED", "cancelled" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiBatchItemState", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

static void
meirei_batch_item_dispose (GObject *object)
{
  MeireiBatchItem *self = MEIREI_BATCH_ITEM (object);

  g_clear_object (&self->job);

  G_OBJECT_CLASS (meirei_batch_item_parent_class)->dispose (object);
}

static void
meirei_batch_item_finalize (GObject *object)
{
  MeireiBatchItem *self = MEIREI_BATCH_ITEM (object);

  g_free (self->id);
  g_free (self->title);
  g_clear_pointer (&self->result, json_object_unref);

  G_OBJECT_CLASS (meirei_batch_item_parent_class)->finalize (object);
}

static void
meirei_batch_item_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  MeireiBatchItem *self = MEIREI_BATCH_ITEM (object);

  switch ((MeireiBatchItemProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_batch_item_class_init (MeireiBatchItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = meirei_batch_item_dispose;
  object_class->finalize = meirei_batch_item_finalize;
  object_class->get_property = meirei_batch_item_get_property;

  /**
   * MeireiBatchItem:id:
   *
   * The instruction's UUID.
   */
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);

  /**
   * MeireiBatchItem:title:
   *
   * The instruction's title when the batch was made.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);

  /**
   * MeireiBatchItem:state:
   *
   * How far the item is.
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL,
                                              MEIREI_TYPE_BATCH_ITEM_STATE,
                                              MEIREI_BATCH_ITEM_WAITING, flags);

  /**
   * MeireiBatchItem:job:
   *
   * What runs the item at present.
   */
  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, G_TYPE_OBJECT, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_batch_item_init (MeireiBatchItem *self)
{
}

/**
 * meirei_batch_item_new:
 * @id: the instruction's UUID
 * @title: (nullable): its title
 *
 * Returns: (transfer full): a new waiting item
 */
MeireiBatchItem *
meirei_batch_item_new (const char *id,
                       const char *title)
{
  MeireiBatchItem *self = g_object_new (MEIREI_TYPE_BATCH_ITEM, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title != NULL ? title : "");

  return self;
}

/**
 * meirei_batch_item_get_id:
 * @self: an item
 *
 * Returns: the instruction's UUID
 */
const char *
meirei_batch_item_get_id (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), NULL);

  return self->id;
}

/**
 * meirei_batch_item_get_title:
 * @self: an item
 *
 * Returns: the instruction's title when the batch was made
 */
const char *
meirei_batch_item_get_title (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), NULL);

  return self->title;
}

/**
 * meirei_batch_item_get_state:
 * @self: an item
 *
 * Returns: how far it is
 */
MeireiBatchItemState
meirei_batch_item_get_state (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), MEIREI_BATCH_ITEM_WAITING);

  return self->state;
}

/**
 * meirei_batch_item_set_state:
 * @self: an item
 * @state: how far it is now
 */
void
meirei_batch_item_set_state (MeireiBatchItem      *self,
                             MeireiBatchItemState  state)
{
  g_return_if_fail (MEIREI_IS_BATCH_ITEM (self));

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * meirei_batch_item_is_settled:
 * @self: an item
 *
 * Returns: whether nothing more will happen to it in this run
 */
gboolean
meirei_batch_item_is_settled (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), FALSE);

  return self->state != MEIREI_BATCH_ITEM_WAITING && self->state != MEIREI_BATCH_ITEM_RUNNING;
}

/**
 * meirei_batch_item_get_seconds:
 * @self: an item
 *
 * Returns: how long it took, in seconds
 */
double
meirei_batch_item_get_seconds (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), 0.0);

  return self->seconds;
}

/**
 * meirei_batch_item_get_job:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what runs the item at present
 */
GObject *
meirei_batch_item_get_job (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), NULL);

  return self->job;
}

/**
 * meirei_batch_item_set_job:
 * @self: an item
 * @job: (nullable): what runs the item now
 */
void
meirei_batch_item_set_job (MeireiBatchItem *self,
                           GObject         *job)
{
  g_return_if_fail (MEIREI_IS_BATCH_ITEM (self));

  if (g_set_object (&self->job, job))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB]);
}

/**
 * meirei_batch_item_get_result:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what the journal has of the settled
 *   item: `ok`, `state`, `error`, `seconds` and facts such as `version`,
 *   `file` and `score`
 */
JsonObject *
meirei_batch_item_get_result (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), NULL);

  return self->result;
}

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

  g_clear_pointer (&self->result, json_object_unref);
  self->seconds = 0.0;
  meirei_batch_item_set_job (self, NULL);
  meirei_batch_item_set_state (self, MEIREI_BATCH_ITEM_WAITING);
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
