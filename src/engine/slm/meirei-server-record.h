/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MeireiServerRecord:
 * @url: the normalized address
 * @name: (nullable): the user's own name for it
 * @allows_plain_key: whether the user allowed to send the API key there
 *   although the connection is not encrypted
 *
 * A server that the user added.
 */
typedef struct {
  char     *url;
  char     *name;
  gboolean  allows_plain_key;
} MeireiServerRecord;

MeireiServerRecord *meirei_server_record_new  (const char         *url,
                                               const char         *name);
void                meirei_server_record_free (MeireiServerRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiServerRecord, meirei_server_record_free)

G_END_DECLS
