/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <math.h>

#include "gallery.h"
#include "meirei-chart.h"
#include "meirei-score-band.h"

static GtkWidget *
add_card (GtkWidget   *grid,
          GtkWidget   *chart,
          const char  *title,
          int          column,
          int          row)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0., NULL);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_set_hexpand (chart, TRUE);
  gtk_widget_set_vexpand (chart, TRUE);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_start (chart, 18);
  gtk_widget_set_margin_end (chart, 18);
  gtk_widget_set_margin_bottom (chart, 12);
  gtk_box_append (GTK_BOX (card), label);
  gtk_box_append (GTK_BOX (card), chart);
  gtk_grid_attach (GTK_GRID (grid), card, column, row, 1, 1);

  return card;
}

static GtkWidget *
create_histogram (gboolean japanese)
{
  static const double counts[] = { 1, 2, 2, 4, 5, 9, 11, 16, 22, 30, 37, 34 };
  MeireiChartBar bars[G_N_ELEMENTS (counts)];
  GtkWidget *chart = meirei_chart_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      double from = 40. + 5. * (double) i;

      bars[i] = (MeireiChartBar) {
        from, from + 5., counts[i],
        meirei_score_band_get_tone (meirei_score_get_band (from)),
      };
    }

  meirei_chart_set_bars (MEIREI_CHART (chart), bars, G_N_ELEMENTS (bars));
  meirei_chart_set_y_axis (MEIREI_CHART (chart), TRUE);
  meirei_chart_set_gate (MEIREI_CHART (chart), GTK_ORIENTATION_VERTICAL, 80.,
                         japanese ? "合格点 80" : "gate 80");

  return chart;
}

static char *
format_mean (MeireiChart *chart,
             double       x,
             double       y,
             gpointer     user_data)
{
  return g_strdup_printf ("day %.0f: mean %.1f", x, y);
}

static GtkWidget *
create_trend (gboolean japanese)
{
  enum { N_DAYS = 55 };
  const MeireiChartTick ticks[] = {
    { 0, japanese ? "7月14日" : "14 Jul" },
    { 14, japanese ? "7月28日" : "28 Jul" },
    { 28, japanese ? "8月11日" : "11 Aug" },
    { 42, japanese ? "8月25日" : "25 Aug" },
    { 54, japanese ? "9月6日" : "6 Sep" },
  };
  MeireiChartPoint means[N_DAYS];
  MeireiChartPoint days[N_DAYS];
  GtkWidget *chart = meirei_chart_new ();

  for (int i = 0; i < N_DAYS; i++)
    {
      means[i] = (MeireiChartPoint) { i, 73. + i * .3 + 2. * sin (i / 3.) };
      days[i] = (MeireiChartPoint) { i, means[i].y + 5. * sin (i * 7.1) };
    }

  meirei_chart_set_line (MEIREI_CHART (chart), means, N_DAYS);
  meirei_chart_set_dots (MEIREI_CHART (chart), days, N_DAYS);
  meirei_chart_set_y_range (MEIREI_CHART (chart), 50., 100.);
  meirei_chart_set_x_ticks (MEIREI_CHART (chart), ticks, G_N_ELEMENTS (ticks));
  meirei_chart_set_y_axis (MEIREI_CHART (chart), TRUE);
  meirei_chart_set_gate (MEIREI_CHART (chart), GTK_ORIENTATION_HORIZONTAL, 80., NULL);
  meirei_chart_set_format_func (MEIREI_CHART (chart), format_mean, NULL, NULL);

  return chart;
}

static GtkWidget *
create_throughput (gboolean japanese)
{
  enum { N_POINTS = 24 };
  const MeireiChartTick ticks[] = {
    { 0, japanese ? "0 秒" : "0 s" }, { 5, "5" }, { 10.8, japanese ? "10.8 秒" : "10.8 s" },
  };
  MeireiChartPoint points[N_POINTS];
  GtkWidget *chart = meirei_chart_new ();

  for (int i = 0; i < N_POINTS; i++)
    points[i] = (MeireiChartPoint) {
      i * 10.8 / (N_POINTS - 1), i < 5 ? 0. : i == 5 ? 28. : 46. + 2. * sin (i),
    };

  meirei_chart_set_line (MEIREI_CHART (chart), points, N_POINTS);
  meirei_chart_set_area (MEIREI_CHART (chart), TRUE);
  meirei_chart_set_x_ticks (MEIREI_CHART (chart), ticks, G_N_ELEMENTS (ticks));

  return chart;
}

GtkWidget *
gallery_create_charts_page (gboolean japanese)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *empty = meirei_chart_new ();

  meirei_chart_set_placeholder (MEIREI_CHART (empty),
                                japanese ? "採点済みのファイルが 3 件必要です" : "Needs 3 scored files");
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 14);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 14);
  gtk_widget_set_margin_top (grid, 24);
  gtk_widget_set_margin_bottom (grid, 24);
  gtk_widget_set_margin_start (grid, 24);
  gtk_widget_set_margin_end (grid, 24);

  gtk_widget_set_size_request (add_card (grid, create_histogram (japanese), "Score distribution", 0, 0), -1, 280);
  add_card (grid, create_trend (japanese), "Score over time", 1, 0);
  gtk_widget_set_size_request (add_card (grid, create_throughput (japanese), "Throughput", 0, 1), -1, 140);
  add_card (grid, empty, "Empty", 1, 1);

  return grid;
}
