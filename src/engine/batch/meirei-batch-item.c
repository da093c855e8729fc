/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchItem:
 *
 * One instruction's part of a batch.  While it is in work, `job` is what runs
 * it, for views that follow it live, and the figures change some times a
 * second; when it is settled, `result` is what the journal has.
 */

#include "config.h"

#include "meirei-batch-item-private.h"
#include "meirei-enums.h"
#include "meirei-json.h"

typedef enum {
  PROP_ID = 1,
  PROP_TITLE,
  PROP_STATE,
  PROP_JOB,
  PROP_SECONDS,
  PROP_TOKENS,
  PROP_TOKENS_PER_SECOND,
  PROP_ATTEMPT,
  PROP_SERVER,
  PROP_MODEL,
  PROP_SCORE,
  PROP_MESSAGE,
} MeireiBatchItemProperty;

static GParamSpec *properties[PROP_MESSAGE + 1];

G_DEFINE_FINAL_TYPE (MeireiBatchItem, meirei_batch_item, G_TYPE_OBJECT)

GType
meirei_batch_item_state_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_BATCH_ITEM_WAITING, "MEIREI_BATCH_ITEM_WAITING", "waiting" },
        { MEIREI_BATCH_ITEM_QUEUED, "MEIREI_BATCH_ITEM_QUEUED", "queued" },
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
  g_free (self->server);
  g_free (self->model);
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
    case PROP_SECONDS:
      g_value_set_double (value, meirei_batch_item_get_seconds (self));
      break;
    case PROP_TOKENS:
      g_value_set_int64 (value, meirei_batch_item_get_tokens (self));
      break;
    case PROP_TOKENS_PER_SECOND:
      g_value_set_double (value, meirei_batch_item_get_tokens_per_second (self));
      break;
    case PROP_ATTEMPT:
      g_value_set_uint (value, meirei_batch_item_get_attempt (self));
      break;
    case PROP_SERVER:
      g_value_set_string (value, meirei_batch_item_get_server (self));
      break;
    case PROP_MODEL:
      g_value_set_string (value, meirei_batch_item_get_model (self));
      break;
    case PROP_SCORE:
      g_value_set_int (value, meirei_batch_item_get_score (self));
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, meirei_batch_item_get_message (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_live_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  /* Each is as its getter. */
  properties[PROP_SECONDS] = g_param_spec_double ("seconds", NULL, NULL,
                                                  0.0, G_MAXDOUBLE, 0.0, flags);
  properties[PROP_TOKENS] = g_param_spec_int64 ("tokens", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_TOKENS_PER_SECOND] = g_param_spec_double ("tokens-per-second", NULL, NULL,
                                                            -1.0, G_MAXDOUBLE, -1.0, flags);
  properties[PROP_ATTEMPT] = g_param_spec_uint ("attempt", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  properties[PROP_SCORE] = g_param_spec_int ("score", NULL, NULL, -1, 100, -1, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
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

  install_live_properties (object_class);
}

static void
meirei_batch_item_init (MeireiBatchItem *self)
{
  _meirei_batch_item_clear_live (self);
}

/* For the other file: `properties` is this one's. */
void
_meirei_batch_item_notify_live (MeireiBatchItem *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_SECONDS; i <= PROP_MESSAGE; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
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

  return self->state != MEIREI_BATCH_ITEM_WAITING && !meirei_batch_item_is_busy (self);
}

/**
 * meirei_batch_item_is_busy:
 * @self: an item
 *
 * Returns: whether it is queued or running
 */
gboolean
meirei_batch_item_is_busy (MeireiBatchItem *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_ITEM (self), FALSE);

  return self->state == MEIREI_BATCH_ITEM_QUEUED || self->state == MEIREI_BATCH_ITEM_RUNNING;
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

  if (!g_set_object (&self->job, job))
    return;

  _meirei_batch_item_clear_live (self);
  if (job != NULL)
    self->started_at = g_get_monotonic_time ();
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
