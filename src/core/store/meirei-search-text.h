/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction.h"

G_BEGIN_DECLS

char *meirei_search_text_fold (const char        *text);
char *meirei_search_text_make (MeireiInstruction *instruction);

G_END_DECLS
