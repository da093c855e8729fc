/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * MeireiServerReply:
 * @status: the HTTP status
 * @object: (nullable): the body, if it is a JSON object
 * @text: the body as valid UTF-8
 * @length: the length of @text in bytes
 * @is_llama: whether the headers name llama.cpp
 * @is_litellm: whether the headers name LiteLLM
 *
 * What a server answered to a small question.
 */
typedef struct {
  guint       status;
  JsonObject *object;
  char       *text;
  gsize       length;
  gboolean    is_llama;
  gboolean    is_litellm;
} MeireiServerReply;

MeireiServerReply *meirei_server_reply_new       (SoupMessage             *message,
                                                  GByteArray              *body);
void               meirei_server_reply_free      (MeireiServerReply       *self);
gboolean           meirei_server_reply_is_ok     (const MeireiServerReply *self);
GError            *meirei_server_reply_dup_error (const MeireiServerReply *self,
                                                  const char              *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiServerReply, meirei_server_reply_free)

G_END_DECLS
