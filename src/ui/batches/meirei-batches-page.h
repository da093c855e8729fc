/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-batch-view.h"
#include "meirei-fold-pane.h"
#include "meirei-run-list.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_BATCHES_PAGE (meirei_batches_page_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchesPage, meirei_batches_page, MEIREI, BATCHES_PAGE, AdwBin)

void             meirei_batches_page_set_workspace (MeireiBatchesPage *self,
                                                    MeireiWorkspace   *workspace,
                                                    MeireiContext     *context,
                                                    MeireiRunCenter   *center);
MeireiBatchView *meirei_batches_page_get_view      (MeireiBatchesPage *self);
MeireiRunList   *meirei_batches_page_get_list      (MeireiBatchesPage *self);
MeireiFoldPane  *meirei_batches_page_get_list_pane (MeireiBatchesPage *self);

G_END_DECLS
