/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiServerRow:
 *
 * A server, or one of its models, in the list of servers.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-chip.h"
#include "meirei-dot.h"
#include "meirei-server-labels.h"
#include "meirei-server-row.h"

struct _MeireiServerRow
{
  AdwBin parent_instance;

  GtkImage *icon;      /* of a server */
  MeireiDot *dot;      /* of a model */
  GtkLabel *title;
  GtkLabel *caption;
  GtkSpinner *spinner;
  MeireiChip *chip;

  GObject *item;       /* (owned) (nullable): a MeireiServer or a MeireiModel */
};

G_DEFINE_FINAL_TYPE (MeireiServerRow, meirei_server_row, ADW_TYPE_BIN)

/**
 * meirei_model_dup_summary:
 * @model: a model
 *
 * Returns: (transfer full): quantisation, size, state and loaded context
 */
char *
meirei_model_dup_summary (MeireiModel *model)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *quantization = meirei_model_get_quantization (model);
  guint context = meirei_model_get_loaded_context (model);

  if (quantization != NULL)
    g_string_append_printf (text, "%s · ", quantization);
  if (meirei_model_get_size (model) > 0)
    {
      g_autofree char *size = g_format_size (meirei_model_get_size (model));

      g_string_append_printf (text, "%s · ", size);
    }
  g_string_append (text, meirei_model_state_get_label (meirei_model_get_state (model)));
  if (context > 0)
    g_string_append_printf (text, " · %'u", context);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
update_model (MeireiServerRow *self)
{
  MeireiModel *model = MEIREI_MODEL (self->item);
  MeireiModelState state = meirei_model_get_state (model);
  g_autofree char *title = meirei_model_dup_label (model);
  g_autofree char *caption = meirei_model_dup_summary (model);
  g_autofree char *accessible = NULL;

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->caption, caption);
  meirei_dot_set_tone (self->dot, state == MEIREI_MODEL_STATE_LOADED ? MEIREI_TONE_SUCCESS
                                                                      : MEIREI_TONE_NEUTRAL);
  gtk_spinner_set_spinning (self->spinner, state == MEIREI_MODEL_STATE_LOADING);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), state == MEIREI_MODEL_STATE_LOADING);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), meirei_model_get_id (model));
  accessible = g_strdup_printf ("%s, %s", title, caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  accessible, -1);
}

static void
update_server (MeireiServerRow *self)
{
  MeireiServer *server = MEIREI_SERVER (self->item);
  MeireiServerState state = meirei_server_get_state (server);
  const char *word = meirei_server_get_state_word (server);
  const char *address = meirei_server_is_engine (server) ? _("Part of Meirei")
                                                         : meirei_server_get_url (server);
  g_autofree char *accessible = NULL;

  gtk_label_set_label (self->title, meirei_server_get_label (server));
  gtk_label_set_label (self->caption, address);
  meirei_chip_set_label (self->chip, word);
  meirei_chip_set_tone (self->chip, meirei_server_state_get_tone (state));
  gtk_spinner_set_spinning (self->spinner, state == MEIREI_SERVER_STATE_LOOKING);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), state == MEIREI_SERVER_STATE_LOOKING);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), meirei_server_get_message (server));
  accessible = g_strdup_printf ("%s, %s, %s", meirei_server_get_label (server), address, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  accessible, -1);
}

static void
update (MeireiServerRow *self)
{
  if (MEIREI_IS_SERVER (self->item))
    update_server (self);
  else if (self->item != NULL)
    update_model (self);
}

static void
meirei_server_row_dispose (GObject *object)
{
  meirei_server_row_set_item (MEIREI_SERVER_ROW (object), NULL);

  G_OBJECT_CLASS (meirei_server_row_parent_class)->dispose (object);
}

static void
meirei_server_row_class_init (MeireiServerRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_server_row_dispose;
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
    }

  return GTK_LABEL (label);
}

static void
meirei_server_row_init (MeireiServerRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->icon = GTK_IMAGE (gtk_image_new_from_icon_name ("network-server-symbolic"));
  self->dot = MEIREI_DOT (meirei_dot_new (MEIREI_TONE_NEUTRAL));
  self->title = make_label (NULL);
  self->caption = make_label ("caption");
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->chip = MEIREI_CHIP (meirei_chip_new (""));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->dot), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->chip), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->caption));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->dot));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chip));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * meirei_server_row_new:
 *
 * Returns: (transfer full): an empty row
 */
GtkWidget *
meirei_server_row_new (void)
{
  return g_object_new (MEIREI_TYPE_SERVER_ROW, NULL);
}

/**
 * meirei_server_row_set_item:
 * @self: a row
 * @item: (type GObject) (nullable): a [class@Server] or a [class@Model]
 *
 * Shows something else, and follows it.
 */
void
meirei_server_row_set_item (MeireiServerRow *self,
                            gpointer         item)
{
  gboolean is_server = MEIREI_IS_SERVER (item);

  g_return_if_fail (MEIREI_IS_SERVER_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  g_signal_connect_object (item, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), is_server);
  gtk_widget_set_visible (GTK_WIDGET (self->chip), is_server);
  gtk_widget_set_visible (GTK_WIDGET (self->dot), !is_server);
  gtk_widget_remove_css_class (GTK_WIDGET (self), is_server ? "model" : "server");
  gtk_widget_add_css_class (GTK_WIDGET (self), is_server ? "server" : "model");
  update (self);
}
