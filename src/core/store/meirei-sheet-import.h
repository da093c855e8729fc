/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction.h"

G_BEGIN_DECLS

#define MEIREI_SHEET_IMPORT_MAX_SIZE (256 * 1024 * 1024)

GPtrArray *meirei_sheet_import_parse (const char  *name,
                                      const char  *data,
                                      gsize        length,
                                      GError     **error);
GPtrArray *meirei_sheet_import_read  (const char  *path,
                                      GError     **error);

G_END_DECLS
