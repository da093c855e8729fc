/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-block.h"

G_BEGIN_DECLS

void meirei_code_cleaning_collect  (MeireiCodeBlock   *block,
                                    MeireiAnswerLines *lines,
                                    const MeireiFence *fence);
void meirei_code_cleaning_dedent   (MeireiCodeBlock   *block);
void meirei_code_cleaning_session  (MeireiCodeBlock   *block,
                                    MeireiAnswerLines *lines);
void meirei_code_cleaning_commands (MeireiCodeBlock   *block,
                                    MeireiAnswerLines *lines);
void meirei_code_cleaning_prose    (MeireiCodeBlock   *block);
void meirei_code_cleaning_trim     (MeireiCodeBlock   *block);

G_END_DECLS
