/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiServerPopover:
 *
 * The servers with their models; choosing a model makes it the one that
 * executes.  The content is made when the popover is shown and when what it
 * shows changes meanwhile.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-dot.h"
#include "meirei-server-labels.h"
#include "meirei-server-popover.h"
#include "meirei-ui-init.h"

struct _MeireiServerPopover
{
  GtkPopover parent_instance;

  GtkBox *servers_box;
  GtkLabel *empty_label;

  GListModel *servers; /* (owned) (nullable), of MeireiServer */
  MeireiModel *model;  /* (owned) (nullable): the one that executes */
  guint rebuild_id;
};

G_DEFINE_FINAL_TYPE (MeireiServerPopover, meirei_server_popover, GTK_TYPE_POPOVER)

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  if (g_strcmp0 (css_class, "caption") == 0)
    gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static GtkWidget *
make_two_lines (const char *first,
                const char *first_class,
                const char *second)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_label (first, first_class));
  gtk_box_append (GTK_BOX (box), make_label (second, "caption"));
  gtk_widget_set_hexpand (box, TRUE);

  return box;
}

static GtkWidget *
make_model_row (MeireiServerPopover *self,
                MeireiServer        *server,
                MeireiModel         *model)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");
  guint context = meirei_model_get_loaded_context (model);
  const char *state = meirei_model_state_get_label (meirei_model_get_state (model));
  gboolean current = model == self->model;
  g_autofree char *title = meirei_model_dup_label (model);
  g_autofree char *accessible = NULL;

  gtk_box_append (GTK_BOX (box), make_two_lines (title, NULL, state));
  if (context > 0)
    {
      g_autofree char *text = g_strdup_printf ("%'u", context);
      GtkWidget *label = make_label (text, "numeric");

      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_opacity (check, current ? 1 : 0);
  gtk_box_append (GTK_BOX (box), check);

  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "model-row");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.use-model");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)",
                                    meirei_server_get_url (server), meirei_model_get_id (model));

  /* Translators: a model in a list: %s is its name, then “loaded” or similar */
  accessible = g_strdup_printf (current ? _("%s, %s, in use") : _("%s, %s"),
                                title, state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, accessible, -1);

  return button;
}

static GtkWidget *
make_server_header (MeireiServer *server)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gboolean is_engine = meirei_server_is_engine (server);
  GtkWidget *button = gtk_button_new_with_label (is_engine ? _("Start") : _("Test"));
  MeireiServerState state = meirei_server_get_state (server);
  GtkWidget *dot = meirei_dot_new (meirei_server_state_get_tone (state));
  g_autofree char *caption = NULL;

  if (is_engine)
    caption = g_strdup (_("llama.cpp, started when it is needed"));
  else if (state == MEIREI_SERVER_STATE_CONNECTED)
    caption = g_strdup (meirei_server_get_url (server));
  else
    caption = g_strdup_printf ("%s · %s", meirei_server_get_url (server),
                               meirei_server_get_state_word (server));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (is_engine)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.start-engine");
  else
    {
      gtk_widget_set_tooltip_text (button, _("Ask the server again"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.test-server");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                        meirei_server_get_url (server));
    }

  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), make_two_lines (meirei_server_get_label (server), "heading",
                                                 caption));
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "server-header");

  return box;
}

static void
append_server (MeireiServerPopover *self,
               MeireiServer        *server)
{
  GListModel *models = meirei_server_get_models (server);

  gtk_box_append (self->servers_box, make_server_header (server));

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);

      gtk_box_append (self->servers_box, make_model_row (self, server, model));
    }

  gtk_box_append (self->servers_box, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
}

static void
rebuild (MeireiServerPopover *self)
{
  guint n_servers = self->servers != NULL ? g_list_model_get_n_items (self->servers) : 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->servers_box))) != NULL)
    gtk_box_remove (self->servers_box, child);

  for (guint i = 0; i < n_servers; i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (self->servers, i);

      append_server (self, server);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), n_servers == 0);
}

static gboolean
rebuild_cb (gpointer user_data)
{
  MeireiServerPopover *self = user_data;

  self->rebuild_id = 0;
  rebuild (self);

  return G_SOURCE_REMOVE;
}

/* Many changes come at once when a server answers. */
static void
queue_rebuild (MeireiServerPopover *self)
{
  if (self->rebuild_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->rebuild_id = g_idle_add (rebuild_cb, self);
}

static void
meirei_server_popover_map (GtkWidget *widget)
{
  rebuild (MEIREI_SERVER_POPOVER (widget));

  GTK_WIDGET_CLASS (meirei_server_popover_parent_class)->map (widget);
}

static void
meirei_server_popover_dispose (GObject *object)
{
  MeireiServerPopover *self = MEIREI_SERVER_POPOVER (object);

  g_clear_handle_id (&self->rebuild_id, g_source_remove);
  meirei_server_popover_set_servers (self, NULL);
  g_clear_object (&self->model);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_SERVER_POPOVER);

  G_OBJECT_CLASS (meirei_server_popover_parent_class)->dispose (object);
}

static void
meirei_server_popover_class_init (MeireiServerPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_server_popover_dispose;
  widget_class->map = meirei_server_popover_map;

  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/meirei-server-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiServerPopover, empty_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiServerPopover, servers_box);
}

static void
meirei_server_popover_init (MeireiServerPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * meirei_server_popover_set_servers:
 * @self: a server popover
 * @servers: (nullable): the servers, of [class@Server]
 *
 * Sets what the popover shows.
 */
void
meirei_server_popover_set_servers (MeireiServerPopover *self,
                                   GListModel          *servers)
{
  g_return_if_fail (MEIREI_IS_SERVER_POPOVER (self));

  if (self->servers == servers)
    return;

  if (self->servers != NULL)
    g_signal_handlers_disconnect_by_func (self->servers, queue_rebuild, self);
  g_set_object (&self->servers, servers);
  if (servers != NULL)
    {
      g_signal_connect_object (servers, "items-changed", G_CALLBACK (queue_rebuild), self,
                               G_CONNECT_SWAPPED);
      queue_rebuild (self);
    }
}

/**
 * meirei_server_popover_set_model:
 * @self: a server popover
 * @model: (nullable): the model that executes
 *
 * Sets which model is marked.
 */
void
meirei_server_popover_set_model (MeireiServerPopover *self,
                                 MeireiModel         *model)
{
  g_return_if_fail (MEIREI_IS_SERVER_POPOVER (self));

  if (g_set_object (&self->model, model))
    queue_rebuild (self);
}
