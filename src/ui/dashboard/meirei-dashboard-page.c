/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiDashboardPage:
 *
 * The page “Dashboard” of the window.
 */

#include "config.h"

#include "meirei-dashboard-page.h"
#include "meirei-ui-init.h"

struct _MeireiDashboardPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (MeireiDashboardPage, meirei_dashboard_page, ADW_TYPE_BIN)

static void
meirei_dashboard_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_DASHBOARD_PAGE);

  G_OBJECT_CLASS (meirei_dashboard_page_parent_class)->dispose (object);
}

static void
meirei_dashboard_page_class_init (MeireiDashboardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_dashboard_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/dashboard/meirei-dashboard-page.ui");
}

static void
meirei_dashboard_page_init (MeireiDashboardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
