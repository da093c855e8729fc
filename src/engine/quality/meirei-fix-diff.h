/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *meirei_fix_diff (const char *name,
                       GPtrArray  *lines,
                       JsonObject *fix);

G_END_DECLS
