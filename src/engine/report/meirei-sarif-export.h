/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report.h"
#include "meirei-score-table.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SARIF_EXPORT (meirei_sarif_export_get_type ())

G_DECLARE_FINAL_TYPE (MeireiSarifExport, meirei_sarif_export, MEIREI, SARIF_EXPORT, GObject)

MeireiSarifExport *meirei_sarif_export_new     (MeireiScoreTable   *table,
                                                const char         *language);
void               meirei_sarif_export_add     (MeireiSarifExport  *self,
                                                const char         *path,
                                                MeireiReport       *report);
JsonObject        *meirei_sarif_export_to_json (MeireiSarifExport  *self);

G_END_DECLS
