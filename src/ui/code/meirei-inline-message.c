/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-finding-text.h"
#include "meirei-inline-message.h"
#include "meirei-score-badge.h"

#define FONT_POINTS 9.
#define MINIMUM_WIDTH 48
#define BADGE_SPACING 6
#define BADGE_PADDING 6
#define BADGE_ALPHA .24f

static PangoLayout *
create_layout (GtkWidget  *view,
               const char *text,
               double      scale)
{
  g_autofree char *font_name = NULL;
  g_autoptr(PangoFontDescription) font = NULL;
  PangoLayout *layout = gtk_widget_create_pango_layout (view, text);

  /* The view's own font is that of the code. */
  g_object_get (gtk_widget_get_settings (view), "gtk-font-name", &font_name, NULL);
  font = pango_font_description_from_string (font_name);
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_size (font, (int) (FONT_POINTS * scale * PANGO_SCALE));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);

  return layout;
}

static void
snapshot_layout (GtkSnapshot   *snapshot,
                 PangoLayout   *layout,
                 double         x,
                 double         middle,
                 const GdkRGBA *color)
{
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) (int) (middle - height / 2.)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_badge (GtkWidget          *view,
                GtkSnapshot        *snapshot,
                PangoLayout        *layout,
                MeireiTone          tone,
                const GdkRectangle *area)
{
  GskRoundedRect outline;
  GdkRGBA color;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (area->x, area->y, area->width, area->height),
                                   area->height / 2.f);
  meirei_tone_get_color (tone, view, &color);
  color.alpha *= BADGE_ALPHA;
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &color, &outline.bounds);
  gtk_snapshot_pop (snapshot);

  meirei_tone_get_text_color (tone, view, &color);
  snapshot_layout (snapshot, layout, area->x + BADGE_PADDING, area->y + area->height / 2., &color);
}

/**
 * meirei_inline_message_snapshot:
 * @view: the view of the code
 * @snapshot: where to paint
 * @line: the severity and the points
 * @text: what there is to say, on one line
 * @area: the space behind the end of the line, as high as the line
 * @scale: the size of the text relative to normal code
 *
 * Paints @text behind the end of a line, and the points that the line costs.  Nothing is painted where there is no space for a few
 * letters; the icon in the gutter, its tooltip and the list tell the same.
 */
void
meirei_inline_message_snapshot (GtkWidget               *view,
                                GtkSnapshot             *snapshot,
                                const MeireiFindingLine *line,
                                const char              *text,
                                const GdkRectangle      *area,
                                double                   scale)
{
  MeireiTone tone = meirei_severity_get_tone (line->severity);
  double middle = area->y + area->height / 2.;
  g_autoptr(PangoLayout) layout = NULL;
  g_autofree char *points = NULL;
  g_autoptr(PangoLayout) badge = NULL;
  GdkRectangle badge_area = { .width = 0 };
  GdkRGBA color;
  int available;
  int width;

  if (line->points > 0)
    {
      points = meirei_format_points (-line->points);
      badge = create_layout (view, points, scale);
      pango_layout_get_pixel_size (badge, &width, NULL);
      badge_area.width = width + 2 * BADGE_PADDING;
    }

  available = area->width - badge_area.width - BADGE_SPACING;
  if (available < MINIMUM_WIDTH)
    return;

  layout = create_layout (view, text, scale);
  pango_layout_set_width (layout, available * PANGO_SCALE);
  meirei_tone_get_text_color (tone, view, &color);
  snapshot_layout (snapshot, layout, area->x, middle, &color);

  if (badge == NULL)
    return;

  pango_layout_get_pixel_size (layout, &width, NULL);
  badge_area.x = area->x + width + BADGE_SPACING;
  badge_area.y = area->y + 1;
  badge_area.height = area->height - 2;
  snapshot_badge (view, snapshot, badge, tone, &badge_area);
}
