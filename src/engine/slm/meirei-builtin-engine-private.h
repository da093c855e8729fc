/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

#include "meirei-builtin-engine.h"
#include "meirei-engine-state.h"

G_BEGIN_DECLS

struct _MeireiBuiltinEngine
{
  GObject             parent_instance;

  SoupSession        *session;     /* (owned) */
  MeireiServer       *server;      /* (owned) */
  MeireiEnginePhase   phase;
  char               *message;     /* (owned) (nullable) */

  /* Wishes */
  char               *model_path;  /* (owned) (nullable): NULL for the default */
  guint               context;

  /* The running engine */
  GSubprocess        *process;     /* (owned) (nullable): our child */
  MeireiEngineState  *state;       /* (owned) (nullable) */
  gboolean            detached;
  goffset             log_start;
  gint64              spawned_at;  /* of the monotonic clock */
  guint               patience_ms; /* how long it may give no sign of life */
  gint64              sign_at;     /* of the monotonic clock: its last one */
  goffset             log_size;    /* at the last look */
  guint               n_tries;
  guint               poll_id;
  guint               trim_id;
  gint64              kill_at;     /* of the monotonic clock: patience's end */
  gboolean            killed;

  GPtrArray          *starting;    /* of GTask: who waits for it to be ready */
  GPtrArray          *stopping;    /* of GTask: who waits for it to be gone */
};

/* meirei-builtin-engine.c */
void      _meirei_builtin_engine_set_phase     (MeireiBuiltinEngine  *self,
                                                MeireiEnginePhase     phase,
                                                const char           *message);
gboolean  _meirei_builtin_engine_is_alive      (MeireiBuiltinEngine  *self);
void      _meirei_builtin_engine_forget        (MeireiBuiltinEngine  *self);
void      _meirei_builtin_engine_list_default  (MeireiBuiltinEngine  *self);

/* meirei-builtin-engine-spawn.c */
gboolean  _meirei_builtin_engine_spawn         (MeireiBuiltinEngine  *self,
                                                gboolean              detached,
                                                GError              **error);

/* meirei-builtin-engine-start.c */
gboolean  _meirei_builtin_engine_is_coming_up  (MeireiBuiltinEngine  *self);
void      _meirei_builtin_engine_connect       (MeireiBuiltinEngine  *self);
gboolean  _meirei_builtin_engine_adopt         (MeireiBuiltinEngine  *self);
void      _meirei_builtin_engine_watch         (MeireiBuiltinEngine  *self);
void      _meirei_builtin_engine_fail          (MeireiBuiltinEngine  *self,
                                                GError               *error);

/* meirei-builtin-engine-stop.c */
void      _meirei_builtin_engine_stopped       (MeireiBuiltinEngine  *self);

G_END_DECLS
