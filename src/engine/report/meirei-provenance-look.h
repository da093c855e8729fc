/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-link.h"
#include "meirei-preset-store.h"
#include "meirei-score-table.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

GPtrArray *_meirei_provenance_look (MeireiWorkspace   *workspace,
                                    const char        *data_dir,
                                    MeireiScoreTable  *table,
                                    MeireiPresetStore *presets,
                                    const char        *id);

G_END_DECLS
