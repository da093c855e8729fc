/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiPythonKeyword:
 * @MEIREI_PYTHON_KEYWORD_NONE: an identifier
 * @MEIREI_PYTHON_KEYWORD_VALUE: a constant
 * @MEIREI_PYTHON_KEYWORD_INFIX: stands between two values, never first
 * @MEIREI_PYTHON_KEYWORD_OPERATOR: stands before a value
 * @MEIREI_PYTHON_KEYWORD_COMPOUND: begins a statement that has a colon
 * @MEIREI_PYTHON_KEYWORD_ALONE: is a statement by itself
 * @MEIREI_PYTHON_KEYWORD_SIMPLE: begins a simple statement
 * @MEIREI_PYTHON_KEYWORD_DEFINITION: begins a definition
 * @MEIREI_PYTHON_KEYWORD_IMPORT: begins an import
 *
 * How a word of Python may be used.
 */
typedef enum {
  MEIREI_PYTHON_KEYWORD_NONE,
  MEIREI_PYTHON_KEYWORD_VALUE,
  MEIREI_PYTHON_KEYWORD_INFIX,
  MEIREI_PYTHON_KEYWORD_OPERATOR,
  MEIREI_PYTHON_KEYWORD_COMPOUND,
  MEIREI_PYTHON_KEYWORD_ALONE,
  MEIREI_PYTHON_KEYWORD_SIMPLE,
  MEIREI_PYTHON_KEYWORD_DEFINITION,
  MEIREI_PYTHON_KEYWORD_IMPORT,
} MeireiPythonKeyword;

MeireiPythonKeyword meirei_python_keyword_find (const char *word,
                                                gsize       length);
gboolean            meirei_python_word_is      (const char *word,
                                                gsize       length,
                                                const char *expected);

G_END_DECLS
