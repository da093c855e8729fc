/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char     *meirei_server_url_normalize    (const char  *text,
                                          GError     **error);
gboolean  meirei_server_url_equal        (const char  *a,
                                          const char  *b);
char     *meirei_server_url_dup_identity (const char  *url);
char     *meirei_server_url_dup_host     (const char  *url);
int       meirei_server_url_get_port     (const char  *url);
gboolean  meirei_server_url_is_loopback  (const char  *url);
gboolean  meirei_server_url_is_private   (const char  *url);

G_END_DECLS
