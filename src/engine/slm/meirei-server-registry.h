/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-builtin-engine.h"
#include "meirei-target.h"

G_BEGIN_DECLS

/**
 * MeireiServerOrigin:
 * @MEIREI_SERVER_ORIGIN_FOUND: looked for on a usual port of this machine
 * @MEIREI_SERVER_ORIGIN_ADDED: added by the user
 * @MEIREI_SERVER_ORIGIN_BUILTIN: Meirei's own engine
 *
 * Why a server is in the list.
 */
typedef enum {
  MEIREI_SERVER_ORIGIN_FOUND,
  MEIREI_SERVER_ORIGIN_ADDED,
  MEIREI_SERVER_ORIGIN_BUILTIN,
} MeireiServerOrigin;

#define MEIREI_TYPE_SERVER_ORIGIN (meirei_server_origin_get_type ())
GType meirei_server_origin_get_type (void);

/**
 * MeireiTargetWish:
 * @server: (nullable): an address as a person writes it, or `builtin`; it has
 *   to be this one
 * @model: (nullable): a model's id or key; it has to be this one
 * @default_server: (nullable): taken if @server and @model are %NULL and it
 *   can be reached
 * @default_model: (nullable): the model to prefer on @default_server
 *
 * What is wanted of a server and a model.
 */
typedef struct {
  const char *server;
  const char *model;
  const char *default_server;
  const char *default_model;
} MeireiTargetWish;

#define MEIREI_TYPE_SERVER_REGISTRY (meirei_server_registry_get_type ())
G_DECLARE_FINAL_TYPE (MeireiServerRegistry, meirei_server_registry, MEIREI, SERVER_REGISTRY, GObject)

MeireiServerRegistry *meirei_server_registry_new                 (void);
gboolean              meirei_server_registry_load                (MeireiServerRegistry    *self,
                                                                  GError                 **error);

/* The list. */
GListModel           *meirei_server_registry_get_servers         (MeireiServerRegistry    *self);
MeireiBuiltinEngine  *meirei_server_registry_get_engine          (MeireiServerRegistry    *self);
MeireiServerOrigin    meirei_server_registry_get_origin          (MeireiServerRegistry    *self,
                                                                  MeireiServer            *server);
MeireiServer         *meirei_server_registry_find                (MeireiServerRegistry    *self,
                                                                  const char              *text);
GPtrArray            *meirei_server_registry_list_targets        (MeireiServerRegistry    *self,
                                                                  const char              *model);
MeireiServer         *meirei_server_registry_add                 (MeireiServerRegistry    *self,
                                                                  const char              *text,
                                                                  const char              *name,
                                                                  GError                 **error);
gboolean              meirei_server_registry_remove              (MeireiServerRegistry    *self,
                                                                  MeireiServer            *server,
                                                                  GError                 **error);
gboolean              meirei_server_registry_get_discovers       (MeireiServerRegistry    *self);
gboolean              meirei_server_registry_set_discovers       (MeireiServerRegistry    *self,
                                                                  gboolean                 discovers,
                                                                  GError                 **error);
const char           *meirei_server_registry_get_default_server  (MeireiServerRegistry    *self);
const char           *meirei_server_registry_get_default_model   (MeireiServerRegistry    *self);
gboolean              meirei_server_registry_set_default         (MeireiServerRegistry    *self,
                                                                  MeireiModel             *model,
                                                                  GError                 **error);

/* Asking. */
gboolean              meirei_server_registry_get_busy            (MeireiServerRegistry    *self);
void                  meirei_server_registry_refresh_async       (MeireiServerRegistry    *self,
                                                                  GCancellable            *cancellable,
                                                                  GAsyncReadyCallback      callback,
                                                                  gpointer                 user_data);
gboolean              meirei_server_registry_refresh_finish      (MeireiServerRegistry    *self,
                                                                  GAsyncResult            *result,
                                                                  GError                 **error);
void                  meirei_server_registry_probe_async         (MeireiServerRegistry    *self,
                                                                  const char              *text,
                                                                  GCancellable            *cancellable,
                                                                  GAsyncReadyCallback      callback,
                                                                  gpointer                 user_data);
MeireiServer         *meirei_server_registry_probe_finish        (MeireiServerRegistry    *self,
                                                                  GAsyncResult            *result,
                                                                  GError                 **error);
void                  meirei_server_registry_resolve_async       (MeireiServerRegistry    *self,
                                                                  const MeireiTargetWish  *wish,
                                                                  GCancellable            *cancellable,
                                                                  GAsyncReadyCallback      callback,
                                                                  gpointer                 user_data);
MeireiTarget         *meirei_server_registry_resolve_finish      (MeireiServerRegistry    *self,
                                                                  GAsyncResult            *result,
                                                                  GError                 **error);

/* Models. */
void                  meirei_server_registry_load_model_async    (MeireiServerRegistry    *self,
                                                                  MeireiModel             *model,
                                                                  guint                    context,
                                                                  gboolean                 exact,
                                                                  GCancellable            *cancellable,
                                                                  GAsyncReadyCallback      callback,
                                                                  gpointer                 user_data);
MeireiModel          *meirei_server_registry_load_model_finish   (MeireiServerRegistry    *self,
                                                                  GAsyncResult            *result,
                                                                  GError                 **error);
void                  meirei_server_registry_unload_model_async  (MeireiServerRegistry    *self,
                                                                  MeireiModel             *model,
                                                                  GCancellable            *cancellable,
                                                                  GAsyncReadyCallback      callback,
                                                                  gpointer                 user_data);
gboolean              meirei_server_registry_unload_model_finish (MeireiServerRegistry    *self,
                                                                  GAsyncResult            *result,
                                                                  GError                 **error);

/* API keys. */
gboolean              meirei_server_registry_needs_consent       (MeireiServerRegistry    *self,
                                                                  MeireiServer            *server);
gboolean              meirei_server_registry_allow_plain_key     (MeireiServerRegistry    *self,
                                                                  MeireiServer            *server,
                                                                  GError                 **error);
void                  meirei_server_registry_set_key_async       (MeireiServerRegistry    *self,
                                                                  MeireiServer            *server,
                                                                  const char              *api_key,
                                                                  GCancellable            *cancellable,
                                                                  GAsyncReadyCallback      callback,
                                                                  gpointer                 user_data);
gboolean              meirei_server_registry_set_key_finish      (MeireiServerRegistry    *self,
                                                                  GAsyncResult            *result,
                                                                  GError                 **error);

G_END_DECLS
