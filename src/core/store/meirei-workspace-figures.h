/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-project-figures.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/* Events that the figures of a workspace have at most. */
#define MEIREI_FIGURES_N_EVENTS 20

MeireiProjectFigures *meirei_project_figures_compute        (MeireiWorkspace      *workspace,
                                                             gint64                now,
                                                             GCancellable         *cancellable,
                                                             GError              **error);
void                  meirei_project_figures_compute_async  (MeireiWorkspace      *workspace,
                                                             gint64                now,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
MeireiProjectFigures *meirei_project_figures_compute_finish (MeireiWorkspace      *workspace,
                                                             GAsyncResult         *result,
                                                             GError              **error);

G_END_DECLS
