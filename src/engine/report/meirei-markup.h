/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void meirei_markup_append_text      (GString    *markup,
                                     const char *text);
void meirei_markup_append_element   (GString    *markup,
                                     const char *tag,
                                     const char *text);
void meirei_markup_append_attribute (GString    *markup,
                                     const char *name,
                                     const char *value);
void meirei_markup_append_number    (GString    *markup,
                                     const char *name,
                                     double      value);
void meirei_markup_append_fact      (GString    *markup,
                                     const char *name,
                                     const char *value);
void meirei_markup_append_cell      (GString    *markup,
                                     const char *css,
                                     const char *text);
void meirei_markup_begin_table      (GString            *markup,
                                     const char * const *headings,
                                     guint               n_headings,
                                     guint               numbers);
void meirei_markup_begin_page       (GString    *markup,
                                     const char *title);
void meirei_markup_end_page         (GString    *markup);

G_END_DECLS
