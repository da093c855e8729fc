/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void meirei_cli_wait    (GAsyncResult **result);
void meirei_cli_wait_cb (GObject       *source,
                         GAsyncResult  *result,
                         gpointer       user_data);

G_END_DECLS
