/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiModelsPage:
 *
 * The page “Models” of the window.
 */

#include "config.h"

#include "meirei-models-page.h"
#include "meirei-server-group.h"
#include "meirei-ui-init.h"

struct _MeireiModelsPage
{
  AdwBin parent_instance;

  GtkBox *servers_box;
  GListModel *servers;  /* (owned) (nullable), of MeireiServer */
};

G_DEFINE_FINAL_TYPE (MeireiModelsPage, meirei_models_page, ADW_TYPE_BIN)

static void
servers_cb (MeireiModelsPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->servers_box))) != NULL)
    gtk_box_remove (self->servers_box, child);

  for (guint i = 0; i < g_list_model_get_n_items (self->servers); i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (self->servers, i);

      gtk_box_append (self->servers_box, meirei_server_group_new (server));
    }
}

static void
meirei_models_page_dispose (GObject *object)
{
  g_clear_object (&MEIREI_MODELS_PAGE (object)->servers);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_MODELS_PAGE);

  G_OBJECT_CLASS (meirei_models_page_parent_class)->dispose (object);
}

static void
meirei_models_page_class_init (MeireiModelsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_models_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/models/meirei-models-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiModelsPage, servers_box);
}

static void
meirei_models_page_init (MeireiModelsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * meirei_models_page_set_servers:
 * @self: a models page
 * @servers: a list of [class@Server]
 *
 * Shows servers and their models.
 */
void
meirei_models_page_set_servers (MeireiModelsPage *self,
                                GListModel       *servers)
{
  g_return_if_fail (MEIREI_IS_MODELS_PAGE (self));
  g_return_if_fail (self->servers == NULL);

  self->servers = g_object_ref (servers);
  g_signal_connect_object (servers, "items-changed", G_CALLBACK (servers_cb), self,
                           G_CONNECT_SWAPPED);
  servers_cb (self);
}
