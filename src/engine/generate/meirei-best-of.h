/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-execution-options.h"
#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_BEST_OF (meirei_best_of_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBestOf, meirei_best_of, MEIREI, BEST_OF, GObject)

MeireiBestOf           *meirei_best_of_new           (MeireiWorkspace         *workspace,
                                                      const char              *id,
                                                      MeireiExecutionOptions  *options);
MeireiExecutionOptions *meirei_best_of_next          (MeireiBestOf            *self,
                                                      gboolean                *other_model);
void                    meirei_best_of_add           (MeireiBestOf            *self,
                                                      MeireiVersion           *version);
guint                   meirei_best_of_get_n_samples (MeireiBestOf            *self);
void                    meirei_best_of_choose_async  (MeireiBestOf            *self,
                                                      GAsyncReadyCallback      callback,
                                                      gpointer                 user_data);
MeireiVersion          *meirei_best_of_choose_finish (MeireiBestOf            *self,
                                                      GAsyncResult            *result,
                                                      GError                 **error);

G_END_DECLS
