/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-block.h"

G_BEGIN_DECLS

GPtrArray *meirei_code_choice_make (MeireiAnswerLines  *lines,
                                    GPtrArray          *blocks,
                                    const char * const *declared,
                                    gboolean            prefer_last);

G_END_DECLS
