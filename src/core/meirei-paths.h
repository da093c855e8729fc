/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  meirei_paths_init           (void);
char *meirei_paths_dup_data_dir   (void);
char *meirei_paths_dup_locale_dir (void);

G_END_DECLS
