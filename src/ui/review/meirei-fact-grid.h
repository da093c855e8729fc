/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *meirei_fact_grid_new (void);
void       meirei_fact_grid_set (GtkGrid            *grid,
                                 int                 row,
                                 const char         *name,
                                 const char * const *values);

G_END_DECLS
