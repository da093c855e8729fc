/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-document-maker.h"
#include "meirei-project-figures.h"
#include "meirei-run-center.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_DASHBOARD_PAGE (meirei_dashboard_page_get_type ())
G_DECLARE_FINAL_TYPE (MeireiDashboardPage, meirei_dashboard_page, MEIREI, DASHBOARD_PAGE, AdwBin)

void                  meirei_dashboard_page_set_workspace (MeireiDashboardPage *self,
                                                           MeireiWorkspace     *workspace);
void                  meirei_dashboard_page_set_document_maker
                                                          (MeireiDashboardPage *self,
                                                           MeireiDocumentMaker *maker);
void                  meirei_dashboard_page_set_run_center
                                                          (MeireiDashboardPage *self,
                                                           MeireiRunCenter     *center);
MeireiProjectFigures *meirei_dashboard_page_get_figures   (MeireiDashboardPage *self);

G_END_DECLS
