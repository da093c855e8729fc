/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <math.h>
#include <string.h>

#include "meirei-enums.h"
#include "meirei-fit.h"
#include "meirei-json.h"
#include "meirei-preset-private.h"
#include "meirei-slm-error.h"

/* A day: longer than anybody waits for a token. */
#define MAX_SECONDS 86400.0
#define MAX_PARALLEL 256
#define MAX_ATTEMPTS 10
#define MAX_REPAIR 2

/**
 * MeireiPreset:
 *
 * How a model is best used: its parameters, limits, and what is known about it
 * that the server does not tell.  Immutable.
 *
 * As JSON it has `name`, `match` (patterns of model ids), `params` (see
 * [class@ChatParams]), `params_without_thinking` (laid over `params` if `think`
 * is switched off), `limits` (`connect_s`, `first_token_s`, `idle_s`, 0 for
 * none, `watch_repeats`), `parallel` (0 for what the server offers),
 * `attempts`, `repair` and `fit` (as in [class@ExecutionOptions]), `context`
 * (the model's maximum), `vocabulary` (`small` or `large`), `overhead` (tokens
 * its template adds), `system_prompt`, `license` and `thinks`.
 */
G_DEFINE_FINAL_TYPE (MeireiPreset, meirei_preset, G_TYPE_OBJECT)

static void
meirei_preset_finalize (GObject *object)
{
  MeireiPreset *self = MEIREI_PRESET (object);

  g_free (self->name);
  g_free (self->license);
  g_free (self->system_prompt);
  g_free (self->fit);
  g_strfreev (self->match);
  g_clear_object (&self->params);
  g_clear_object (&self->calm_params);

  G_OBJECT_CLASS (meirei_preset_parent_class)->finalize (object);
}

static void
meirei_preset_class_init (MeireiPresetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_preset_finalize;
}

static void
meirei_preset_init (MeireiPreset *self)
{
  self->limits = MEIREI_CHAT_LIMITS_DEFAULT;
  self->repair = -1;
}

static gboolean
read_seconds (JsonObject  *object,
              const char  *member,
              guint       *milliseconds,
              GError     **error)
{
  double seconds = meirei_json_get_double (object, member, *milliseconds / 1000.0);

  if (!(seconds >= 0 && seconds <= MAX_SECONDS))
    {
      g_set_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_PARAMETER,
                   "The limit “%s” is %g; it must be from 0 (no limit) to %g seconds",
                   member, seconds, MAX_SECONDS);
      return FALSE;
    }

  *milliseconds = (guint) lround (seconds * 1000);

  return TRUE;
}

static gboolean
read_count (JsonObject  *object,
            const char  *member,
            guint        maximum,
            guint       *count,
            GError     **error)
{
  gint64 value = meirei_json_get_int (object, member, *count);

  if (value < 0 || value > maximum)
    {
      g_set_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_PARAMETER,
                   "“%s” is %" G_GINT64_FORMAT "; it must be from 0 to %u",
                   member, value, maximum);
      return FALSE;
    }

  *count = (guint) value;

  return TRUE;
}

static gboolean
read_limits (MeireiPreset  *self,
             JsonObject    *object,
             GError       **error)
{
  JsonObject *limits = meirei_json_get_object (object, "limits");

  self->limits.watch_repeats = meirei_json_get_boolean (limits, "watch_repeats",
                                                        self->limits.watch_repeats);

  return read_seconds (limits, "connect_s", &self->limits.connect_ms, error)
         && read_seconds (limits, "first_token_s", &self->limits.first_token_ms, error)
         && read_seconds (limits, "idle_s", &self->limits.idle_ms, error);
}

static void
replace_params (MeireiChatParams **params,
                MeireiChatParams  *over)
{
  MeireiChatParams *result = meirei_chat_params_overlay (*params, over);

  g_object_unref (*params);
  *params = result;
}

static gboolean
read_params (MeireiPreset  *self,
             JsonObject    *object,
             GError       **error)
{
  JsonObject *calm = meirei_json_get_object (object, "params_without_thinking");
  g_autoptr(MeireiChatParams) over = NULL;

  over = meirei_chat_params_new_from_json (meirei_json_get_object (object, "params"), error);
  if (over == NULL)
    return FALSE;

  if (calm != NULL)
    {
      g_clear_object (&self->calm_params);
      self->calm_params = meirei_chat_params_new_from_json (calm, error);
      if (self->calm_params == NULL)
        return FALSE;
    }

  if (self->calm_params != NULL
      && g_strcmp0 (meirei_chat_params_get_think (over), "off") == 0)
    replace_params (&self->params, self->calm_params);
  replace_params (&self->params, over);

  return TRUE;
}

static void
read_facts (MeireiPreset *self,
            JsonObject   *object)
{
  const char *vocabulary = meirei_json_get_string (object, "vocabulary", NULL);
  int value;

  if (vocabulary != NULL
      && meirei_enum_from_nick (MEIREI_TYPE_VOCABULARY, vocabulary, &value))
    self->vocabulary = (MeireiVocabulary) value;
  self->thinks = meirei_json_get_boolean (object, "thinks", self->thinks);

  g_free (self->name);
  self->name = g_strdup (meirei_json_get_string (object, "name", ""));
  g_free (self->license);
  self->license = g_strdup (meirei_json_get_string (object, "license", NULL));
  g_strfreev (self->match);
  self->match = meirei_json_dup_strv (object, "match");
}

/* How instructions are executed with the model. */
static gboolean
read_execution (MeireiPreset  *self,
                JsonObject    *object,
                GError       **error)
{
  const char *fit = meirei_json_get_string (object, "fit", NULL);
  guint repair = 0;
  int value;

  if (fit != NULL && !meirei_enum_from_nick (MEIREI_TYPE_FIT, fit, &value))
    {
      g_set_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_PARAMETER,
                   "“fit” is “%s”; it must be check, reload or cut", fit);
      return FALSE;
    }
  if (fit != NULL)
    {
      g_free (self->fit);
      self->fit = g_strdup (fit);
    }

  if (!read_count (object, "parallel", MAX_PARALLEL, &self->parallel, error)
      || !read_count (object, "attempts", MAX_ATTEMPTS, &self->attempts, error)
      || !read_count (object, "repair", MAX_REPAIR, &repair, error))
    return FALSE;
  if (object != NULL && json_object_has_member (object, "repair"))
    self->repair = (int) repair;

  return TRUE;
}

/* What a person may set and what the shipped file sets alike. */
static gboolean
read_settings (MeireiPreset  *self,
               JsonObject    *object,
               GError       **error)
{
  const char *system_prompt = meirei_json_get_string (object, "system_prompt",
                                                      self->system_prompt);

  if (system_prompt != self->system_prompt)
    {
      g_free (self->system_prompt);
      self->system_prompt = g_strdup (system_prompt);
    }

  return read_params (self, object, error)
         && read_limits (self, object, error)
         && read_execution (self, object, error)
         && read_count (object, "context", G_MAXINT, &self->context, error)
         && read_count (object, "overhead", G_MAXUINT16, &self->overhead, error);
}

/**
 * meirei_preset_new_from_json:
 * @object: the preset as JSON
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the preset, or %NULL with
 *   %MEIREI_SLM_ERROR_BAD_PARAMETER
 */
MeireiPreset *
meirei_preset_new_from_json (JsonObject  *object,
                             GError     **error)
{
  g_autoptr(MeireiPreset) self = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_PRESET, NULL);
  self->params = meirei_chat_params_new ();
  read_facts (self, object);

  return read_settings (self, object, error) ? g_steal_pointer (&self) : NULL;
}

static MeireiPreset *
copy (MeireiPreset *self)
{
  MeireiPreset *result = g_object_new (MEIREI_TYPE_PRESET, NULL);

  result->name = g_strdup (self->name);
  result->license = g_strdup (self->license);
  result->system_prompt = g_strdup (self->system_prompt);
  result->match = g_strdupv (self->match);
  result->params = g_object_ref (self->params);
  g_set_object (&result->calm_params, self->calm_params);
  result->limits = self->limits;
  result->parallel = self->parallel;
  result->attempts = self->attempts;
  result->repair = self->repair;
  result->fit = g_strdup (self->fit);
  result->context = self->context;
  result->overhead = self->overhead;
  result->thinks = self->thinks;
  result->vocabulary = self->vocabulary;

  return result;
}

/**
 * meirei_preset_overlay:
 * @self: a preset
 * @overrides: (nullable): what is to be different, as JSON: `params`,
 *   `limits`, `parallel`, `attempts`, `repair`, `fit`, `system_prompt`,
 *   `context`, `overhead`
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the preset with the values of both, or
 *   %NULL with %MEIREI_SLM_ERROR_BAD_PARAMETER that names the value
 */
MeireiPreset *
meirei_preset_overlay (MeireiPreset  *self,
                       JsonObject    *overrides,
                       GError       **error)
{
  g_autoptr(MeireiPreset) result = NULL;

  g_return_val_if_fail (MEIREI_IS_PRESET (self), NULL);

  if (overrides == NULL)
    return g_object_ref (self);

  result = copy (self);

  return read_settings (result, overrides, error) ? g_steal_pointer (&result) : NULL;
}

/* "Qwen/Qwen2.5-Coder-7B" → "qwenqwen2.5coder7b" */
static char *
squeeze (const char *model_id)
{
  GString *text = g_string_new (NULL);

  for (const char *c = model_id; *c != '\0'; c++)
    if (strchr ("-_ /:@", *c) == NULL)
      g_string_append_c (text, g_ascii_tolower (*c));

  return g_string_free (text, FALSE);
}

/**
 * meirei_preset_matches:
 * @self: a preset
 * @model_id: what a server calls the model
 *
 * Returns: %TRUE if the preset is for this model
 */
gboolean
meirei_preset_matches (MeireiPreset *self,
                       const char   *model_id)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (MEIREI_IS_PRESET (self), FALSE);
  g_return_val_if_fail (model_id != NULL, FALSE);

  text = squeeze (model_id);
  for (gsize i = 0; self->match[i] != NULL; i++)
    {
      g_autofree char *pattern = g_strdup_printf ("*%s*", self->match[i]);

      if (g_pattern_match_simple (pattern, text))
        return TRUE;
    }

  return FALSE;
}
