/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-code-note.h"

/**
 * meirei_code_note_new:
 * @line: the line, from 1; 0 if it concerns the whole file
 * @text: (transfer full): what there is to say about it
 *
 * Returns: (transfer full): a note
 */
MeireiCodeNote *
meirei_code_note_new (int   line,
                      char *text)
{
  MeireiCodeNote *self = g_new0 (MeireiCodeNote, 1);

  self->line = line;
  self->text = text;

  return self;
}

/**
 * meirei_code_note_free:
 * @self: (transfer full): a note
 */
void
meirei_code_note_free (MeireiCodeNote *self)
{
  g_free (self->text);
  g_free (self);
}

/**
 * meirei_code_note_compare:
 * @a: a pointer to a note
 * @b: a pointer to another
 *
 * Returns: how they stand to each other by line, for g_ptr_array_sort()
 */
int
meirei_code_note_compare (gconstpointer a,
                          gconstpointer b)
{
  const MeireiCodeNote *first = *(const MeireiCodeNote * const *) a;
  const MeireiCodeNote *second = *(const MeireiCodeNote * const *) b;

  if (first->line != second->line)
    return first->line < second->line ? -1 : 1;

  return g_strcmp0 (first->text, second->text);
}
