/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-sheet.h"

G_BEGIN_DECLS

JsonObject *meirei_sheet_markdown_parse  (const char   *text);
char       *meirei_sheet_markdown_format (MeireiSheet  *sheet);

G_END_DECLS
