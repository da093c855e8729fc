/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-sheet.h"

G_BEGIN_DECLS

MeireiSheet *meirei_sheet_merge (MeireiSheet  *base,
                                 MeireiSheet  *mine,
                                 MeireiSheet  *theirs,
                                 GError      **error);

G_END_DECLS
