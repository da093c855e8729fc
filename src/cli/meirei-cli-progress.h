/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CLI_PROGRESS (meirei_cli_progress_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCliProgress, meirei_cli_progress, MEIREI, CLI_PROGRESS, GObject)

MeireiCliProgress *meirei_cli_progress_new (MeireiBatch        *batch);
void               meirei_cli_progress_end (MeireiCliProgress  *self);

G_END_DECLS
