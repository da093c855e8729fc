/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-comment-gutter.h"
#include "meirei-tone.h"

#define ICON_SIZE 14
#define SPACING 2
#define HINT_ALPHA .35

/**
 * MeireiCommentGutter:
 *
 * The column for comments: a bubble on each line that has one, and a paler one
 * on the line of the cursor, where one can be written.  Any line can be
 * clicked.
 */
struct _MeireiCommentGutter
{
  GtkSourceGutterRenderer parent_instance;

  MeireiLineComments *comments; /* (owned) */
  GtkIconPaintable *icon;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiCommentGutter, meirei_comment_gutter, GTK_SOURCE_TYPE_GUTTER_RENDERER)

static GtkSymbolicPaintable *
get_icon (MeireiCommentGutter *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  if (self->icon == NULL)
    self->icon = gtk_icon_theme_lookup_icon (theme, "meirei-comment-symbolic", NULL, ICON_SIZE,
                                             gtk_widget_get_scale_factor (widget),
                                             gtk_widget_get_direction (widget), 0);

  return GTK_SYMBOLIC_PAINTABLE (self->icon);
}

static void
forget_icon (MeireiCommentGutter *self)
{
  g_clear_object (&self->icon);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
meirei_comment_gutter_snapshot_line (GtkSourceGutterRenderer *renderer,
                                     GtkSnapshot             *snapshot,
                                     GtkSourceGutterLines    *lines,
                                     guint                    line)
{
  MeireiCommentGutter *self = MEIREI_COMMENT_GUTTER (renderer);
  gboolean commented = meirei_line_comments_get (self->comments, (int) line + 1) != NULL;
  GtkWidget *view = GTK_WIDGET (gtk_source_gutter_renderer_get_view (renderer));
  gboolean hint = meirei_line_comments_get_editable (self->comments)
                  && gtk_source_gutter_lines_is_cursor (lines, line)
                  && gtk_widget_has_focus (view);
  GdkRGBA color;
  int y;
  int height;

  if (!commented && !hint)
    return;

  if (commented)
    meirei_tone_get_color (MEIREI_TONE_ACCENT, GTK_WIDGET (self), &color);
  else
    meirei_widget_get_color (GTK_WIDGET (self), HINT_ALPHA, &color);
  gtk_source_gutter_lines_get_line_yrange (lines, line,
                                           GTK_SOURCE_GUTTER_RENDERER_ALIGNMENT_MODE_FIRST,
                                           &y, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (SPACING,
                                                          (float) (y + (height - ICON_SIZE) / 2)));
  gtk_symbolic_paintable_snapshot_symbolic (get_icon (self), snapshot, ICON_SIZE, ICON_SIZE,
                                            &color, 1);
  gtk_snapshot_restore (snapshot);
}

static gboolean
meirei_comment_gutter_query_activatable (GtkSourceGutterRenderer *renderer,
                                         GtkTextIter             *iter,
                                         GdkRectangle            *area)
{
  MeireiCommentGutter *self = MEIREI_COMMENT_GUTTER (renderer);

  return meirei_line_comments_get_editable (self->comments)
         || meirei_line_comments_get (self->comments, gtk_text_iter_get_line (iter) + 1) != NULL;
}

static void
meirei_comment_gutter_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ICON_SIZE + 2 * SPACING : 0;
}

static void
meirei_comment_gutter_dispose (GObject *object)
{
  MeireiCommentGutter *self = MEIREI_COMMENT_GUTTER (object);

  g_clear_object (&self->icon);
  g_clear_object (&self->comments);

  G_OBJECT_CLASS (meirei_comment_gutter_parent_class)->dispose (object);
}

static void
meirei_comment_gutter_class_init (MeireiCommentGutterClass *klass)
{
  GtkSourceGutterRendererClass *renderer_class = GTK_SOURCE_GUTTER_RENDERER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_comment_gutter_dispose;
  GTK_WIDGET_CLASS (klass)->measure = meirei_comment_gutter_measure;
  renderer_class->query_activatable = meirei_comment_gutter_query_activatable;
  renderer_class->snapshot_line = meirei_comment_gutter_snapshot_line;
}

static void
meirei_comment_gutter_init (MeireiCommentGutter *self)
{
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (forget_icon), NULL);
}

/**
 * meirei_comment_gutter_new:
 * @comments: what to show
 *
 * Returns: (transfer floating): a column for a gutter
 */
GtkSourceGutterRenderer *
meirei_comment_gutter_new (MeireiLineComments *comments)
{
  MeireiCommentGutter *self;

  g_return_val_if_fail (MEIREI_IS_LINE_COMMENTS (comments), NULL);

  self = g_object_new (MEIREI_TYPE_COMMENT_GUTTER, NULL);
  self->comments = g_object_ref (comments);
  g_signal_connect_object (comments, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);

  return GTK_SOURCE_GUTTER_RENDERER (self);
}
