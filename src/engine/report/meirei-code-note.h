/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiCodeNote:
 * @line: the line, from 1; 0 if it concerns the whole file
 * @text: what there is to say about it
 *
 * A finding or a comment beside code.
 */
typedef struct {
  int   line;
  char *text;
} MeireiCodeNote;

MeireiCodeNote *meirei_code_note_new     (int             line,
                                          char           *text);
void            meirei_code_note_free    (MeireiCodeNote *self);
int             meirei_code_note_compare (gconstpointer   a,
                                          gconstpointer   b);

G_END_DECLS
