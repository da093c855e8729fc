/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-slm-failure.h"

G_BEGIN_DECLS

gboolean  meirei_slm_error_text_find_code      (const char     *text,
                                                MeireiSlmError *code);
gboolean  meirei_slm_error_text_find_tokens    (const char     *text,
                                                gint64         *needed,
                                                gint64         *available);
char     *meirei_slm_error_text_find_parameter (const char     *text);

G_END_DECLS
