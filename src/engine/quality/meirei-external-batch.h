/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-external-run.h"
#include "meirei-source.h"
#include "meirei-tool-trust.h"

G_BEGIN_DECLS

gboolean   meirei_external_batch_wants      (MeireiSource         *source,
                                             MeireiExternalTool   *tool);
void       meirei_external_batch_run_async  (MeireiToolTrust      *trust,
                                             const char           *folder,
                                             GPtrArray            *sources,
                                             GPtrArray            *names,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GPtrArray *meirei_external_batch_run_finish (MeireiToolTrust      *trust,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
