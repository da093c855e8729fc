/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiConnectionCard:
 *
 * Says whether a model server was found, and for each address that was tried
 * what came of it.  Once there is a server the card can be hidden.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-connection-card.h"
#include "meirei-server-labels.h"
#include "meirei-ui-init.h"

struct _MeireiConnectionCard
{
  AdwBin parent_instance;

  GtkListBox *list_box;
  GtkImage *headline_icon;
  GtkLabel *headline;
  GtkLabel *detail;
  GtkLabel *footnote;
  GtkButton *search_button;
  GtkButton *dismiss_button;

  GListModel *servers; /* (owned) (nullable), of MeireiServer */
  GPtrArray *rows;     /* of GtkWidget, borrowed */
  GPtrArray *watched;  /* of MeireiServer, owned */
  guint update_id;
};

G_DEFINE_FINAL_TYPE (MeireiConnectionCard, meirei_connection_card, ADW_TYPE_BIN)

static void
dismiss_cb (MeireiConnectionCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static GtkWidget *
make_label (const char *text,
            gboolean    dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (dim)
    gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static GtkWidget *
make_row (MeireiServer *server)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = make_label (meirei_server_get_label (server), FALSE);
  gboolean is_engine = meirei_server_is_engine (server);
  GtkWidget *url = make_label (is_engine ? _("starts when it is needed")
                                         : meirei_server_get_url (server), TRUE);
  GtkWidget *icon = gtk_image_new_from_icon_name ("network-server-symbolic");
  const char *message = meirei_server_get_message (server);
  const char *state = meirei_server_state_get_label (meirei_server_get_state (server));
  GtkWidget *reason = make_label (state, TRUE);

  gtk_label_set_width_chars (GTK_LABEL (name), 13);
  gtk_widget_set_hexpand (url, TRUE);
  gtk_widget_add_css_class (reason, "caption");
  /* The words of the server or of the system are for the curious. */
  gtk_widget_set_tooltip_text (reason, message);

  gtk_widget_add_css_class (icon, "dim-label");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), url);
  gtk_box_append (GTK_BOX (box), reason);
  gtk_widget_add_css_class (box, "connection-row");

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}

static MeireiServer *
find_in_state (MeireiConnectionCard *self,
               MeireiServerState     state)
{
  for (guint i = 0; i < self->watched->len; i++)
    if (meirei_server_get_state (g_ptr_array_index (self->watched, i)) == state)
      return g_ptr_array_index (self->watched, i);

  return NULL;
}

static char *
dup_looked_for (MeireiConnectionCard *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->watched->len; i++)
    {
      MeireiServer *server = g_ptr_array_index (self->watched, i);
      g_autoptr(GUri) uri = NULL;

      /* The engine is not looked for. */
      if (meirei_server_is_engine (server))
        continue;

      uri = g_uri_parse (meirei_server_get_url (server), G_URI_FLAGS_NONE, NULL);

      if (text->len > 0)
        g_string_append (text, _(", "));
      g_string_append (text, meirei_server_get_label (server));
      if (uri != NULL && g_uri_get_port (uri) > 0)
        g_string_append_printf (text, " :%d", g_uri_get_port (uri));
    }

  if (text->len == 0)
    return g_strdup (_("No address has been tried."));

  /* Translators: %s is a list such as “LM Studio :1234, Ollama :11434” */
  return g_strdup_printf (_("Looked for %s"), text->str);
}

static void
show_connected (MeireiConnectionCard *self,
                MeireiServer         *server)
{
  guint n_models = g_list_model_get_n_items (meirei_server_get_models (server));
  g_autofree char *headline = NULL;

  /* Translators: %s is the name of a server program, %u how many models it has */
  headline = g_strdup_printf (ngettext ("%s connected – %u model", "%s connected – %u models",
                                        n_models),
                              meirei_server_get_label (server), n_models);

  gtk_image_set_from_icon_name (self->headline_icon, "meirei-accepted-symbolic");
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->detail, meirei_server_get_url (server));
}

static void
update_headline (MeireiConnectionCard *self)
{
  MeireiServer *connected = find_in_state (self, MEIREI_SERVER_STATE_CONNECTED);
  gboolean looking = find_in_state (self, MEIREI_SERVER_STATE_LOOKING) != NULL;
  GtkWidget *icon = GTK_WIDGET (self->headline_icon);

  gtk_widget_remove_css_class (icon, "success");
  gtk_widget_remove_css_class (icon, "warning");
  gtk_widget_set_visible (GTK_WIDGET (self->dismiss_button), connected != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), connected == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->footnote), connected == NULL);

  if (connected != NULL)
    {
      show_connected (self, connected);
      gtk_widget_add_css_class (icon, "success");
      return;
    }

  if (looking)
    {
      gtk_image_set_from_icon_name (self->headline_icon, "network-server-symbolic");
      gtk_label_set_label (self->headline, _("Looking for model servers…"));
    }
  else
    {
      gtk_image_set_from_icon_name (self->headline_icon, "dialog-warning-symbolic");
      gtk_widget_add_css_class (icon, "warning");
      gtk_label_set_label (self->headline, _("No model server found"));
    }

  g_autofree char *looked_for = dup_looked_for (self);
  gtk_label_set_label (self->detail, looked_for);
}

static void
unwatch (MeireiConnectionCard *self,
         gpointer              queue_update)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, i), queue_update,
                                          self);
  g_ptr_array_set_size (self->watched, 0);
}

static void queue_update (MeireiConnectionCard *self);

static void
update (MeireiConnectionCard *self)
{
  guint n_servers = self->servers != NULL ? g_list_model_get_n_items (self->servers) : 0;

  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list_box, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  unwatch (self, queue_update);

  for (guint i = 0; i < n_servers; i++)
    {
      MeireiServer *server = g_list_model_get_item (self->servers, i);
      GtkWidget *row = make_row (server);

      g_ptr_array_add (self->watched, server);
      g_ptr_array_add (self->rows, row);
      gtk_list_box_insert (self->list_box, row, (int) i + 1);
      g_signal_connect_swapped (server, "notify", G_CALLBACK (queue_update), self);
    }

  update_headline (self);
}

static gboolean
update_cb (gpointer user_data)
{
  MeireiConnectionCard *self = user_data;

  self->update_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

/* A server that answers changes several properties at once. */
static void
queue_update (MeireiConnectionCard *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
meirei_connection_card_dispose (GObject *object)
{
  MeireiConnectionCard *self = MEIREI_CONNECTION_CARD (object);

  meirei_connection_card_set_servers (self, NULL);
  unwatch (self, queue_update);
  g_clear_handle_id (&self->update_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_CONNECTION_CARD);

  G_OBJECT_CLASS (meirei_connection_card_parent_class)->dispose (object);
}

static void
meirei_connection_card_finalize (GObject *object)
{
  MeireiConnectionCard *self = MEIREI_CONNECTION_CARD (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->watched);

  G_OBJECT_CLASS (meirei_connection_card_parent_class)->finalize (object);
}

static void
meirei_connection_card_class_init (MeireiConnectionCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_connection_card_dispose;
  object_class->finalize = meirei_connection_card_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/meirei-connection-card.ui");
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiConnectionCard, detail);
  gtk_widget_class_bind_template_child (widget_class, MeireiConnectionCard, dismiss_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiConnectionCard, footnote);
  gtk_widget_class_bind_template_child (widget_class, MeireiConnectionCard, headline);
  gtk_widget_class_bind_template_child (widget_class, MeireiConnectionCard, headline_icon);
  gtk_widget_class_bind_template_child (widget_class, MeireiConnectionCard, list_box);
  gtk_widget_class_bind_template_child (widget_class, MeireiConnectionCard, search_button);
}

static void
meirei_connection_card_init (MeireiConnectionCard *self)
{
  self->rows = g_ptr_array_new ();
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * meirei_connection_card_set_servers:
 * @self: a connection card
 * @servers: (nullable): the known servers, of [class@Server]
 *
 * Sets the servers whose state the card shows.
 */
void
meirei_connection_card_set_servers (MeireiConnectionCard *self,
                                    GListModel           *servers)
{
  g_return_if_fail (MEIREI_IS_CONNECTION_CARD (self));

  if (self->servers == servers)
    return;

  if (self->servers != NULL)
    g_signal_handlers_disconnect_by_func (self->servers, queue_update, self);
  g_set_object (&self->servers, servers);
  if (servers != NULL)
    g_signal_connect_swapped (servers, "items-changed", G_CALLBACK (queue_update), self);
  queue_update (self);
}
