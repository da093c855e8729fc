/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-finding.h"

G_BEGIN_DECLS

void           meirei_ruff_output_read       (GBytes     *output,
                                              GHashTable *by_name);
MeireiFinding *meirei_ruff_output_to_finding (JsonObject *object,
                                              const char *version,
                                              const char *name,
                                              GPtrArray  *lines);

G_END_DECLS
