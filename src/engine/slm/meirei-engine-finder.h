/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *meirei_engine_finder_dup_tools_dir (void);
char *meirei_engine_finder_dup_program   (GError     **error);
char *meirei_engine_finder_dup_model     (GError     **error);
char *meirei_engine_finder_dup_alias     (const char  *model_path);

G_END_DECLS
