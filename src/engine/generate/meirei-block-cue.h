/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-block.h"

G_BEGIN_DECLS

int meirei_block_cue_read (MeireiAnswerLines *lines,
                           MeireiCodeBlock   *block);

G_END_DECLS
