/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-chart-private.h"
#include "meirei-string.h"

#define MINIMUM_WIDTH 120
#define MINIMUM_HEIGHT 48
#define NATURAL_WIDTH 280
#define NATURAL_HEIGHT 96

/**
 * MeireiChart:
 *
 * A line with its area, dots, or the bars of a histogram.
 *
 * The mouse and the arrow keys visit the points or bars, which then tell what
 * they stand for.  For screen readers a chart is an image: title and
 * description must carry the figures that matter, and the same numbers belong
 * in a table or a legend nearby.
 */

typedef enum {
  PROP_AREA = 1,
  PROP_DESCRIPTION,
  PROP_PLACEHOLDER,
  PROP_TITLE,
  PROP_Y_AXIS,
} MeireiChartProperty;

static GParamSpec *properties[PROP_Y_AXIS + 1];

enum {
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiChart, meirei_chart, GTK_TYPE_WIDGET)

static void
meirei_chart_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = horizontal ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = horizontal ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
meirei_chart_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  _meirei_chart_snapshot (MEIREI_CHART (widget), snapshot);
}

static void
meirei_chart_finalize (GObject *object)
{
  MeireiChart *self = MEIREI_CHART (object);

  _meirei_chart_finalize_data (self);
  g_free (self->title);
  g_free (self->description);
  g_free (self->placeholder);

  G_OBJECT_CLASS (meirei_chart_parent_class)->finalize (object);
}

static void
meirei_chart_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  MeireiChart *self = MEIREI_CHART (object);

  switch ((MeireiChartProperty) prop_id)
    {
    case PROP_AREA:
      g_value_set_boolean (value, self->area);
      break;

    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;

    case PROP_PLACEHOLDER:
      g_value_set_string (value, self->placeholder);
      break;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_Y_AXIS:
      g_value_set_boolean (value, self->y_axis);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_chart_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  MeireiChart *self = MEIREI_CHART (object);

  switch ((MeireiChartProperty) prop_id)
    {
    case PROP_AREA:
      meirei_chart_set_area (self, g_value_get_boolean (value));
      break;

    case PROP_DESCRIPTION:
      meirei_chart_set_description (self, g_value_get_string (value));
      break;

    case PROP_PLACEHOLDER:
      meirei_chart_set_placeholder (self, g_value_get_string (value));
      break;

    case PROP_TITLE:
      meirei_chart_set_title (self, g_value_get_string (value));
      break;

    case PROP_Y_AXIS:
      meirei_chart_set_y_axis (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * MeireiChart:area:
   *
   * Whether the area below the line is tinted.
   */
  properties[PROP_AREA] = g_param_spec_boolean ("area", NULL, NULL, FALSE, flags);

  /**
   * MeireiChart:description:
   *
   * The figures that matter, in a sentence, for screen readers.
   */
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);

  /**
   * MeireiChart:placeholder:
   *
   * What is shown while there are no data.
   */
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, flags);

  /**
   * MeireiChart:title:
   *
   * What the chart shows, for screen readers.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);

  /**
   * MeireiChart:y-axis:
   *
   * Whether the vertical axis has numbers.
   */
  properties[PROP_Y_AXIS] = g_param_spec_boolean ("y-axis", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_chart_class_init (MeireiChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = meirei_chart_finalize;
  object_class->get_property = meirei_chart_get_property;
  object_class->set_property = meirei_chart_set_property;

  widget_class->measure = meirei_chart_measure;
  widget_class->snapshot = meirei_chart_snapshot;

  install_properties (object_class);

  /**
   * MeireiChart::activated:
   * @self: a chart
   * @x: the place of the point, or where the bar begins
   *
   * The reader clicked on a point or bar, or pressed Enter while visiting it.
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", MEIREI_TYPE_CHART, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "chart");
}

static void
meirei_chart_init (MeireiChart *self)
{
  self->cursor = MEIREI_CHART_NO_CURSOR;
  _meirei_chart_init_data (self);
  _meirei_chart_add_controllers (self);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
}

gboolean
_meirei_chart_activate (MeireiChart *self)
{
  if (self->cursor >= _meirei_chart_get_n_items (self))
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0,
                 self->bars->len > 0
                 ? g_array_index (self->bars, MeireiChartBar, self->cursor).from
                 : g_array_index (self->line, MeireiChartPoint, self->cursor).x);

  return TRUE;
}

/**
 * meirei_chart_new:
 *
 * Returns: (transfer floating): an empty chart
 */
GtkWidget *
meirei_chart_new (void)
{
  return g_object_new (MEIREI_TYPE_CHART, NULL);
}

/**
 * meirei_chart_set_title:
 * @self: a chart
 * @title: (nullable): what it shows, translated
 *
 * Sets the name that a screen reader says.
 */
void
meirei_chart_set_title (MeireiChart *self,
                        const char  *title)
{
  g_return_if_fail (MEIREI_IS_CHART (self));

  if (!meirei_set_str (&self->title, title))
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title != NULL ? title : "",
                                  -1);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * meirei_chart_set_description:
 * @self: a chart
 * @description: (nullable): the figures that matter, in a sentence
 *
 * Sets the text that stands for the picture.
 */
void
meirei_chart_set_description (MeireiChart *self,
                              const char  *description)
{
  g_return_if_fail (MEIREI_IS_CHART (self));

  if (!meirei_set_str (&self->description, description))
    return;

  _meirei_chart_update_description (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

/**
 * meirei_chart_set_placeholder:
 * @self: a chart
 * @placeholder: (nullable): such as “Needs 3 scored files”
 *
 * Sets what is shown while there are no data.
 */
void
meirei_chart_set_placeholder (MeireiChart *self,
                              const char  *placeholder)
{
  g_return_if_fail (MEIREI_IS_CHART (self));

  if (!meirei_set_str (&self->placeholder, placeholder))
    return;

  gtk_widget_queue_draw (GTK_WIDGET (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACEHOLDER]);
}

/**
 * meirei_chart_set_area:
 * @self: a chart
 * @area: whether the area below the line is tinted
 *
 * Sets whether the area below the line is tinted.
 */
void
meirei_chart_set_area (MeireiChart *self,
                       gboolean     area)
{
  g_return_if_fail (MEIREI_IS_CHART (self));

  area = !!area;
  if (self->area == area)
    return;

  self->area = area;
  gtk_widget_queue_draw (GTK_WIDGET (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AREA]);
}

/**
 * meirei_chart_set_y_axis:
 * @self: a chart
 * @y_axis: whether the vertical axis has numbers
 *
 * Sets whether the vertical axis has numbers; the grid is there anyway.
 */
void
meirei_chart_set_y_axis (MeireiChart *self,
                         gboolean     y_axis)
{
  g_return_if_fail (MEIREI_IS_CHART (self));

  y_axis = !!y_axis;
  if (self->y_axis == y_axis)
    return;

  self->y_axis = y_axis;
  _meirei_chart_update_scales (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_Y_AXIS]);
}
