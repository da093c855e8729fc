/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiExecutionOptions:
 *
 * How instructions are executed: on which server, with which model, how many
 * at once, with which parameters.  Immutable; its JSON is what a batch's
 * journal keeps, so that a resumed batch goes on in the same way.
 */

#include "config.h"

#include "meirei-enums.h"
#include "meirei-execution-options.h"
#include "meirei-json.h"

#define MAX_PARALLEL 64
#define MAX_ATTEMPTS 10
#define DEFAULT_ATTEMPTS 3
#define DEFAULT_REPAIR 1

struct _MeireiExecutionOptions
{
  GObject parent_instance;

  JsonObject *object;
};

G_DEFINE_FINAL_TYPE (MeireiExecutionOptions, meirei_execution_options, G_TYPE_OBJECT)

static void
meirei_execution_options_finalize (GObject *object)
{
  MeireiExecutionOptions *self = MEIREI_EXECUTION_OPTIONS (object);

  g_clear_pointer (&self->object, json_object_unref);

  G_OBJECT_CLASS (meirei_execution_options_parent_class)->finalize (object);
}

static void
meirei_execution_options_class_init (MeireiExecutionOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_execution_options_finalize;
}

static void
meirei_execution_options_init (MeireiExecutionOptions *self)
{
}

/**
 * meirei_execution_options_new:
 * @object: (nullable): the options: `server`, `model`, `parallel` (0 is
 *   automatic), `attempts`, `repair`, `fit`, `params`; what is missing has its
 *   default
 *
 * Returns: (transfer full): new options
 */
MeireiExecutionOptions *
meirei_execution_options_new (JsonObject *object)
{
  MeireiExecutionOptions *self = g_object_new (MEIREI_TYPE_EXECUTION_OPTIONS, NULL);

  self->object = object != NULL ? json_object_ref (object) : json_object_new ();

  return self;
}

/**
 * meirei_execution_options_with_preset:
 * @self: options
 * @preset: the preset of the model that executes
 *
 * Returns: (transfer full): the options; what they leave open is as the preset
 *   has it
 */
MeireiExecutionOptions *
meirei_execution_options_with_preset (MeireiExecutionOptions *self,
                                      MeireiPreset           *preset)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(GList) names = NULL;

  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), NULL);
  g_return_val_if_fail (MEIREI_IS_PRESET (preset), NULL);

  if (meirei_preset_get_parallel (preset) > 0)
    json_object_set_int_member (object, "parallel", meirei_preset_get_parallel (preset));
  if (meirei_preset_get_attempts (preset) > 0)
    json_object_set_int_member (object, "attempts", meirei_preset_get_attempts (preset));
  if (meirei_preset_get_repair (preset) >= 0)
    json_object_set_int_member (object, "repair", meirei_preset_get_repair (preset));
  if (meirei_preset_get_fit (preset) != NULL)
    json_object_set_string_member (object, "fit", meirei_preset_get_fit (preset));
  names = json_object_get_members (self->object);
  for (GList *l = names; l != NULL; l = l->next)
    if (!json_object_get_null_member (self->object, l->data))
      json_object_set_member (object, l->data, json_object_dup_member (self->object, l->data));

  return meirei_execution_options_new (object);
}

/**
 * meirei_execution_options_get_json:
 * @self: options
 *
 * Returns: (transfer none): the options as a journal has them
 */
JsonObject *
meirei_execution_options_get_json (MeireiExecutionOptions *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), NULL);

  return self->object;
}

/**
 * meirei_execution_options_get_server:
 * @self: options
 *
 * Returns: (nullable): the server's address or name, or %NULL for the one in use
 */
const char *
meirei_execution_options_get_server (MeireiExecutionOptions *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), NULL);

  return meirei_json_get_string (self->object, "server", NULL);
}

/**
 * meirei_execution_options_get_model:
 * @self: options
 *
 * Returns: (nullable): the model's id, or %NULL for the sheet's or the
 *   workspace's
 */
const char *
meirei_execution_options_get_model (MeireiExecutionOptions *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), NULL);

  return meirei_json_get_string (self->object, "model", NULL);
}

/**
 * meirei_execution_options_get_parallel:
 * @self: options
 *
 * Returns: how many requests may be in flight; 0 for what the server offers
 */
guint
meirei_execution_options_get_parallel (MeireiExecutionOptions *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), 0);

  return (guint) CLAMP (meirei_json_get_int (self->object, "parallel", 0), 0, MAX_PARALLEL);
}

/**
 * meirei_execution_options_get_attempts:
 * @self: options
 *
 * Returns: how often a request is tried before its first byte, at least once
 */
guint
meirei_execution_options_get_attempts (MeireiExecutionOptions *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), 1);

  return (guint) CLAMP (meirei_json_get_int (self->object, "attempts", DEFAULT_ATTEMPTS),
                        1, MAX_ATTEMPTS);
}

/**
 * meirei_execution_options_get_repair:
 * @self: options
 *
 * Returns: how many repair rounds there may be, 0 to
 *   %MEIREI_EXECUTION_MAX_REPAIR_ROUNDS
 */
guint
meirei_execution_options_get_repair (MeireiExecutionOptions *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), 0);

  return (guint) CLAMP (meirei_json_get_int (self->object, "repair", DEFAULT_REPAIR),
                        0, MEIREI_EXECUTION_MAX_REPAIR_ROUNDS);
}

/**
 * meirei_execution_options_get_fit:
 * @self: options
 *
 * Returns: what to do when a prompt does not fit the loaded context
 */
MeireiFit
meirei_execution_options_get_fit (MeireiExecutionOptions *self)
{
  int fit = MEIREI_FIT_CHECK;

  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), MEIREI_FIT_CHECK);

  meirei_enum_from_nick (MEIREI_TYPE_FIT,
                         meirei_json_get_string (self->object, "fit", NULL), &fit);

  return (MeireiFit) fit;
}

/**
 * meirei_execution_options_get_params:
 * @self: options
 *
 * Returns: (transfer none) (nullable): request parameters that override the
 *   sheet's and the preset's, such as `max_tokens` and `seed`
 */
JsonObject *
meirei_execution_options_get_params (MeireiExecutionOptions *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), NULL);

  return meirei_json_get_object (self->object, "params");
}
