/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void meirei_markdown_append_text    (GString    *markdown,
                                     const char *text);
void meirei_markdown_append_code    (GString    *markdown,
                                     const char *text);
void meirei_markdown_append_fence   (GString    *markdown,
                                     const char *language,
                                     const char *text);
void meirei_markdown_append_heading (GString    *markdown,
                                     guint       level,
                                     const char *text);
void meirei_markdown_append_cell    (GString    *markdown,
                                     const char *text);
void meirei_markdown_append_fact    (GString    *markdown,
                                     const char *name,
                                     const char *value);

G_END_DECLS
