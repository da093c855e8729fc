/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiSvgPart:
 * @label: what it is
 * @value: how much, at least 0
 * @text: (nullable): the value as it is written; %NULL writes a whole number
 * @color: 0 good, 1 bad, 2 doubtful, 3 neither, 4 plain
 *
 * One part of a chart.
 */
typedef struct {
  const char *label;
  double      value;
  const char *text;
  guint       color;
} MeireiSvgPart;

void meirei_svg_append_segments (GString             *html,
                                 const char          *title,
                                 const MeireiSvgPart *parts,
                                 guint                n_parts);
void meirei_svg_append_columns  (GString             *html,
                                 const char          *title,
                                 const MeireiSvgPart *parts,
                                 guint                n_parts);
void meirei_svg_append_bars     (GString             *html,
                                 const char          *title,
                                 const MeireiSvgPart *parts,
                                 guint                n_parts);

G_END_DECLS
