/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-diff-gutter.h"
#include "meirei-tone.h"

#define SPACING 6
#define SIGN_WIDTH 14
#define NUMBER_ALPHA .55

/**
 * MeireiDiffGutter:
 *
 * The numbers that the lines have in their own text, and a sign for what was
 * added or removed.  A unified view has a column of numbers for each side.
 */
struct _MeireiDiffGutter
{
  GtkSourceGutterRenderer parent_instance;

  MeireiDiffLayout *layout;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiDiffGutter, meirei_diff_gutter, GTK_SOURCE_TYPE_GUTTER_RENDERER)

/* Returns: how many columns of numbers there are; @first is the side of the
 * first one. */
static guint
get_columns (MeireiDiffGutter *self,
             MeireiDiffSide   *first)
{
  MeireiDiffForm form = self->layout != NULL ? meirei_diff_layout_get_form (self->layout)
                                             : MEIREI_DIFF_FORM_NEW;

  *first = form == MEIREI_DIFF_FORM_NEW ? MEIREI_DIFF_NEW : MEIREI_DIFF_OLD;

  return form == MEIREI_DIFF_FORM_UNIFIED ? 2 : 1;
}

static int
get_number_width (MeireiDiffGutter *self,
                  MeireiDiffSide    side)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  guint n_lines = self->layout != NULL
                  ? meirei_line_diff_get_n_lines (meirei_diff_layout_get_diff (self->layout), side)
                  : 0;
  g_autofree char *text = g_strdup_printf ("%u", MAX (n_lines, 99));
  int width;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return width + 2 * SPACING;
}

static void
snapshot_text (MeireiDiffGutter *self,
               GtkSnapshot      *snapshot,
               const char       *text,
               int               right,
               int               y,
               int               height,
               const GdkRGBA    *color)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int text_width;
  int text_height;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (right - text_width),
                                                          (float) (y + (height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_sign (MeireiDiffGutter   *self,
               GtkSnapshot        *snapshot,
               MeireiDiffLineKind  kind,
               int                 y,
               int                 height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA color;

  if (kind != MEIREI_DIFF_LINE_REMOVED && kind != MEIREI_DIFF_LINE_ADDED)
    return;

  meirei_tone_get_text_color (kind == MEIREI_DIFF_LINE_REMOVED ? MEIREI_TONE_ERROR
                                                               : MEIREI_TONE_SUCCESS,
                              widget, &color);
  snapshot_text (self, snapshot, kind == MEIREI_DIFF_LINE_REMOVED ? "−" : "+",
                 gtk_widget_get_width (widget) - 2, y, height, &color);
}

static void
meirei_diff_gutter_snapshot_line (GtkSourceGutterRenderer *renderer,
                                  GtkSnapshot             *snapshot,
                                  GtkSourceGutterLines    *lines,
                                  guint                    line)
{
  MeireiDiffGutter *self = MEIREI_DIFF_GUTTER (renderer);
  GtkWidget *widget = GTK_WIDGET (self);
  guint n_places = 0;
  const MeireiDiffPlace *places = self->layout != NULL
                                  ? meirei_diff_layout_get_places (self->layout, &n_places) : NULL;
  MeireiDiffSide side;
  guint n_columns = get_columns (self, &side);
  int right = 0;
  int y;
  int height;
  GdkRGBA color;

  if (line >= n_places)
    return;

  gtk_source_gutter_lines_get_line_yrange (lines, line,
                                           GTK_SOURCE_GUTTER_RENDERER_ALIGNMENT_MODE_FIRST,
                                           &y, &height);
  if (meirei_diff_kind_get_color (places[line].kind, widget, &color))
    gtk_snapshot_append_color (snapshot, &color,
                               &GRAPHENE_RECT_INIT (0, y, gtk_widget_get_width (widget), height));

  /* The gutter's own colour is for what GtkSourceView paints in it. */
  meirei_widget_get_color (GTK_WIDGET (gtk_source_gutter_renderer_get_view (renderer)),
                           NUMBER_ALPHA, &color);
  for (guint i = 0; i < n_columns; i++, side++)
    {
      g_autofree char *text = g_strdup_printf ("%d", places[line].line[side] + 1);

      right += get_number_width (self, side);
      if (places[line].line[side] >= 0)
        snapshot_text (self, snapshot, text, right - SPACING, y, height, &color);
    }
  snapshot_sign (self, snapshot, places[line].kind, y, height);
}

static void
meirei_diff_gutter_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  MeireiDiffGutter *self = MEIREI_DIFF_GUTTER (widget);
  MeireiDiffSide side;
  guint n_columns = get_columns (self, &side);

  *minimum = 0;
  for (guint i = 0; i < n_columns && orientation == GTK_ORIENTATION_HORIZONTAL; i++, side++)
    *minimum += get_number_width (self, side);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum += SIGN_WIDTH;
  *natural = *minimum;
}

static void
meirei_diff_gutter_dispose (GObject *object)
{
  g_clear_object (&MEIREI_DIFF_GUTTER (object)->layout);

  G_OBJECT_CLASS (meirei_diff_gutter_parent_class)->dispose (object);
}

static void
meirei_diff_gutter_class_init (MeireiDiffGutterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_diff_gutter_dispose;
  GTK_WIDGET_CLASS (klass)->measure = meirei_diff_gutter_measure;
  GTK_SOURCE_GUTTER_RENDERER_CLASS (klass)->snapshot_line = meirei_diff_gutter_snapshot_line;
}

static void
meirei_diff_gutter_init (MeireiDiffGutter *self)
{
}

/**
 * meirei_diff_gutter_new:
 *
 * Returns: (transfer floating): a column for a gutter
 */
GtkSourceGutterRenderer *
meirei_diff_gutter_new (void)
{
  return g_object_new (MEIREI_TYPE_DIFF_GUTTER, NULL);
}

/**
 * meirei_diff_gutter_set_layout:
 * @self: a gutter
 * @layout: (nullable): what the lines stand for
 */
void
meirei_diff_gutter_set_layout (MeireiDiffGutter *self,
                               MeireiDiffLayout *layout)
{
  g_return_if_fail (MEIREI_IS_DIFF_GUTTER (self));

  if (g_set_object (&self->layout, layout))
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * meirei_diff_kind_get_color:
 * @kind: what a line stands for
 * @widget: the widget that will be painted
 * @color: (out): the colour
 *
 * Returns: %FALSE if such lines have no tint
 */
gboolean
meirei_diff_kind_get_color (MeireiDiffLineKind  kind,
                            GtkWidget          *widget,
                            GdkRGBA            *color)
{
  if (kind != MEIREI_DIFF_LINE_REMOVED && kind != MEIREI_DIFF_LINE_ADDED)
    return FALSE;

  meirei_tone_get_line_color (kind == MEIREI_DIFF_LINE_REMOVED ? MEIREI_TONE_ERROR
                                                               : MEIREI_TONE_SUCCESS,
                              widget, color);

  return TRUE;
}
