/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean  meirei_set_str           (char       **str_pointer,
                                    const char  *new_str);
char     *meirei_utf8_make_valid   (const char  *bytes,
                                    gssize       length,
                                    gboolean    *changed);
char     *meirei_sha256            (const char  *bytes,
                                    gssize       length);
gboolean  meirei_is_identifier     (const char  *text);

G_END_DECLS
