/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-completion.h"
#include "meirei-context.h"
#include "meirei-execution-options.h"
#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiExecutionStage:
 * @MEIREI_EXECUTION_STAGE_PREPARING: choosing server and model, making the
 *   prompt, checking that it fits
 * @MEIREI_EXECUTION_STAGE_REQUESTING: the model is answering; see the
 *   completion for its phase
 * @MEIREI_EXECUTION_STAGE_SAVING: the answer is being stored; the server is
 *   free again
 * @MEIREI_EXECUTION_STAGE_ANALYSING: its quality is being looked at
 * @MEIREI_EXECUTION_STAGE_TESTING: the sheet's tests run in the sandbox
 * @MEIREI_EXECUTION_STAGE_REPAIRING: the model is asked again, because
 *   something is wrong with the code; there is a new completion for it
 * @MEIREI_EXECUTION_STAGE_FINISHED: ended, well or not
 *
 * How far an execution is.  After %MEIREI_EXECUTION_STAGE_REPAIRING it analyses
 * and tests again, and it ends with saving.
 */
typedef enum {
  MEIREI_EXECUTION_STAGE_PREPARING,
  MEIREI_EXECUTION_STAGE_REQUESTING,
  MEIREI_EXECUTION_STAGE_SAVING,
  MEIREI_EXECUTION_STAGE_ANALYSING,
  MEIREI_EXECUTION_STAGE_TESTING,
  MEIREI_EXECUTION_STAGE_REPAIRING,
  MEIREI_EXECUTION_STAGE_FINISHED,
} MeireiExecutionStage;

#define MEIREI_TYPE_EXECUTION_STAGE (meirei_execution_stage_get_type ())
GType meirei_execution_stage_get_type (void);

#define MEIREI_TYPE_EXECUTION (meirei_execution_get_type ())
G_DECLARE_FINAL_TYPE (MeireiExecution, meirei_execution, MEIREI, EXECUTION, GObject)

MeireiExecution      *meirei_execution_new            (MeireiContext           *context,
                                                       MeireiWorkspace         *workspace,
                                                       const char              *id,
                                                       MeireiExecutionOptions  *options);
void                  meirei_execution_set_target     (MeireiExecution         *self,
                                                       MeireiTarget            *target);
void                  meirei_execution_set_batch      (MeireiExecution         *self,
                                                       const char              *batch_id);
void                  meirei_execution_set_reply      (MeireiExecution         *self,
                                                       GBytes                  *reply,
                                                       JsonObject              *asked);
void                  meirei_execution_stop           (MeireiExecution         *self);
void                  meirei_execution_run_async      (MeireiExecution         *self,
                                                       GCancellable            *cancellable,
                                                       GAsyncReadyCallback      callback,
                                                       gpointer                 user_data);
gboolean              meirei_execution_needs_server   (MeireiExecution         *self);
guint                 meirei_execution_get_attempt    (MeireiExecution         *self);
gboolean              meirei_execution_run_finish     (MeireiExecution         *self,
                                                       GAsyncResult            *result,
                                                       GError                 **error);

const char           *meirei_execution_get_id         (MeireiExecution         *self);
MeireiExecutionStage  meirei_execution_get_stage      (MeireiExecution         *self);
MeireiCompletion     *meirei_execution_get_completion (MeireiExecution         *self);
MeireiVersion        *meirei_execution_get_version    (MeireiExecution         *self);
MeireiTarget         *meirei_execution_get_target     (MeireiExecution         *self);

G_END_DECLS
