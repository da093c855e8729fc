/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-finding-gutter.h"
#include "meirei-finding-text.h"

#define ICON_SIZE 14
#define SPACING 4

/**
 * MeireiFindingGutter:
 *
 * The column beside the line numbers: an icon on each line with findings, and
 * the tint of the line under the number.  A GtkSourceMark would give its icon
 * the colour of the numbers, whatever its severity.
 */
struct _MeireiFindingGutter
{
  GtkSourceGutterRenderer parent_instance;

  MeireiFindingIndex *index;                            /* (owned) */
  GdkPaintable *icons[MEIREI_SEVERITY_ERROR + 1];       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiFindingGutter, meirei_finding_gutter, GTK_SOURCE_TYPE_GUTTER_RENDERER)

static GdkPaintable *
get_icon (MeireiFindingGutter *self,
          MeireiSeverity       severity)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->icons[severity] == NULL)
    self->icons[severity] = GDK_PAINTABLE (
      gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)),
                                  meirei_severity_get_icon (severity), NULL,
                                  ICON_SIZE, gtk_widget_get_scale_factor (widget),
                                  gtk_widget_get_direction (widget), 0));

  return self->icons[severity];
}

static void
forget_icons (MeireiFindingGutter *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->icons); i++)
    g_clear_object (&self->icons[i]);

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
snapshot_background (MeireiFindingGutter *self,
                     GtkSnapshot         *snapshot,
                     MeireiSeverity       severity,
                     int                  y,
                     int                  height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *gutter = gtk_widget_get_parent (widget);
  graphene_point_t origin;
  GdkRGBA color;

  if (!meirei_severity_get_background_color (severity, widget, &color))
    return;

  /* The tint also covers the columns before this one. */
  if (gutter == NULL ||
      !gtk_widget_compute_point (gutter, widget, &GRAPHENE_POINT_INIT (0, 0), &origin))
    origin.x = 0;

  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (origin.x, y,
                                                  gtk_widget_get_width (widget) - origin.x,
                                                  height));
}

static void
meirei_finding_gutter_snapshot_line (GtkSourceGutterRenderer *renderer,
                                     GtkSnapshot             *snapshot,
                                     GtkSourceGutterLines    *lines,
                                     guint                    line)
{
  MeireiFindingGutter *self = MEIREI_FINDING_GUTTER (renderer);
  const MeireiFindingLine *found = meirei_finding_index_find (self->index, (int) line + 1);
  GdkRGBA color;
  double icon_x;
  double icon_y;
  int y;
  int height;

  if (found == NULL)
    return;

  /* Its successor came after the oldest GtkSourceView that is supported. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_source_gutter_lines_get_line_yrange (lines, line,
                                           GTK_SOURCE_GUTTER_RENDERER_ALIGNMENT_MODE_FIRST,
                                           &y, &height);
  G_GNUC_END_IGNORE_DEPRECATIONS
  snapshot_background (self, snapshot, found->severity, y, height);

  icon_x = (gtk_widget_get_width (GTK_WIDGET (self)) - ICON_SIZE) / 2;
  icon_y = y + (height - ICON_SIZE) / 2;
  meirei_tone_get_color (meirei_severity_get_tone (found->severity), GTK_WIDGET (self), &color);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) icon_x, (float) icon_y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (get_icon (self, found->severity)),
                                            snapshot, ICON_SIZE, ICON_SIZE, &color, 1);
  gtk_snapshot_restore (snapshot);
}

static gboolean
meirei_finding_gutter_query_activatable (GtkSourceGutterRenderer *renderer,
                                         GtkTextIter             *iter,
                                         GdkRectangle            *area)
{
  MeireiFindingGutter *self = MEIREI_FINDING_GUTTER (renderer);

  return meirei_finding_index_find (self->index, gtk_text_iter_get_line (iter) + 1) != NULL;
}

static void
meirei_finding_gutter_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ICON_SIZE + 2 * SPACING : 0;
}

static void
meirei_finding_gutter_css_changed (GtkWidget         *widget,
                                   GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (meirei_finding_gutter_parent_class)->css_changed (widget, change);

  gtk_widget_queue_draw (widget);
}

static void
meirei_finding_gutter_dispose (GObject *object)
{
  MeireiFindingGutter *self = MEIREI_FINDING_GUTTER (object);

  for (gsize i = 0; i < G_N_ELEMENTS (self->icons); i++)
    g_clear_object (&self->icons[i]);
  g_clear_object (&self->index);

  G_OBJECT_CLASS (meirei_finding_gutter_parent_class)->dispose (object);
}

static void
meirei_finding_gutter_class_init (MeireiFindingGutterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkSourceGutterRendererClass *renderer_class = GTK_SOURCE_GUTTER_RENDERER_CLASS (klass);

  object_class->dispose = meirei_finding_gutter_dispose;

  widget_class->css_changed = meirei_finding_gutter_css_changed;
  widget_class->measure = meirei_finding_gutter_measure;

  renderer_class->query_activatable = meirei_finding_gutter_query_activatable;
  renderer_class->snapshot_line = meirei_finding_gutter_snapshot_line;
}

static void
meirei_finding_gutter_init (MeireiFindingGutter *self)
{
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (forget_icons), NULL);
}

/**
 * meirei_finding_gutter_new:
 * @index: what to show
 *
 * Returns: (transfer floating): a column for a gutter
 */
GtkSourceGutterRenderer *
meirei_finding_gutter_new (MeireiFindingIndex *index)
{
  MeireiFindingGutter *self;

  g_return_val_if_fail (MEIREI_IS_FINDING_INDEX (index), NULL);

  self = g_object_new (MEIREI_TYPE_FINDING_GUTTER, NULL);
  self->index = g_object_ref (index);
  g_signal_connect_object (index, "changed",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);

  return GTK_SOURCE_GUTTER_RENDERER (self);
}

/**
 * meirei_severity_get_background_color:
 * @severity: a severity
 * @widget: the widget that will be painted
 * @color: (out): the colour
 *
 * The tint of a line with a finding.
 *
 * Returns: %FALSE if such lines have no tint
 */
gboolean
meirei_severity_get_background_color (MeireiSeverity  severity,
                                      GtkWidget      *widget,
                                      GdkRGBA        *color)
{
  if (severity == MEIREI_SEVERITY_INFO)
    return FALSE;

  meirei_tone_get_line_color (meirei_severity_get_tone (severity), widget, color);

  return TRUE;
}
