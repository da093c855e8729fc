/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchLane:
 *
 * A server's part in a batch: which model it serves, how many requests it gets
 * at once and why, how many are in flight, and whether it answers.
 */

#include "config.h"

#include "meirei-batch-lane.h"
#include "meirei-string.h"

struct _MeireiBatchLane
{
  GObject parent_instance;

  /* What was asked for. */
  char *server;           /* (nullable) */
  char *model;            /* (nullable) */
  char *default_server;   /* (nullable) */
  char *default_model;    /* (nullable) */
  guint fixed;            /* 0 is automatic */

  MeireiTarget *target;   /* (nullable) until it has answered once */
  MeireiBatchLaneState state;
  char *message;          /* (nullable) why it is lost */
  MeireiParallelTuner *tuner; /* (nullable) if it is automatic and has answered */
  char *reason;           /* (nullable) of a fixed limit */
  guint n_in_flight;
  guint n_finished;
  gint64 tokens;          /* of finished answers */
};

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

static void
notify_limit (MeireiBatchLane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIMIT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

static void
set_state (MeireiBatchLane      *self,
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
static void
set_target (MeireiBatchLane *self,
            MeireiTarget    *target)
{
  guint slots = meirei_model_get_slots (meirei_target_get_model (target));

  g_set_object (&self->target, target);
  if (self->tuner == NULL)
    self->tuner = meirei_parallel_tuner_new (slots);
  set_state (self, MEIREI_BATCH_LANE_READY, NULL);
  notify_limit (self);
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
  set_target (self, target);

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
  notify_limit (self);
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

  limit = meirei_batch_lane_get_limit (self);

  return self->state == MEIREI_BATCH_LANE_READY && limit > self->n_in_flight
         ? limit - self->n_in_flight : 0;
}

/**
 * meirei_batch_lane_enter:
 * @self: a lane
 *
 * A request begins.
 */
void
meirei_batch_lane_enter (MeireiBatchLane *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_LANE (self));

  self->n_in_flight++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_IN_FLIGHT]);
}

/**
 * meirei_batch_lane_leave:
 * @self: a lane
 *
 * A request has ended.
 */
void
meirei_batch_lane_leave (MeireiBatchLane *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_LANE (self));
  g_return_if_fail (self->n_in_flight > 0);

  self->n_in_flight--;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_IN_FLIGHT]);
}

/**
 * meirei_batch_lane_count:
 * @self: a lane
 * @tokens: how many tokens an answer had that has finished
 */
void
meirei_batch_lane_count (MeireiBatchLane *self,
                         gint64           tokens)
{
  g_return_if_fail (MEIREI_IS_BATCH_LANE (self));

  self->n_finished++;
  self->tokens += MAX (tokens, 0);
}

/**
 * meirei_batch_lane_observe:
 * @self: a lane
 * @now: the monotonic clock, in microseconds
 * @tokens_in_flight: tokens of the answers that are arriving
 *
 * Measures the throughput.
 *
 * Returns: whether the limit is another one now
 */
gboolean
meirei_batch_lane_observe (MeireiBatchLane *self,
                           gint64           now,
                           gint64           tokens_in_flight)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), FALSE);

  if (self->fixed > 0 || self->tuner == NULL || self->state != MEIREI_BATCH_LANE_READY
      || !meirei_parallel_tuner_observe (self->tuner, now, self->tokens + tokens_in_flight,
                                         self->n_finished, self->n_in_flight))
    return FALSE;

  notify_limit (self);

  return TRUE;
}

/**
 * meirei_batch_lane_refuse:
 * @self: a lane
 *
 * The server refused a request because it has too much to do.
 *
 * Returns: whether it gets fewer from now on, which is so if it is automatic
 */
gboolean
meirei_batch_lane_refuse (MeireiBatchLane *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_LANE (self), FALSE);

  if (self->fixed > 0 || self->tuner == NULL || !meirei_parallel_tuner_refuse (self->tuner))
    return FALSE;

  notify_limit (self);

  return TRUE;
}

/**
 * meirei_batch_lane_lose:
 * @self: a lane
 * @message: why
 *
 * The server does not answer any more.
 */
void
meirei_batch_lane_lose (MeireiBatchLane *self,
                        const char      *message)
{
  g_return_if_fail (MEIREI_IS_BATCH_LANE (self));

  set_state (self, MEIREI_BATCH_LANE_LOST, message);
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiBatchLane *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(MeireiTarget) target =
    meirei_server_registry_resolve_finish (MEIREI_SERVER_REGISTRY (source), result, &error);

  if (target == NULL)
    {
      set_state (self, MEIREI_BATCH_LANE_LOST, error->message);
      g_task_return_error (task, error);
      return;
    }

  set_target (self, target);
  g_task_return_boolean (task, TRUE);
}

/**
 * meirei_batch_lane_ask_async:
 * @self: a lane
 * @registry: the servers
 * @cancellable: (nullable): to give up
 * @callback: called when it is known whether the server answers
 * @user_data: for @callback
 *
 * Asks the server whether it is there and has the model.  The first time it is
 * chosen by what was wished; from then on it is that one.
 */
void
meirei_batch_lane_ask_async (MeireiBatchLane      *self,
                             MeireiServerRegistry *registry,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  MeireiTargetWish wish = { NULL };
  GTask *task;

  g_return_if_fail (MEIREI_IS_BATCH_LANE (self));
  g_return_if_fail (MEIREI_IS_SERVER_REGISTRY (registry));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_batch_lane_ask_async);
  set_state (self, MEIREI_BATCH_LANE_ASKING, NULL);
  wish.server = self->server;
  wish.model = self->model;
  wish.default_server = self->default_server;
  wish.default_model = self->default_model;
  if (self->target != NULL)
    {
      MeireiServer *server = meirei_target_get_server (self->target);

      /* The built-in engine has another address after each start. */
      wish.server = meirei_server_registry_get_origin (registry, server)
                    == MEIREI_SERVER_ORIGIN_BUILTIN
                    ? MEIREI_BUILTIN_ENGINE_URL : meirei_server_get_url (server);
      wish.model = meirei_model_get_id (meirei_target_get_model (self->target));
    }
  meirei_server_registry_resolve_async (registry, &wish, cancellable, resolved_cb, task);
}

/**
 * meirei_batch_lane_ask_finish:
 * @self: a lane
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if it is ready; else %FALSE with an error of
 *   [method@ServerRegistry.resolve_finish]
 */
gboolean
meirei_batch_lane_ask_finish (MeireiBatchLane  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
