/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "meirei-segment-bar.h"

#define TROUGH_ALPHA .12
#define MINIMUM_LENGTH 3.
#define GAP 1.

/**
 * MeireiSegmentBar:
 *
 * A bar of several coloured parts: how a batch is doing, what fills a
 * context.  The numbers belong in a legend beside it; the bar repeats them in
 * its tooltip and for screen readers.
 */
struct _MeireiSegmentBar
{
  GtkWidget parent_instance;

  MeireiSegment *segments;      /* (owned) (nullable); labels are not kept */
  guint n_segments;
  double total;
  int thickness;
};

typedef enum {
  PROP_THICKNESS = 1,
} MeireiSegmentBarProperty;

static GParamSpec *properties[PROP_THICKNESS + 1];

G_DEFINE_FINAL_TYPE (MeireiSegmentBar, meirei_segment_bar, GTK_TYPE_WIDGET)

static char *
dup_spoken_value (const MeireiSegment *segments,
                  guint                n_segments,
                  double               total)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_segments; i++)
    {
      if (segments[i].label == NULL)
        continue;

      if (text->len > 0)
        /* Translators: between the parts of a list: “33 done, 4 failed” */
        g_string_append (text, C_("list separator", ", "));

      /* Translators: a label and its number: “Failed 4” */
      g_string_append_printf (text, C_("label and number", "%s %'.0f"),
                              segments[i].label, segments[i].value);
    }

  if (text->len > 0)
    g_string_append (text, C_("list separator", ", "));

  /* Translators: the sum of the parts before it */
  g_string_append_printf (text, C_("label and number", "of %'.0f"), total);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A part that exists can be seen however small its share is; the larger ones
 * give up the space, and so does the rest. */
static double
get_stretch (MeireiSegmentBar *self,
             double            width,
             double            sum)
{
  double rest = width * MAX (self->total - sum, 0.) / MAX (self->total, sum);
  double missing = 0.;
  double spare = rest;

  for (guint i = 0; i < self->n_segments; i++)
    {
      double share = width * self->segments[i].value / MAX (self->total, sum);

      if (share >= MINIMUM_LENGTH)
        spare += share - MINIMUM_LENGTH;
      else if (share > 0.)
        missing += MINIMUM_LENGTH - share;
    }

  return spare > missing ? (spare - missing) / spare : 0.;
}

static void
append_segment (MeireiSegmentBar *self,
                GtkSnapshot      *snapshot,
                MeireiTone        tone,
                double            start,
                double            end)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double width = gtk_widget_get_width (widget);
  double length = end < width ? end - start - GAP : end - start;
  GdkRGBA color;

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    start = width - start - length;

  meirei_tone_get_color (tone, widget, &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (start, 0, length, self->thickness));
}

static void
snapshot_segments (MeireiSegmentBar *self,
                   GtkSnapshot      *snapshot,
                   double            width)
{
  double sum = 0.;
  double stretch;
  double position = 0.;

  for (guint i = 0; i < self->n_segments; i++)
    sum += self->segments[i].value;

  stretch = get_stretch (self, width, sum);

  for (guint i = 0; i < self->n_segments; i++)
    {
      double share = width * self->segments[i].value / MAX (self->total, sum);
      double start = position;

      if (share <= 0.)
        continue;

      position += MINIMUM_LENGTH + MAX (share - MINIMUM_LENGTH, 0.) * stretch;
      append_segment (self, snapshot, self->segments[i].tone, round (start), round (position));
    }
}

static void
meirei_segment_bar_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  MeireiSegmentBar *self = MEIREI_SEGMENT_BAR (widget);
  double width = gtk_widget_get_width (widget);
  double height = MIN (self->thickness, gtk_widget_get_height (widget));
  double y = floor ((gtk_widget_get_height (widget) - height) / 2.);
  GskRoundedRect outline;
  GdkRGBA trough;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, y));

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height),
                                   height / 2.);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);

  meirei_widget_get_color (widget, TROUGH_ALPHA, &trough);
  gtk_snapshot_append_color (snapshot, &trough, &GRAPHENE_RECT_INIT (0, 0, width, height));
  snapshot_segments (self, snapshot, width);

  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
meirei_segment_bar_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  MeireiSegmentBar *self = MEIREI_SEGMENT_BAR (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = self->thickness;
  else
    *minimum = *natural = 4 * self->thickness;
}

static void
meirei_segment_bar_finalize (GObject *object)
{
  MeireiSegmentBar *self = MEIREI_SEGMENT_BAR (object);

  g_free (self->segments);

  G_OBJECT_CLASS (meirei_segment_bar_parent_class)->finalize (object);
}

static void
meirei_segment_bar_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  MeireiSegmentBar *self = MEIREI_SEGMENT_BAR (object);

  switch ((MeireiSegmentBarProperty) prop_id)
    {
    case PROP_THICKNESS:
      g_value_set_int (value, self->thickness);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_segment_bar_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  MeireiSegmentBar *self = MEIREI_SEGMENT_BAR (object);

  switch ((MeireiSegmentBarProperty) prop_id)
    {
    case PROP_THICKNESS:
      meirei_segment_bar_set_thickness (self, g_value_get_int (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_segment_bar_class_init (MeireiSegmentBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = meirei_segment_bar_finalize;
  object_class->get_property = meirei_segment_bar_get_property;
  object_class->set_property = meirei_segment_bar_set_property;

  widget_class->measure = meirei_segment_bar_measure;
  widget_class->snapshot = meirei_segment_bar_snapshot;

  /**
   * MeireiSegmentBar:thickness:
   *
   * The height in pixels: 6 in lists, 12 on cards.
   */
  properties[PROP_THICKNESS] =
    g_param_spec_int ("thickness", NULL, NULL,
                      2, 64, MEIREI_SEGMENT_BAR_THIN,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
  gtk_widget_class_set_css_name (widget_class, "segmentbar");
}

static void
meirei_segment_bar_init (MeireiSegmentBar *self)
{
  self->thickness = MEIREI_SEGMENT_BAR_THIN;
}

/**
 * meirei_segment_bar_new:
 *
 * Returns: (transfer floating): an empty bar of 6 px
 */
GtkWidget *
meirei_segment_bar_new (void)
{
  return g_object_new (MEIREI_TYPE_SEGMENT_BAR, NULL);
}

/**
 * meirei_segment_bar_get_thickness:
 * @self: a bar
 *
 * Returns: the height in pixels
 */
int
meirei_segment_bar_get_thickness (MeireiSegmentBar *self)
{
  g_return_val_if_fail (MEIREI_IS_SEGMENT_BAR (self), 0);

  return self->thickness;
}

/**
 * meirei_segment_bar_set_thickness:
 * @self: a bar
 * @thickness: the height in pixels
 *
 * Sets the height.
 */
void
meirei_segment_bar_set_thickness (MeireiSegmentBar *self,
                                  int               thickness)
{
  g_return_if_fail (MEIREI_IS_SEGMENT_BAR (self));
  g_return_if_fail (thickness >= 2);

  if (self->thickness == thickness)
    return;

  self->thickness = thickness;
  gtk_widget_queue_resize (GTK_WIDGET (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THICKNESS]);
}

/**
 * meirei_segment_bar_set_segments:
 * @self: a bar
 * @segments: (array length=n_segments) (nullable): the parts, from the start
 * @n_segments: how many
 * @total: what the whole bar stands for; a remainder shows as trough
 *
 * Replaces all parts.  They are copied.
 */
void
meirei_segment_bar_set_segments (MeireiSegmentBar    *self,
                                 const MeireiSegment *segments,
                                 guint                n_segments,
                                 double               total)
{
  g_autofree char *spoken = NULL;
  double sum = 0.;

  g_return_if_fail (MEIREI_IS_SEGMENT_BAR (self));
  g_return_if_fail (segments != NULL || n_segments == 0);
  g_return_if_fail (total >= 0.);

  g_free (self->segments);
  self->segments = g_memdup2 (segments, n_segments * sizeof *segments);
  self->n_segments = n_segments;
  self->total = total;

  for (guint i = 0; i < n_segments; i++)
    {
      self->segments[i].label = NULL;
      sum += segments[i].value;
    }

  spoken = dup_spoken_value (segments, n_segments, total);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, total,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, MIN (sum, total),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, spoken,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
