/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Markdown (CommonMark with GitHub's tables) by hand.  All text comes from
 * files, models, people and servers: none of it is markup. */

#include "config.h"

#include <string.h>

#include "meirei-document-text.h"
#include "meirei-markdown.h"

/* Signs that mean something in the middle of a line. */
#define INLINE_SIGNS "\\`*_[]|#~$"

static gboolean
ends_word (char sign)
{
  return sign == '\0' || g_ascii_isspace (sign);
}

/* “- ”, “+ ”, “1. ”, “2) ”, “---”, “===” mean something at the start of one.
 * Returns where to put the backslash. */
static gsize
find_block_sign (const char *text)
{
  gsize digits = strspn (text, "0123456789");

  if ((text[0] == '-' || text[0] == '+') && (ends_word (text[1]) || text[1] == '-'))
    return 0;
  if (text[0] == '=')
    return 0;
  if (digits > 0 && (text[digits] == '.' || text[digits] == ')') && ends_word (text[digits + 1]))
    return digits;

  return G_MAXSIZE;
}

/* An underscore within a word is one. */
static gboolean
is_within_word (const char *start,
                const char *p)
{
  return *p == '_' && p > start && g_ascii_isalnum (p[-1]) && g_ascii_isalnum (p[1]);
}

/* Some readers make links of bare addresses. */
static gboolean
begins_link (const char *start,
             const char *p)
{
  return (*p == ':' && p[1] == '/' && p[2] == '/')
         || (*p == '.' && p - start >= 3 && g_ascii_strncasecmp (p - 3, "www", 3) == 0);
}

/* Not every reader knows that a backslash takes HTML's signs their meaning. */
static void
append_sign (GString *markdown,
             char     sign)
{
  if (sign == '<')
    g_string_append (markdown, "&lt;");
  else if (sign == '>')
    g_string_append (markdown, "&gt;");
  else if (sign == '&')
    g_string_append (markdown, "&amp;");
  else
    g_string_append_c (markdown, sign == '\n' || sign == '\t' ? ' ' : sign);
}

/**
 * meirei_markdown_append_text:
 * @markdown: where to write
 * @text: (nullable): any text
 *
 * Writes text on the current line so that a reader shows just this text,
 * anywhere in a line, a heading, a list item or the cell of a table.  Lines are
 * joined by a space.
 */
void
meirei_markdown_append_text (GString    *markdown,
                             const char *text)
{
  g_autofree char *clean = g_strstrip (meirei_document_text_clean (text, -1));
  gsize block_sign = find_block_sign (clean);

  for (const char *p = clean; *p != '\0'; p++)
    {
      if ((strchr (INLINE_SIGNS, *p) != NULL && !is_within_word (clean, p))
          || (gsize) (p - clean) == block_sign || begins_link (clean, p))
        g_string_append_c (markdown, '\\');
      append_sign (markdown, *p);
    }
}

static gsize
find_longest_run (const char *text)
{
  gsize longest = 0;

  for (const char *p = strchr (text, '`'); p != NULL; p = strchr (p, '`'))
    {
      gsize run = strspn (p, "`");

      longest = MAX (longest, run);
      p += run;
    }

  return longest;
}

static void
append_ticks (GString *markdown,
              gsize    n)
{
  for (gsize i = 0; i < n; i++)
    g_string_append_c (markdown, '`');
}

/**
 * meirei_markdown_append_code:
 * @markdown: where to write
 * @text: (nullable): a short piece of code or a name
 *
 * Writes a code span, also in the cell of a table.  Lines are joined by a space.
 */
void
meirei_markdown_append_code (GString    *markdown,
                             const char *text)
{
  g_autofree char *clean = g_strdelimit (meirei_document_text_clean (text, -1), "\n\t", ' ');
  gsize n_ticks = find_longest_run (clean) + 1;

  if (*g_strstrip (clean) == '\0')
    return;
  /* A table is taken apart before code spans are looked for. */
  if (strchr (clean, '|') != NULL)
    {
      meirei_markdown_append_text (markdown, clean);
      return;
    }

  append_ticks (markdown, n_ticks);
  if (clean[0] == '`')
    g_string_append_c (markdown, ' ');
  g_string_append (markdown, clean);
  if (g_str_has_suffix (clean, "`"))
    g_string_append_c (markdown, ' ');
  append_ticks (markdown, n_ticks);
}

static gboolean
is_plain_name (const char *name)
{
  return name[strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+-_.")] == '\0';
}

/**
 * meirei_markdown_append_fence:
 * @markdown: where to write, at the start of a line
 * @language: the language's name; one with other signs than a name has is
 *   left out
 * @text: (nullable): code
 *
 * Writes a block of code whose fence is longer than any in the code.
 */
void
meirei_markdown_append_fence (GString    *markdown,
                              const char *language,
                              const char *text)
{
  g_autofree char *clean = meirei_document_text_clean (text, -1);
  gsize n_ticks = MAX (find_longest_run (clean) + 1, 3);

  append_ticks (markdown, n_ticks);
  if (is_plain_name (language))
    g_string_append (markdown, language);
  g_string_append_printf (markdown, "\n%s", clean);
  if (*clean != '\0' && !g_str_has_suffix (clean, "\n"))
    g_string_append_c (markdown, '\n');
  append_ticks (markdown, n_ticks);
  g_string_append (markdown, "\n\n");
}

/**
 * meirei_markdown_append_heading:
 * @markdown: where to write, at the start of a line
 * @level: 1 to 6
 * @text: (nullable): the heading
 */
void
meirei_markdown_append_heading (GString    *markdown,
                                guint       level,
                                const char *text)
{
  for (guint i = 0; i < level; i++)
    g_string_append_c (markdown, '#');
  g_string_append_c (markdown, ' ');
  meirei_markdown_append_text (markdown, text);
  g_string_append (markdown, "\n\n");
}

/**
 * meirei_markdown_append_cell:
 * @markdown: where to write, within a row that has begun with its `|`
 * @text: (nullable): the cell's content
 */
void
meirei_markdown_append_cell (GString    *markdown,
                             const char *text)
{
  g_string_append_c (markdown, ' ');
  meirei_markdown_append_text (markdown, text);
  g_string_append (markdown, " |");
}

/**
 * meirei_markdown_append_fact:
 * @markdown: where to write, at the start of a line
 * @name: what is told
 * @value: (nullable): its value; nothing is written if there is none
 *
 * Writes an item of a list.
 */
void
meirei_markdown_append_fact (GString    *markdown,
                             const char *name,
                             const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  g_string_append (markdown, "- **");
  meirei_markdown_append_text (markdown, name);
  g_string_append (markdown, ":** ");
  meirei_markdown_append_text (markdown, value);
  g_string_append_c (markdown, '\n');
}
