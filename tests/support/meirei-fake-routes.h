/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_FAKE_ROUTES (meirei_fake_routes_get_type ())
G_DECLARE_FINAL_TYPE (MeireiFakeRoutes, meirei_fake_routes, MEIREI, FAKE_ROUTES, GObject)

/* Called with each request's log entry before it is answered. */
typedef void (*MeireiFakeHook) (MeireiFakeRoutes *routes,
                                const char       *request,
                                gpointer          user_data);

MeireiFakeRoutes *meirei_fake_routes_new         (void);
const char       *meirei_fake_routes_get_url     (MeireiFakeRoutes *self);
void              meirei_fake_routes_add         (MeireiFakeRoutes *self,
                                                  const char       *route,
                                                  guint             status,
                                                  const char       *body);
void              meirei_fake_routes_add_hanging (MeireiFakeRoutes *self,
                                                  const char       *route);
void              meirei_fake_routes_set_default (MeireiFakeRoutes *self,
                                                  guint             status,
                                                  const char       *body);
void              meirei_fake_routes_set_header  (MeireiFakeRoutes *self,
                                                  const char       *name,
                                                  const char       *value);
void              meirei_fake_routes_set_key     (MeireiFakeRoutes *self,
                                                  const char       *key,
                                                  const char       *refusal);
void              meirei_fake_routes_set_hook    (MeireiFakeRoutes *self,
                                                  MeireiFakeHook    hook,
                                                  gpointer          user_data);
void              meirei_fake_routes_stop        (MeireiFakeRoutes *self);
GPtrArray        *meirei_fake_routes_get_log     (MeireiFakeRoutes *self);
guint             meirei_fake_routes_count       (MeireiFakeRoutes *self,
                                                  const char       *prefix);

/* Runs the main loop until it is set or a limit of some seconds is over. */
void              meirei_fake_routes_wait        (GAsyncResult    **result);
void              meirei_fake_routes_done_cb     (GObject          *object,
                                                  GAsyncResult     *result,
                                                  gpointer          user_data);

G_END_DECLS
