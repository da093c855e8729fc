/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction.h"
#include "meirei-verdict.h"

G_BEGIN_DECLS

gboolean meirei_lifecycle_is_legal         (MeireiInstruction   *instruction,
                                            MeireiOperation      operation);
gboolean meirei_lifecycle_check            (MeireiInstruction   *instruction,
                                            MeireiOperation      operation,
                                            GError             **error);

gboolean meirei_lifecycle_edit             (MeireiInstruction   *instruction,
                                            MeireiSheet         *sheet,
                                            GError             **error);
gboolean meirei_lifecycle_validate         (MeireiInstruction   *instruction,
                                            GError             **error);
gboolean meirei_lifecycle_approve          (MeireiInstruction   *instruction,
                                            const char          *note,
                                            GError             **error);
gboolean meirei_lifecycle_begin_execution  (MeireiInstruction   *instruction,
                                            const char          *version,
                                            JsonObject          *execution,
                                            GError             **error);
void     meirei_lifecycle_finish_execution (MeireiInstruction   *instruction,
                                            const char          *version,
                                            MeireiFinish         finish,
                                            const char          *note);
void     meirei_lifecycle_fail_execution   (MeireiInstruction   *instruction,
                                            const char          *note);
gboolean meirei_lifecycle_choose_version   (MeireiInstruction   *instruction,
                                            const char          *version,
                                            const char          *note,
                                            GError             **error);
gboolean meirei_lifecycle_decide           (MeireiInstruction   *instruction,
                                            MeireiDecision       decision,
                                            const char          *note,
                                            GError             **error);
gboolean meirei_lifecycle_undo_decision    (MeireiInstruction   *instruction,
                                            GError             **error);

G_END_DECLS
