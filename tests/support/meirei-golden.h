/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *meirei_golden_copy_folder (const char *name);
void  meirei_golden_compare     (const char *name,
                                 GBytes     *document);

G_END_DECLS
