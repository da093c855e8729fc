/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chart-scale.h"
#include "meirei-chart.h"

G_BEGIN_DECLS

#define MEIREI_CHART_NO_CURSOR G_MAXUINT

struct _MeireiChart
{
  GtkWidget parent_instance;

  GArray *line;                         /* (owned) (element-type MeireiChartPoint) */
  GArray *dots;                         /* (owned) (element-type MeireiChartPoint) */
  GArray *bars;                         /* (owned) (element-type MeireiChartBar) */
  GArray *x_ticks;                      /* (owned) (element-type MeireiChartTick) */

  MeireiChartScale x_scale;
  MeireiChartScale y_scale;
  gboolean x_range_set;
  gboolean y_range_set;

  gboolean gate_set;
  GtkOrientation gate_orientation;
  double gate_value;
  char *gate_label;                     /* (owned) (nullable) */

  MeireiChartFormatFunc format_func;
  gpointer format_data;
  GDestroyNotify format_destroy;

  char *title;                          /* (owned) (nullable) */
  char *description;                    /* (owned) (nullable) */
  char *placeholder;                    /* (owned) (nullable) */
  gboolean area;
  gboolean y_axis;

  /* A point of the line or a bar, by mouse or keyboard. */
  guint cursor;
};

/* meirei-chart-data.c */
void         _meirei_chart_init_data          (MeireiChart           *self);
void         _meirei_chart_finalize_data      (MeireiChart           *self);
guint        _meirei_chart_get_n_items        (MeireiChart           *self);
void         _meirei_chart_update_scales      (MeireiChart           *self);

/* meirei-chart-input.c */
gboolean     _meirei_chart_activate           (MeireiChart           *self);
void         _meirei_chart_add_controllers    (MeireiChart           *self);
void         _meirei_chart_update_description (MeireiChart           *self);
char        *_meirei_chart_dup_item_text      (MeireiChart           *self,
                                               guint                  position);

/* meirei-chart-paint.c */
void         _meirei_chart_snapshot           (MeireiChart           *self,
                                               GtkSnapshot           *snapshot);
void         _meirei_chart_get_plot           (MeireiChart           *self,
                                               graphene_rect_t       *plot);
double       _meirei_chart_get_item_x         (MeireiChart           *self,
                                               guint                  position,
                                               double                 width);
double       _meirei_chart_map_x              (MeireiChart           *self,
                                               const graphene_rect_t *plot,
                                               double                 value);
double       _meirei_chart_map_y              (MeireiChart           *self,
                                               const graphene_rect_t *plot,
                                               double                 value);
void         _meirei_chart_get_color          (MeireiChart           *self,
                                               double                 alpha,
                                               GdkRGBA               *color);
PangoLayout *_meirei_chart_create_layout      (MeireiChart           *self,
                                               const char            *text,
                                               int                   *width,
                                               int                   *height);
void         _meirei_chart_append_layout      (GtkSnapshot           *snapshot,
                                               PangoLayout           *layout,
                                               double                 x,
                                               double                 y,
                                               const GdkRGBA         *color);

/* meirei-chart-series.c */
void         _meirei_chart_snapshot_bar       (MeireiChart           *self,
                                               GtkSnapshot           *snapshot,
                                               const graphene_rect_t *plot,
                                               guint                  position);
void         _meirei_chart_snapshot_cursor    (MeireiChart           *self,
                                               GtkSnapshot           *snapshot,
                                               const graphene_rect_t *plot);
void         _meirei_chart_snapshot_dots      (MeireiChart           *self,
                                               GtkSnapshot           *snapshot,
                                               const graphene_rect_t *plot);
void         _meirei_chart_snapshot_line      (MeireiChart           *self,
                                               GtkSnapshot           *snapshot,
                                               const graphene_rect_t *plot);

G_END_DECLS
