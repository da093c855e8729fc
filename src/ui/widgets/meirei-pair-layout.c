/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-pair-layout.h"

/**
 * MeireiPairLayout:
 *
 * Two children side by side and equally high, or one below the other where
 * the width is less than `threshold`.
 */

struct _MeireiPairLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  int threshold;
  double share; /* of the width, for the first child */
};

typedef enum {
  PROP_SHARE = 1,
  PROP_SPACING,
  PROP_THRESHOLD,
} MeireiPairLayoutProperty;

static GParamSpec *properties[PROP_THRESHOLD + 1];

G_DEFINE_FINAL_TYPE (MeireiPairLayout, meirei_pair_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct {
  GtkWidget *children[2];
  int widths[2];
  guint n_children;
  gboolean beside;
} Pair;

static void
collect (MeireiPairLayout *self,
         GtkWidget        *widget,
         int               width,
         Pair             *pair)
{
  *pair = (Pair) { .n_children = 0 };
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && pair->n_children < 2; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        pair->widths[pair->n_children] = width;
        pair->children[pair->n_children++] = child;
      }

  pair->beside = pair->n_children == 2 && width >= self->threshold;
  if (pair->beside)
    {
      pair->widths[0] = (int) ((width - self->spacing) * self->share);
      pair->widths[1] = width - self->spacing - pair->widths[0];
    }
}

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *layout,
                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (MeireiPairLayout *self,
               const Pair       *pair,
               int              *minimum,
               int              *natural)
{
  *minimum = 0;
  *natural = 0;
  for (guint i = 0; i < pair->n_children; i++)
    {
      int child_minimum, child_natural;

      gtk_widget_measure (pair->children[i], GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum,
                          &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (i > 0 ? self->spacing : 0);
    }
}

static void
measure_height (MeireiPairLayout *self,
                const Pair       *pair,
                int              *minimum,
                int              *natural)
{
  *minimum = 0;
  *natural = 0;
  for (guint i = 0; i < pair->n_children; i++)
    {
      int child_minimum, child_natural;

      gtk_widget_measure (pair->children[i], GTK_ORIENTATION_VERTICAL, pair->widths[i],
                          &child_minimum, &child_natural, NULL, NULL);
      if (pair->beside)
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
      else
        {
          *minimum += child_minimum + (i > 0 ? self->spacing : 0);
          *natural += child_natural + (i > 0 ? self->spacing : 0);
        }
    }
}

static void
meirei_pair_layout_measure (GtkLayoutManager *layout,
                            GtkWidget        *widget,
                            GtkOrientation    orientation,
                            int               for_size,
                            int              *minimum,
                            int              *natural,
                            int              *minimum_baseline,
                            int              *natural_baseline)
{
  MeireiPairLayout *self = MEIREI_PAIR_LAYOUT (layout);
  Pair pair;

  collect (self, widget, for_size, &pair);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, &pair, minimum, natural);
  else
    measure_height (self, &pair, minimum, natural);
}

static void
meirei_pair_layout_allocate (GtkLayoutManager *layout,
                             GtkWidget        *widget,
                             int               width,
                             int               height,
                             int               baseline)
{
  MeireiPairLayout *self = MEIREI_PAIR_LAYOUT (layout);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0;
  Pair pair;

  collect (self, widget, width, &pair);
  for (guint i = 0; i < pair.n_children; i++)
    {
      GtkAllocation child = { rtl ? width - x - pair.widths[i] : x, y, pair.widths[i], height };

      if (!pair.beside && pair.n_children == 2)
        gtk_widget_measure (pair.children[i], GTK_ORIENTATION_VERTICAL, width, NULL,
                            &child.height, NULL, NULL);
      gtk_widget_size_allocate (pair.children[i], &child, -1);
      if (pair.beside)
        x += pair.widths[i] + self->spacing;
      else
        y += child.height + self->spacing;
    }
}

static void
meirei_pair_layout_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  MeireiPairLayout *self = MEIREI_PAIR_LAYOUT (object);

  switch ((MeireiPairLayoutProperty) prop_id)
    {
    case PROP_SHARE:
      g_value_set_double (value, self->share);
      break;
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_pair_layout_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  MeireiPairLayout *self = MEIREI_PAIR_LAYOUT (object);

  switch ((MeireiPairLayoutProperty) prop_id)
    {
    case PROP_SHARE:
      self->share = g_value_get_double (value);
      break;
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_pair_layout_class_init (MeireiPairLayoutClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = meirei_pair_layout_get_property;
  object_class->set_property = meirei_pair_layout_set_property;
  layout_class->allocate = meirei_pair_layout_allocate;
  layout_class->get_request_mode = get_request_mode;
  layout_class->measure = meirei_pair_layout_measure;

  /**
   * MeireiPairLayout:share:
   *
   * The first child's share of the width, from 0 to 1.
   */
  properties[PROP_SHARE] = g_param_spec_double ("share", NULL, NULL, 0., 1., .5, flags);

  /**
   * MeireiPairLayout:spacing:
   *
   * What is between the children, in pixels.
   */
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 12, flags);

  /**
   * MeireiPairLayout:threshold:
   *
   * The width from which the children are side by side, in pixels.
   */
  properties[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 800,
                                                 flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_pair_layout_init (MeireiPairLayout *self)
{
}

/**
 * meirei_pair_layout_new:
 *
 * Returns: (transfer full): a new layout
 */
GtkLayoutManager *
meirei_pair_layout_new (void)
{
  return g_object_new (MEIREI_TYPE_PAIR_LAYOUT, NULL);
}
