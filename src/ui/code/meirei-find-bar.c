/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiFindBar:
 *
 * Finds text in the code: all matches are marked and counted, and the keys
 * that open the bar go from one to the next.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-find-bar.h"

struct _MeireiFindBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkSearchEntry *entry;
  GtkLabel *count_label;
  GtkWidget *buttons;
  MeireiCodeView *view;             /* (nullable): of the same parent */
  GtkSourceSearchContext *context;  /* (owned) (nullable) */
  GtkTextMark *origin;              /* (owned) (nullable): where typing began */
};

G_DEFINE_FINAL_TYPE (MeireiFindBar, meirei_find_bar, ADW_TYPE_BIN)

static GtkTextBuffer *
get_buffer (MeireiFindBar *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static gboolean
has_text (MeireiFindBar *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';
}

/* The number of the match that is selected, and how many there are; the
 * counting goes on while the reader looks. */
static void
show_count (MeireiFindBar *self)
{
  int n_found = gtk_source_search_context_get_occurrences_count (self->context);
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;
  int position = 0;

  if (gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end))
    position = gtk_source_search_context_get_occurrence_position (self->context, &start, &end);

  if (!has_text (self) || n_found < 0)
    text = g_strdup ("");
  else if (n_found == 0)
    text = g_strdup (_("No matches"));
  else if (position > 0)
    /* Translators: which of how many matches is selected */
    text = g_strdup_printf (_("%d of %d"), position, n_found);
  else
    text = g_strdup_printf (ngettext ("%d match", "%d matches", (gulong) n_found), n_found);
  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_sensitive (self->buttons, n_found > 0);
  if (has_text (self) && n_found == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
forward_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(MeireiFindBar) self = user_data;
  GtkSourceSearchContext *context = GTK_SOURCE_SEARCH_CONTEXT (source);
  GtkTextIter start;
  GtkTextIter end;

  if (!gtk_source_search_context_forward_finish (context, result, &start, &end, NULL, NULL)
      || self->context != context)
    return;

  gtk_text_buffer_select_range (get_buffer (self), &start, &end);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &start, .1, FALSE, 0., 0.);
  show_count (self);
}

static void
go (MeireiFindBar     *self,
    const GtkTextIter *from,
    gboolean           backward)
{
  /* Both _finish() functions are the same. */
  if (backward)
    gtk_source_search_context_backward_async (self->context, from, NULL, forward_cb,
                                              g_object_ref (self));
  else
    gtk_source_search_context_forward_async (self->context, from, NULL, forward_cb,
                                             g_object_ref (self));
}

static void
go_next (MeireiFindBar *self,
         gboolean       backward)
{
  GtkTextIter start;
  GtkTextIter end;

  if (!has_text (self))
    return;

  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  go (self, backward ? &start : &end, backward);
}

/* While one types, the first match after the place where one began. */
static void
text_cb (MeireiFindBar *self)
{
  GtkSourceSearchSettings *settings = gtk_source_search_context_get_settings (self->context);
  GtkTextIter iter;

  gtk_source_search_settings_set_search_text (settings,
                                              gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  if (has_text (self) && self->origin != NULL)
    {
      gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter, self->origin);
      go (self, &iter, FALSE);
    }
  show_count (self);
}

static void
next_cb (MeireiFindBar *self)
{
  go_next (self, FALSE);
}

static void
previous_cb (MeireiFindBar *self)
{
  go_next (self, TRUE);
}

static void
drop_origin (MeireiFindBar *self)
{
  if (self->origin != NULL)
    gtk_text_buffer_delete_mark (get_buffer (self), self->origin);
  g_clear_object (&self->origin);
}

static void
open_bar (MeireiFindBar *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start;
  GtkTextIter end;

  drop_origin (self);
  if (gtk_text_buffer_get_selection_bounds (buffer, &start, &end)
      && gtk_text_iter_get_line (&start) == gtk_text_iter_get_line (&end))
    {
      g_autofree char *text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);

      gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
    }
  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  self->origin = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE));
  gtk_source_search_context_set_highlight (self->context, TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  text_cb (self);
}

static void
meirei_find_bar_dispose (GObject *object)
{
  MeireiFindBar *self = MEIREI_FIND_BAR (object);

  g_clear_object (&self->origin);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (meirei_find_bar_parent_class)->dispose (object);
}

static void
meirei_find_bar_class_init (MeireiFindBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_find_bar_dispose;
}

static GtkWidget *
add_button (GtkWidget  *box,
            const char *icon,
            const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static void
init_buttons (MeireiFindBar *self,
              GtkWidget     *box)
{
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *close;

  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->buttons, "linked");
  gtk_box_append (GTK_BOX (box), self->buttons);
  previous = add_button (self->buttons, "go-up-symbolic", _("Previous Match (Ctrl+Shift+G)"));
  next = add_button (self->buttons, "go-down-symbolic", _("Next Match (Ctrl+G)"));
  close = add_button (box, "window-close-symbolic", _("Close"));
  gtk_widget_add_css_class (close, "flat");
  g_signal_connect_swapped (previous, "clicked", G_CALLBACK (previous_cb), self);
  g_signal_connect_swapped (next, "clicked", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (meirei_find_bar_close), self);
}

static void
meirei_find_bar_init (MeireiFindBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_search_entry_new ();

  self->entry = GTK_SEARCH_ENTRY (entry);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find in the code"), -1);
  g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (text_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (entry, "next-match", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (entry, "previous-match", G_CALLBACK (previous_cb), self);
  g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (meirei_find_bar_close), self);

  self->count_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "numeric");
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count_label));
  init_buttons (self, box);
  gtk_widget_add_css_class (box, "live-bar");

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
}

/**
 * meirei_find_bar_new:
 *
 * Returns: (transfer floating): a closed bar
 */
GtkWidget *
meirei_find_bar_new (void)
{
  return g_object_new (MEIREI_TYPE_FIND_BAR, NULL);
}

/**
 * meirei_find_bar_set_view:
 * @self: a bar without a view
 * @view: where to find text
 */
void
meirei_find_bar_set_view (MeireiFindBar  *self,
                          MeireiCodeView *view)
{
  GtkSourceSearchSettings *settings;

  g_return_if_fail (MEIREI_IS_FIND_BAR (self));
  g_return_if_fail (MEIREI_IS_CODE_VIEW (view));
  g_return_if_fail (self->view == NULL);

  self->view = view;
  self->context = gtk_source_search_context_new (GTK_SOURCE_BUFFER (get_buffer (self)), NULL);
  settings = gtk_source_search_context_get_settings (self->context);
  gtk_source_search_settings_set_wrap_around (settings, TRUE);
  gtk_source_search_context_set_highlight (self->context, FALSE);
  g_signal_connect_object (self->context, "notify::occurrences-count", G_CALLBACK (show_count),
                           self, G_CONNECT_SWAPPED);
}

/**
 * meirei_find_bar_find:
 * @self: a bar with a view
 * @backward: whether to look towards the start
 *
 * Opens the bar, or goes to the next match if it is open.
 */
void
meirei_find_bar_find (MeireiFindBar *self,
                      gboolean       backward)
{
  g_return_if_fail (MEIREI_IS_FIND_BAR (self));
  g_return_if_fail (self->view != NULL);

  if (gtk_revealer_get_reveal_child (self->revealer) && has_text (self))
    go_next (self, backward);
  else
    open_bar (self);
}

/**
 * meirei_find_bar_close:
 * @self: a bar
 *
 * Closes the bar and gives the code the focus.
 */
void
meirei_find_bar_close (MeireiFindBar *self)
{
  g_return_if_fail (MEIREI_IS_FIND_BAR (self));

  if (!gtk_revealer_get_reveal_child (self->revealer))
    return;

  gtk_source_search_context_set_highlight (self->context, FALSE);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  drop_origin (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
