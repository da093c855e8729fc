/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MeireiSlmError:
 * @MEIREI_SLM_ERROR_UNREACHABLE: nothing answers at the address: refused,
 *   no such host, no route, or no connection within the connect limit
 * @MEIREI_SLM_ERROR_UNAUTHORIZED: the server is there but wants another API
 *   key, or the key lacks a permission
 * @MEIREI_SLM_ERROR_RATE_LIMITED: too many requests for now; the failure may
 *   say how long to wait
 * @MEIREI_SLM_ERROR_MODEL_NOT_FOUND: the server has no such model
 * @MEIREI_SLM_ERROR_NO_MODEL: the server has no model loaded, or none was named
 * @MEIREI_SLM_ERROR_LOAD_FAILED: the server could not load the model, mostly
 *   for lack of memory
 * @MEIREI_SLM_ERROR_CONTEXT_OVERFLOW: the prompt does not fit the loaded
 *   context; the failure has the numbers where the server gave them
 * @MEIREI_SLM_ERROR_TIMED_OUT: one of the user's limits or a gateway's was over
 * @MEIREI_SLM_ERROR_CUT_SHORT: the answer ended without saying that it is
 *   finished
 * @MEIREI_SLM_ERROR_BAD_RESPONSE: what came back is not an answer
 * @MEIREI_SLM_ERROR_NO_ENDPOINT: the server does not know the address's path
 * @MEIREI_SLM_ERROR_REDIRECTED: the server points elsewhere; not followed,
 *   because the API key must not go to another host
 * @MEIREI_SLM_ERROR_BAD_PARAMETER: the server refuses the request; the failure
 *   names the parameter where the server did
 * @MEIREI_SLM_ERROR_TOO_LARGE: the answer or the request is beyond a limit
 * @MEIREI_SLM_ERROR_LOADING: the server is still loading its model
 * @MEIREI_SLM_ERROR_OVERLOADED: the server's queue is full
 * @MEIREI_SLM_ERROR_CRASHED: the model's process died or was unloaded
 * @MEIREI_SLM_ERROR_SERVER: any other error of the server
 *
 * Errors of talking to a model server.  Cancellation is %G_IO_ERROR_CANCELLED.
 */
typedef enum {
  MEIREI_SLM_ERROR_UNREACHABLE,
  MEIREI_SLM_ERROR_UNAUTHORIZED,
  MEIREI_SLM_ERROR_RATE_LIMITED,
  MEIREI_SLM_ERROR_MODEL_NOT_FOUND,
  MEIREI_SLM_ERROR_NO_MODEL,
  MEIREI_SLM_ERROR_LOAD_FAILED,
  MEIREI_SLM_ERROR_CONTEXT_OVERFLOW,
  MEIREI_SLM_ERROR_TIMED_OUT,
  MEIREI_SLM_ERROR_CUT_SHORT,
  MEIREI_SLM_ERROR_BAD_RESPONSE,
  MEIREI_SLM_ERROR_NO_ENDPOINT,
  MEIREI_SLM_ERROR_REDIRECTED,
  MEIREI_SLM_ERROR_BAD_PARAMETER,
  MEIREI_SLM_ERROR_TOO_LARGE,
  MEIREI_SLM_ERROR_LOADING,
  MEIREI_SLM_ERROR_OVERLOADED,
  MEIREI_SLM_ERROR_CRASHED,
  MEIREI_SLM_ERROR_SERVER,
} MeireiSlmError;

#define MEIREI_TYPE_SLM_ERROR (meirei_slm_error_get_type ())
GType meirei_slm_error_get_type (void);

/**
 * MeireiSlmDetails:
 * @http_status: the response's status, or 0
 * @needed_tokens: tokens the request needs, or 0
 * @available_tokens: tokens the loaded context has, or 0
 * @retry_after_ms: how long the server wants us to wait, or 0
 * @parameter: (nullable): the parameter that the server refuses
 * @server_text: (nullable): the server's own words
 *
 * What is known about a failure; members that are not known stay 0.
 */
typedef struct {
  guint       http_status;
  gint64      needed_tokens;
  gint64      available_tokens;
  gint64      retry_after_ms;
  const char *parameter;
  const char *server_text;
} MeireiSlmDetails;

#define MEIREI_TYPE_SLM_FAILURE (meirei_slm_failure_get_type ())
G_DECLARE_FINAL_TYPE (MeireiSlmFailure, meirei_slm_failure, MEIREI, SLM_FAILURE, GObject)

MeireiSlmFailure *meirei_slm_failure_new                  (MeireiSlmError          code,
                                                           const char             *message,
                                                           const MeireiSlmDetails *details);
MeireiSlmError    meirei_slm_failure_get_code             (MeireiSlmFailure       *self);
const char       *meirei_slm_failure_get_message          (MeireiSlmFailure       *self);
guint             meirei_slm_failure_get_http_status      (MeireiSlmFailure       *self);
gint64            meirei_slm_failure_get_needed_tokens    (MeireiSlmFailure       *self);
gint64            meirei_slm_failure_get_available_tokens (MeireiSlmFailure       *self);
gint64            meirei_slm_failure_get_retry_after_ms   (MeireiSlmFailure       *self);
const char       *meirei_slm_failure_get_parameter        (MeireiSlmFailure       *self);
const char       *meirei_slm_failure_get_server_text      (MeireiSlmFailure       *self);

G_END_DECLS
