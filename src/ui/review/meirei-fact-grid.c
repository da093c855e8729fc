/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Names on the left and one or more columns of values on the right, in a card. */

#include "config.h"

#include "meirei-fact-grid.h"

/**
 * meirei_fact_grid_new:
 *
 * Returns: (transfer floating): an empty grid
 */
GtkWidget *
meirei_fact_grid_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "fact-grid");

  return grid;
}

static GtkLabel *
get_label (GtkGrid *grid,
           int      column,
           int      row)
{
  GtkWidget *label = gtk_grid_get_child_at (grid, column, row);

  if (label != NULL)
    return GTK_LABEL (label);

  label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.f : 1.f);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, column == 0 ? "dim-label" : "numeric");
  gtk_widget_set_hexpand (label, column == 1);
  if (column > 0)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (label),
                                      GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                      get_label (grid, 0, row), NULL, -1);
    }
  gtk_grid_attach (grid, label, column, row, 1, 1);

  return GTK_LABEL (label);
}

/**
 * meirei_fact_grid_set:
 * @grid: a grid made with meirei_fact_grid_new()
 * @row: the row, from 0
 * @name: what it is
 * @values: (array zero-terminated=1): by column
 *
 * Fills a row.
 */
void
meirei_fact_grid_set (GtkGrid            *grid,
                      int                 row,
                      const char         *name,
                      const char * const *values)
{
  g_return_if_fail (GTK_IS_GRID (grid));
  g_return_if_fail (name != NULL && values != NULL);

  gtk_label_set_label (get_label (grid, 0, row), name);
  for (int i = 0; values[i] != NULL; i++)
    {
      GtkLabel *label = get_label (grid, i + 1, row);

      gtk_label_set_label (label, values[i]);
      gtk_widget_set_tooltip_text (GTK_WIDGET (label), values[i]);
    }
}
