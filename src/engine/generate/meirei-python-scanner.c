/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-python-scanner.h"

/* This is no parser: whether code parses, only Python can say.  It follows
 * strings and brackets exactly, and it knows one thing that tells Python from
 * prose and from most other languages: two values never stand side by side
 * without an operator, and some characters never stand outside a string. */

/* Bytes of the identifier character at @pos, or 0. */
static gsize
match_name_char (MeireiPythonScanner *scanner,
                 gsize    pos)
{
  guchar c = (guchar) scanner->text[pos];
  gunichar wide;

  if (c < 0x80)
    return g_ascii_isalnum (c) || c == '_' ? 1 : 0;

  wide = g_utf8_get_char_validated (scanner->text + pos, (gssize) (scanner->length - pos));
  if (wide == (gunichar) -1 || wide == (gunichar) -2
      || !(g_unichar_isalnum (wide) || g_unichar_ismark (wide)))
    return 0;

  return (gsize) g_unichar_to_utf8 (wide, NULL);
}

static gsize
measure_name (MeireiPythonScanner *scanner)
{
  gsize end = scanner->pos;
  gsize n;

  while (end < scanner->length && (n = match_name_char (scanner, end)) > 0)
    end += n;

  return end - scanner->pos;
}

static gboolean
is_value (MeireiPythonToken token)
{
  return token == MEIREI_PYTHON_TOKEN_NAME || token == MEIREI_PYTHON_TOKEN_NUMBER || token == MEIREI_PYTHON_TOKEN_STRING
         || token == MEIREI_PYTHON_TOKEN_CLOSE;
}

static void
put_value (MeireiPythonScanner *scanner,
           MeireiPythonToken    token)
{
  gboolean strings = scanner->last == MEIREI_PYTHON_TOKEN_STRING && token == MEIREI_PYTHON_TOKEN_STRING;
  gboolean soft = scanner->n_tokens == 1 && scanner->first_word != NULL
                  && (meirei_python_scanner_begins (scanner, "match")
                      || meirei_python_scanner_begins (scanner, "case")
                      || meirei_python_scanner_begins (scanner, "type")
                      || (token == MEIREI_PYTHON_TOKEN_STRING
                          && meirei_python_scanner_begins (scanner, "print")));

  if (is_value (scanner->last) && !strings && !soft)
    scanner->other = TRUE;
  scanner->last = token;
  scanner->n_tokens++;
  scanner->dangling = FALSE;
  scanner->ends_in_colon = FALSE;
}

static void
put_operator (MeireiPythonScanner *scanner,
              MeireiPythonToken    token,
              gboolean dangling)
{
  scanner->last = token;
  scanner->n_tokens++;
  scanner->dangling = dangling;
  scanner->ends_in_colon = FALSE;
}

/* Goes on with a string that an earlier line opened. */
static void
finish_triple (MeireiPythonScanner *scanner)
{
  for (; scanner->pos < scanner->length; scanner->pos++)
    {
      const char *p = scanner->text + scanner->pos;

      if (*p == '\\')
        scanner->pos++;
      else if (*p == scanner->state->triple && scanner->length - scanner->pos >= 3
               && p[1] == *p && p[2] == *p)
        {
          scanner->pos += 3;
          scanner->state->triple = 0;
          return;
        }
    }
  scanner->pos = scanner->length;
}

static void
finish_quote (MeireiPythonScanner *scanner,
              char     quote)
{
  for (; scanner->pos < scanner->length; scanner->pos++)
    {
      char c = scanner->text[scanner->pos];

      if (c == '\\')
        {
          scanner->pos++;
          if (scanner->pos >= scanner->length)
            {
              scanner->state->quote = quote;
              scanner->pos = scanner->length;
              return;
            }
        }
      else if (c == quote)
        {
          scanner->pos++;
          scanner->state->quote = 0;
          return;
        }
    }

  /* Never closed: an apostrophe. */
  scanner->state->quote = 0;
  scanner->other = TRUE;
}

static void
read_string (MeireiPythonScanner *scanner)
{
  const char *p = scanner->text + scanner->pos;
  char quote = *p;

  if (scanner->length - scanner->pos >= 3 && p[1] == quote && p[2] == quote)
    {
      scanner->first_triple = scanner->first_triple || scanner->n_tokens == 0;
      scanner->pos += 3;
      scanner->state->triple = quote;
      finish_triple (scanner);
    }
  else
    {
      scanner->pos++;
      finish_quote (scanner, quote);
    }
  put_value (scanner, MEIREI_PYTHON_TOKEN_STRING);
}

static gboolean
is_string_prefix (MeireiPythonScanner *scanner,
                  gsize    length)
{
  gsize end = scanner->pos + length;

  if (length > 2 || end >= scanner->length
      || (scanner->text[end] != '"' && scanner->text[end] != '\''))
    return FALSE;

  for (gsize i = scanner->pos; i < end; i++)
    {
      if (strchr ("rRbBuUfF", scanner->text[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
put_keyword (MeireiPythonScanner *scanner,
             MeireiPythonKeyword  keyword,
             gsize    length)
{
  const char *word = scanner->text + scanner->pos;
  gboolean at_start = scanner->last == MEIREI_PYTHON_TOKEN_START || scanner->last == MEIREI_PYTHON_TOKEN_SEPARATOR;

  if (scanner->n_tokens == 0)
    scanner->first_keyword = keyword;
  if (keyword == MEIREI_PYTHON_KEYWORD_INFIX && scanner->n_tokens == 0)
    scanner->other = TRUE;
  if (keyword == MEIREI_PYTHON_KEYWORD_INFIX || keyword == MEIREI_PYTHON_KEYWORD_COMPOUND)
    scanner->has_in = scanner->has_in || meirei_python_word_is (word, length, "in");
  if (meirei_python_word_is (word, length, "import"))
    scanner->has_import = TRUE;

  if ((keyword == MEIREI_PYTHON_KEYWORD_ALONE || keyword == MEIREI_PYTHON_KEYWORD_SIMPLE || keyword == MEIREI_PYTHON_KEYWORD_DEFINITION)
      && !at_start && !meirei_python_word_is (word, length, "yield")
      && !meirei_python_scanner_begins (scanner, "async"))
    scanner->other = TRUE;

  put_operator (scanner, MEIREI_PYTHON_TOKEN_OPERATOR, keyword == MEIREI_PYTHON_KEYWORD_INFIX);
}

/* The name that `def` and `class` define, and the target of an assignment. */
static void
note_name (MeireiPythonScanner *scanner,
           gsize    length)
{
  if (scanner->line->name != NULL)
    return;
  if (scanner->n_tokens == 0
      || (scanner->first_keyword == MEIREI_PYTHON_KEYWORD_DEFINITION && scanner->n_tokens == 1)
      || (scanner->first_keyword == MEIREI_PYTHON_KEYWORD_OPERATOR && scanner->n_tokens == 2))
    {
      scanner->line->name = scanner->text + scanner->pos;
      scanner->line->name_length = length;
    }
}

static void
read_word (MeireiPythonScanner *scanner)
{
  gsize length = measure_name (scanner);
  const char *word = scanner->text + scanner->pos;
  MeireiPythonKeyword keyword = meirei_python_keyword_find (word, length);

  if (is_string_prefix (scanner, length))
    {
      scanner->pos += length;
      read_string (scanner);
      return;
    }

  if (scanner->n_tokens == 0)
    {
      scanner->first_word = word;
      scanner->first_length = length;
    }

  if (keyword == MEIREI_PYTHON_KEYWORD_VALUE)
    put_value (scanner, MEIREI_PYTHON_TOKEN_NAME);
  else if (keyword != MEIREI_PYTHON_KEYWORD_NONE)
    put_keyword (scanner, keyword, length);
  else
    {
      note_name (scanner, length);
      if (scanner->name_func != NULL)
        scanner->name_func (word, length, scanner->user_data);
      put_value (scanner, MEIREI_PYTHON_TOKEN_NAME);
    }

  scanner->pos += length;
}

static void
read_number (MeireiPythonScanner *scanner)
{
  const char *p = scanner->text + scanner->pos;
  gsize n = scanner->length - scanner->pos;
  gsize i = 1;

  if (*p == '0' && n > 1 && strchr ("xXoObB", p[1]) != NULL && p[1] != '\0')
    {
      for (i = 2; i < n && (g_ascii_isxdigit (p[i]) || p[i] == '_'); i++)
        ;
    }
  else
    {
      while (i < n && (g_ascii_isdigit (p[i]) || p[i] == '_' || p[i] == '.'))
        i++;
      if (i + 1 < n && (p[i] == 'e' || p[i] == 'E')
          && (g_ascii_isdigit (p[i + 1]) || p[i + 1] == '-' || p[i + 1] == '+'))
        {
          for (i += 2; i < n && (g_ascii_isdigit (p[i]) || p[i] == '_'); i++)
            ;
        }
      if (i < n && (p[i] == 'j' || p[i] == 'J'))
        i++;
    }

  scanner->pos += i;
  put_value (scanner, MEIREI_PYTHON_TOKEN_NUMBER);
  if (scanner->pos < scanner->length && match_name_char (scanner, scanner->pos) > 0)
    scanner->other = TRUE;
}

static void
read_bracket (MeireiPythonScanner *scanner,
              char     c)
{
  if (c == ')' || c == ']' || c == '}')
    {
      if (scanner->state->depth == 0)
        scanner->other = TRUE;
      else
        scanner->state->depth--;
      scanner->pos++;
      scanner->last = MEIREI_PYTHON_TOKEN_OPERATOR;
      put_value (scanner, MEIREI_PYTHON_TOKEN_CLOSE);
      return;
    }

  if (c == '{' && is_value (scanner->last))
    scanner->other = TRUE;
  if (c == '(' && (scanner->last == MEIREI_PYTHON_TOKEN_NAME || scanner->last == MEIREI_PYTHON_TOKEN_CLOSE)
      && scanner->state->depth == 0)
    scanner->calls = TRUE;
  if (scanner->state->depth < G_MAXUINT - 1)
    scanner->state->depth++;
  scanner->pos++;
  put_operator (scanner, MEIREI_PYTHON_TOKEN_OPERATOR, FALSE);
}

static void
read_colon (MeireiPythonScanner *scanner)
{
  gboolean walrus = scanner->pos + 1 < scanner->length && scanner->text[scanner->pos + 1] == '=';

  scanner->pos += walrus ? 2 : 1;
  if (walrus)
    {
      put_operator (scanner, MEIREI_PYTHON_TOKEN_OPERATOR, TRUE);
      return;
    }

  put_operator (scanner, MEIREI_PYTHON_TOKEN_SEPARATOR, FALSE);
  if (scanner->state->depth == 0)
    {
      scanner->has_colon = TRUE;
      scanner->ends_in_colon = TRUE;
    }
}

static void
read_equals (MeireiPythonScanner *scanner)
{
  char before = scanner->pos > 0 ? scanner->text[scanner->pos - 1] : 0;
  char after = scanner->pos + 1 < scanner->length ? scanner->text[scanner->pos + 1] : 0;

  if (after == '=')
    scanner->pos++;
  else if (scanner->state->depth == 0 && before != '!'
           && !(scanner->pos > 1 && (before == '<' || before == '>')
                && scanner->text[scanner->pos - 2] != before))
    {
      scanner->assigns = TRUE;
      if (scanner->n_tokens == 0)
        scanner->other = TRUE;
    }
  scanner->pos++;
  put_operator (scanner, MEIREI_PYTHON_TOKEN_OPERATOR, TRUE);
}

static void
read_dot (MeireiPythonScanner *scanner)
{
  const char *p = scanner->text + scanner->pos;
  gsize n = scanner->length - scanner->pos;

  if (n >= 3 && p[1] == '.' && p[2] == '.')
    {
      scanner->pos += 3;
      put_value (scanner, MEIREI_PYTHON_TOKEN_NUMBER);
    }
  else if (n >= 2 && g_ascii_isdigit (p[1]))
    read_number (scanner);
  else
    {
      if (!is_value (scanner->last) && scanner->first_keyword != MEIREI_PYTHON_KEYWORD_IMPORT)
        scanner->other = TRUE;
      scanner->pos++;
      put_operator (scanner, MEIREI_PYTHON_TOKEN_OPERATOR, scanner->first_keyword != MEIREI_PYTHON_KEYWORD_IMPORT);
    }
}

static gboolean
follows_open_bracket (MeireiPythonScanner *scanner)
{
  char before = scanner->pos > 0 ? scanner->text[scanner->pos - 1] : 0;

  return before == '(' || before == '[' || before == '{';
}

static void
read_symbol (MeireiPythonScanner *scanner,
             char     c)
{
  switch (c)
    {
    case ':':
      read_colon (scanner);
      break;
    case '=':
      read_equals (scanner);
      break;
    case '.':
      read_dot (scanner);
      break;
    case ',':
    case ';':
      if (scanner->n_tokens == 0)
        scanner->other = TRUE;
      scanner->pos++;
      put_operator (scanner, c == ';' ? MEIREI_PYTHON_TOKEN_SEPARATOR : MEIREI_PYTHON_TOKEN_OPERATOR, FALSE);
      break;
    case '!':
      if (scanner->pos + 1 >= scanner->length || scanner->text[scanner->pos + 1] != '=')
        scanner->other = TRUE;
      scanner->pos++;
      put_operator (scanner, MEIREI_PYTHON_TOKEN_OPERATOR, TRUE);
      break;
    case '+': case '-': case '~': case '*': case '@':
      scanner->pos++;
      put_operator (scanner, MEIREI_PYTHON_TOKEN_OPERATOR, !scanner->has_import);
      break;
    case '/': case '%': case '&': case '|': case '^': case '<': case '>':
      if (scanner->n_tokens == 0 || follows_open_bracket (scanner))
        scanner->other = TRUE;
      scanner->pos++;
      put_operator (scanner, MEIREI_PYTHON_TOKEN_OPERATOR, TRUE);
      break;
    default:
      /* `$`, `?`, back-quotes, full-width punctuation, emoji ... */
      scanner->other = TRUE;
      scanner->pos++;
      scanner->dangling = FALSE;
      scanner->n_tokens++;
    }
}

/**
 * meirei_python_scanner_begins:
 * @scanner: a scanner
 * @word: text
 *
 * Returns: %TRUE if the first token is @word
 */
gboolean
meirei_python_scanner_begins (MeireiPythonScanner *scanner,
                              const char          *word)
{
  return scanner->first_word != NULL
         && meirei_python_word_is (scanner->first_word, scanner->first_length, word);
}

/**
 * meirei_python_scanner_run:
 * @scanner: a scanner, at the start of a line
 *
 * Reads the line to its end, going on with the string that is open.
 */
void
meirei_python_scanner_run (MeireiPythonScanner *scanner)
{
  if (scanner->state->triple != 0)
    finish_triple (scanner);
  else if (scanner->state->quote != 0)
    finish_quote (scanner, scanner->state->quote);

  while (scanner->pos < scanner->length)
    {
      char c = scanner->text[scanner->pos];

      if (c == ' ' || c == '\t' || c == '\f' || c == '\r')
        scanner->pos++;
      else if (c == '#')
        break;
      else if (c == '\\' && scanner->pos + 1 == scanner->length)
        {
          scanner->state->backslash = TRUE;
          scanner->pos++;
        }
      else if (c == '"' || c == '\'')
        read_string (scanner);
      else if (g_ascii_isdigit (c))
        read_number (scanner);
      else if (strchr ("()[]{}", c) != NULL && c != '\0')
        read_bracket (scanner, c);
      else if (match_name_char (scanner, scanner->pos) > 0)
        read_word (scanner);
      else
        read_symbol (scanner, c);
    }
}
