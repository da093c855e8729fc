/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction.h"

G_BEGIN_DECLS

/* Only the life-cycle rules change an instruction; see meirei-lifecycle.c. */
void _meirei_instruction_set_sheet     (MeireiInstruction  *self,
                                        MeireiSheet        *sheet);
void _meirei_instruction_set_approval  (MeireiInstruction  *self,
                                        gint64              at,
                                        const char         *content_sha256);
void _meirei_instruction_add_version   (MeireiInstruction  *self,
                                        const char         *version);
void _meirei_instruction_put_last      (MeireiInstruction  *self,
                                        const char         *version);
void _meirei_instruction_set_execution (MeireiInstruction  *self,
                                        JsonObject         *execution);
void _meirei_instruction_move          (MeireiInstruction  *self,
                                        MeireiStatus        status,
                                        const char         *event,
                                        const char         *note);

G_END_DECLS
