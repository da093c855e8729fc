/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-fake-reply.h"

G_BEGIN_DECLS

/* What a client asked, and what became of it. */
typedef struct {
  char       *method;
  char       *path;          /* without the query */
  char       *query;         /* (nullable) */
  GHashTable *headers;       /* names in lower case */
  char       *body;          /* ends in a NUL */
  gsize       body_length;
  gboolean    disconnected;  /* the client closed before the end of the reply */
  gboolean    done;          /* the reply was sent to its end */
} MeireiFakeRequest;

#define MEIREI_TYPE_FAKE_SERVER (meirei_fake_server_get_type ())
G_DECLARE_FINAL_TYPE (MeireiFakeServer, meirei_fake_server, MEIREI, FAKE_SERVER, GObject)

typedef MeireiFakeReply *(*MeireiFakeHandler) (MeireiFakeServer        *server,
                                               const MeireiFakeRequest *request,
                                               gpointer                 user_data);

MeireiFakeServer        *meirei_fake_server_new            (void);
void                     meirei_fake_server_stop           (MeireiFakeServer  *self);
const char              *meirei_fake_server_get_url        (MeireiFakeServer  *self);
guint16                  meirei_fake_server_get_port       (MeireiFakeServer  *self);
void                     meirei_fake_server_add            (MeireiFakeServer  *self,
                                                            const char        *route,
                                                            MeireiFakeReply   *reply);
void                     meirei_fake_server_set_handler    (MeireiFakeServer  *self,
                                                            MeireiFakeHandler  handler,
                                                            gpointer           user_data);
guint                    meirei_fake_server_get_n_requests (MeireiFakeServer  *self);
const MeireiFakeRequest *meirei_fake_server_get_request    (MeireiFakeServer  *self,
                                                            guint              position);
guint                    meirei_fake_server_get_n_open     (MeireiFakeServer  *self);
guint                    meirei_fake_server_get_max_open   (MeireiFakeServer  *self);

G_END_DECLS
