/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A window with a prompt, word for word, to read and to copy from. */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "meirei-prompt-window.h"

static GtkWidget *
make_text (const char *text)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);

  return view;
}

/**
 * meirei_prompt_window_present:
 * @parent: a widget of the window that it belongs to
 * @prompt: a prompt
 *
 * Shows what a model would be asked.
 */
void
meirei_prompt_window_present (GtkWidget    *parent,
                              MeireiPrompt *prompt)
{
  g_autofree char *text = NULL;
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (MEIREI_IS_PROMPT (prompt));

  /* Translators: the two messages of a prompt, with the words of the protocol
   * before them */
  text = g_strdup_printf (_("system:\n%s\n\nuser:\n%s"), meirei_prompt_get_system (prompt),
                          meirei_prompt_get_user (prompt));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_text (text));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);

  gtk_window_set_title (GTK_WINDOW (window), _("Prompt"));
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 640);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}
