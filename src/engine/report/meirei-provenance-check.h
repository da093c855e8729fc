/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-link.h"
#include "meirei-preset-store.h"
#include "meirei-score-table.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_PROVENANCE_CHECK (meirei_provenance_check_get_type ())

G_DECLARE_FINAL_TYPE (MeireiProvenanceCheck, meirei_provenance_check, MEIREI, PROVENANCE_CHECK, GObject)

MeireiProvenanceCheck *meirei_provenance_check_new        (MeireiWorkspace        *workspace,
                                                           const char             *data_dir,
                                                           MeireiScoreTable       *table,
                                                           MeireiPresetStore      *presets);
GPtrArray             *meirei_provenance_check_run        (MeireiProvenanceCheck  *self,
                                                           const char             *id);
void                   meirei_provenance_check_run_async  (MeireiProvenanceCheck  *self,
                                                           const char * const     *ids,
                                                           GCancellable           *cancellable,
                                                           GAsyncReadyCallback     callback,
                                                           gpointer                user_data);
GPtrArray             *meirei_provenance_check_run_finish (MeireiProvenanceCheck  *self,
                                                           GAsyncResult           *result,
                                                           GError                **error);

G_END_DECLS
