/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *meirei_code_language_find      (const char *word,
                                            gsize       length);
const char *meirei_code_language_from_info (const char *info,
                                            gsize       length,
                                            gsize      *word_end);

G_END_DECLS
