/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-analyser.h"

G_BEGIN_DECLS

/* Analysing without a main loop of one's own. */
MeireiAnalyser *meirei_quality_fixture_new       (const char       *ruff_path);
MeireiSource   *meirei_quality_fixture_source    (const char       *text,
                                                  gssize            length,
                                                  MeireiSheetFacts *facts);
GPtrArray      *meirei_quality_fixture_analyse   (MeireiAnalyser   *analyser,
                                                  GPtrArray        *sources);
MeireiReport   *meirei_quality_fixture_look      (MeireiAnalyser   *analyser,
                                                  const char       *text);
MeireiFinding  *meirei_quality_fixture_find_item (MeireiReport     *report,
                                                  const char       *item);
char           *meirei_quality_fixture_script    (const char       *folder,
                                                  const char       *name,
                                                  const char       *text);

G_END_DECLS
