/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchesPage:
 *
 * The page “Batches” of the window.
 */

#include "config.h"

#include "meirei-batches-page.h"
#include "meirei-ui-init.h"

struct _MeireiBatchesPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (MeireiBatchesPage, meirei_batches_page, ADW_TYPE_BIN)

static void
meirei_batches_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_BATCHES_PAGE);

  G_OBJECT_CLASS (meirei_batches_page_parent_class)->dispose (object);
}

static void
meirei_batches_page_class_init (MeireiBatchesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_batches_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/batches/meirei-batches-page.ui");
}

static void
meirei_batches_page_init (MeireiBatchesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
