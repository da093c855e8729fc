/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-report.h"

G_BEGIN_DECLS

void  meirei_category_bars_fill  (GtkGrid       *grid,
                                  MeireiReport  *report);

G_END_DECLS
