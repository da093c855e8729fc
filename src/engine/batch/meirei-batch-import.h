/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-context.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/* How many lines that need a look are listed; all are counted. */
#define MEIREI_BATCH_IMPORT_MAX_PROBLEMS 50

void        meirei_batch_import_run_async  (MeireiContext        *context,
                                            MeireiWorkspace      *workspace,
                                            const char * const   *paths,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
JsonObject *meirei_batch_import_run_finish (MeireiContext        *context,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
