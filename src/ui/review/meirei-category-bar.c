/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The rows of the quality panel: a category's name, a bar of what is left of
 * its cap, and the points it lost. */

#include "config.h"

#include "meirei-category-bar.h"
#include "meirei-labels.h"

static GtkWidget *
make_bar (MeireiCategoryScore score)
{
  GtkWidget *bar = gtk_level_bar_new_for_interval (0.0, MAX (score.cap, 1));
  double cap = MAX (score.cap, 1);

  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), "critical", cap * 0.5);
  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), "low", cap * 0.8);
  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), "full", cap);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), CLAMP (cap - score.lost, 0.0, cap));
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);

  return bar;
}

/**
 * meirei_category_bars_fill:
 * @grid: an empty grid
 * @report: a report
 *
 * Adds a row for each category.
 */
void
meirei_category_bars_fill (GtkGrid      *grid,
                           MeireiReport *report)
{
  for (int i = 0; i < MEIREI_N_CATEGORIES; i++)
    {
      MeireiCategoryScore score = meirei_report_get_category (report, (MeireiCategory) i);
      g_autofree char *lost = score.lost > 0 ? g_strdup_printf ("−%d", score.lost)
                                             : g_strdup ("0");
      GtkWidget *name = gtk_label_new (meirei_category_get_label ((MeireiCategory) i));
      GtkWidget *bar = make_bar (score);
      GtkWidget *points = gtk_label_new (lost);

      gtk_label_set_xalign (GTK_LABEL (name), 0.0);
      gtk_label_set_xalign (GTK_LABEL (points), 1.0);
      gtk_label_set_width_chars (GTK_LABEL (points), 4);
      gtk_widget_add_css_class (points, "numeric");
      gtk_widget_add_css_class (points, score.lost > 0 ? "heading" : "dim-label");
      gtk_accessible_update_relation (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                      name, NULL, -1);
      gtk_grid_attach (grid, name, 0, i, 1, 1);
      gtk_grid_attach (grid, bar, 1, i, 1, 1);
      gtk_grid_attach (grid, points, 2, i, 1, 1);
    }
}
