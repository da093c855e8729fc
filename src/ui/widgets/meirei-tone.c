/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-tone.h"

static const struct {
  const char *css_class;
  const char *paint_color;
  const char *text_color;
  const char *line_color;
} tones[] = {
  [MEIREI_TONE_NEUTRAL]     = { "neutral", "meirei_neutral", NULL, NULL },
  [MEIREI_TONE_ACCENT]      = { "accent", "meirei_accent", "meirei_accent_text", "meirei_accent_line" },
  [MEIREI_TONE_ACCENT_SOFT] = { "accent-soft", "meirei_accent_soft", "meirei_accent_text", "meirei_accent_line" },
  [MEIREI_TONE_SUCCESS]     = { "success", "meirei_success", "meirei_success_text", "meirei_success_line" },
  [MEIREI_TONE_WARNING]     = { "warning", "meirei_warning", "meirei_warning_text", "meirei_warning_line" },
  [MEIREI_TONE_ERROR]       = { "error", "meirei_error", "meirei_error_text", "meirei_error_line" },
};

GType
meirei_tone_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_TONE_NEUTRAL, "MEIREI_TONE_NEUTRAL", "neutral" },
        { MEIREI_TONE_ACCENT, "MEIREI_TONE_ACCENT", "accent" },
        { MEIREI_TONE_ACCENT_SOFT, "MEIREI_TONE_ACCENT_SOFT", "accent-soft" },
        { MEIREI_TONE_SUCCESS, "MEIREI_TONE_SUCCESS", "success" },
        { MEIREI_TONE_WARNING, "MEIREI_TONE_WARNING", "warning" },
        { MEIREI_TONE_ERROR, "MEIREI_TONE_ERROR", "error" },
        { 0, NULL, NULL },
      };
      GType type = g_enum_register_static ("MeireiTone", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

/* The only place that asks GTK for colours: GtkStyleContext leaves in GTK 5,
 * and GTK 4.8 has nothing else. */
static gboolean
lookup_named_color (GtkWidget  *widget,
                    const char *name,
                    GdkRGBA    *color)
{
  return gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, color);
}

/**
 * meirei_tone_get_css_class:
 * @tone: a tone
 *
 * Returns: the style class that the style sheets know for @tone
 */
const char *
meirei_tone_get_css_class (MeireiTone tone)
{
  g_return_val_if_fail (tone < G_N_ELEMENTS (tones), NULL);

  return tones[tone].css_class;
}

/**
 * meirei_tone_set_css_class:
 * @widget: a widget
 * @tone: a tone
 *
 * Gives @widget the style class of @tone and takes away those of the others.
 */
void
meirei_tone_set_css_class (GtkWidget  *widget,
                           MeireiTone  tone)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (tone < G_N_ELEMENTS (tones));

  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    {
      if (i != tone)
        gtk_widget_remove_css_class (widget, tones[i].css_class);
    }

  gtk_widget_add_css_class (widget, tones[tone].css_class);
}

/**
 * meirei_tone_get_color:
 * @tone: a tone
 * @widget: the widget that will be painted
 * @color: (out): the colour
 *
 * The colour for areas and lines.  It may be translucent.  Valid until the
 * next #GtkWidgetClass.css_changed of @widget.
 */
void
meirei_tone_get_color (MeireiTone  tone,
                       GtkWidget  *widget,
                       GdkRGBA    *color)
{
  g_return_if_fail (tone < G_N_ELEMENTS (tones));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (!lookup_named_color (widget, tones[tone].paint_color, color))
    meirei_widget_get_color (widget, 1., color);
}

/**
 * meirei_tone_get_text_color:
 * @tone: a tone
 * @widget: the widget that will be painted
 * @color: (out): the colour
 *
 * The colour for text on the background of a view; darker than that of
 * meirei_tone_get_color() where that would be hard to read.
 */
void
meirei_tone_get_text_color (MeireiTone  tone,
                            GtkWidget  *widget,
                            GdkRGBA    *color)
{
  g_return_if_fail (tone < G_N_ELEMENTS (tones));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (tones[tone].text_color == NULL ||
      !lookup_named_color (widget, tones[tone].text_color, color))
    meirei_widget_get_color (widget, 1., color);
}

/**
 * meirei_tone_get_line_color:
 * @tone: a tone
 * @widget: the widget that will be painted
 * @color: (out): the colour
 *
 * The tint of a whole line of text, on which coloured text can be read.
 */
void
meirei_tone_get_line_color (MeireiTone  tone,
                            GtkWidget  *widget,
                            GdkRGBA    *color)
{
  g_return_if_fail (tone < G_N_ELEMENTS (tones));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (tones[tone].line_color == NULL ||
      !lookup_named_color (widget, tones[tone].line_color, color))
    meirei_widget_get_color (widget, .08, color);
}

/**
 * meirei_widget_get_color:
 * @widget: a widget
 * @alpha: from 0 to 1
 * @color: (out): the colour
 *
 * The foreground colour of @widget, made translucent by the factor @alpha.
 */
void
meirei_widget_get_color (GtkWidget *widget,
                         double     alpha,
                         GdkRGBA   *color)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
  color->alpha *= (float) alpha;
}
