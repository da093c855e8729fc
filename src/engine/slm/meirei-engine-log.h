/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char     *meirei_engine_log_dup_path (void);
int       meirei_engine_log_open     (goffset  *start,
                                      GError  **error);
void      meirei_engine_log_trim     (void);
goffset   meirei_engine_log_get_size (void);
char     *meirei_engine_log_dup_tail (goffset   start);

G_END_DECLS
