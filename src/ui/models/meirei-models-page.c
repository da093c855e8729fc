/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiModelsPage:
 *
 * The page “Models” of the window.
 */

#include "config.h"

#include "meirei-models-page.h"
#include "meirei-ui-init.h"

struct _MeireiModelsPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (MeireiModelsPage, meirei_models_page, ADW_TYPE_BIN)

static void
meirei_models_page_dispose (GObject *object)
{
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
}

static void
meirei_models_page_init (MeireiModelsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
