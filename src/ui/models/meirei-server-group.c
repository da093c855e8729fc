/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiServerGroup:
 *
 * One server with its models: state, loaded and greatest context, requests at
 * once, quantisation, size.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-chip.h"
#include "meirei-dot.h"
#include "meirei-server-group.h"
#include "meirei-server-labels.h"

struct _MeireiServerGroup
{
  AdwBin parent_instance;

  MeireiServer *server;
  GtkListBox *list;
  AdwActionRow *header;
  MeireiChip *chip;
};

G_DEFINE_FINAL_TYPE (MeireiServerGroup, meirei_server_group, ADW_TYPE_BIN)

static char *
describe_model (MeireiModel *model)
{
  GString *text = g_string_new (NULL);
  guint loaded = meirei_model_get_loaded_context (model);
  guint maximum = meirei_model_get_max_context (model);

  g_string_append (text, meirei_model_state_get_label (meirei_model_get_state (model)));
  if (loaded > 0)
    /* Translators: the loaded context of a model, in tokens. */
    g_string_append_printf (text, _(" · context %'u"), loaded);
  if (maximum > 0 && maximum != loaded)
    /* Translators: the greatest context of a model, in tokens. */
    g_string_append_printf (text, _(" · maximum %'u"), maximum);
  if (meirei_model_get_slots (model) > 0)
    /* Translators: how many requests a server answers at the same time. */
    g_string_append_printf (text, ngettext (" · %u request at once", " · %u requests at once",
                                            meirei_model_get_slots (model)),
                            meirei_model_get_slots (model));
  if (meirei_model_get_quantization (model) != NULL)
    g_string_append_printf (text, " · %s", meirei_model_get_quantization (model));
  if (meirei_model_get_size (model) > 0)
    {
      g_autofree char *size = g_format_size (meirei_model_get_size (model));

      g_string_append_printf (text, " · %s", size);
    }

  return g_string_free (text, FALSE);
}

static GtkWidget *
make_model_row (MeireiModel *model)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *dot = meirei_dot_new (meirei_model_get_state (model) == MEIREI_MODEL_STATE_LOADED
                                   ? MEIREI_TONE_SUCCESS : MEIREI_TONE_NEUTRAL);
  g_autofree char *subtitle = describe_model (model);
  g_autofree char *title = g_markup_escape_text (meirei_model_get_display_name (model), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (dot, 12);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), dot);

  return row;
}

static void
update (MeireiServerGroup *self)
{
  GListModel *models = meirei_server_get_models (self->server);
  MeireiServerState state = meirei_server_get_state (self->server);
  const char *message = meirei_server_get_message (self->server);
  g_autofree char *title = g_markup_escape_text (meirei_server_get_label (self->server), -1);
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_next_sibling (GTK_WIDGET (self->header))) != NULL)
    gtk_list_box_remove (self->list, row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->header), title);
  subtitle = message != NULL && state != MEIREI_SERVER_STATE_CONNECTED
             ? g_markup_printf_escaped ("%s · %s", meirei_server_get_url (self->server), message)
             : g_markup_escape_text (meirei_server_get_url (self->server), -1);
  adw_action_row_set_subtitle (self->header, subtitle);
  meirei_chip_set_label (self->chip, meirei_server_state_get_label (state));
  meirei_chip_set_tone (self->chip, meirei_server_state_get_tone (state));
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);

      gtk_list_box_append (self->list, make_model_row (model));
    }
}

static void
meirei_server_group_dispose (GObject *object)
{
  MeireiServerGroup *self = MEIREI_SERVER_GROUP (object);

  g_clear_object (&self->server);

  G_OBJECT_CLASS (meirei_server_group_parent_class)->dispose (object);
}

static void
meirei_server_group_class_init (MeireiServerGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_server_group_dispose;
}

static void
meirei_server_group_init (MeireiServerGroup *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("network-server-symbolic");

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->header = ADW_ACTION_ROW (adw_action_row_new ());
  self->chip = MEIREI_CHIP (meirei_chip_new (""));
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->chip), GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (self->header, icon);
  adw_action_row_add_suffix (self->header, GTK_WIDGET (self->chip));
  gtk_list_box_append (self->list, GTK_WIDGET (self->header));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * meirei_server_group_new:
 * @server: a server
 *
 * Returns: (transfer full): the server with its models, kept up to date
 */
GtkWidget *
meirei_server_group_new (MeireiServer *server)
{
  MeireiServerGroup *self = g_object_new (MEIREI_TYPE_SERVER_GROUP, NULL);

  self->server = g_object_ref (server);
  g_signal_connect_object (server, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (meirei_server_get_models (server), "items-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
