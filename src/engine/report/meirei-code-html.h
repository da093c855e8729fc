/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-note.h"

G_BEGIN_DECLS

void meirei_code_html_append (GString    *html,
                              const char *text,
                              const char *language,
                              GPtrArray  *notes);

G_END_DECLS
