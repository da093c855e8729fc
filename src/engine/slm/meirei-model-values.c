/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-model-private.h"

/* The part of MeireiModel that tells its values. */

/**
 * meirei_model_get_id:
 * @self: a model
 *
 * Returns: what a request's `model` must be; an instance's id if the server
 *   can have a model loaded several times
 */
const char *
meirei_model_get_id (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), NULL);

  return TEXT (self, PROP_ID);
}

/**
 * meirei_model_get_key:
 * @self: a model
 *
 * Returns: by what name the server loads the model; the same for all its
 *   instances
 */
const char *
meirei_model_get_key (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), NULL);

  return TEXT (self, PROP_KEY) != NULL ? TEXT (self, PROP_KEY)
                                       : TEXT (self, PROP_ID);
}

/**
 * meirei_model_get_display_name:
 * @self: a model
 *
 * Returns: the name to show
 */
const char *
meirei_model_get_display_name (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), NULL);

  return TEXT (self, PROP_DISPLAY_NAME) != NULL ? TEXT (self, PROP_DISPLAY_NAME)
                                                : TEXT (self, PROP_ID);
}

/**
 * meirei_model_get_quantization:
 * @self: a model
 *
 * Returns: (nullable): how the weights are rounded, such as `Q4_K_M`
 */
const char *
meirei_model_get_quantization (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), NULL);

  return TEXT (self, PROP_QUANTIZATION);
}

/**
 * meirei_model_get_params:
 * @self: a model
 *
 * Returns: (nullable): how many parameters it has, as text such as `6.7B`
 */
const char *
meirei_model_get_params (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), NULL);

  return TEXT (self, PROP_PARAMS);
}

/**
 * meirei_model_get_state:
 * @self: a model
 *
 * Returns: whether the model is in memory
 */
MeireiModelState
meirei_model_get_state (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), MEIREI_MODEL_STATE_UNKNOWN);

  return self->state;
}

/**
 * meirei_model_get_loaded_context:
 * @self: a model
 *
 * Returns: how many tokens prompt and answer may have together as the model
 *   is loaded now; 0 if it is not loaded or the server does not tell
 */
guint
meirei_model_get_loaded_context (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), 0);

  return (guint) MIN (NUMBER (self, PROP_LOADED_CONTEXT), G_MAXUINT);
}

/**
 * meirei_model_get_max_context:
 * @self: a model
 *
 * Returns: with how many tokens of context the model could be loaded at most;
 *   0 if the server does not tell.  Never a reason to believe that a prompt
 *   fits.
 */
guint
meirei_model_get_max_context (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), 0);

  return (guint) MIN (NUMBER (self, PROP_MAX_CONTEXT), G_MAXUINT);
}

/**
 * meirei_model_get_slots:
 * @self: a model
 *
 * Returns: how many requests it serves at once; 0 if the server does not tell
 */
guint
meirei_model_get_slots (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), 0);

  return (guint) MIN (NUMBER (self, PROP_SLOTS), G_MAXUINT);
}

/**
 * meirei_model_get_shared_pool:
 * @self: a model
 *
 * Returns: %TRUE if all requests that run at the same time share one context,
 *   so that the sum of their tokens has to fit
 */
gboolean
meirei_model_get_shared_pool (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), FALSE);

  return self->shared_pool;
}

/**
 * meirei_model_get_size:
 * @self: a model
 *
 * Returns: the size of the weights in bytes, or 0
 */
guint64
meirei_model_get_size (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), 0);

  return NUMBER (self, PROP_SIZE);
}

/**
 * meirei_model_get_memory:
 * @self: a model
 *
 * Returns: how much memory the loaded model takes in bytes, or 0
 */
guint64
meirei_model_get_memory (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), 0);

  return NUMBER (self, PROP_MEMORY);
}

/**
 * meirei_model_get_gpu_memory:
 * @self: a model
 *
 * Returns: how much of [method@Model.get_memory] is the graphics card's; less
 *   than all of it means that the model is slow
 */
guint64
meirei_model_get_gpu_memory (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), 0);

  return NUMBER (self, PROP_GPU_MEMORY);
}

/**
 * meirei_model_get_kv_bytes_per_token:
 * @self: a model
 *
 * Returns: what one more token of context costs in bytes of memory with a
 *   16-bit cache, or 0 if the server does not give the data
 */
guint64
meirei_model_get_kv_bytes_per_token (MeireiModel *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL (self), 0);

  return NUMBER (self, PROP_KV_BYTES_PER_TOKEN);
}

/**
 * meirei_model_estimate_memory:
 * @self: a model
 * @context: a context in tokens
 *
 * Adds up weights and cache.  Without what a token of context costs there is
 * no estimate; a server that rounds its cache needs less.
 *
 * Returns: how many bytes of memory the model probably takes when it is loaded
 *   with @context, or 0 if the server does not give the data
 */
guint64
meirei_model_estimate_memory (MeireiModel *self,
                              guint        context)
{
  guint64 size;
  guint64 per_token;

  g_return_val_if_fail (MEIREI_IS_MODEL (self), 0);

  size = meirei_model_get_size (self);
  per_token = meirei_model_get_kv_bytes_per_token (self);

  return size > 0 && per_token > 0 ? size + per_token * context : 0;
}
