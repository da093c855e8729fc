/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chart.h"
#include "meirei-dashboard-page.h"
#include "meirei-model-table.h"
#include "meirei-project-figures.h"

G_BEGIN_DECLS

struct _MeireiDashboardPage
{
  AdwBin parent_instance;

  GtkBox *content;
  GtkBox *no_phases;
  GtkButton *dashboard_button;
  GtkButton *guide_button;
  GtkFlowBox *phases;
  GtkLabel *models_text;
  GtkLabel *no_activity;
  GtkLabel *no_models;
  GtkLabel *no_needs;
  GtkLabel *scores_text;
  GtkLabel *summary;
  GtkLabel *trend_text;
  GtkListBox *activity;
  GtkListBox *needs;
  GtkListBox *week;
  GtkMenuButton *export_button;
  MeireiChart *distribution;
  MeireiChart *trend;
  MeireiModelTable *model_table;

  MeireiWorkspace *workspace;     /* (owned) (nullable) */
  GListModel *runners;            /* (owned) (nullable), of MeireiBatchRunner */
  MeireiDocumentMaker *maker;     /* (owned) (nullable) */
  MeireiProjectFigures *figures;  /* (owned) (nullable): what is shown */
  GCancellable *computing;        /* (owned) (nullable): while figures are computed */
  gint64 computed_at;             /* monotonic time of the last figures */
  guint update_id;                /* waits until enough time has passed */
  guint minute_id;                /* while it can be seen */
  guint slow_id;                  /* dims what is shown when figures take long */
  gboolean compact;               /* there is little room */
  gboolean stale;                 /* something changed since */
};

const char *
     _meirei_dashboard_page_get_status_class (MeireiStatus          status);
void _meirei_dashboard_page_show             (MeireiDashboardPage  *self);
void _meirei_dashboard_page_show_activity    (MeireiDashboardPage  *self);
void _meirei_dashboard_page_install_actions  (GtkWidgetClass       *widget_class);
void _meirei_dashboard_page_install_exports  (GtkWidgetClass       *widget_class);
void _meirei_dashboard_page_update_actions   (MeireiDashboardPage  *self);
void _meirei_dashboard_page_move_to_phase    (MeireiDashboardPage  *self,
                                              const char * const   *ids,
                                              int                   number);

G_END_DECLS
