/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiTextRow:
 *
 * A long text that is read only when somebody wants to see it: the row emits
 * [signal@TextRow::load] when it is opened the first time.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-string.h"
#include "meirei-text-row.h"

/* More cannot be read anyway, and a text view would need long for it. */
#define MAX_SHOWN (256 * 1024)

#define HEIGHT 260

struct _MeireiTextRow
{
  AdwExpanderRow parent_instance;

  GtkLabel *note;
  GtkTextView *view;
  GtkButton *copy_button;
  char *text;         /* (nullable): the whole of it */
  gboolean asked;
};

enum {
  LOAD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiTextRow, meirei_text_row, ADW_TYPE_EXPANDER_ROW)

static void
expanded_cb (MeireiTextRow *self)
{
  if (self->asked || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;

  self->asked = TRUE;
  g_signal_emit (self, signals[LOAD], 0);
}

static void
copy_cb (MeireiTextRow *self)
{
  if (self->text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
}

static void
meirei_text_row_finalize (GObject *object)
{
  g_free (MEIREI_TEXT_ROW (object)->text);

  G_OBJECT_CLASS (meirei_text_row_parent_class)->finalize (object);
}

static void
meirei_text_row_class_init (MeireiTextRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_text_row_finalize;

  /**
   * MeireiTextRow::load:
   * @self: the row
   *
   * The text is wanted.
   */
  signals[LOAD] =
    g_signal_new ("load", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_view (MeireiTextRow *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_editable (self->view, FALSE);
  gtk_text_view_set_monospace (self->view, TRUE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (self->view, 12);
  gtk_text_view_set_right_margin (self->view, 12);
  gtk_text_view_set_top_margin (self->view, 9);
  gtk_text_view_set_bottom_margin (self->view, 9);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "text-card");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), HEIGHT);

  return scroller;
}

static void
meirei_text_row_init (MeireiTextRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  self->copy_button = GTK_BUTTON (button);
  gtk_widget_set_tooltip_text (button, _("Copy Text"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Copy text"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (copy_cb), self);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), button);

  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_xalign (self->note, 0.f);
  gtk_widget_set_margin_start (GTK_WIDGET (self->note), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->note), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->note), 6);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), make_view (self));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), box);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "text-row");
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * meirei_text_row_new:
 * @title: what it is
 * @subtitle: (nullable): more about it
 *
 * Returns: (transfer floating): a closed row
 */
GtkWidget *
meirei_text_row_new (const char *title,
                     const char *subtitle)
{
  MeireiTextRow *self = g_object_new (MEIREI_TYPE_TEXT_ROW, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle != NULL ? subtitle : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);

  return GTK_WIDGET (self);
}

/**
 * meirei_text_row_set_text:
 * @self: a row
 * @text: the text
 * @length: its length in bytes, or -1 if it ends in a NUL
 *
 * Shows @text, of a very long one the beginning; all of it can be copied.
 */
void
meirei_text_row_set_text (MeireiTextRow *self,
                          const char    *text,
                          gssize         length)
{
  gsize size;
  g_autofree char *shown = NULL;
  g_autofree char *part = NULL;
  g_autofree char *all = NULL;
  g_autofree char *note = NULL;

  g_return_if_fail (MEIREI_IS_TEXT_ROW (self));

  g_free (self->text);
  self->text = meirei_utf8_make_valid (text, length, NULL);
  size = strlen (self->text);
  gtk_widget_set_visible (GTK_WIDGET (self->copy_button), TRUE);
  if (size <= MAX_SHOWN)
    {
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), self->text, -1);
      return;
    }

  shown = meirei_utf8_make_valid (self->text, MAX_SHOWN, NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), shown, -1);
  part = g_strdup_printf ("%'d", MAX_SHOWN);
  all = g_strdup_printf ("%'" G_GSIZE_FORMAT, size);
  /* Translators: how much of a long text is shown, in bytes */
  note = g_strdup_printf (_("… the first %s of %s bytes"), part, all);
  meirei_text_row_set_note (self, note);
}

/**
 * meirei_text_row_set_note:
 * @self: a row
 * @note: (nullable): what to say about the text
 */
void
meirei_text_row_set_note (MeireiTextRow *self,
                          const char    *note)
{
  g_return_if_fail (MEIREI_IS_TEXT_ROW (self));

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}
