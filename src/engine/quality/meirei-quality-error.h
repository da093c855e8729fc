/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiQualityError:
 * @MEIREI_QUALITY_ERROR_TOOL_MISSING: the program is not there or cannot be
 *   started
 * @MEIREI_QUALITY_ERROR_TOOL_FAILED: the program crashed or refused its work
 * @MEIREI_QUALITY_ERROR_TIMED_OUT: the program took longer than its limit and
 *   was ended
 * @MEIREI_QUALITY_ERROR_TOO_MUCH_OUTPUT: the program printed more than its
 *   limit and was ended
 * @MEIREI_QUALITY_ERROR_BAD_OUTPUT: what the program printed cannot be
 *   understood
 *
 * What can go wrong with a program that looks at code.
 */
typedef enum {
  MEIREI_QUALITY_ERROR_TOOL_MISSING,
  MEIREI_QUALITY_ERROR_TOOL_FAILED,
  MEIREI_QUALITY_ERROR_TIMED_OUT,
  MEIREI_QUALITY_ERROR_TOO_MUCH_OUTPUT,
  MEIREI_QUALITY_ERROR_BAD_OUTPUT,
} MeireiQualityError;

#define MEIREI_QUALITY_ERROR (meirei_quality_error_quark ())
GQuark meirei_quality_error_quark (void);

G_END_DECLS
