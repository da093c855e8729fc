/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-instruction-item.h"
#include "meirei-instruction.h"
#include "meirei-phase.h"
#include "meirei-store-problem.h"
#include "meirei-workspace-error.h"

G_BEGIN_DECLS

#define MEIREI_WORKSPACE_SCHEMA 1
#define MEIREI_WORKSPACE_FILE "meirei.json"

#define MEIREI_TYPE_WORKSPACE (meirei_workspace_get_type ())
G_DECLARE_FINAL_TYPE (MeireiWorkspace, meirei_workspace, MEIREI, WORKSPACE, GObject)

/**
 * MeireiInstructionFunc:
 * @instruction: the instruction as it is stored now
 * @user_data: the caller's data
 * @error: return location for an error
 *
 * Changes an instruction, usually by one of the functions of
 * `meirei-lifecycle.h`.  It runs while the workspace is locked, in the
 * asynchronous case on the workspace's own thread, so it must neither block nor
 * call the workspace.
 *
 * Returns: %TRUE to store the change, %FALSE with @error set to leave all as it is
 */
typedef gboolean (*MeireiInstructionFunc) (MeireiInstruction  *instruction,
                                           gpointer            user_data,
                                           GError            **error);

/**
 * MeireiSettingsFunc:
 * @settings: the content of `meirei.json` as it is stored now, to be changed
 * @user_data: the caller's data
 * @error: return location for an error
 *
 * Changes a workspace's settings.
 *
 * Returns: %TRUE to store the change, %FALSE with @error set to leave all as it is
 */
typedef gboolean (*MeireiSettingsFunc) (JsonObject  *settings,
                                        gpointer     user_data,
                                        GError     **error);

/* The folder. */
MeireiWorkspace *meirei_workspace_create             (const char             *dir,
                                                      const char             *name,
                                                      GError                **error);
MeireiWorkspace *meirei_workspace_open               (const char             *dir,
                                                      GCancellable           *cancellable,
                                                      GError                **error);
void             meirei_workspace_open_async         (const char             *dir,
                                                      GCancellable           *cancellable,
                                                      GAsyncReadyCallback     callback,
                                                      gpointer                user_data);
MeireiWorkspace *meirei_workspace_open_finish        (GAsyncResult           *result,
                                                      GError                **error);
char            *meirei_workspace_find_dir           (const char             *start);
const char      *meirei_workspace_get_dir            (MeireiWorkspace        *self);
char            *meirei_workspace_dup_name           (MeireiWorkspace        *self);
gboolean         meirei_workspace_is_read_only       (MeireiWorkspace        *self);
const char      *meirei_workspace_get_read_only_reason (MeireiWorkspace      *self);

/* What it holds.  The lists change only on the main context on which the
 * workspace was opened. */
GListModel      *meirei_workspace_get_items          (MeireiWorkspace        *self);
MeireiInstructionItem *
                 meirei_workspace_get_item           (MeireiWorkspace        *self,
                                                      const char             *id);
GListModel      *meirei_workspace_list_problems      (MeireiWorkspace        *self);
char            *meirei_workspace_find_id            (MeireiWorkspace        *self,
                                                      const char             *text,
                                                      GError                **error);
void             meirei_workspace_apply_changes      (MeireiWorkspace        *self);
gboolean         meirei_workspace_refresh            (MeireiWorkspace        *self,
                                                      GCancellable           *cancellable,
                                                      GError                **error);
void             meirei_workspace_refresh_async      (MeireiWorkspace        *self,
                                                      GCancellable           *cancellable,
                                                      GAsyncReadyCallback     callback,
                                                      gpointer                user_data);
gboolean         meirei_workspace_refresh_finish     (MeireiWorkspace        *self,
                                                      GAsyncResult           *result,
                                                      GError                **error);
GHashTable      *meirei_workspace_search             (MeireiWorkspace        *self,
                                                      const char             *text,
                                                      GCancellable           *cancellable,
                                                      GError                **error);
void             meirei_workspace_search_async       (MeireiWorkspace        *self,
                                                      const char             *text,
                                                      GCancellable           *cancellable,
                                                      GAsyncReadyCallback     callback,
                                                      gpointer                user_data);
GHashTable      *meirei_workspace_search_finish      (MeireiWorkspace        *self,
                                                      GAsyncResult           *result,
                                                      GError                **error);

/* Settings: `meirei.json`. */
JsonObject      *meirei_workspace_dup_settings       (MeireiWorkspace        *self);
gboolean         meirei_workspace_update_settings    (MeireiWorkspace        *self,
                                                      MeireiSettingsFunc      func,
                                                      gpointer                func_data,
                                                      GError                **error);
void             meirei_workspace_update_settings_async
                                                     (MeireiWorkspace        *self,
                                                      MeireiSettingsFunc      func,
                                                      gpointer                func_data,
                                                      GDestroyNotify          func_data_free,
                                                      GCancellable           *cancellable,
                                                      GAsyncReadyCallback     callback,
                                                      gpointer                user_data);
gboolean         meirei_workspace_update_settings_finish
                                                     (MeireiWorkspace        *self,
                                                      GAsyncResult           *result,
                                                      GError                **error);
GListModel      *meirei_workspace_list_phases        (MeireiWorkspace        *self);
gboolean         meirei_workspace_set_phases         (MeireiWorkspace        *self,
                                                      GPtrArray              *phases,
                                                      GError                **error);

/* Instructions.  Every function is thread-safe; the plain ones block. */
MeireiInstruction *
                 meirei_workspace_load_instruction   (MeireiWorkspace        *self,
                                                      const char             *id,
                                                      GError                **error);
void             meirei_workspace_load_instruction_async
                                                     (MeireiWorkspace        *self,
                                                      const char             *id,
                                                      GCancellable           *cancellable,
                                                      GAsyncReadyCallback     callback,
                                                      gpointer                user_data);
MeireiInstruction *
                 meirei_workspace_load_instruction_finish
                                                     (MeireiWorkspace        *self,
                                                      GAsyncResult           *result,
                                                      GError                **error);
gboolean         meirei_workspace_add_instruction    (MeireiWorkspace        *self,
                                                      MeireiInstruction      *instruction,
                                                      GError                **error);
GPtrArray       *meirei_workspace_add_instructions   (MeireiWorkspace        *self,
                                                      GPtrArray              *instructions,
                                                      GError                **error);
void             meirei_workspace_add_instructions_async
                                                     (MeireiWorkspace        *self,
                                                      GPtrArray              *instructions,
                                                      GCancellable           *cancellable,
                                                      GAsyncReadyCallback     callback,
                                                      gpointer                user_data);
GPtrArray       *meirei_workspace_add_instructions_finish
                                                     (MeireiWorkspace        *self,
                                                      GAsyncResult           *result,
                                                      GError                **error);
MeireiInstruction *
                 meirei_workspace_update_instruction (MeireiWorkspace        *self,
                                                      const char             *id,
                                                      gint64                  expected_revision,
                                                      MeireiInstructionFunc   func,
                                                      gpointer                func_data,
                                                      GError                **error);
void             meirei_workspace_update_instruction_async
                                                     (MeireiWorkspace        *self,
                                                      const char             *id,
                                                      gint64                  expected_revision,
                                                      MeireiInstructionFunc   func,
                                                      gpointer                func_data,
                                                      GDestroyNotify          func_data_free,
                                                      GCancellable           *cancellable,
                                                      GAsyncReadyCallback     callback,
                                                      gpointer                user_data);
MeireiInstruction *
                 meirei_workspace_update_instruction_finish
                                                     (MeireiWorkspace        *self,
                                                      GAsyncResult           *result,
                                                      GError                **error);
GPtrArray       *meirei_workspace_update_instructions
                                                     (MeireiWorkspace        *self,
                                                      const char * const     *ids,
                                                      MeireiInstructionFunc   func,
                                                      gpointer                func_data,
                                                      GError                **error);
void             meirei_workspace_update_instructions_async
                                                     (MeireiWorkspace        *self,
                                                      const char * const     *ids,
                                                      MeireiInstructionFunc   func,
                                                      gpointer                func_data,
                                                      GDestroyNotify          func_data_free,
                                                      GCancellable           *cancellable,
                                                      GAsyncReadyCallback     callback,
                                                      gpointer                user_data);
GPtrArray       *meirei_workspace_update_instructions_finish
                                                     (MeireiWorkspace        *self,
                                                      GAsyncResult           *result,
                                                      GError                **error);
gboolean         meirei_workspace_delete_instruction (MeireiWorkspace        *self,
                                                      const char             *id,
                                                      GError                **error);
void             meirei_workspace_delete_instruction_async
                                                     (MeireiWorkspace        *self,
                                                      const char             *id,
                                                      GCancellable           *cancellable,
                                                      GAsyncReadyCallback     callback,
                                                      gpointer                user_data);
gboolean         meirei_workspace_delete_instruction_finish
                                                     (MeireiWorkspace        *self,
                                                      GAsyncResult           *result,
                                                      GError                **error);
gboolean         meirei_workspace_restore_instruction
                                                     (MeireiWorkspace        *self,
                                                      const char             *id,
                                                      GError                **error);
void             meirei_workspace_restore_instruction_async
                                                     (MeireiWorkspace        *self,
                                                      const char             *id,
                                                      GCancellable           *cancellable,
                                                      GAsyncReadyCallback     callback,
                                                      gpointer                user_data);
gboolean         meirei_workspace_restore_instruction_finish
                                                     (MeireiWorkspace        *self,
                                                      GAsyncResult           *result,
                                                      GError                **error);

G_END_DECLS
