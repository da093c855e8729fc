/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-attempt.h"
#include "meirei-execution-plan.h"
#include "meirei-execution.h"

G_BEGIN_DECLS

struct _MeireiExecution
{
  GObject parent_instance;

  /* Input */
  MeireiContext *context;
  MeireiWorkspace *workspace;
  char *id;
  char *batch_id;               /* (nullable) */
  MeireiExecutionOptions *options;
  MeireiTarget *target;         /* (nullable) until it is chosen */
  GBytes *reply;                /* (nullable) an answer that came in a file */
  JsonObject *asked;            /* (nullable) what was asked for it */

  /* In progress */
  MeireiExecutionStage stage;
  GCancellable *cancellable;    /* stops the request; follows the caller's */
  GCancellable *followed;       /* (nullable) the caller's */
  gulong followed_id;
  gboolean has_begun;
  MeireiExecutionPlan *plan;    /* (nullable) */
  MeireiAnalysisSettings *settings; /* (nullable) */
  GPtrArray *attempts;          /* of MeireiAttempt, those with an answer */
  MeireiAttempt *attempt;       /* (nullable) the one in work */
  MeireiAttempt *best;          /* (nullable) (unowned) one of the attempts */
  gsize n_written;              /* bytes of the text that are in the part file */
  guint epoch;
  char *kept_as;                /* (nullable) where a checkpoint has the answer */
  JsonObject *hit;              /* (nullable) whose answer is used again */

  /* Output */
  MeireiVersion *version;
  GError *error;                /* (nullable) why it is no success */
};

/* meirei-execution.c */
void _meirei_execution_set_stage        (MeireiExecution      *self,
                                         MeireiExecutionStage  stage);
void _meirei_execution_set_attempt      (MeireiExecution      *self,
                                         MeireiAttempt        *attempt);
void _meirei_execution_notify_completion
                                        (MeireiExecution      *self);

/* meirei-execution-run.c: from the sheet to the first answer. */
void _meirei_execution_run              (MeireiExecution      *self,
                                         GTask                *task);
void _meirei_execution_send             (MeireiExecution      *self,
                                         GTask                *task);
void _meirei_execution_return           (MeireiExecution      *self,
                                         GTask                *task,
                                         GError               *error);

/* meirei-execution-check.c: from an answer to a judged one; the end. */
void _meirei_execution_read             (MeireiExecution      *self,
                                         GTask                *task);
void _meirei_execution_finish           (MeireiExecution      *self,
                                         GTask                *task);

/* meirei-execution-repair.c: the next attempt, or the end. */
void _meirei_execution_decide           (MeireiExecution      *self,
                                         GTask                *task);

/* meirei-execution-record.c */
gboolean _meirei_execution_fill_draft   (MeireiVersion        *version,
                                         MeireiInstruction    *instruction,
                                         gpointer              user_data,
                                         GError              **error);
void     _meirei_execution_fill_version (MeireiExecution      *self,
                                         MeireiVersion        *version,
                                         MeireiAttempt        *attempt);

G_END_DECLS
