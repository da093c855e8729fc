/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-item-list.h"
#include "meirei-part-writer.h"
#include "meirei-store-group.h"
#include "meirei-store-index.h"
#include "meirei-store-lock.h"
#include "meirei-store-owner.h"
#include "meirei-store-row.h"
#include "meirei-store-thread.h"
#include "meirei-workspace-execution.h"

G_BEGIN_DECLS

struct _MeireiWorkspace
{
  GObject parent_instance;

  char *path;
  GMainContext *context;   /* on which the lists change */

  /* Set when the workspace is opened, constant afterwards.  Without write
   * access the folders may be missing. */
  MeireiStoreDir *root;
  MeireiStoreDir *data;         /* (nullable) */
  MeireiStoreDir *instructions; /* (nullable) */
  MeireiStoreDir *code;         /* (nullable) */
  MeireiStoreDir *versions;     /* (nullable) */
  MeireiStoreLock *lock;        /* (nullable): %NULL if read-only */
  MeireiStoreOwner *owner;      /* (nullable): %NULL if read-only */
  char *read_only_reason;       /* (nullable) */
  MeireiStoreThread *writer;
  GThreadPool *readers;
  MeireiStoreIndex *index;      /* (nullable): everything works without */

  /* Of the main context alone. */
  MeireiItemList *items;
  GListStore *problems;
  GListStore *phases;
  GFileMonitor *monitors[3];
  GSource *monitor_source;      /* (nullable) */
  GHashTable *monitor_names;    /* (nullable): what was reported to be changed */

  GMutex mutex;
  /* Guarded by the mutex. */
  JsonObject *settings;         /* never changed, only replaced */
  gint64 settings_revision;
  GHashTable *rows;             /* id → MeireiStoreRow */
  GPtrArray *sorted_ids;        /* (nullable): made when it is needed */
  GHashTable *executions;       /* id → MeireiRunningExecution, the running ones */
  GQueue jobs;                  /* MeireiStoreJob, waiting for the writer thread */
  GHashTable *pending_items;    /* id → MeireiInstructionItem or %NULL if it is gone */
  GHashTable *pending_problems; /* path → reason, or %NULL if it is solved */
  gboolean pending_settings;
  GSource *pending_source;      /* (nullable) */
};

/**
 * MeireiRunningExecution:
 *
 * An execution of this workspace object that has begun and not ended.
 */
typedef struct {
  char *version;
  MeireiPartWriter *part;
} MeireiRunningExecution;

MeireiRunningExecution   *_meirei_workspace_ref_execution       (MeireiWorkspace   *self,
                                                          const char        *id);
void               _meirei_workspace_free_execution      (MeireiRunningExecution   *execution);
void               _meirei_workspace_add_execution       (MeireiWorkspace   *self,
                                                          const char        *id,
                                                          const char        *version,
                                                          MeireiPartWriter  *part);
void               _meirei_workspace_remove_execution    (MeireiWorkspace   *self,
                                                          const char        *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiRunningExecution, _meirei_workspace_free_execution)

/* Opening. */
gboolean           _meirei_workspace_load                (MeireiWorkspace   *self,
                                                          GCancellable      *cancellable,
                                                          GError           **error);
gboolean           _meirei_workspace_scan                (MeireiWorkspace   *self,
                                                          GHashTable        *indexed,
                                                          GCancellable      *cancellable,
                                                          GError           **error);
void               _meirei_workspace_reread              (MeireiWorkspace   *self,
                                                          const char        *id);
void               _meirei_workspace_reread_name         (MeireiWorkspace   *self,
                                                          const char        *name);
void               _meirei_workspace_start_monitors      (MeireiWorkspace   *self);
void               _meirei_workspace_stop_monitors       (MeireiWorkspace   *self);

/* Settings. */
JsonObject        *_meirei_workspace_read_settings       (MeireiWorkspace   *self,
                                                          GError           **error);
void               _meirei_workspace_take_settings       (MeireiWorkspace   *self,
                                                          JsonObject        *settings);
void               _meirei_workspace_reload_settings     (MeireiWorkspace   *self);
void               _meirei_workspace_fill_phases         (MeireiWorkspace   *self);

/* Reading. */
gboolean           _meirei_workspace_check_id            (MeireiWorkspace   *self,
                                                          const char        *id,
                                                          GError           **error);
MeireiInstruction *_meirei_workspace_read_instruction    (MeireiWorkspace   *self,
                                                          const char        *id,
                                                          MeireiFileStamp   *stamp,
                                                          GError           **error);
JsonObject        *_meirei_workspace_read_version        (MeireiWorkspace   *self,
                                                          const char        *id,
                                                          const char        *version,
                                                          char             **path,
                                                          MeireiFileStamp   *stamp,
                                                          GError           **error);
MeireiStoreRow    *_meirei_workspace_read_row            (MeireiWorkspace   *self,
                                                          const char        *id,
                                                          GError           **error);
MeireiStoreRow    *_meirei_workspace_make_row            (MeireiWorkspace   *self,
                                                          MeireiInstruction *instruction,
                                                          MeireiFileStamp   *stamp);
gboolean           _meirei_workspace_is_version_name     (const char        *text);
MeireiStoreDir    *_meirei_workspace_open_version_dir    (MeireiWorkspace   *self,
                                                          const char        *id,
                                                          gboolean           create,
                                                          GError           **error);
char              *_meirei_workspace_hash_file           (MeireiStoreDir    *dir,
                                                          const char        *name,
                                                          gint64            *size);

GPtrArray         *_meirei_workspace_list_ids            (MeireiWorkspace   *self);

/* Verdicts. */
void               _meirei_workspace_mark_decisions      (MeireiWorkspace   *self,
                                                          gint64             group);
gboolean           _meirei_workspace_recover_decisions   (MeireiWorkspace   *self,
                                                          GError           **error);

/* Telling. */
void               _meirei_workspace_publish             (MeireiWorkspace   *self,
                                                          MeireiStoreRow    *row);
void               _meirei_workspace_publish_removed     (MeireiWorkspace   *self,
                                                          const char        *id);
void               _meirei_workspace_publish_problem     (MeireiWorkspace   *self,
                                                          const char        *path,
                                                          const char        *reason);
void               _meirei_workspace_publish_settings    (MeireiWorkspace   *self);
void               _meirei_workspace_release             (MeireiWorkspace   *self);
void               _meirei_workspace_init_pending        (MeireiWorkspace   *self);
void               _meirei_workspace_emit_instruction_changed
                                                         (MeireiWorkspace   *self,
                                                          const char        *id);
void               _meirei_workspace_emit_settings_changed
                                                         (MeireiWorkspace   *self);

/* Writing. */
gboolean           _meirei_workspace_check_writable      (MeireiWorkspace   *self,
                                                          GError           **error);

/* Asynchronous twins. */
typedef gpointer (*MeireiCallFunc) (MeireiWorkspace  *self,
                                    gpointer          arguments,
                                    GError          **error);

void               _meirei_workspace_call                (MeireiWorkspace     *self,
                                                          MeireiCallFunc       func,
                                                          gpointer             arguments,
                                                          GDestroyNotify       arguments_free,
                                                          GDestroyNotify       result_free,
                                                          gboolean             writes,
                                                          gpointer             source_tag,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);

void               _meirei_workspace_read_worker         (gpointer             data,
                                                          gpointer             user_data);

G_END_DECLS
