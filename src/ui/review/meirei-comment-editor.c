/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiCommentEditor:
 *
 * Where a comment on a line of code is written: a popover at the line.  What
 * is written is kept when it closes, in whatever way.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-comment-editor.h"
#include "meirei-comment-gutter.h"

#define WIDTH 360
#define HEIGHT 84

struct _MeireiCommentEditor
{
  GtkPopover parent_instance;

  GtkLabel *title;
  GtkTextView *entry;
  GtkWidget *buttons;
  MeireiCodeView *view;           /* of the same parent */
  MeireiLineComments *comments;   /* (owned) */
  int line;                       /* that is edited; 0 if none */
};

G_DEFINE_FINAL_TYPE (MeireiCommentEditor, meirei_comment_editor, GTK_TYPE_POPOVER)

static char *
dup_entry (MeireiCommentEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->entry);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
keep (MeireiCommentEditor *self)
{
  g_autofree char *text = NULL;

  if (self->line == 0)
    return;

  text = dup_entry (self);
  meirei_line_comments_edit (self->comments, self->line, text);
}

static void
closed_cb (MeireiCommentEditor *self)
{
  keep (self);
  self->line = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
delete_cb (MeireiCommentEditor *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->entry), "", 0);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Another version, while the popover is open: its lines are others. */
static void
changed_cb (MeireiCommentEditor *self)
{
  if (self->line == 0 || meirei_line_comments_get_editable (self->comments))
    return;

  self->line = 0;
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
key_cb (MeireiCommentEditor *self,
        guint                key,
        guint                code,
        GdkModifierType      state)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || (state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  gtk_popover_popdown (GTK_POPOVER (self));

  return GDK_EVENT_STOP;
}

static void
gutter_activated_cb (MeireiCommentEditor *self,
                     GtkTextIter         *iter)
{
  meirei_comment_editor_open (self, gtk_text_iter_get_line (iter) + 1);
}

static void
meirei_comment_editor_dispose (GObject *object)
{
  g_clear_object (&MEIREI_COMMENT_EDITOR (object)->comments);

  G_OBJECT_CLASS (meirei_comment_editor_parent_class)->dispose (object);
}

static void
meirei_comment_editor_class_init (MeireiCommentEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_comment_editor_dispose;
}

static GtkWidget *
make_buttons (MeireiCommentEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *remove = gtk_button_new_with_label (_("Delete"));
  GtkWidget *done = gtk_button_new_with_label (_("Done"));

  gtk_widget_set_tooltip_text (done, _("Keep the Comment (Ctrl+Enter)"));
  gtk_widget_add_css_class (done, "suggested-action");
  gtk_widget_set_hexpand (done, TRUE);
  gtk_widget_set_halign (done, GTK_ALIGN_END);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (delete_cb), self);
  g_signal_connect_swapped (done, "clicked", G_CALLBACK (gtk_popover_popdown), self);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_box_append (GTK_BOX (box), done);

  return box;
}

static void
meirei_comment_editor_init (MeireiCommentEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *entry = gtk_text_view_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* Before the text, which would take Return for itself. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0.f);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->entry = GTK_TEXT_VIEW (entry);
  gtk_text_view_set_wrap_mode (self->entry, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->entry, FALSE);
  gtk_text_view_set_top_margin (self->entry, 6);
  gtk_text_view_set_left_margin (self->entry, 6);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->title, NULL, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), entry);
  gtk_widget_set_size_request (scroller, WIDTH, HEIGHT);
  gtk_widget_add_css_class (scroller, "card");
  self->buttons = make_buttons (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->buttons);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

/**
 * meirei_comment_editor_new:
 * @view: the code
 * @parent: an ancestor of @view, which lets go of the editor when it is disposed
 * @comments: the comments on its lines
 *
 * Adds a column for comments to @view.
 *
 * Returns: (transfer none): the editor
 */
MeireiCommentEditor *
meirei_comment_editor_new (MeireiCodeView     *view,
                           GtkWidget          *parent,
                           MeireiLineComments *comments)
{
  MeireiCommentEditor *self;
  GtkSourceGutterRenderer *gutter;

  g_return_val_if_fail (MEIREI_IS_CODE_VIEW (view), NULL);
  g_return_val_if_fail (MEIREI_IS_LINE_COMMENTS (comments), NULL);

  self = g_object_new (MEIREI_TYPE_COMMENT_EDITOR, NULL);
  self->view = view;
  self->comments = g_object_ref (comments);
  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  g_signal_connect_object (comments, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  meirei_code_view_set_comments (view, comments);
  gutter = meirei_comment_gutter_new (comments);
  gtk_source_gutter_insert (gtk_source_view_get_gutter (GTK_SOURCE_VIEW (view),
                                                        GTK_TEXT_WINDOW_LEFT), gutter,
                            GTK_SOURCE_VIEW_GUTTER_POSITION_LINES - 1);
  g_signal_connect_object (gutter, "activate", G_CALLBACK (gutter_activated_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static void
point_to_line (MeireiCommentEditor *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkTextIter iter;
  GdkRectangle area;
  double x;
  double y;

  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (view), &iter, self->line - 1);
  gtk_text_view_get_iter_location (view, &iter, &area);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, area.x, area.y, &area.x,
                                         &area.y);
  gtk_widget_translate_coordinates (GTK_WIDGET (view), parent, area.x, area.y, &x, &y);
  area.x = (int) x + 24;
  area.y = CLAMP ((int) y, 0, gtk_widget_get_height (parent) - area.height);
  area.width = 1;
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &area);
}

/**
 * meirei_comment_editor_open:
 * @self: an editor
 * @line: a line, from 1
 *
 * Lets a person read or write the comment on a line.
 */
void
meirei_comment_editor_open (MeireiCommentEditor *self,
                            int                  line)
{
  const char *text;
  gboolean editable;
  g_autofree char *title = NULL;

  g_return_if_fail (MEIREI_IS_COMMENT_EDITOR (self));

  text = meirei_line_comments_get (self->comments, line);
  editable = meirei_line_comments_get_editable (self->comments);
  if (line < 1 || (!editable && text == NULL))
    return;

  keep (self);
  self->line = line;
  title = g_strdup_printf (_("Comment on line %d"), line);
  gtk_label_set_label (self->title, title);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->entry), text != NULL ? text : "", -1);
  gtk_text_view_set_editable (self->entry, editable);
  gtk_widget_set_visible (self->buttons, editable);
  point_to_line (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
