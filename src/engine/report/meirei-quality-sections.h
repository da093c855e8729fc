/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report.h"
#include "meirei-score-table.h"

G_BEGIN_DECLS

void _meirei_quality_html_append     (GString          *html,
                                      MeireiScoreTable *table,
                                      const char       *language,
                                      MeireiReport     *report);
void _meirei_quality_markdown_append (GString          *text,
                                      guint             level,
                                      MeireiScoreTable *table,
                                      const char       *language,
                                      MeireiReport     *report);

G_END_DECLS
