/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-answer-lines.h"

/* Spaces that look like indentation and are none to Python: their UTF-8 and
 * how many columns they take. */
static const struct {
  const char *bytes;
  guint       length;
  guint       columns;
} exotic_spaces[] = {
  { "\xc2\xa0", 2, 1 },       /* no-break space */
  { "\xe3\x80\x80", 3, 2 },   /* ideographic space */
  { "\xe2\x80\xaf", 3, 1 },   /* narrow no-break space */
  { "\xe2\x80\x82", 3, 1 },   /* en space */
  { "\xe2\x80\x83", 3, 2 },   /* em space */
  { "\xe2\x81\x9f", 3, 1 },   /* medium mathematical space */
  { "\xe2\x96\x81", 3, 1 },   /* a tokenizer's mark for a space */
};

/* "CR CR LF" comes from writing CR LF in text mode, twice. */
#define MAX_CR 3

static guint
match_exotic_space (const char *text,
                    gsize       length,
                    guint      *columns)
{
  for (guint i = 0; i < G_N_ELEMENTS (exotic_spaces); i++)
    {
      if (length >= exotic_spaces[i].length
          && memcmp (text, exotic_spaces[i].bytes, exotic_spaces[i].length) == 0)
        {
          *columns = exotic_spaces[i].columns;
          return exotic_spaces[i].length;
        }
    }

  return 0;
}

/* Bytes of a control character or sequence at @text that must not reach a
 * file: C0 controls except tab and form feed, DEL, the byte order mark, and
 * the terminal's colour sequences. */
static gsize
match_control (const char *text,
               gsize       length)
{
  guchar c = (guchar) text[0];
  gsize i;

  if (c == 0xef)
    return length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  if (c == '\t' || c == '\f' || (c >= 0x20 && c != 0x7f))
    return 0;
  if (c != 0x1b || length < 2 || text[1] != '[')
    return 1;

  for (i = 2; i < length && (g_ascii_isdigit (text[i]) || text[i] == ';'); i++)
    ;

  return i < length && g_ascii_isalpha (text[i]) ? i + 1 : 1;
}

static gboolean
needs_cleaning (const char *text,
                gsize       length)
{
  guint columns;
  gsize i = 0;

  while (i < length && (text[i] == ' ' || text[i] == '\t'))
    i++;
  if (i < length && (guchar) text[i] >= 0xc2
      && match_exotic_space (text + i, length - i, &columns) > 0)
    return TRUE;

  for (; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if ((c < 0x20 || c == 0x7f || c == 0xef) && match_control (text + i, length - i) > 0)
        return TRUE;
    }

  return FALSE;
}

static void
clean_line (MeireiAnswerLines *self,
            MeireiAnswerLine  *line)
{
  g_autoptr(GString) clean = g_string_sized_new (line->length);
  gboolean in_indent = TRUE;

  for (gsize i = 0; i < line->length;)
    {
      gsize rest = line->length - i;
      gsize n_control = match_control (line->text + i, rest);
      guint columns = 0;
      guint n_space = in_indent ? match_exotic_space (line->text + i, rest, &columns) : 0;

      if (n_space > 0)
        g_string_append_printf (clean, "%*s", (int) columns, "");
      else if (n_control == 0)
        {
          in_indent = in_indent && (line->text[i] == ' ' || line->text[i] == '\t');
          g_string_append_c (clean, line->text[i]);
        }

      i += MAX (1, MAX (n_space, n_control));
    }

  line->text = g_string_chunk_insert_len (self->arena, clean->str, (gssize) clean->len);
  line->length = (guint32) clean->len;
  line->marks |= MEIREI_EXTRACTION_MARK_CHARACTERS_REPLACED;
}

/* CR LF, LF, a lone CR and the doubled "CR CR LF" of careless gateways all
 * end one line. */
static gsize
find_line_end (const char *text,
               gsize       length,
               gsize      *end_length)
{
  gsize end = 0;
  gsize next;

  while (end < length && text[end] != '\n' && text[end] != '\r')
    end++;

  for (next = end; next < length && next < end + MAX_CR && text[next] == '\r'; next++)
    ;
  if (next < length && text[next] == '\n')
    *end_length = next + 1 - end;
  else
    *end_length = end < length ? 1 : 0;

  return end;
}

/**
 * meirei_answer_lines_new:
 * @answer: (array length=length): valid UTF-8, borrowed
 * @length: its length in bytes, below 4 GiB
 *
 * Splits an answer into lines.  Whatever ends them (LF, CR LF, CR) is left
 * out, and so are characters that neither a file nor Python can bear.
 *
 * Returns: (transfer full): the lines
 */
MeireiAnswerLines *
meirei_answer_lines_new (const char *answer,
                         gsize       length)
{
  MeireiAnswerLines *self = g_new0 (MeireiAnswerLines, 1);
  gsize start = 0;

  g_return_val_if_fail (length < G_MAXUINT32, NULL);

  self->lines = g_array_new (FALSE, FALSE, sizeof (MeireiAnswerLine));
  self->arena = g_string_chunk_new (4096);

  while (start < length)
    {
      gsize end_length;
      gsize n = find_line_end (answer + start, length - start, &end_length);
      MeireiAnswerLine line = { answer + start, (guint32) n, (guint32) start, 0, 0 };

      if (needs_cleaning (line.text, line.length))
        clean_line (self, &line);
      g_array_append_val (self->lines, line);
      start += n + end_length;
    }

  return self;
}

/**
 * meirei_answer_lines_free:
 * @self: (transfer full): the lines
 *
 * Frees the lines.
 */
void
meirei_answer_lines_free (MeireiAnswerLines *self)
{
  g_array_unref (self->lines);
  g_string_chunk_free (self->arena);
  g_free (self);
}

/**
 * meirei_answer_line_is_blank:
 * @line: a line
 *
 * Returns: %TRUE if the line holds nothing but white space
 */
gboolean
meirei_answer_line_is_blank (const MeireiAnswerLine *line)
{
  return meirei_answer_line_get_indent (line) == line->length;
}

/**
 * meirei_answer_line_get_indent:
 * @line: a line
 *
 * Returns: how many bytes of spaces, tabs and form feeds the line begins with
 */
gsize
meirei_answer_line_get_indent (const MeireiAnswerLine *line)
{
  gsize i = 0;

  while (i < line->length
         && (line->text[i] == ' ' || line->text[i] == '\t' || line->text[i] == '\f'))
    i++;

  return i;
}

/**
 * meirei_answer_line_has_prefix:
 * @line: a line
 * @prefix: text
 *
 * Returns: %TRUE if the line begins with @prefix
 */
gboolean
meirei_answer_line_has_prefix (const MeireiAnswerLine *line,
                               const char             *prefix)
{
  gsize n = strlen (prefix);

  return line->length >= n && memcmp (line->text, prefix, n) == 0;
}

/**
 * meirei_answer_line_equals:
 * @line: a line
 * @text: text
 *
 * Returns: %TRUE if the line without the white space around it is @text, in
 *   whatever case
 */
gboolean
meirei_answer_line_equals (const MeireiAnswerLine *line,
                           const char             *text)
{
  gsize start = meirei_answer_line_get_indent (line);
  gsize end = line->length;
  gsize n = strlen (text);

  while (end > start && g_ascii_isspace (line->text[end - 1]))
    end--;

  return end - start == n && g_ascii_strncasecmp (line->text + start, text, n) == 0;
}

/**
 * meirei_answer_line_skip:
 * @line: a line
 * @n_bytes: how much of its beginning to take away
 *
 * Shortens a line from its beginning.
 */
void
meirei_answer_line_skip (MeireiAnswerLine *line,
                         gsize             n_bytes)
{
  n_bytes = MIN (n_bytes, line->length);
  line->text += n_bytes;
  line->length -= (guint32) n_bytes;
  line->offset += (guint32) n_bytes;
}
