/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-python-keyword.h"

static const struct {
  const char *word;
  MeireiPythonKeyword     keyword;
} keywords[] = {
  { "False", MEIREI_PYTHON_KEYWORD_VALUE }, { "None", MEIREI_PYTHON_KEYWORD_VALUE }, { "True", MEIREI_PYTHON_KEYWORD_VALUE },
  { "and", MEIREI_PYTHON_KEYWORD_INFIX }, { "as", MEIREI_PYTHON_KEYWORD_INFIX }, { "in", MEIREI_PYTHON_KEYWORD_INFIX },
  { "is", MEIREI_PYTHON_KEYWORD_INFIX }, { "or", MEIREI_PYTHON_KEYWORD_INFIX },
  { "async", MEIREI_PYTHON_KEYWORD_OPERATOR }, { "await", MEIREI_PYTHON_KEYWORD_OPERATOR },
  { "lambda", MEIREI_PYTHON_KEYWORD_OPERATOR }, { "not", MEIREI_PYTHON_KEYWORD_OPERATOR },
  { "elif", MEIREI_PYTHON_KEYWORD_COMPOUND }, { "else", MEIREI_PYTHON_KEYWORD_COMPOUND }, { "except", MEIREI_PYTHON_KEYWORD_COMPOUND },
  { "finally", MEIREI_PYTHON_KEYWORD_COMPOUND }, { "for", MEIREI_PYTHON_KEYWORD_COMPOUND }, { "if", MEIREI_PYTHON_KEYWORD_COMPOUND },
  { "try", MEIREI_PYTHON_KEYWORD_COMPOUND }, { "while", MEIREI_PYTHON_KEYWORD_COMPOUND }, { "with", MEIREI_PYTHON_KEYWORD_COMPOUND },
  { "break", MEIREI_PYTHON_KEYWORD_ALONE }, { "continue", MEIREI_PYTHON_KEYWORD_ALONE }, { "pass", MEIREI_PYTHON_KEYWORD_ALONE },
  { "assert", MEIREI_PYTHON_KEYWORD_SIMPLE }, { "del", MEIREI_PYTHON_KEYWORD_SIMPLE }, { "global", MEIREI_PYTHON_KEYWORD_SIMPLE },
  { "nonlocal", MEIREI_PYTHON_KEYWORD_SIMPLE }, { "raise", MEIREI_PYTHON_KEYWORD_SIMPLE }, { "return", MEIREI_PYTHON_KEYWORD_SIMPLE },
  { "yield", MEIREI_PYTHON_KEYWORD_SIMPLE },
  { "class", MEIREI_PYTHON_KEYWORD_DEFINITION }, { "def", MEIREI_PYTHON_KEYWORD_DEFINITION },
  { "from", MEIREI_PYTHON_KEYWORD_IMPORT }, { "import", MEIREI_PYTHON_KEYWORD_IMPORT },
};

/**
 * meirei_python_keyword_find:
 * @word: (array length=length): a word
 * @length: its length in bytes
 *
 * Returns: what the word means to Python
 */
MeireiPythonKeyword
meirei_python_keyword_find (const char *word,
                            gsize       length)
{
  if (length < 2 || length > 8)
    return MEIREI_PYTHON_KEYWORD_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      if (keywords[i].word[0] == word[0] && strlen (keywords[i].word) == length
          && memcmp (keywords[i].word, word, length) == 0)
        return keywords[i].keyword;
    }

  return MEIREI_PYTHON_KEYWORD_NONE;
}

/**
 * meirei_python_word_is:
 * @word: (array length=length): a word
 * @length: its length in bytes
 * @expected: text
 *
 * Returns: %TRUE if the word is @expected
 */
gboolean
meirei_python_word_is (const char *word,
                       gsize       length,
                       const char *expected)
{
  return strlen (expected) == length && memcmp (word, expected, length) == 0;
}
