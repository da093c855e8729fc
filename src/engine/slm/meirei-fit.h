/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MeireiFit:
 * @MEIREI_FIT_CHECK: refuse, with the numbers
 * @MEIREI_FIT_RELOAD: load the model again with a larger context
 * @MEIREI_FIT_CUT: shorten the answer's limit as far as it has to be, down to
 *   64 tokens; the sheet is never cut, because the model would be asked
 *   something else than what was approved
 *
 * What to do when prompt and answer do not fit the loaded context.
 */
typedef enum {
  MEIREI_FIT_CHECK,
  MEIREI_FIT_RELOAD,
  MEIREI_FIT_CUT,
} MeireiFit;

#define MEIREI_TYPE_FIT (meirei_fit_get_type ())
GType meirei_fit_get_type (void);

G_END_DECLS
