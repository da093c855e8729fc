/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-execution.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_LIVE_BAR (meirei_live_bar_get_type ())
G_DECLARE_FINAL_TYPE (MeireiLiveBar, meirei_live_bar, MEIREI, LIVE_BAR, AdwBin)

void meirei_live_bar_set_execution (MeireiLiveBar    *self,
                                    MeireiExecution  *execution);

G_END_DECLS
