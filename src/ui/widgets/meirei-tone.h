/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MeireiTone:
 * @MEIREI_TONE_NEUTRAL: grey: nothing to say, or not started
 * @MEIREI_TONE_ACCENT: blue: under way, good
 * @MEIREI_TONE_ACCENT_SOFT: light blue: the lesser part of something blue
 * @MEIREI_TONE_SUCCESS: green
 * @MEIREI_TONE_WARNING: amber
 * @MEIREI_TONE_ERROR: red
 *
 * A colour with a meaning.  The colours themselves are in the style sheets,
 * so that they follow dark mode and high contrast.  What a tone says must
 * also be said by a number or a word.
 */
typedef enum {
  MEIREI_TONE_NEUTRAL,
  MEIREI_TONE_ACCENT,
  MEIREI_TONE_ACCENT_SOFT,
  MEIREI_TONE_SUCCESS,
  MEIREI_TONE_WARNING,
  MEIREI_TONE_ERROR,
} MeireiTone;

#define MEIREI_TYPE_TONE (meirei_tone_get_type ())
GType meirei_tone_get_type (void);

const char *meirei_tone_get_css_class  (MeireiTone  tone);
void        meirei_tone_set_css_class  (GtkWidget  *widget,
                                        MeireiTone  tone);
void        meirei_tone_get_color      (MeireiTone  tone,
                                        GtkWidget  *widget,
                                        GdkRGBA    *color);
void        meirei_tone_get_text_color (MeireiTone  tone,
                                        GtkWidget  *widget,
                                        GdkRGBA    *color);
void        meirei_tone_get_line_color (MeireiTone  tone,
                                        GtkWidget  *widget,
                                        GdkRGBA    *color);
void        meirei_widget_get_color    (GtkWidget  *widget,
                                        double      alpha,
                                        GdkRGBA    *color);

G_END_DECLS
