/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

#include "meirei-secret-store.h"
#include "meirei-server-config.h"
#include "meirei-server-registry.h"

G_BEGIN_DECLS

struct _MeireiServerRegistry
{
  GObject              parent_instance;

  SoupSession         *session;      /* (owned) */
  MeireiSecretStore   *secrets;      /* (owned) */
  MeireiServerConfig  *config;       /* (owned) */
  MeireiBuiltinEngine *engine;       /* (owned) */

  GListStore          *servers;      /* (owned): what is shown */
  GPtrArray           *found;        /* (owned): the usual ports, shown or not */
  GPtrArray           *added;        /* (owned): the user's */

  GPtrArray           *refreshing;   /* (owned), of GTask: who waits for a refresh */
  guint                n_refreshing; /* servers that were not heard of yet */
  GHashTable          *asked;        /* (owned): servers whose key was looked for */
  GHashTable          *unsent;       /* (owned): servers whose key waits for consent */
  GHashTable          *queues;       /* (owned): server → GQueue of GTask that load */
};

/* meirei-server-registry.c */
MeireiServer *_meirei_server_registry_find_in      (GPtrArray             *servers,
                                                    const char            *url);
void          _meirei_server_registry_update_servers (MeireiServerRegistry *self);
void          _meirei_server_registry_update_list  (MeireiServerRegistry  *self);
void          _meirei_server_registry_notify_busy  (MeireiServerRegistry  *self);

/* meirei-server-registry-refresh.c */
void          _meirei_server_registry_check_async  (MeireiServerRegistry  *self,
                                                    MeireiServer          *server,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
gboolean      _meirei_server_registry_check_finish (MeireiServerRegistry  *self,
                                                    GAsyncResult          *result,
                                                    GError               **error);

/* meirei-server-registry-keys.c */
void          _meirei_server_registry_apply_environment (MeireiServerRegistry *self,
                                                         MeireiServer         *server);
void          _meirei_server_registry_apply_key    (MeireiServerRegistry  *self,
                                                    MeireiServer          *server,
                                                    const char            *api_key);

G_END_DECLS
