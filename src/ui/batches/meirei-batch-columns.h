/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-batch-row.h"

G_BEGIN_DECLS

/**
 * MeireiBatchColumn:
 * @name: a word for tests and for the state that is kept
 * @title: the heading, to be translated
 * @sample: the longest usual text, which makes the column's width; %NULL for a
 *   column that takes what is left
 * @minimum: its width when there is little room, in pixels
 * @numeric: whether it has figures
 * @rank: columns leave a narrow table in this order, 0 never
 * @make: makes the widget of a cell
 * @show: shows a row in it
 * @compare: orders two rows
 *
 * A column of the table of a run.
 */
typedef struct {
  const char *name;
  const char *title;
  const char *sample;
  int         minimum;
  gboolean    numeric;
  guint       rank;
  GtkWidget  *(*make)    (void);
  void        (*show)    (GtkWidget      *cell,
                          MeireiBatchRow *row,
                          gpointer        table);
  int         (*compare) (MeireiBatchRow *a,
                          MeireiBatchRow *b);
} MeireiBatchColumn;

const MeireiBatchColumn *meirei_batch_columns_get         (gsize     *n_columns);
void                     meirei_batch_columns_add_tooltip (GtkWidget *label);

G_END_DECLS
