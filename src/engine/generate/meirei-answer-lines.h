/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-extraction.h"

G_BEGIN_DECLS

/**
 * MeireiAnswerLine:
 * @text: the line's bytes, not ended by a NUL
 * @length: their number, without the line's end
 * @offset: where the line begins in the answer
 * @part: what the line is, as far as it has been found out
 * @marks: what was done to the line
 *
 * One line of an answer.
 */
typedef struct {
  const char *text;
  guint32     length;
  guint32     offset;
  guint8      part;
  guint16     marks;
} MeireiAnswerLine;

/**
 * MeireiAnswerLines:
 * @lines: (element-type MeireiAnswerLine): the lines
 * @arena: holds the text of the lines that had to be changed
 *
 * An answer as lines.  The bytes of unchanged lines belong to the answer,
 * which has to live as long.
 */
typedef struct {
  GArray       *lines;
  GStringChunk *arena;
} MeireiAnswerLines;

MeireiAnswerLines *meirei_answer_lines_new        (const char              *answer,
                                                   gsize                    length);
void               meirei_answer_lines_free       (MeireiAnswerLines       *self);

gboolean           meirei_answer_line_is_blank    (const MeireiAnswerLine  *line);
gsize              meirei_answer_line_get_indent  (const MeireiAnswerLine  *line);
gboolean           meirei_answer_line_has_prefix  (const MeireiAnswerLine  *line,
                                                   const char              *prefix);
gboolean           meirei_answer_line_equals      (const MeireiAnswerLine  *line,
                                                   const char              *text);
void               meirei_answer_line_skip        (MeireiAnswerLine        *line,
                                                   gsize                    n_bytes);

static inline MeireiAnswerLine *
meirei_answer_lines_get (MeireiAnswerLines *self,
                         guint              index_)
{
  return &g_array_index (self->lines, MeireiAnswerLine, index_);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiAnswerLines, meirei_answer_lines_free)

G_END_DECLS
