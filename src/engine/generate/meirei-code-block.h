/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-markdown-fences.h"
#include "meirei-python-line.h"

G_BEGIN_DECLS

/**
 * MeireiCodeKind:
 * @MEIREI_CODE_KIND_EMPTY: nothing
 * @MEIREI_CODE_KIND_OUTPUT: what a program prints, or plain data
 * @MEIREI_CODE_KIND_SHELL: shell commands
 * @MEIREI_CODE_KIND_OTHER_LANGUAGE: another language, or prose
 * @MEIREI_CODE_KIND_FRAGMENT: a piece of a function
 * @MEIREI_CODE_KIND_SESSION: what was typed into an interactive session
 * @MEIREI_CODE_KIND_TEST: defines nothing but tests
 * @MEIREI_CODE_KIND_SETUP: nothing but imports and constants
 * @MEIREI_CODE_KIND_SCRIPT: statements without definitions
 * @MEIREI_CODE_KIND_DEFINITIONS: defines functions or classes
 *
 * What a block of an answer is good for, worst first.
 */
typedef enum {
  MEIREI_CODE_KIND_EMPTY,
  MEIREI_CODE_KIND_OUTPUT,
  MEIREI_CODE_KIND_SHELL,
  MEIREI_CODE_KIND_OTHER_LANGUAGE,
  MEIREI_CODE_KIND_FRAGMENT,
  MEIREI_CODE_KIND_SESSION,
  MEIREI_CODE_KIND_TEST,
  MEIREI_CODE_KIND_SETUP,
  MEIREI_CODE_KIND_SCRIPT,
  MEIREI_CODE_KIND_DEFINITIONS,
} MeireiCodeKind;

/**
 * MeireiCodeLine:
 * @line: the line as it goes into the code
 * @index: its index among the answer's lines
 * @indent: columns of indentation
 * @kind: what it is in Python
 * @opens_block: whether it ends in the colon of a compound statement
 *
 * A line of code.
 */
typedef struct {
  MeireiAnswerLine line;
  guint            index;
  guint            indent;
  guint8           kind;
  gboolean         opens_block;
} MeireiCodeLine;

/**
 * MeireiCodeBlock:
 * @first: index of its first line
 * @end: index behind its last line
 * @fenced: whether fences enclose it
 * @how: how it ends
 * @language: (nullable): what the fence says
 * @kind: what it is good for
 * @mislabelled: whether it is Python under another language's name
 * @cut_at_prose: whether prose follows inside the unclosed fence, so that the
 *   code itself is whole
 * @open_end: whether a bracket or string is open at the end
 * @chosen: whether it became part of the code
 * @lines: (element-type MeireiCodeLine): the code
 * @defines: (element-type utf8): functions and classes
 * @assigns: (element-type utf8): imported and assigned names
 * @marks: what was done to it
 *
 * A block of an answer, cleaned.
 */
typedef struct {
  guint                  first;
  guint                  end;
  gboolean               fenced;
  MeireiFenceEnd         how;
  const char            *language;
  MeireiCodeKind         kind;
  gboolean               mislabelled;
  gboolean               cut_at_prose;
  gboolean               open_end;
  gboolean               chosen;
  GArray                *lines;
  GHashTable            *defines;
  GHashTable            *assigns;
  MeireiExtractionMarks  marks;
} MeireiCodeBlock;

MeireiCodeBlock *meirei_code_block_new    (MeireiAnswerLines *lines,
                                           const MeireiFence *fence,
                                           gboolean           fenced,
                                           gboolean           python);
void             meirei_code_block_free   (MeireiCodeBlock   *self);

static inline MeireiCodeLine *
meirei_code_block_get_line (MeireiCodeBlock *self,
                            guint            index_)
{
  return &g_array_index (self->lines, MeireiCodeLine, index_);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiCodeBlock, meirei_code_block_free)

G_END_DECLS
