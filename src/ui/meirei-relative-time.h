/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *meirei_relative_time_format_short (gint64 at,
                                         gint64 now);
char *meirei_relative_time_format_long  (gint64 at,
                                         gint64 now);

G_END_DECLS
