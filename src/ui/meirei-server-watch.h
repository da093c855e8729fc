/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-server-registry.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SERVER_WATCH (meirei_server_watch_get_type ())
G_DECLARE_FINAL_TYPE (MeireiServerWatch, meirei_server_watch, MEIREI, SERVER_WATCH, GObject)

MeireiServerWatch *meirei_server_watch_new (MeireiServerRegistry *registry);

G_END_DECLS
