/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char      *meirei_python_text_decode      (GBytes     *bytes,
                                           gboolean   *is_utf8);
GPtrArray *meirei_python_text_split_lines (const char *text);

G_END_DECLS
