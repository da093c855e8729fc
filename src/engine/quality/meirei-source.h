/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-analysis-settings.h"
#include "meirei-sheet-facts.h"

G_BEGIN_DECLS

/**
 * MeireiSourceFlags:
 * @MEIREI_SOURCE_COMPLETE: nothing special is known
 * @MEIREI_SOURCE_TRUNCATED: the answer was cut off
 * @MEIREI_SOURCE_NO_CODE: no code was found in the answer
 *
 * What is known about a file from the way it came to be.
 */
typedef enum {
  MEIREI_SOURCE_COMPLETE  = 0,
  MEIREI_SOURCE_TRUNCATED = 1 << 0,
  MEIREI_SOURCE_NO_CODE   = 1 << 1,
} MeireiSourceFlags;

#define MEIREI_TYPE_SOURCE (meirei_source_get_type ())

G_DECLARE_FINAL_TYPE (MeireiSource, meirei_source, MEIREI, SOURCE, GObject)

MeireiSource           *meirei_source_new          (const char             *name,
                                                    GBytes                 *bytes,
                                                    const char             *language,
                                                    const char             *folder,
                                                    const MeireiSheetFacts *facts,
                                                    MeireiSourceFlags       flags,
                                                    MeireiAnalysisSettings *settings);
const char             *meirei_source_get_name     (MeireiSource           *self);
GBytes                 *meirei_source_get_bytes    (MeireiSource           *self);
const char             *meirei_source_get_language (MeireiSource           *self);
const char             *meirei_source_get_folder   (MeireiSource           *self);
const MeireiSheetFacts *meirei_source_get_facts    (MeireiSource           *self);
MeireiSourceFlags       meirei_source_get_flags    (MeireiSource           *self);
MeireiAnalysisSettings *meirei_source_get_settings (MeireiSource           *self);
gboolean                meirei_source_is_python    (MeireiSource           *self);
const char             *meirei_source_guess_language (const char           *name);
const char             *meirei_source_get_suffix     (const char           *language);

G_END_DECLS
