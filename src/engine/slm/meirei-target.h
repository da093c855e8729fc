/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-server.h"

G_BEGIN_DECLS

/* How many requests are sent at once when the server does not say. */
#define MEIREI_TARGET_DEFAULT_SLOTS 4

#define MEIREI_TYPE_TARGET (meirei_target_get_type ())
G_DECLARE_FINAL_TYPE (MeireiTarget, meirei_target, MEIREI, TARGET, GObject)

MeireiTarget *meirei_target_new        (MeireiServer  *server,
                                        MeireiModel   *model);
MeireiServer *meirei_target_get_server (MeireiTarget  *self);
MeireiModel  *meirei_target_get_model  (MeireiTarget  *self);
guint         meirei_target_get_slots  (MeireiTarget  *self);

G_END_DECLS
