/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-score-table.h"

G_BEGIN_DECLS

JsonObject *_meirei_score_table_get_root (MeireiScoreTable *self);
JsonObject *_meirei_score_table_get_row  (MeireiScoreTable *self,
                                          const char       *rule_or_item);

G_END_DECLS
