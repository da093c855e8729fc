/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiPythonKind:
 * @MEIREI_PYTHON_KIND_BLANK: nothing
 * @MEIREI_PYTHON_KIND_COMMENT: only a comment
 * @MEIREI_PYTHON_KIND_CONTINUED: goes on with a bracket, a string or a
 *   backslash of an earlier line
 * @MEIREI_PYTHON_KIND_DEFINITION: `def`, `class` or a decorator
 * @MEIREI_PYTHON_KIND_IMPORT: `import` or `from`
 * @MEIREI_PYTHON_KIND_STATEMENT: an assignment, or a statement with a keyword
 * @MEIREI_PYTHON_KIND_CALL: a call
 * @MEIREI_PYTHON_KIND_EXPRESSION: a value that goes nowhere
 * @MEIREI_PYTHON_KIND_PROMPT: a line of an interactive session
 * @MEIREI_PYTHON_KIND_SHELL: a shell command or a notebook's magic
 * @MEIREI_PYTHON_KIND_OTHER: prose or another language
 *
 * What a line would be in Python.
 */
typedef enum {
  MEIREI_PYTHON_KIND_BLANK,
  MEIREI_PYTHON_KIND_COMMENT,
  MEIREI_PYTHON_KIND_CONTINUED,
  MEIREI_PYTHON_KIND_DEFINITION,
  MEIREI_PYTHON_KIND_IMPORT,
  MEIREI_PYTHON_KIND_STATEMENT,
  MEIREI_PYTHON_KIND_CALL,
  MEIREI_PYTHON_KIND_EXPRESSION,
  MEIREI_PYTHON_KIND_PROMPT,
  MEIREI_PYTHON_KIND_SHELL,
  MEIREI_PYTHON_KIND_OTHER,
} MeireiPythonKind;

#define MEIREI_N_PYTHON_KINDS (MEIREI_PYTHON_KIND_OTHER + 1)

/**
 * MeireiPythonState:
 * @triple: the quote of an open triple-quoted string, or 0
 * @quote: the quote of a plain string that a backslash takes to the next
 *   line, or 0
 * @depth: number of open brackets
 * @backslash: whether the line before ended in a backslash
 *
 * What is open at the end of a line.  All zero at the beginning.
 */
typedef struct {
  char     triple;
  char     quote;
  guint    depth;
  gboolean backslash;
} MeireiPythonState;

/**
 * MeireiPythonLine:
 * @kind: what the line is
 * @indent: columns of indentation, a tab going to the next multiple of 8
 * @opens_block: whether the line ends in the colon of a compound statement
 * @in_string: whether the line begins inside a triple-quoted string
 * @name: (nullable): for a definition its name, for an assignment the first
 *   target; inside the line
 * @name_length: its length in bytes
 *
 * A line seen with the eyes of Python.
 */
typedef struct {
  MeireiPythonKind  kind;
  guint             indent;
  gboolean          opens_block;
  gboolean          in_string;
  const char       *name;
  gsize             name_length;
} MeireiPythonLine;

/**
 * MeireiPythonNameFunc:
 * @name: (array length=length): an identifier that is no keyword
 * @length: its length in bytes
 * @user_data: the caller's data
 *
 * Called for every identifier of a line.
 */
typedef void (*MeireiPythonNameFunc) (const char *name,
                                      gsize       length,
                                      gpointer    user_data);

void     meirei_python_line_read    (const char           *text,
                                     gsize                 length,
                                     MeireiPythonState    *state,
                                     MeireiPythonLine     *line,
                                     MeireiPythonNameFunc  name_func,
                                     gpointer              user_data);
gboolean meirei_python_state_is_open (const MeireiPythonState *state);

G_END_DECLS
