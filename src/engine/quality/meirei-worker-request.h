/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-source.h"

G_BEGIN_DECLS

JsonObject *meirei_worker_request_new (MeireiSource *source,
                                       const char   *path);

G_END_DECLS
