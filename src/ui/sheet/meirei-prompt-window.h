/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-prompt.h"

G_BEGIN_DECLS

void meirei_prompt_window_present (GtkWidget    *parent,
                                   MeireiPrompt *prompt);

G_END_DECLS
