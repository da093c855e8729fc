/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-reported-file.h"
#include "meirei-score-table.h"

G_BEGIN_DECLS

char *meirei_quality_document_markdown (MeireiScoreTable *table,
                                        const char       *language,
                                        GPtrArray        *files);
char *meirei_quality_document_html     (MeireiScoreTable *table,
                                        const char       *language,
                                        GPtrArray        *files);
char *meirei_quality_document_sarif    (MeireiScoreTable *table,
                                        const char       *language,
                                        GPtrArray        *files);

G_END_DECLS
