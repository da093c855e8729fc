/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-draft.h"

G_BEGIN_DECLS

gboolean meirei_code_trim_step          (MeireiCodeDraft    *draft,
                                         guint               error_line,
                                         gboolean            again_at_end);
gboolean meirei_code_trim_is_acceptable (MeireiCodeDraft    *trimmed,
                                         MeireiCodeDraft    *full,
                                         const char * const *declared);

G_END_DECLS
