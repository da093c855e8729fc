/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-external-tool.h"
#include "meirei-gate-set.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_ANALYSIS_SETTINGS (meirei_analysis_settings_get_type ())

G_DECLARE_FINAL_TYPE (MeireiAnalysisSettings, meirei_analysis_settings, MEIREI, ANALYSIS_SETTINGS, GObject)

MeireiAnalysisSettings *meirei_analysis_settings_new                 (JsonObject             *settings);
const char * const     *meirei_analysis_settings_get_modules_allowed (MeireiAnalysisSettings *self);
const char             *meirei_analysis_settings_get_environment     (MeireiAnalysisSettings *self);
GPtrArray              *meirei_analysis_settings_get_tools           (MeireiAnalysisSettings *self);
MeireiGateSet          *meirei_analysis_settings_get_gates           (MeireiAnalysisSettings *self);
const char             *meirei_analysis_settings_get_problem         (MeireiAnalysisSettings *self);
MeireiReport           *meirei_analysis_settings_judge               (MeireiAnalysisSettings *self,
                                                                      MeireiReport           *report,
                                                                      int                     failed_tests);

G_END_DECLS
