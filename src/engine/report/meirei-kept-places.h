/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  meirei_kept_places_append (GString     *markdown,
                                 const char  *name);
char *meirei_kept_places_merge  (const char  *document,
                                 const char  *existing,
                                 GError     **error);

G_END_DECLS
