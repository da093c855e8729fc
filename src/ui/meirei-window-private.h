/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-banner.h"
#include "meirei-batches-page.h"
#include "meirei-dashboard-page.h"
#include "meirei-instructions-page.h"
#include "meirei-models-page.h"
#include "meirei-server-pill.h"
#include "meirei-width-rules.h"
#include "meirei-window.h"
#include "meirei-workspace-button.h"

G_BEGIN_DECLS

struct _MeireiWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwViewStack *view_stack;
  AdwViewSwitcher *view_switcher;
  AdwViewSwitcherBar *switcher_bar;
  AdwWindowTitle *window_title;
  GtkStack *title_stack;
  GtkToggleButton *list_button;
  MeireiBanner *banner;
  MeireiBatchesPage *batches_page;
  MeireiDashboardPage *dashboard_page;
  MeireiInstructionsPage *instructions_page;
  MeireiModelsPage *models_page;
  MeireiServerPill *server_pill;
  MeireiWorkspaceButton *workspace_button;

  MeireiSettings *settings;
  MeireiWidthRules *rules;
};

void _meirei_window_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
