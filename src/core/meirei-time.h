/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char   *meirei_time_format       (gint64      usec);
gint64  meirei_time_parse        (const char *text);
char   *meirei_time_format_stamp (gint64      usec);

G_END_DECLS
