/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchLane:
 *
 * A server's part in a batch: which model it serves, how many requests it gets
 * at once and why, how many are in flight, and whether it answers.
 */

#include "config.h"

#include "meirei-batch-lane-private.h"
#include "meirei-string.h"

typedef enum {
  PROP_STATE = 1,
  PROP_MESSAGE,
  PROP_LIMIT,
  PROP_REASON,
  PROP_N_IN_FLIGHT,
} MeireiBatchLaneProperty;

static GParamSpec *properties[PROP_N_IN_FLIGHT + 1];

G_DEFINE_ENUM_TYPE (MeireiBatchLaneState, meirei_batch_lane_state,
  G_DEFINE_ENUM_VALUE (MEIREI_BATCH_LANE_ASKING, "asking"),
  G_DEFINE_ENUM_VALUE (MEIREI_BATCH_LANE_READY, "ready"),
  G_DEFINE_ENUM_VALUE (MEIREI_BATCH_LANE_LOST, "lost"))

G_DEFINE_FINAL_TYPE (MeireiBatchLane, meirei_batch_lane, G_TYPE_OBJECT)

static void
meirei_batch_lane_finalize (GObject *object)
{
  MeireiBatchLane *self = MEIREI_BATCH_LANE (object);

  g_free (self->server);
  g_free (self->model);
  g_free (self->default_server);
  g_free (self->default_model);
  g_free (self->message);
  g_free (self->reason);
  g_clear_object (&self->target);
  g_clear_object (&self->tuner);

  G_OBJECT_CLASS (meirei_batch_lane_parent_class)->finalize (object);
}

static void
meirei_batch_lane_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  MeireiBatchLane *self = MEIREI_BATCH_LANE (object);

  switch ((MeireiBatchLaneProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_LIMIT:
      g_value_set_uint (value, meirei_batch_lane_get_limit (self));
      break;
    case PROP_REASON:
      g_value_set_string (value, meirei_batch_lane_get_reason (self));
      break;
    case PROP_N_IN_FLIGHT:
      g_value_set_uint (value, self->n_in_flight);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_batch_lane_class_init (MeireiBatchLaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = meirei_batch_lane_finalize;
  object_class->get_property = meirei_batch_lane_get_property;

  /* Each is as its getter. */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, MEIREI_TYPE_BATCH_LANE_STATE,
                                              MEIREI_BATCH_LANE_ASKING, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_LIMIT] = g_param_spec_uint ("limit", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  properties[PROP_N_IN_FLIGHT] = g_param_spec_uint ("n-in-flight", NULL, NULL, 0, G_MAXUINT, 0,
                                                    flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_batch_lane_init (MeireiBatchLane *self)
{
}

/* For the other file: `properties` is this one's. */
void
_meirei_batch_lane_notify_limit (MeireiBatchLane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIMIT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

void
_meirei_batch_lane_notify_in_flight (MeireiBatchLane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_IN_FLIGHT]);
}

void
_meirei_batch_lane_set_state (MeireiBatchLane      *self,
                              MeireiBatchLaneState  state,
                              const char           *message)
{
  if (meirei_set_str (&self->message, message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Once it is known, a lane stays with its server and its model. */
void
_meirei_batch_lane_set_target (MeireiBatchLane *self,
                               MeireiTarget    *target)
{
  MeireiModel *model = meirei_target_get_model (target);
  guint slots = meirei_model_get_slots (model);

  /* A server that loads on demand would have many requests wait for the load,
   * and some load the model once for each. */
  self->cold = self->n_in_flight == 0
               && meirei_model_get_state (model) == MEIREI_MODEL_STATE_NOT_LOADED;
  g_set_object (&self->target, target);
  if (self->tuner == NULL)
    self->tuner = meirei_parallel_tuner_new (slots);
  _meirei_batch_lane_set_state (self, MEIREI_BATCH_LANE_READY, NULL);
  _meirei_batch_lane_notify_limit (self);
}

/**
 * meirei_batch_lane_new:
 * @wish: which server and model
 * @limit: how many requests it gets at once, or 0 for automatic
 *
 * Returns: (transfer full): a new lane, whose server has to be asked
 */
MeireiBatchLane *
meirei_batch_lane_new (const MeireiTargetWish *wish,
                       guint                   limit)
{
  MeireiBatchLane *self = g_object_new (MEIREI_TYPE_BATCH_LANE, NULL);

  self->server = g_strdup (wish->server);
  self->model = g_strdup (wish->model);
  self->default_server = g_strdup (wish->default_server);
  self->default_model = g_strdup (wish->default_model);
  meirei_batch_lane_set_limit (self, limit);

  return self;
}

/**
 * meirei_batch_lane_new_for_target:
 * @target: the server and the model
 * @limit: how many requests it gets at once, or 0 for automatic
 *
 * Returns: (transfer full): a new lane that is ready
 */
MeireiBatchLane *
meirei_batch_lane_new_for_target (MeireiTarget *target,
                                  guint         limit)
{
  MeireiBatchLane *self = g_object_new (MEIREI_TYPE_BATCH_LANE, NULL);

  meirei_batch_lane_set_limit (self, limit);
  _meirei_batch_lane_set_target (self, target);

  return self;
}

/**
 * meirei_batch_lane_get_target:
 * @self: a lane
 *
 * Returns: (transfer none) (nullable): the server and the model; %NULL until
 *   it has answered for the first time
 */
MeireiTarget *
meirei_batch_lane_get_target (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), NULL);

  return self->target;
}

/**
 * meirei_batch_lane_get_name:
 * @self: a lane
 *
 * Returns: the server's name, or its address if that is all that is known
 */
const char *
meirei_batch_lane_get_name (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), NULL);

  return self->target != NULL ? meirei_server_get_name (meirei_target_get_server (self->target))
                              : meirei_batch_lane_get_url (self);
}

/**
 * meirei_batch_lane_get_url:
 * @self: a lane
 *
 * Returns: the server's address; empty until it is chosen
 */
const char *
meirei_batch_lane_get_url (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), NULL);

  if (self->target != NULL)
    return meirei_server_get_url (meirei_target_get_server (self->target));

  return self->server != NULL ? self->server : "";
}

/**
 * meirei_batch_lane_get_model:
 * @self: a lane
 *
 * Returns: (nullable): the model's id
 */
const char *
meirei_batch_lane_get_model (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), NULL);

  return self->target != NULL ? meirei_model_get_id (meirei_target_get_model (self->target))
                              : self->model;
}

/**
 * meirei_batch_lane_get_state:
 * @self: a lane
 *
 * Returns: whether it takes part at present
 */
MeireiBatchLaneState
meirei_batch_lane_get_state (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), MEIREI_BATCH_LANE_LOST);

  return self->state;
}

/**
 * meirei_batch_lane_get_message:
 * @self: a lane
 *
 * Returns: (nullable): why it is lost
 */
const char *
meirei_batch_lane_get_message (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), NULL);

  return self->message;
}

/**
 * meirei_batch_lane_get_limit:
 * @self: a lane
 *
 * Returns: how many requests it gets at once; 0 if that is not known yet
 */
guint
meirei_batch_lane_get_limit (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), 0);

  if (self->fixed > 0)
    return self->fixed;

  return self->tuner != NULL ? meirei_parallel_tuner_get_limit (self->tuner) : 0;
}

/**
 * meirei_batch_lane_get_reason:
 * @self: a lane
 *
 * Returns: why the limit is as it is, in English
 */
const char *
meirei_batch_lane_get_reason (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), NULL);

  if (self->fixed > 0)
    return self->reason;

  return self->tuner != NULL ? meirei_parallel_tuner_get_reason (self->tuner)
                             : "auto: the server has not answered yet";
}

/**
 * meirei_batch_lane_set_limit:
 * @self: a lane
 * @limit: how many requests it gets at once, or 0 for automatic
 */
void
meirei_batch_lane_set_limit (MeireiBatchLane *self,
                             guint            limit)
{
  g_return_if_fail (MEIREI_IS_BATCH_LANE (self));

  self->fixed = limit;
  g_free (self->reason);
  self->reason = limit == 1 ? g_strdup ("1: one after another")
                            : g_strdup_printf ("%u: as you set it", limit);
  _meirei_batch_lane_notify_limit (self);
}

/**
 * meirei_batch_lane_is_auto:
 * @self: a lane
 *
 * Returns: whether the limit follows the measured throughput
 */
gboolean
meirei_batch_lane_is_auto (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), FALSE);

  return self->fixed == 0;
}

/**
 * meirei_batch_lane_get_n_in_flight:
 * @self: a lane
 *
 * Returns: how many requests are in flight
 */
guint
meirei_batch_lane_get_n_in_flight (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), 0);

  return self->n_in_flight;
}

/**
 * meirei_batch_lane_get_n_free:
 * @self: a lane
 *
 * Returns: how many more requests it can take now
 */
guint
meirei_batch_lane_get_n_free (MeireiBatchLane *self)
{
  guint limit;

  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), 0);

  limit = self->cold ? MIN (meirei_batch_lane_get_limit (self), 1)
                     : meirei_batch_lane_get_limit (self);

  return self->state == MEIREI_BATCH_LANE_READY && limit > self->n_in_flight
         ? limit - self->n_in_flight : 0;
}
