/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-model.h"
#include "meirei-server-kind.h"

G_BEGIN_DECLS

/**
 * MeireiServerState:
 * @MEIREI_SERVER_STATE_UNKNOWN: nobody asked yet
 * @MEIREI_SERVER_STATE_LOOKING: being asked
 * @MEIREI_SERVER_STATE_CONNECTED: it answered and its models are known
 * @MEIREI_SERVER_STATE_NEEDS_KEY: it answered and refused for want of an API key
 * @MEIREI_SERVER_STATE_LOADING: it answered that it is not ready yet
 * @MEIREI_SERVER_STATE_NOT_RUNNING: nothing listens there
 * @MEIREI_SERVER_STATE_ERROR: something else is wrong, see the message
 *
 * What is known about a server.
 */
typedef enum {
  MEIREI_SERVER_STATE_UNKNOWN,
  MEIREI_SERVER_STATE_LOOKING,
  MEIREI_SERVER_STATE_CONNECTED,
  MEIREI_SERVER_STATE_NEEDS_KEY,
  MEIREI_SERVER_STATE_LOADING,
  MEIREI_SERVER_STATE_NOT_RUNNING,
  MEIREI_SERVER_STATE_ERROR,
} MeireiServerState;

#define MEIREI_TYPE_SERVER_STATE (meirei_server_state_get_type ())
GType meirei_server_state_get_type (void);

#define MEIREI_TYPE_SERVER (meirei_server_get_type ())
G_DECLARE_FINAL_TYPE (MeireiServer, meirei_server, MEIREI, SERVER, GObject)

MeireiServer      *meirei_server_new           (const char        *url,
                                                MeireiServerKind   kind);

const char        *meirei_server_get_url       (MeireiServer      *self);
char              *meirei_server_dup_endpoint  (MeireiServer      *self,
                                                const char        *path);
MeireiServerKind   meirei_server_get_kind      (MeireiServer      *self);
void               meirei_server_set_kind      (MeireiServer      *self,
                                                MeireiServerKind   kind);
const char        *meirei_server_get_name      (MeireiServer      *self);
void               meirei_server_set_name      (MeireiServer      *self,
                                                const char        *name);
const char        *meirei_server_get_version   (MeireiServer      *self);
void               meirei_server_set_version   (MeireiServer      *self,
                                                const char        *version);
MeireiServerState  meirei_server_get_state     (MeireiServer      *self);
const char        *meirei_server_get_message   (MeireiServer      *self);
void               meirei_server_set_state     (MeireiServer      *self,
                                                MeireiServerState  state,
                                                const char        *message);
gint64             meirei_server_get_last_seen (MeireiServer      *self);
const char        *meirei_server_get_api_key   (MeireiServer      *self);
void               meirei_server_set_api_key   (MeireiServer      *self,
                                                const char        *api_key);
GListModel        *meirei_server_get_models    (MeireiServer      *self);
void               meirei_server_take_models   (MeireiServer      *self,
                                                GPtrArray         *models);
MeireiModel       *meirei_server_find_model    (MeireiServer      *self,
                                                const char        *name);

/* For MeireiBuiltinEngine only. */
void               _meirei_server_set_url      (MeireiServer      *self,
                                                const char        *url);

G_END_DECLS
