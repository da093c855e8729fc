/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-dot.h"

/**
 * MeireiDot:
 *
 * A coloured dot of 8 px beside a label that says the same in words: the
 * state of a server, an entry of a legend.
 */
struct _MeireiDot
{
  GtkWidget parent_instance;

  MeireiTone tone;
};

typedef enum {
  PROP_TONE = 1,
} MeireiDotProperty;

static GParamSpec *properties[PROP_TONE + 1];

G_DEFINE_FINAL_TYPE (MeireiDot, meirei_dot, GTK_TYPE_WIDGET)

static void
meirei_dot_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  switch ((MeireiDotProperty) prop_id)
    {
    case PROP_TONE:
      g_value_set_enum (value, MEIREI_DOT (object)->tone);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_dot_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch ((MeireiDotProperty) prop_id)
    {
    case PROP_TONE:
      meirei_dot_set_tone (MEIREI_DOT (object), (MeireiTone) g_value_get_enum (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_dot_class_init (MeireiDotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = meirei_dot_get_property;
  object_class->set_property = meirei_dot_set_property;

  /**
   * MeireiDot:tone:
   *
   * The colour.
   */
  properties[PROP_TONE] =
    g_param_spec_enum ("tone", NULL, NULL,
                       MEIREI_TYPE_TONE, MEIREI_TONE_NEUTRAL,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "dot");
}

static void
meirei_dot_init (MeireiDot *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_set_halign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  meirei_tone_set_css_class (widget, self->tone);
}

/**
 * meirei_dot_new:
 * @tone: the colour
 *
 * Returns: (transfer floating): a dot
 */
GtkWidget *
meirei_dot_new (MeireiTone tone)
{
  return g_object_new (MEIREI_TYPE_DOT, "tone", tone, NULL);
}

/**
 * meirei_dot_get_tone:
 * @self: a dot
 *
 * Returns: the colour
 */
MeireiTone
meirei_dot_get_tone (MeireiDot *self)
{
  g_return_val_if_fail (MEIREI_IS_DOT (self), MEIREI_TONE_NEUTRAL);

  return self->tone;
}

/**
 * meirei_dot_set_tone:
 * @self: a dot
 * @tone: the colour
 *
 * Sets the colour.
 */
void
meirei_dot_set_tone (MeireiDot  *self,
                     MeireiTone  tone)
{
  g_return_if_fail (MEIREI_IS_DOT (self));

  if (self->tone == tone)
    return;

  self->tone = tone;
  meirei_tone_set_css_class (GTK_WIDGET (self), tone);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TONE]);
}
