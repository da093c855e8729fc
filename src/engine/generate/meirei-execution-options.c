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
 *   automatic), `attempts`, `repair`, `fit`, `params`, `no_cache`, `best_of`,
 *   `models`, `change`; what is missing has its default
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

/* The same options with one member more. */
static MeireiExecutionOptions *
with_member (MeireiExecutionOptions *self,
             const char             *name,
             JsonNode               *node)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(GList) names = json_object_get_members (self->object);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (object, l->data, json_object_dup_member (self->object, l->data));
  json_object_set_member (object, name, node);

  return meirei_execution_options_new (object);
}

/**
 * meirei_execution_options_with_change:
 * @self: options
 * @base_version: the name of the version that is to be changed, such as `v2`
 * @note: (nullable): what should change, in the person's words
 *
 * Asks for a changed version (“Regenerate”).  The code of @base_version, the
 * line comments of its verdict and @note go into the prompt instead of the
 * plain sheet; the new version's record names its base.  The answer is never
 * taken from the cache.  Model, temperature and seed are options like any
 * others, see [method@ExecutionOptions.with_params].
 *
 * Returns: (transfer full): the options with the change
 */
MeireiExecutionOptions *
meirei_execution_options_with_change (MeireiExecutionOptions *self,
                                      const char             *base_version,
                                      const char             *note)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *change = json_object_new ();

  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), NULL);
  g_return_val_if_fail (base_version != NULL, NULL);

  json_object_set_string_member (change, "base", base_version);
  json_object_set_string_member (change, "note", note != NULL ? note : "");
  json_node_take_object (node, change);

  return with_member (self, "change", node);
}

/**
 * meirei_execution_options_with_params:
 * @self: options
 * @params: request parameters, such as `{"temperature": 0.2, "seed": 7}`
 *
 * Returns: (transfer full): the options with @params laid over their own
 */
MeireiExecutionOptions *
meirei_execution_options_with_params (MeireiExecutionOptions *self,
                                      JsonObject             *params)
{
  JsonObject *parts[2] = { NULL, params };
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *both = json_object_new ();

  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), NULL);
  g_return_val_if_fail (params != NULL, NULL);

  parts[0] = meirei_execution_options_get_params (self);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GList) names = parts[i] != NULL ? json_object_get_members (parts[i]) : NULL;

      for (GList *l = names; l != NULL; l = l->next)
        json_object_set_member (both, l->data, json_object_dup_member (parts[i], l->data));
    }
  json_node_take_object (node, both);

  return with_member (self, "params", node);
}

/**
 * meirei_execution_options_with_model:
 * @self: options
 * @model: a model's id
 *
 * Returns: (transfer full): the options with another model
 */
MeireiExecutionOptions *
meirei_execution_options_with_model (MeireiExecutionOptions *self,
                                     const char             *model)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), NULL);
  g_return_val_if_fail (model != NULL, NULL);

  json_node_set_string (node, model);

  return with_member (self, "model", node);
}

/**
 * meirei_execution_options_without_cache:
 * @self: options
 *
 * Returns: (transfer full): the options with which no stored answer is used
 */
MeireiExecutionOptions *
meirei_execution_options_without_cache (MeireiExecutionOptions *self)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), NULL);

  json_node_set_boolean (node, TRUE);

  return with_member (self, "no_cache", node);
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
 *   %MEIREI_EXECUTION_MAX_REPAIR_ROUNDS; -1 if the sheet, the workspace or the
 *   preset decide
 */
int
meirei_execution_options_get_repair (MeireiExecutionOptions *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), 0);

  return (int) CLAMP (meirei_json_get_int (self->object, "repair", -1),
                      -1, MEIREI_EXECUTION_MAX_REPAIR_ROUNDS);
}

/**
 * meirei_execution_options_get_best_of:
 * @self: options
 *
 * Returns: how many versions of each instruction are made, of which the best
 *   one becomes the current one; at least 1, and at least one for each of the
 *   `models`
 */
guint
meirei_execution_options_get_best_of (MeireiExecutionOptions *self)
{
  JsonArray *models;

  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), 1);

  models = meirei_json_get_array (self->object, "models");

  return (guint) CLAMP (meirei_json_get_int (self->object, "best_of",
                                             models != NULL ? json_array_get_length (models) : 1),
                        1, MEIREI_EXECUTION_MAX_BEST_OF);
}

/**
 * meirei_execution_options_get_uses_cache:
 * @self: options
 *
 * Returns: whether the stored answer to an identical request may be used
 */
gboolean
meirei_execution_options_get_uses_cache (MeireiExecutionOptions *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), FALSE);

  return !meirei_json_get_boolean (self->object, "no_cache", FALSE)
         && meirei_execution_options_get_change_base (self) == NULL;
}

/**
 * meirei_execution_options_get_change_base:
 * @self: options
 *
 * Returns: (nullable): the name of the version that is to be changed; %NULL if
 *   the sheet alone is asked for
 */
const char *
meirei_execution_options_get_change_base (MeireiExecutionOptions *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), NULL);

  return meirei_json_get_string (meirei_json_get_object (self->object, "change"), "base", NULL);
}

/**
 * meirei_execution_options_get_change_note:
 * @self: options
 *
 * Returns: what should change, in the person's words; may be empty
 */
const char *
meirei_execution_options_get_change_note (MeireiExecutionOptions *self)
{
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (self), NULL);

  return meirei_json_get_string (meirei_json_get_object (self->object, "change"), "note", "");
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
