/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-python-scanner.h"

/* First words of commands that get mixed up with Python. */
static const char * const commands[] = {
  "apt", "apt-get", "brew", "cd", "chmod", "conda", "curl", "docker", "echo", "export", "git",
  "ls", "mkdir", "npm", "pip", "pip3", "pipenv", "poetry", "pytest", "python", "python3",
  "source", "sudo", "touch", "uv", "wget",
};

static guint
measure_indent (const char *text,
                gsize       length,
                gsize      *n_bytes)
{
  guint columns = 0;
  gsize i;

  for (i = 0; i < length; i++)
    {
      if (text[i] == ' ')
        columns++;
      else if (text[i] == '\t')
        columns = (columns / 8 + 1) * 8;
      else if (text[i] == '\f')
        columns = 0;
      else
        break;
    }
  *n_bytes = i;

  return columns;
}

static gboolean
is_shell_line (const char *text,
               gsize       length)
{
  gsize n = 0;

  if (length >= 2 && text[0] == '$' && text[1] == ' ')
    return TRUE;
  if (length >= 2 && (text[0] == '!' || text[0] == '%')
      && (g_ascii_isalpha (text[1]) || (text[0] == '%' && text[1] == '%')))
    return TRUE;

  while (n < length && (g_ascii_isalnum (text[n]) || text[n] == '-'))
    n++;
  if (n == 0 || n == length || text[n] != ' ')
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (meirei_python_word_is (text, n, commands[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_prompt_line (const char *text,
                gsize       length)
{
  gsize i = 4;

  if (length >= 3 && memcmp (text, ">>>", 3) == 0)
    return length == 3 || text[3] == ' ' || text[3] == '\t';

  if (length < 6 || memcmp (text, "In [", 4) != 0)
    return FALSE;
  while (i < length && g_ascii_isdigit (text[i]))
    i++;

  return i + 1 < length && text[i] == ']' && text[i + 1] == ':';
}

/* A bracket left open by mistake must not swallow the rest of the file. */
static gboolean
starts_anew (const char *text,
             gsize       length)
{
  static const char * const starts[] = {
    "def ", "class ", "import ", "async def ", "if __name__",
  };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      gsize n = strlen (starts[i]);

      if (length >= n && memcmp (text, starts[i], n) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_compound_whole (MeireiPythonScanner *scanner)
{
  if (scanner->state->depth > 0 || scanner->state->backslash)
    return TRUE;
  if (meirei_python_scanner_begins (scanner, "for") && !scanner->has_in)
    return FALSE;

  return scanner->has_colon;
}

static MeireiPythonKind
classify_keyword (MeireiPythonScanner *scanner)
{
  gboolean unfinished = scanner->state->depth > 0 || scanner->state->backslash;

  switch (scanner->first_keyword)
    {
    case MEIREI_PYTHON_KEYWORD_DEFINITION:
      return scanner->line->name != NULL && (scanner->calls || scanner->has_colon || unfinished)
             ? MEIREI_PYTHON_KIND_DEFINITION : MEIREI_PYTHON_KIND_OTHER;
    case MEIREI_PYTHON_KEYWORD_IMPORT:
      return scanner->has_import && scanner->n_tokens >= 2
             ? MEIREI_PYTHON_KIND_IMPORT : MEIREI_PYTHON_KIND_OTHER;
    case MEIREI_PYTHON_KEYWORD_COMPOUND:
      return is_compound_whole (scanner) ? MEIREI_PYTHON_KIND_STATEMENT : MEIREI_PYTHON_KIND_OTHER;
    case MEIREI_PYTHON_KEYWORD_ALONE:
      return scanner->n_tokens == 1 || scanner->last == MEIREI_PYTHON_TOKEN_SEPARATOR
             ? MEIREI_PYTHON_KIND_STATEMENT : MEIREI_PYTHON_KIND_OTHER;
    case MEIREI_PYTHON_KEYWORD_OPERATOR:
      if (!meirei_python_scanner_begins (scanner, "async"))
        return scanner->calls ? MEIREI_PYTHON_KIND_CALL : MEIREI_PYTHON_KIND_EXPRESSION;
      return scanner->line->name != NULL && scanner->calls
             ? MEIREI_PYTHON_KIND_DEFINITION : MEIREI_PYTHON_KIND_STATEMENT;
    case MEIREI_PYTHON_KEYWORD_SIMPLE:
      return MEIREI_PYTHON_KIND_STATEMENT;
    case MEIREI_PYTHON_KEYWORD_NONE:
    case MEIREI_PYTHON_KEYWORD_VALUE:
    case MEIREI_PYTHON_KEYWORD_INFIX:
    default:
      return MEIREI_PYTHON_KIND_OTHER;
    }
}

/* "Input: n = 5" is an annotated assignment only to Python. */
static gboolean
is_label (MeireiPythonScanner *scanner)
{
  return scanner->assigns && scanner->has_colon && scanner->first_word != NULL
         && scanner->line->indent == 0 && scanner->first_length > 1
         && g_ascii_isupper (scanner->first_word[0]) && g_ascii_islower (scanner->first_word[1]);
}

static MeireiPythonKind
classify (MeireiPythonScanner *scanner,
          gsize    n_indent)
{
  const char *start = scanner->text + n_indent;

  if (scanner->n_tokens == 0)
    return scanner->pos < scanner->length ? MEIREI_PYTHON_KIND_COMMENT : MEIREI_PYTHON_KIND_BLANK;
  if (scanner->other || (scanner->dangling && scanner->state->depth == 0
                         && !scanner->state->backslash))
    return is_shell_line (start, scanner->length - n_indent) && scanner->line->indent < 4
           ? MEIREI_PYTHON_KIND_SHELL : MEIREI_PYTHON_KIND_OTHER;
  if (start[0] == '@')
    return scanner->n_tokens >= 2 ? MEIREI_PYTHON_KIND_DEFINITION : MEIREI_PYTHON_KIND_OTHER;
  if (scanner->first_keyword != MEIREI_PYTHON_KEYWORD_NONE)
    return classify_keyword (scanner);
  if (is_label (scanner))
    return MEIREI_PYTHON_KIND_EXPRESSION;
  if (scanner->assigns || scanner->first_triple)
    return MEIREI_PYTHON_KIND_STATEMENT;
  if (scanner->ends_in_colon && scanner->first_word != NULL && scanner->n_tokens > 2
      && (meirei_python_scanner_begins (scanner, "match")
          || meirei_python_scanner_begins (scanner, "case")))
    return MEIREI_PYTHON_KIND_STATEMENT;

  return scanner->calls && scanner->first_word != NULL ? MEIREI_PYTHON_KIND_CALL
                                                       : MEIREI_PYTHON_KIND_EXPRESSION;
}

/**
 * meirei_python_line_read:
 * @text: (array length=length): one line without its end
 * @length: its length in bytes
 * @state: (inout): what is open before and after the line
 * @line: (out caller-allocates): what the line is
 * @name_func: (nullable) (scope call): called for every identifier
 * @user_data: data for @name_func
 *
 * Looks at one line of what may be Python.
 */
void
meirei_python_line_read (const char           *text,
                         gsize                 length,
                         MeireiPythonState    *state,
                         MeireiPythonLine     *line,
                         MeireiPythonNameFunc  name_func,
                         gpointer              user_data)
{
  MeireiPythonScanner scanner = { text, length, 0, state, line, name_func, user_data };
  gboolean continued;
  gsize n_indent;

  memset (line, 0, sizeof *line);
  line->indent = measure_indent (text, length, &n_indent);
  line->in_string = state->triple != 0;
  if (state->triple == 0 && n_indent == 0 && starts_anew (text, length))
    memset (state, 0, sizeof *state);

  continued = meirei_python_state_is_open (state);
  state->backslash = FALSE;
  scanner.pos = continued ? 0 : n_indent;

  if (!continued && is_prompt_line (text + n_indent, length - n_indent))
    {
      line->kind = MEIREI_PYTHON_KIND_PROMPT;
      return;
    }

  meirei_python_scanner_run (&scanner);

  if (continued)
    line->kind = length == n_indent ? MEIREI_PYTHON_KIND_BLANK : MEIREI_PYTHON_KIND_CONTINUED;
  else
    line->kind = classify (&scanner, n_indent);
  line->opens_block = scanner.ends_in_colon && state->depth == 0
                      && line->kind != MEIREI_PYTHON_KIND_EXPRESSION;
  if (line->kind != MEIREI_PYTHON_KIND_DEFINITION
      && (line->kind != MEIREI_PYTHON_KIND_STATEMENT || !scanner.assigns))
    line->name = NULL;
}

/**
 * meirei_python_state_is_open:
 * @state: what is open at the end of a line
 *
 * Returns: %TRUE if the next line goes on with this one
 */
gboolean
meirei_python_state_is_open (const MeireiPythonState *state)
{
  return state->triple != 0 || state->quote != 0 || state->depth > 0 || state->backslash;
}
