/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch-runner.h"
#include "meirei-execution.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_RUN_CENTER (meirei_run_center_get_type ())
G_DECLARE_FINAL_TYPE (MeireiRunCenter, meirei_run_center, MEIREI, RUN_CENTER, GObject)

MeireiRunCenter   *meirei_run_center_new            (MeireiContext       *context,
                                                     MeireiWorkspace     *workspace);
MeireiContext     *meirei_run_center_get_context    (MeireiRunCenter     *self);
MeireiBatchRunner *meirei_run_center_start          (MeireiRunCenter     *self,
                                                     MeireiOperation      operation,
                                                     const char * const  *ids,
                                                     JsonObject          *options,
                                                     gboolean             recorded,
                                                     GError             **error);
MeireiBatchRunner *meirei_run_center_resume         (MeireiRunCenter     *self,
                                                     MeireiBatch         *batch);
GListModel        *meirei_run_center_get_runners    (MeireiRunCenter     *self);
MeireiExecution   *meirei_run_center_find_execution (MeireiRunCenter     *self,
                                                     const char          *id);
gboolean           meirei_run_center_stop           (MeireiRunCenter     *self,
                                                     const char          *id);
void               meirei_run_center_cancel_all     (MeireiRunCenter     *self);

G_END_DECLS
