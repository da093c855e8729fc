/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace-private.h"

G_BEGIN_DECLS

typedef struct _MeireiStoreJob MeireiStoreJob;

/**
 * MeireiStoreJob:
 * @id: the instruction it is about; jobs about one are never done together
 * @prepare: reads what is stored, checks and adds to @group; the workspace is
 *   locked
 * @finish: (nullable): called after success, while the workspace is still locked and
 *   after the lists have been told
 * @give_up: (nullable): called after a failure
 * @group: what is written
 * @instruction: (nullable): the instruction as it will be
 * @version: (nullable): the version as it will be
 * @arguments: what the operation needs
 * @error: why it failed
 *
 * One change of an instruction.  Several are synced to the disk together,
 * which makes many small changes fast; each succeeds or fails by itself.
 */
struct _MeireiStoreJob {
  char *id;
  gboolean (*prepare) (MeireiWorkspace  *self,
                       MeireiStoreJob   *job,
                       GError          **error);
  void (*finish) (MeireiWorkspace *self,
                  MeireiStoreJob  *job);
  void (*give_up) (MeireiWorkspace *self,
                   MeireiStoreJob  *job);
  MeireiStoreGroup *group;
  MeireiInstruction *instruction;
  MeireiFileStamp stamp;
  gboolean instruction_written;
  MeireiVersion *version;
  gpointer arguments;
  GDestroyNotify arguments_free;
  GError *error;
  GTask *task;
};

/* Runs after all jobs are prepared and before anything becomes visible. */
typedef gboolean (*MeireiStoreBatchFunc) (MeireiWorkspace  *self,
                                          GPtrArray        *jobs,
                                          gpointer          data,
                                          GError          **error);

MeireiStoreJob *meirei_store_job_new  (const char      *id,
                                       gboolean       (*prepare) (MeireiWorkspace  *self,
                                                                  MeireiStoreJob   *job,
                                                                  GError          **error),
                                       void           (*finish) (MeireiWorkspace *self,
                                                                 MeireiStoreJob  *job),
                                       gpointer         arguments,
                                       GDestroyNotify   arguments_free);
void            meirei_store_job_free (MeireiStoreJob  *job);

gboolean        meirei_store_job_write_instruction
                                      (MeireiWorkspace  *self,
                                       MeireiStoreJob   *job,
                                       GError          **error);
gboolean        meirei_store_job_write_version
                                      (MeireiWorkspace  *self,
                                       MeireiStoreJob   *job,
                                       const char       *temporary,
                                       gboolean          replace,
                                       GError          **error);

void            _meirei_workspace_run_jobs  (MeireiWorkspace       *self,
                                             GPtrArray             *jobs,
                                             MeireiStoreBatchFunc   before_commit,
                                             gpointer               data);
void            _meirei_workspace_run_locked_jobs
                                            (MeireiWorkspace       *self,
                                             GPtrArray             *jobs,
                                             MeireiStoreBatchFunc   before_commit,
                                             gpointer               data);
gboolean        _meirei_workspace_run_job   (MeireiWorkspace       *self,
                                             MeireiStoreJob        *job,
                                             GError               **error);
void            _meirei_workspace_queue_job (MeireiWorkspace       *self,
                                             MeireiStoreJob        *job,
                                             gpointer               source_tag,
                                             GCancellable          *cancellable,
                                             GAsyncReadyCallback    callback,
                                             gpointer               user_data);
MeireiStoreJob *_meirei_workspace_finish_job (MeireiWorkspace      *self,
                                              GAsyncResult         *result,
                                              GError              **error);

GPtrArray      *_meirei_workspace_take_errors (GPtrArray           *jobs);
void            _meirei_workspace_drop_records
                                             (MeireiWorkspace      *self,
                                              MeireiStoreJob       *job);
gboolean        _meirei_workspace_check_revision
                                             (MeireiInstruction    *instruction,
                                              gint64                expected_revision,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiStoreJob, meirei_store_job_free)

G_END_DECLS
