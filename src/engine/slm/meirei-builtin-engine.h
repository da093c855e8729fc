/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-server.h"

G_BEGIN_DECLS

/**
 * MeireiEnginePhase:
 * @MEIREI_ENGINE_PHASE_STOPPED: not running
 * @MEIREI_ENGINE_PHASE_STARTING: the process was started and does not answer yet
 * @MEIREI_ENGINE_PHASE_LOADING: it answers that it is loading the model
 * @MEIREI_ENGINE_PHASE_READY: it takes requests
 * @MEIREI_ENGINE_PHASE_STOPPING: it was told to end
 * @MEIREI_ENGINE_PHASE_FAILED: it could not be started or ended by itself
 *
 * Where the built-in engine is in its life.
 */
typedef enum {
  MEIREI_ENGINE_PHASE_STOPPED,
  MEIREI_ENGINE_PHASE_STARTING,
  MEIREI_ENGINE_PHASE_LOADING,
  MEIREI_ENGINE_PHASE_READY,
  MEIREI_ENGINE_PHASE_STOPPING,
  MEIREI_ENGINE_PHASE_FAILED,
} MeireiEnginePhase;

#define MEIREI_TYPE_ENGINE_PHASE (meirei_engine_phase_get_type ())
GType meirei_engine_phase_get_type (void);

/* How long an engine that is starting may neither answer nor write to its log. */
#define MEIREI_BUILTIN_ENGINE_PATIENCE_MS (180 * 1000)

#define MEIREI_TYPE_BUILTIN_ENGINE (meirei_builtin_engine_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBuiltinEngine, meirei_builtin_engine, MEIREI, BUILTIN_ENGINE, GObject)

/* What the server's URL is while no engine runs. */
#define MEIREI_BUILTIN_ENGINE_URL "builtin"
#define MEIREI_BUILTIN_ENGINE_DEFAULT_CONTEXT 4096

MeireiBuiltinEngine *meirei_builtin_engine_new            (void);

MeireiServer        *meirei_builtin_engine_get_server     (MeireiBuiltinEngine  *self);
MeireiEnginePhase    meirei_builtin_engine_get_phase      (MeireiBuiltinEngine  *self);
const char          *meirei_builtin_engine_get_message    (MeireiBuiltinEngine  *self);
gboolean             meirei_builtin_engine_is_available   (MeireiBuiltinEngine  *self,
                                                           GError              **error);
gboolean             meirei_builtin_engine_get_detached   (MeireiBuiltinEngine  *self);
int                  meirei_builtin_engine_get_pid        (MeireiBuiltinEngine  *self);
char                *meirei_builtin_engine_dup_model_path (MeireiBuiltinEngine  *self);
void                 meirei_builtin_engine_set_model_path (MeireiBuiltinEngine  *self,
                                                           const char           *model_path);
guint                meirei_builtin_engine_get_context    (MeireiBuiltinEngine  *self);
void                 meirei_builtin_engine_set_context    (MeireiBuiltinEngine  *self,
                                                           guint                 context);
void                 meirei_builtin_engine_set_patience   (MeireiBuiltinEngine  *self,
                                                           guint                 milliseconds);

void                 meirei_builtin_engine_refresh_async  (MeireiBuiltinEngine  *self,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
gboolean             meirei_builtin_engine_refresh_finish (MeireiBuiltinEngine  *self,
                                                           GAsyncResult         *result,
                                                           GError              **error);
void                 meirei_builtin_engine_start_async    (MeireiBuiltinEngine  *self,
                                                           gboolean              detached,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
gboolean             meirei_builtin_engine_start_finish   (MeireiBuiltinEngine  *self,
                                                           GAsyncResult         *result,
                                                           GError              **error);
void                 meirei_builtin_engine_stop_async     (MeireiBuiltinEngine  *self,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
gboolean             meirei_builtin_engine_stop_finish    (MeireiBuiltinEngine  *self,
                                                           GAsyncResult         *result,
                                                           GError              **error);
void                 meirei_builtin_engine_reload_async   (MeireiBuiltinEngine  *self,
                                                           guint                 context,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
gboolean             meirei_builtin_engine_reload_finish  (MeireiBuiltinEngine  *self,
                                                           GAsyncResult         *result,
                                                           GError              **error);

G_END_DECLS
