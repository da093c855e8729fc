/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-execution.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_STREAM_PANEL (meirei_stream_panel_get_type ())
G_DECLARE_FINAL_TYPE (MeireiStreamPanel, meirei_stream_panel, MEIREI, STREAM_PANEL, AdwBin)

GtkWidget *meirei_stream_panel_new           (void);
void       meirei_stream_panel_set_execution (MeireiStreamPanel *self,
                                              MeireiExecution   *execution);

G_END_DECLS
