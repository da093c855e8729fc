/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-analyser.h"
#include "meirei-sheet.h"
#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

MeireiSource  *meirei_version_analysis_make_source
                                                  (MeireiSheet             *sheet,
                                                   const char              *file,
                                                   GBytes                  *code,
                                                   MeireiFinish             finish,
                                                   MeireiAnalysisSettings  *settings);
void           meirei_version_analysis_run_async  (MeireiAnalyser       *analyser,
                                                   MeireiWorkspace      *workspace,
                                                   MeireiSheet          *sheet,
                                                   MeireiVersion        *version,
                                                   GBytes               *code,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
MeireiVersion *meirei_version_analysis_run_finish (MeireiAnalyser       *analyser,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
