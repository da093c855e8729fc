/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MEIREI_RESOURCE_PATH:
 *
 * Where the resources of the window are; also the base path of the
 * application, so that libadwaita finds the style sheets and GTK the icons.
 */
#define MEIREI_RESOURCE_PATH "/io/github/meirei/Meirei"

void meirei_ui_init (void);

G_END_DECLS
