/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiChatParams:
 *
 * How a model should write: sampling, limits, stop texts.  Immutable; every
 * parameter may be unset, so that a sheet's values can be laid over a preset's
 * and what nobody set is left to the server.
 */

#include "config.h"

#include <math.h>

#include "meirei-chat-params.h"
#include "meirei-json.h"
#include "meirei-slm-error.h"
#include "meirei-string.h"

struct _MeireiChatParams
{
  GObject   parent_instance;

  double    values[MEIREI_N_CHAT_PARAMS];  /* NAN when unset */
  char    **stop;                          /* (owned) (nullable) */
  char     *think;                         /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiChatParams, meirei_chat_params, G_TYPE_OBJECT)

static const char * const think_words[] = { "on", "off", "low", "medium", "high", NULL };

static void
meirei_chat_params_finalize (GObject *object)
{
  MeireiChatParams *self = MEIREI_CHAT_PARAMS (object);

  g_strfreev (self->stop);
  g_free (self->think);

  G_OBJECT_CLASS (meirei_chat_params_parent_class)->finalize (object);
}

static void
meirei_chat_params_class_init (MeireiChatParamsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_chat_params_finalize;
}

static void
meirei_chat_params_init (MeireiChatParams *self)
{
  for (guint i = 0; i < MEIREI_N_CHAT_PARAMS; i++)
    self->values[i] = NAN;
}

/**
 * meirei_chat_params_new:
 *
 * Returns: (transfer full): parameters of which none is set
 */
MeireiChatParams *
meirei_chat_params_new (void)
{
  return g_object_new (MEIREI_TYPE_CHAT_PARAMS, NULL);
}

static gboolean
refuse (const char  *name,
        const char  *what,
        GError     **error)
{
  MeireiSlmDetails details = { .parameter = name };
  g_autofree char *message = g_strdup_printf ("The parameter “%s” %s", name, what);
  g_autoptr(MeireiSlmFailure) failure = NULL;

  failure = meirei_slm_failure_new (MEIREI_SLM_ERROR_BAD_PARAMETER, message, &details);
  g_propagate_error (error, meirei_slm_error_new (failure));

  return FALSE;
}

static gboolean
read_number (MeireiChatParams  *self,
             MeireiChatParam    param,
             JsonNode          *node,
             GError           **error)
{
  const char *name = meirei_chat_param_get_name (param);
  gboolean is_integer = meirei_chat_param_is_integer (param);
  g_autofree char *message = NULL;
  double minimum;
  double maximum;
  double value;

  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return refuse (name, "must be a number", error);

  meirei_chat_param_get_range (param, &minimum, &maximum);
  value = json_node_get_double (node);
  if (value >= minimum && value <= maximum
      && (!is_integer || value == floor (value)))
    {
      self->values[param] = value;
      return TRUE;
    }

  message = g_strdup_printf ("is %g; it must be %s from %g to %g", value,
                             is_integer ? "a whole number" : "a number",
                             minimum, maximum);

  return refuse (name, message, error);
}

static gboolean
read_think (MeireiChatParams  *self,
            JsonObject        *object,
            GError           **error)
{
  JsonNode *node = json_object_get_member (object, "think");
  const char *word;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  word = meirei_json_get_string (object, "think", "");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    word = json_node_get_boolean (node) ? "on" : "off";

  if (!g_strv_contains (think_words, word))
    return refuse ("think", "must be one of on, off, low, medium, high", error);

  meirei_set_str (&self->think, word);

  return TRUE;
}

/**
 * meirei_chat_params_new_from_json:
 * @object: (nullable): the parameters by their names
 * @error: return location for an error
 *
 * Reads what meirei_chat_params_to_json() wrote, or a person.  Members with
 * other names are left alone: presets keep more beside the parameters.
 *
 * Returns: (transfer full) (nullable): the parameters, or %NULL with
 *   %MEIREI_SLM_ERROR_BAD_PARAMETER that names the value and the limits
 */
MeireiChatParams *
meirei_chat_params_new_from_json (JsonObject  *object,
                                  GError     **error)
{
  g_autoptr(MeireiChatParams) self = meirei_chat_params_new ();

  if (object == NULL)
    return g_steal_pointer (&self);

  for (guint i = 0; i < MEIREI_N_CHAT_PARAMS; i++)
    {
      JsonNode *node = json_object_get_member (object, meirei_chat_param_get_name ((MeireiChatParam) i));

      if (node != NULL && !read_number (self, (MeireiChatParam) i, node, error))
        return NULL;
    }

  if (!read_think (self, object, error))
    return NULL;

  if (meirei_json_get_array (object, "stop") != NULL)
    self->stop = meirei_json_dup_strv (object, "stop");

  return g_steal_pointer (&self);
}

/**
 * meirei_chat_params_to_json:
 * @self: parameters
 *
 * Returns: (transfer full): an object with the parameters that are set
 */
JsonObject *
meirei_chat_params_to_json (MeireiChatParams *self)
{
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_CHAT_PARAMS (self), NULL);

  object = json_object_new ();
  for (guint i = 0; i < MEIREI_N_CHAT_PARAMS; i++)
    if (!isnan (self->values[i]))
      {
        if (meirei_chat_param_is_integer ((MeireiChatParam) i))
          json_object_set_int_member (object, meirei_chat_param_get_name ((MeireiChatParam) i), (gint64) self->values[i]);
        else
          json_object_set_double_member (object, meirei_chat_param_get_name ((MeireiChatParam) i), self->values[i]);
      }
  if (self->think != NULL)
    json_object_set_string_member (object, "think", self->think);
  if (self->stop != NULL)
    meirei_json_set_strv (object, "stop", (const char * const *) self->stop);

  return object;
}

/**
 * meirei_chat_params_has:
 * @self: parameters
 * @param: which one
 *
 * Returns: whether it is set
 */
gboolean
meirei_chat_params_has (MeireiChatParams *self,
                        MeireiChatParam   param)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_PARAMS (self), FALSE);
  g_return_val_if_fail ((guint) param < MEIREI_N_CHAT_PARAMS, FALSE);

  return !isnan (self->values[param]);
}

/**
 * meirei_chat_params_get:
 * @self: parameters
 * @param: which one
 * @fallback: what to return when it is not set
 *
 * Returns: the value
 */
double
meirei_chat_params_get (MeireiChatParams *self,
                        MeireiChatParam   param,
                        double            fallback)
{
  return meirei_chat_params_has (self, param) ? self->values[param] : fallback;
}

/**
 * meirei_chat_params_get_int:
 * @self: parameters
 * @param: which one
 * @fallback: what to return when it is not set
 *
 * Returns: the value as a whole number
 */
gint64
meirei_chat_params_get_int (MeireiChatParams *self,
                            MeireiChatParam   param,
                            gint64            fallback)
{
  return meirei_chat_params_has (self, param) ? (gint64) self->values[param] : fallback;
}

/**
 * meirei_chat_params_get_stop:
 * @self: parameters
 *
 * Returns: (transfer none) (nullable): texts at which the model must stop, or
 *   %NULL if that is not set
 */
const char * const *
meirei_chat_params_get_stop (MeireiChatParams *self)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_PARAMS (self), NULL);

  return (const char * const *) self->stop;
}

/**
 * meirei_chat_params_get_think:
 * @self: parameters
 *
 * Returns: (nullable): `on`, `off`, `low`, `medium` or `high`, or %NULL to
 *   leave it to the model
 */
const char *
meirei_chat_params_get_think (MeireiChatParams *self)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_PARAMS (self), NULL);

  return self->think;
}

static MeireiChatParams *
copy (MeireiChatParams *self)
{
  MeireiChatParams *result = meirei_chat_params_new ();

  memcpy (result->values, self->values, sizeof self->values);
  result->stop = g_strdupv (self->stop);
  result->think = g_strdup (self->think);

  return result;
}

/**
 * meirei_chat_params_with:
 * @self: parameters
 * @param: which one
 * @value: its value; brought into the parameter's range
 *
 * Returns: (transfer full): a copy in which @param is @value
 */
MeireiChatParams *
meirei_chat_params_with (MeireiChatParams *self,
                         MeireiChatParam   param,
                         double            value)
{
  MeireiChatParams *result;
  double minimum;
  double maximum;

  g_return_val_if_fail (MEIREI_IS_CHAT_PARAMS (self), NULL);
  g_return_val_if_fail ((guint) param < MEIREI_N_CHAT_PARAMS, NULL);
  g_return_val_if_fail (!isnan (value), NULL);

  result = copy (self);
  meirei_chat_param_get_range (param, &minimum, &maximum);
  if (meirei_chat_param_is_integer (param))
    value = floor (value);
  result->values[param] = CLAMP (value, minimum, maximum);

  return result;
}

/**
 * meirei_chat_params_without:
 * @self: parameters
 * @param: which one
 *
 * Returns: (transfer full): a copy in which @param is not set
 */
MeireiChatParams *
meirei_chat_params_without (MeireiChatParams *self,
                            MeireiChatParam   param)
{
  MeireiChatParams *result;

  g_return_val_if_fail (MEIREI_IS_CHAT_PARAMS (self), NULL);
  g_return_val_if_fail ((guint) param < MEIREI_N_CHAT_PARAMS, NULL);

  result = copy (self);
  result->values[param] = NAN;

  return result;
}

/**
 * meirei_chat_params_with_stop:
 * @self: parameters
 * @stop: (nullable): texts at which the model must stop
 *
 * Returns: (transfer full): a copy with these texts
 */
MeireiChatParams *
meirei_chat_params_with_stop (MeireiChatParams   *self,
                              const char * const *stop)
{
  MeireiChatParams *result;

  g_return_val_if_fail (MEIREI_IS_CHAT_PARAMS (self), NULL);

  result = copy (self);
  g_strfreev (result->stop);
  result->stop = g_strdupv ((char **) stop);

  return result;
}

/**
 * meirei_chat_params_with_think:
 * @self: parameters
 * @think: (nullable): `on`, `off`, `low`, `medium`, `high`, or %NULL to leave
 *   it to the model
 *
 * Returns: (transfer full): a copy with this word
 */
MeireiChatParams *
meirei_chat_params_with_think (MeireiChatParams *self,
                               const char       *think)
{
  MeireiChatParams *result;

  g_return_val_if_fail (MEIREI_IS_CHAT_PARAMS (self), NULL);
  g_return_val_if_fail (think == NULL || g_strv_contains (think_words, think), NULL);

  result = copy (self);
  meirei_set_str (&result->think, think);

  return result;
}

/**
 * meirei_chat_params_overlay:
 * @self: parameters
 * @over: (nullable): other parameters
 *
 * Returns: (transfer full): @over, with what it leaves unset taken from @self
 */
MeireiChatParams *
meirei_chat_params_overlay (MeireiChatParams *self,
                            MeireiChatParams *over)
{
  MeireiChatParams *result;

  g_return_val_if_fail (MEIREI_IS_CHAT_PARAMS (self), NULL);
  g_return_val_if_fail (over == NULL || MEIREI_IS_CHAT_PARAMS (over), NULL);

  if (over == NULL)
    return g_object_ref (self);

  result = copy (self);
  for (guint i = 0; i < MEIREI_N_CHAT_PARAMS; i++)
    if (!isnan (over->values[i]))
      result->values[i] = over->values[i];
  if (over->stop != NULL)
    {
      g_strfreev (result->stop);
      result->stop = g_strdupv (over->stop);
    }
  if (over->think != NULL)
    meirei_set_str (&result->think, over->think);

  return result;
}
