/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Texts as lines, and what of a line counts. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "meirei-line-diff-private.h"
#include "meirei-string.h"

/* Where a line of Python begins. */
typedef struct {
  char quote;       /* of the open string; 0 if there is none */
  gboolean triple;
} Lexer;

/* Returns: where the comment begins, or the length.  Lines that are not
 * Python at worst keep a comment too many. */
static gsize
find_comment (Lexer      *lexer,
              const char *text,
              gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];
      gboolean three = i + 2 < length && text[i + 1] == c && text[i + 2] == c;

      if (lexer->quote != 0 && c == '\\')
        i++;
      else if (lexer->quote != 0 && c == lexer->quote && (!lexer->triple || three))
        {
          i += lexer->triple ? 2 : 0;
          lexer->quote = 0;
        }
      else if (lexer->quote == 0 && (c == '"' || c == '\''))
        {
          lexer->quote = c;
          lexer->triple = three;
          i += three ? 2 : 0;
        }
      else if (lexer->quote == 0 && c == '#')
        return i;
    }

  /* Only a string with three quotes goes on in the next line. */
  if (!lexer->triple)
    lexer->quote = 0;

  return length;
}

static void
set_key (MeireiDiffText      *text,
         MeireiDiffLine      *line,
         Lexer               *lexer,
         MeireiLineDiffFlags  flags)
{
  g_autoptr(GString) key = NULL;
  gboolean in_string = lexer->quote != 0;
  gsize length = line->length;
  gboolean cut = FALSE;

  if ((flags & MEIREI_LINE_DIFF_IGNORE_COMMENTS) != 0)
    {
      length = find_comment (lexer, line->text, line->length);
      cut = length < line->length;
      while (cut && length > 0 && g_ascii_isspace (line->text[length - 1]))
        length--;
    }

  key = g_string_new_len (line->text, (gssize) length);
  if ((flags & MEIREI_LINE_DIFF_IGNORE_SPACE) != 0)
    {
      gsize n = 0;

      for (gsize i = 0; i < key->len; i++)
        if (!g_ascii_isspace (key->str[i]))
          key->str[n++] = key->str[i];
      g_string_truncate (key, n);
    }

  line->key = g_string_chunk_insert_len (text->keys, key->str, (gssize) key->len);
  line->key_length = key->len;
  line->ignored = key->len == 0 && !in_string
                  && (cut || (flags & MEIREI_LINE_DIFF_IGNORE_SPACE) != 0);
}

/* Lines end in LF; a CR before it is not shown and not compared. */
static void
add_line (MeireiDiffText *text,
          const char     *start,
          const char     *end)
{
  MeireiDiffLine line = { .text = start };

  line.length = (gsize) (end - start);
  if (line.length > 0 && start[line.length - 1] == '\r')
    line.length--;
  line.key = line.text;
  line.key_length = line.length;
  g_array_append_val (text->lines, line);
}

void
meirei_diff_text_init (MeireiDiffText      *text,
                       const char          *bytes,
                       MeireiLineDiffFlags  flags)
{
  Lexer lexer = { 0 };
  const char *start;
  const char *end;

  text->text = meirei_utf8_make_valid (bytes, -1, NULL);
  text->lines = g_array_new (FALSE, FALSE, sizeof (MeireiDiffLine));
  for (start = text->text; (end = strchr (start, '\n')) != NULL; start = end + 1)
    add_line (text, start, end);
  if (*start != '\0')
    add_line (text, start, start + strlen (start));

  if (flags == MEIREI_LINE_DIFF_DEFAULT)
    return;

  text->keys = g_string_chunk_new (4096);
  for (guint i = 0; i < text->lines->len; i++)
    set_key (text, meirei_diff_text_line (text, i), &lexer, flags);
}

void
meirei_diff_text_clear (MeireiDiffText *text)
{
  g_clear_pointer (&text->keys, g_string_chunk_free);
  g_clear_pointer (&text->lines, g_array_unref);
  g_clear_pointer (&text->text, g_free);
}

static int
compare_keys (const void *a,
              const void *b)
{
  const MeireiDiffLine *first = *(MeireiDiffLine * const *) a;
  const MeireiDiffLine *second = *(MeireiDiffLine * const *) b;
  int order = memcmp (first->key, second->key, MIN (first->key_length, second->key_length));

  if (order != 0)
    return order;

  return (first->key_length > second->key_length) - (first->key_length < second->key_length);
}

/* Gives equal lines the same number.  It sorts, because a hash table can be
 * made slow by whoever chooses the lines.  Returns: how many numbers. */
guint
meirei_diff_texts_number (MeireiDiffText *texts)
{
  guint n_old = texts[MEIREI_DIFF_OLD].lines->len;
  guint n_lines = n_old + texts[MEIREI_DIFF_NEW].lines->len;
  g_autofree MeireiDiffLine **lines = g_new (MeireiDiffLine *, n_lines + 1);
  guint n_ids = 0;

  for (guint i = 0; i < n_lines; i++)
    lines[i] = i < n_old ? meirei_diff_text_line (&texts[MEIREI_DIFF_OLD], i)
                         : meirei_diff_text_line (&texts[MEIREI_DIFF_NEW], i - n_old);
  qsort (lines, n_lines, sizeof *lines, compare_keys);

  for (guint i = 0; i < n_lines; i++)
    {
      if (i > 0 && compare_keys (&lines[i - 1], &lines[i]) != 0)
        n_ids++;
      lines[i]->id = n_ids;
    }

  return n_ids + 1;
}
