/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-preset-editor.h"

G_BEGIN_DECLS

/* Values of JSON, from a row to a preset; @member as in
 * meirei_preset_editor_set(). */
void meirei_editing_set_number (GtkWidget          *widget,
                                MeireiPresetEditor *editor,
                                const char         *section,
                                const char         *member,
                                double              value);
void meirei_editing_set_node   (GtkWidget          *widget,
                                MeireiPresetEditor *editor,
                                const char         *section,
                                const char         *member,
                                JsonNode           *node);

G_END_DECLS
