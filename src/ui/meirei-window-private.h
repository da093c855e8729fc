/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-banner.h"
#include "meirei-batches-page.h"
#include "meirei-dashboard-page.h"
#include "meirei-instructions-page.h"
#include "meirei-models-page.h"
#include "meirei-server-labels.h"
#include "meirei-server-pill.h"
#include "meirei-width-bin.h"
#include "meirei-window.h"
#include "meirei-workspace-button.h"

G_BEGIN_DECLS

struct _MeireiWindow
{
  AdwApplicationWindow parent_instance;

  AdwHeaderBar *header_bar;
  AdwToastOverlay *toast_overlay;
  AdwViewStack *view_stack;
  AdwViewStackPage *batches_stack_page;
  AdwViewSwitcher *view_switcher;
  AdwViewSwitcherBar *switcher_bar;
  AdwWindowTitle *window_title;
  GtkStack *title_stack;
  GtkToggleButton *list_button;
  GtkToggleButton *runs_button;
  MeireiBanner *banner;
  MeireiBatchesPage *batches_page;
  MeireiDashboardPage *dashboard_page;
  MeireiInstructionsPage *instructions_page;
  MeireiModelsPage *models_page;
  MeireiServerPill *server_pill;
  MeireiWidthBin *width_bin;
  MeireiWorkspaceButton *workspace_button;

  MeireiRunCenter *center;     /* (owned) (nullable): of the workspace */
  MeireiContext *context;           /* (owned) (nullable) */
  MeireiModelChoice *model_choice;  /* (owned) (nullable) */
  MeireiSettings *settings;

  MeireiWorkspace *workspace;  /* (owned) (nullable) */
  MeireiWorkspaceState *state; /* (owned) (nullable) */
  GListModel *problems;        /* (owned) (nullable), of MeireiStoreProblem */
  GCancellable *opening;       /* (owned) (nullable): of the last workspace opened */
  guint runs_id;               /* looks at the runs now and then */
  char *new_id;                /* (owned) (nullable): of the draft made last */
  char **import_when_open;     /* (owned) (nullable): files waiting for a workspace */
  gboolean new_when_open;      /* a draft is waiting for a workspace */
};

void _meirei_window_install_actions  (GtkWidgetClass *widget_class);
void _meirei_window_update_actions   (MeireiWindow   *self);
void _meirei_window_notify_workspace (MeireiWindow   *self);

void _meirei_window_make_workspace   (MeireiWindow   *self,
                                      const char     *dir,
                                      gboolean        sample);
void _meirei_window_show_problems    (MeireiWindow   *self);

void _meirei_window_bind_batches     (MeireiWindow   *self);
void _meirei_window_follow_runs      (MeireiWindow   *self);
void _meirei_window_update_list_button
                                     (MeireiWindow   *self);
void _meirei_window_update_title     (MeireiWindow   *self);

void _meirei_window_add_server       (MeireiWindow   *self);
void _meirei_window_bind_servers     (MeireiWindow   *self);
void _meirei_window_find_servers     (MeireiWindow   *self);
void _meirei_window_start_engine     (MeireiWindow   *self);
void _meirei_window_test_server      (MeireiWindow   *self,
                                      const char     *server_url);
void _meirei_window_watch_runs       (MeireiWindow   *self);
void _meirei_window_use_model        (MeireiWindow   *self,
                                      const char     *server_url,
                                      const char     *model_id);

void _meirei_window_accept_drops     (MeireiWindow   *self);
void _meirei_window_choose_export    (MeireiWindow   *self);
void _meirei_window_choose_import    (MeireiWindow   *self);
void _meirei_window_continue_new     (MeireiWindow   *self);
void _meirei_window_new_instruction  (MeireiWindow   *self);

G_END_DECLS
