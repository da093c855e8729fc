/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-preset-private.h"

/* The part of MeireiPreset that tells its values. */

/**
 * meirei_preset_get_name:
 * @self: a preset
 *
 * Returns: the name of the family of models
 */
const char *
meirei_preset_get_name (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), NULL);

  return self->name;
}

/**
 * meirei_preset_get_license:
 * @self: a preset
 *
 * Returns: (nullable): under what licence the weights are, if it is known
 */
const char *
meirei_preset_get_license (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), NULL);

  return self->license;
}

/**
 * meirei_preset_get_system_prompt:
 * @self: a preset
 *
 * Returns: (nullable): what to say before the template's system message
 */
const char *
meirei_preset_get_system_prompt (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), NULL);

  return self->system_prompt;
}

/**
 * meirei_preset_get_params:
 * @self: a preset
 *
 * Returns: (transfer none): the parameters
 */
MeireiChatParams *
meirei_preset_get_params (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), NULL);

  return self->params;
}

/**
 * meirei_preset_get_limits:
 * @self: a preset
 * @limits: (out caller-allocates): the limits
 */
void
meirei_preset_get_limits (MeireiPreset     *self,
                          MeireiChatLimits *limits)
{
  g_return_if_fail (MEIREI_IS_PRESET (self));
  g_return_if_fail (limits != NULL);

  *limits = self->limits;
}

/**
 * meirei_preset_get_parallel:
 * @self: a preset
 *
 * Returns: how many requests to send at once; 0 for what the server offers
 */
guint
meirei_preset_get_parallel (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), 0);

  return self->parallel;
}

/**
 * meirei_preset_get_attempts:
 * @self: a preset
 *
 * Returns: how often a request is tried before its first byte; 0 for the
 *   program's own number
 */
guint
meirei_preset_get_attempts (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), 0);

  return self->attempts;
}

/**
 * meirei_preset_get_repair:
 * @self: a preset
 *
 * Returns: how many repair rounds there may be; -1 for the program's own number
 */
int
meirei_preset_get_repair (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), -1);

  return self->repair;
}

/**
 * meirei_preset_get_fit:
 * @self: a preset
 *
 * Returns: (nullable): the word for what to do when a prompt is too long for
 *   the loaded context; %NULL for the program's own way
 */
const char *
meirei_preset_get_fit (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), NULL);

  return self->fit;
}

/**
 * meirei_preset_get_context:
 * @self: a preset
 *
 * Returns: the most tokens of context that the model was made for, or 0.  One
 *   that is loaded with more may write nonsense.
 */
guint
meirei_preset_get_context (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), 0);

  return self->context;
}

/**
 * meirei_preset_get_overhead:
 * @self: a preset
 *
 * Returns: how many tokens the model's chat template adds to a conversation
 */
guint
meirei_preset_get_overhead (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), 0);

  return self->overhead;
}

/**
 * meirei_preset_get_thinks:
 * @self: a preset
 *
 * Returns: %TRUE if the model thinks before it answers, which costs tokens
 */
gboolean
meirei_preset_get_thinks (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), FALSE);

  return self->thinks;
}

/**
 * meirei_preset_get_vocabulary:
 * @self: a preset
 *
 * Returns: how finely the model cuts text into tokens
 */
MeireiVocabulary
meirei_preset_get_vocabulary (MeireiPreset *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET (self), MEIREI_VOCABULARY_SMALL);

  return self->vocabulary;
}
