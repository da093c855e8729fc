/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-slm-error.h"

/* The numbers travel with the GError, so that a dialog far away from the
 * request can still offer "load with 8,192 tokens". */
typedef struct {
  MeireiSlmFailure *failure;  /* (owned) (nullable) */
} MeireiSlmErrorPrivate;

static void meirei_slm_error_private_init  (MeireiSlmErrorPrivate       *priv);
static void meirei_slm_error_private_copy  (const MeireiSlmErrorPrivate *source,
                                            MeireiSlmErrorPrivate       *copy);
static void meirei_slm_error_private_clear (MeireiSlmErrorPrivate       *priv);

/* GLib aligns the private data; clang cannot see it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (MeireiSlmError, meirei_slm_error)
#pragma GCC diagnostic pop

static void
meirei_slm_error_private_init (MeireiSlmErrorPrivate *priv)
{
  priv->failure = NULL;
}

static void
meirei_slm_error_private_copy (const MeireiSlmErrorPrivate *source,
                               MeireiSlmErrorPrivate       *copy)
{
  g_set_object (&copy->failure, source->failure);
}

static void
meirei_slm_error_private_clear (MeireiSlmErrorPrivate *priv)
{
  g_clear_object (&priv->failure);
}

/**
 * meirei_slm_error_new:
 * @failure: what went wrong
 *
 * Wraps a failure into an error of the domain %MEIREI_SLM_ERROR with the
 * failure's code and message.
 *
 * Returns: (transfer full): the error, which holds a reference on @failure
 */
GError *
meirei_slm_error_new (MeireiSlmFailure *failure)
{
  GError *error;

  g_return_val_if_fail (MEIREI_IS_SLM_FAILURE (failure), NULL);

  error = g_error_new_literal (MEIREI_SLM_ERROR,
                               (int) meirei_slm_failure_get_code (failure),
                               meirei_slm_failure_get_message (failure));
  meirei_slm_error_get_private (error)->failure = g_object_ref (failure);

  return error;
}

/**
 * meirei_slm_error_get_failure:
 * @error: (nullable): any error
 *
 * The numbers behind an error: tokens needed and available, the HTTP status,
 * how long to wait.
 *
 * Returns: (transfer none) (nullable): the failure, or %NULL if @error is of
 *   another domain or was made without one
 */
MeireiSlmFailure *
meirei_slm_error_get_failure (const GError *error)
{
  if (error == NULL || error->domain != MEIREI_SLM_ERROR)
    return NULL;

  return meirei_slm_error_get_private (error)->failure;
}
