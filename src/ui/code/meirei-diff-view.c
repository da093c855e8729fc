/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-code-scheme.h"
#include "meirei-diff-gutter.h"
#include "meirei-diff-view.h"
#include "meirei-even-lines.h"
#include "meirei-line-jump.h"
#include "meirei-tone.h"

#define WORD_ALPHA .28
#define HATCH_ALPHA .1
#define HATCH_SIZE 6
#define FOLD_ALPHA .05
#define FOLD_TEXT_ALPHA .55

/**
 * MeireiDiffView:
 *
 * One side of a comparison, or both in one: lines with their tint, the words
 * that differ, hatched room for what only the other side has.
 */
struct _MeireiDiffView
{
  GtkSourceView parent_instance;

  MeireiDiffLayout *layout;   /* (owned) (nullable) */
  MeireiDiffGutter *gutter;   /* of the view */
  MeireiLineJump *jump;       /* (owned) */
};

G_DEFINE_FINAL_TYPE (MeireiDiffView, meirei_diff_view, GTK_SOURCE_TYPE_VIEW)

static void
snapshot_hatch (MeireiDiffView     *self,
                GtkSnapshot        *snapshot,
                const GdkRectangle *area)
{
  GdkRGBA ink;
  GdkRGBA none;

  meirei_widget_get_color (GTK_WIDGET (self), HATCH_ALPHA, &ink);
  meirei_widget_get_color (GTK_WIDGET (self), 0., &none);
  gtk_snapshot_append_repeating_linear_gradient (
    snapshot, &GRAPHENE_RECT_INIT (area->x, area->y, area->width, area->height),
    &GRAPHENE_POINT_INIT (0, 0), &GRAPHENE_POINT_INIT (HATCH_SIZE, HATCH_SIZE),
    (const GskColorStop[]) { { 0.f, ink }, { .35f, ink }, { .4f, none }, { .95f, none }, { 1.f, ink } },
    5);
}

static void
snapshot_fold (MeireiDiffView     *self,
               GtkSnapshot        *snapshot,
               const GdkRectangle *area,
               guint               n_folded)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u unchanged line", "%u unchanged lines",
                                                     n_folded), n_folded);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  GdkRGBA color;
  int height;

  meirei_widget_get_color (GTK_WIDGET (self), FOLD_ALPHA, &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (area->x, area->y, area->width, area->height));
  meirei_widget_get_color (GTK_WIDGET (self), FOLD_TEXT_ALPHA, &color);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (area->x + 12),
                                                          (float) (area->y + (area->height - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_words (MeireiDiffView     *self,
                GtkSnapshot        *snapshot,
                MeireiTone          tone,
                guint               line,
                const GdkRectangle *area)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  guint n_words;
  const MeireiDiffSpan *words = meirei_diff_layout_get_words (self->layout, line, &n_words);
  GdkRGBA color;

  meirei_tone_get_color (tone, GTK_WIDGET (self), &color);
  color.alpha *= WORD_ALPHA;
  for (guint i = 0; i < n_words; i++)
    {
      GtkTextIter start;
      GtkTextIter end;
      GdkRectangle from;
      GdkRectangle to;

      gtk_text_buffer_get_iter_at_line_index (buffer, &start, (int) line, (int) words[i].start);
      gtk_text_buffer_get_iter_at_line_index (buffer, &end, (int) line, (int) words[i].end);
      gtk_text_view_get_iter_location (view, &start, &from);
      gtk_text_view_get_iter_location (view, &end, &to);
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (from.x, area->y, to.x - from.x,
                                                      area->height));
    }
}

static void
snapshot_line (MeireiDiffView        *self,
               GtkSnapshot           *snapshot,
               const MeireiDiffPlace *place,
               guint                  line,
               const GdkRectangle    *area)
{
  GdkRGBA color;

  if (meirei_diff_kind_get_color (place->kind, GTK_WIDGET (self), &color))
    {
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (area->x, area->y, area->width,
                                                      area->height));
      snapshot_words (self, snapshot, place->kind == MEIREI_DIFF_LINE_REMOVED
                                      ? MEIREI_TONE_ERROR : MEIREI_TONE_SUCCESS, line, area);
    }
  else if (place->kind == MEIREI_DIFF_LINE_FILLER)
    snapshot_hatch (self, snapshot, area);
  else if (place->kind == MEIREI_DIFF_LINE_FOLD)
    snapshot_fold (self, snapshot, area, place->n_folded);
}

/* Only the lines in sight cost anything. */
static void
snapshot_lines (MeireiDiffView *self,
                GtkSnapshot    *snapshot)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  guint n_places;
  const MeireiDiffPlace *places = meirei_diff_layout_get_places (self->layout, &n_places);
  GdkRectangle visible;
  GtkTextIter iter;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &iter, visible.y, NULL);
  for (guint line = (guint) gtk_text_iter_get_line (&iter); line < n_places; line++)
    {
      GdkRectangle area = { .x = visible.x, .width = visible.width };

      gtk_text_view_get_line_yrange (view, &iter, &area.y, &area.height);
      if (area.y > visible.y + visible.height)
        break;
      snapshot_line (self, snapshot, &places[line], line, &area);
      if (!gtk_text_iter_forward_line (&iter))
        break;
    }
}

static void
meirei_diff_view_snapshot_layer (GtkTextView      *view,
                                 GtkTextViewLayer  layer,
                                 GtkSnapshot      *snapshot)
{
  MeireiDiffView *self = MEIREI_DIFF_VIEW (view);

  GTK_TEXT_VIEW_CLASS (meirei_diff_view_parent_class)->snapshot_layer (view, layer, snapshot);

  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT && self->layout != NULL)
    snapshot_lines (self, snapshot);
}

static void
meirei_diff_view_dispose (GObject *object)
{
  MeireiDiffView *self = MEIREI_DIFF_VIEW (object);

  g_clear_object (&self->layout);
  g_clear_object (&self->jump);

  G_OBJECT_CLASS (meirei_diff_view_parent_class)->dispose (object);
}

static void
meirei_diff_view_class_init (MeireiDiffViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_diff_view_dispose;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = meirei_diff_view_snapshot_layer;
}

static void
meirei_diff_view_init (MeireiDiffView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkSourceGutterRenderer *renderer = meirei_diff_gutter_new ();

  meirei_even_lines_watch (buffer);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (GTK_SOURCE_BUFFER (buffer), FALSE);
  meirei_code_scheme_follow (GTK_SOURCE_BUFFER (buffer));

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_monospace (view, TRUE);
  gtk_text_view_set_pixels_above_lines (view, 1);
  gtk_text_view_set_top_margin (view, 3);
  gtk_text_view_set_bottom_margin (view, 24);
  gtk_text_view_set_left_margin (view, 4);
  gtk_source_view_set_tab_width (GTK_SOURCE_VIEW (self), 4);

  self->jump = meirei_line_jump_new (view);
  self->gutter = MEIREI_DIFF_GUTTER (renderer);
  gtk_source_gutter_insert (gtk_source_view_get_gutter (GTK_SOURCE_VIEW (self),
                                                        GTK_TEXT_WINDOW_LEFT), renderer, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self), "code");
  gtk_widget_add_css_class (GTK_WIDGET (self), "size-3");
}

/**
 * meirei_diff_view_new:
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
meirei_diff_view_new (void)
{
  return g_object_new (MEIREI_TYPE_DIFF_VIEW, NULL);
}

/**
 * meirei_diff_view_set_layout:
 * @self: a view
 * @layout: (nullable): what to show
 * @language_id: (nullable): a language of GtkSourceView
 *
 * Shows a comparison from its beginning.
 */
void
meirei_diff_view_set_layout (MeireiDiffView   *self,
                             MeireiDiffLayout *layout,
                             const char       *language_id)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkSourceLanguage *language = NULL;

  g_return_if_fail (MEIREI_IS_DIFF_VIEW (self));

  g_set_object (&self->layout, layout);
  if (language_id != NULL)
    language = gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (),
                                                         language_id);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (buffer), language);
  meirei_line_jump_stop (self->jump);
  gtk_text_buffer_set_text (buffer, layout != NULL ? meirei_diff_layout_get_text (layout) : "",
                            -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  meirei_diff_gutter_set_layout (self->gutter, layout);
}

/**
 * meirei_diff_view_get_layout:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what it shows
 */
MeireiDiffLayout *
meirei_diff_view_get_layout (MeireiDiffView *self)
{
  g_return_val_if_fail (MEIREI_IS_DIFF_VIEW (self), NULL);

  return self->layout;
}

/**
 * meirei_diff_view_get_top:
 * @self: a view
 *
 * Returns: the first line in sight, from 0
 */
int
meirei_diff_view_get_top (MeireiDiffView *self)
{
  GdkRectangle visible;
  GtkTextIter iter;

  g_return_val_if_fail (MEIREI_IS_DIFF_VIEW (self), 0);

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter, visible.y, NULL);

  return gtk_text_iter_get_line (&iter);
}

/**
 * meirei_diff_view_jump:
 * @self: a view
 * @place: a line, from 0
 *
 * Brings a line into sight, with some lines around it, and the cursor there.
 */
void
meirei_diff_view_jump (MeireiDiffView *self,
                       guint           place)
{
  GtkTextBuffer *buffer;
  GtkTextIter iter;

  g_return_if_fail (MEIREI_IS_DIFF_VIEW (self));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) place);
  gtk_text_buffer_place_cursor (buffer, &iter);
  meirei_line_jump_start (self->jump, (int) place + 1);
}
