/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiEmptyPage:
 *
 * What a workspace without instructions shows: how to begin, and whether there
 * is a model to execute them.
 */

#include "config.h"

#include "meirei-connection-card.h"
#include "meirei-empty-page.h"
#include "meirei-ui-init.h"

struct _MeireiEmptyPage
{
  AdwBin parent_instance;

  MeireiConnectionCard *connection_card;
};

G_DEFINE_FINAL_TYPE (MeireiEmptyPage, meirei_empty_page, ADW_TYPE_BIN)

static void
meirei_empty_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_EMPTY_PAGE);

  G_OBJECT_CLASS (meirei_empty_page_parent_class)->dispose (object);
}

static void
meirei_empty_page_class_init (MeireiEmptyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_empty_page_dispose;

  g_type_ensure (MEIREI_TYPE_CONNECTION_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/meirei-empty-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiEmptyPage, connection_card);
}

static void
meirei_empty_page_init (MeireiEmptyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * meirei_empty_page_set_servers:
 * @self: an empty page
 * @servers: (nullable): the known servers, of [class@Server]
 *
 * Sets the servers whose state the page shows.
 */
void
meirei_empty_page_set_servers (MeireiEmptyPage *self,
                               GListModel      *servers)
{
  g_return_if_fail (MEIREI_IS_EMPTY_PAGE (self));

  meirei_connection_card_set_servers (self->connection_card, servers);
}
