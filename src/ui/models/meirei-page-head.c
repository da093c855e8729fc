/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiPageHead:
 *
 * The upper part of a page about one thing: an icon, its name, its state, some
 * words, and what can be done with it.
 */

#include "config.h"

#include "meirei-chip.h"
#include "meirei-dot.h"
#include "meirei-page-head.h"

struct _MeireiPageHead
{
  AdwBin parent_instance;

  GtkLabel *title;
  MeireiChip *chip;
  MeireiDot *dot;
  GtkSpinner *spinner;
  GtkLabel *caption;
  GtkBox *buttons;
};

G_DEFINE_FINAL_TYPE (MeireiPageHead, meirei_page_head, ADW_TYPE_BIN)

static void
meirei_page_head_class_init (MeireiPageHeadClass *klass)
{
}

static GtkWidget *
make_texts (MeireiPageHead *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0.f);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_selectable (self->title, TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self->title), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "title-2");
  self->chip = MEIREI_CHIP (meirei_chip_new (""));
  self->dot = MEIREI_DOT (meirei_dot_new (MEIREI_TONE_NEUTRAL));
  meirei_chip_set_lead (self->chip, GTK_WIDGET (self->dot));
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->caption = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->caption, 0.f);
  gtk_label_set_ellipsize (self->caption, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (self->caption), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->chip), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->chip));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->caption));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (texts), line);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);

  return texts;
}

static void
meirei_page_head_init (MeireiPageHead *self)
{
}

/**
 * meirei_page_head_new:
 * @icon_name: what it is
 *
 * Returns: (transfer full): a head without a title
 */
GtkWidget *
meirei_page_head_new (const char *icon_name)
{
  MeireiPageHead *self = g_object_new (MEIREI_TYPE_PAGE_HEAD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  self->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_set_valign (GTK_WIDGET (self->buttons), GTK_ALIGN_CENTER);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 32);
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (icon, "page-icon");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), make_texts (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->buttons));
  gtk_widget_add_css_class (box, "page-head");
  adw_bin_set_child (ADW_BIN (self), box);

  return GTK_WIDGET (self);
}

/**
 * meirei_page_head_set_title:
 * @self: a head
 * @title: the name
 * @caption: (nullable): some words in one line
 */
void
meirei_page_head_set_title (MeireiPageHead *self,
                            const char     *title,
                            const char     *caption)
{
  g_return_if_fail (MEIREI_IS_PAGE_HEAD (self));

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->caption, caption != NULL ? caption : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->caption), caption);
}

/**
 * meirei_page_head_set_state:
 * @self: a head
 * @word: the state
 * @tone: its colour
 */
void
meirei_page_head_set_state (MeireiPageHead *self,
                            const char     *word,
                            MeireiTone      tone)
{
  g_return_if_fail (MEIREI_IS_PAGE_HEAD (self));

  meirei_chip_set_label (self->chip, word);
  meirei_chip_set_tone (self->chip, tone);
  meirei_dot_set_tone (self->dot, tone);
}

/**
 * meirei_page_head_set_busy:
 * @self: a head
 * @busy: whether something is going on
 */
void
meirei_page_head_set_busy (MeireiPageHead *self,
                           gboolean        busy)
{
  g_return_if_fail (MEIREI_IS_PAGE_HEAD (self));

  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
}

/**
 * meirei_page_head_add_button:
 * @self: a head
 * @button: (transfer full): a button
 *
 * Adds what can be done, at the end.
 */
void
meirei_page_head_add_button (MeireiPageHead *self,
                             GtkWidget      *button)
{
  g_return_if_fail (MEIREI_IS_PAGE_HEAD (self));

  gtk_box_append (self->buttons, button);
}
