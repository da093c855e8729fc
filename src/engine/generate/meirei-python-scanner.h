/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-python-keyword.h"
#include "meirei-python-line.h"

G_BEGIN_DECLS

typedef enum {
  MEIREI_PYTHON_TOKEN_START,
  MEIREI_PYTHON_TOKEN_NAME,
  MEIREI_PYTHON_TOKEN_NUMBER,
  MEIREI_PYTHON_TOKEN_STRING,
  MEIREI_PYTHON_TOKEN_CLOSE,
  MEIREI_PYTHON_TOKEN_OPERATOR,
  MEIREI_PYTHON_TOKEN_SEPARATOR,
} MeireiPythonToken;

/**
 * MeireiPythonScanner:
 *
 * One line on its way through the tokens, and what was noticed.
 */
typedef struct {
  const char           *text;
  gsize                 length;
  gsize                 pos;
  MeireiPythonState    *state;
  MeireiPythonLine     *line;
  MeireiPythonNameFunc  name_func;
  gpointer              user_data;

  MeireiPythonToken                 last;
  MeireiPythonKeyword               first_keyword;
  const char           *first_word;      /* the first token, if it is a word */
  gsize                 first_length;
  gboolean              first_triple;    /* the first token is a triple-quoted string */
  guint                 n_tokens;
  gboolean              assigns;
  gboolean              calls;
  gboolean              has_import;
  gboolean              has_in;
  gboolean              has_colon;
  gboolean              ends_in_colon;
  gboolean              dangling;        /* the last token wants something behind it */
  gboolean              other;
} MeireiPythonScanner;

void     meirei_python_scanner_run    (MeireiPythonScanner *scanner);
gboolean meirei_python_scanner_begins (MeireiPythonScanner *scanner,
                                       const char          *word);

G_END_DECLS
