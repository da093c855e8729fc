/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Code in an HTML page: lines with numbers, notes below the lines they are
 * about, and for Python the four kinds of words that a reader looks for.
 * Every line stands for itself, so that a string over several lines is one
 * element per line. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "meirei-code-html.h"
#include "meirei-document-text.h"
#include "meirei-markup.h"
#include "meirei-python-keyword.h"

/* More is no code that somebody reads in a browser. */
#define MAX_LINES 20000

typedef struct {
  GString  *html;
  char      quote;      /* of the string that is open; 0 if none is */
  gboolean  triple;
  gboolean  names;      /* the last word was “def” or “class” */
} Painter;

static void
append_part (Painter    *painter,
             const char *css,
             const char *start,
             const char *end)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (css != NULL && start < end)
    g_string_append_printf (painter->html, "<span class=\"%s\">%s</span>", css, escaped);
  else
    g_string_append (painter->html, escaped);
}

/* Goes on within a string; returns where it ends, at the latest with the line. */
static const char *
skip_string (Painter    *painter,
             const char *p)
{
  for (; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == painter->quote
               && (!painter->triple || (p[1] == *p && p[2] == *p)))
        {
          p += painter->triple ? 3 : 1;
          painter->quote = '\0';
          return p;
        }
    }
  /* Without the three quotes a string ends with its line, if it is whole. */
  if (!painter->triple)
    painter->quote = '\0';

  return p;
}

static const char *
paint_string (Painter    *painter,
              const char *start,
              const char *quote)
{
  const char *end;

  painter->quote = *quote;
  painter->triple = quote[1] == *quote && quote[2] == *quote;
  end = skip_string (painter, quote + (painter->triple ? 3 : 1));
  append_part (painter, "s", start, end);

  return end;
}

static gboolean
is_word_sign (char sign)
{
  return g_ascii_isalnum (sign) || sign == '_' || (sign & 0x80) != 0;
}

/* r"", b"", f"", rb"" … */
static gboolean
is_string_prefix (const char *start,
                  const char *end)
{
  return end - start <= 2 && (*end == '"' || *end == '\'')
         && strspn (start, "rRbBuUfF") >= (gsize) (end - start);
}

static const char *
paint_word (Painter    *painter,
            const char *start)
{
  const char *end = start;
  gsize length;
  gboolean is_name = painter->names;

  while (is_word_sign (*end))
    end++;
  if (is_string_prefix (start, end))
    return paint_string (painter, start, end);

  length = (gsize) (end - start);
  painter->names = meirei_python_word_is (start, length, "def")
                   || meirei_python_word_is (start, length, "class");
  if (meirei_python_keyword_find (start, length) != MEIREI_PYTHON_KEYWORD_NONE)
    append_part (painter, "k", start, end);
  else
    append_part (painter, is_name ? "d" : NULL, start, end);

  return end;
}

static void
paint_python (Painter    *painter,
              const char *line)
{
  const char *p = line;

  if (painter->quote != '\0')
    {
      p = skip_string (painter, p);
      append_part (painter, "s", line, p);
    }
  while (*p != '\0')
    {
      const char *start = p;

      if (*p == '#')
        {
          append_part (painter, "o", p, p + strlen (p));
          return;
        }
      if (*p == '"' || *p == '\'')
        p = paint_string (painter, p, p);
      else if (is_word_sign (*p))
        p = paint_word (painter, p);
      else
        {
          while (*p != '\0' && !is_word_sign (*p) && strchr ("#\"'", *p) == NULL)
            p++;
          append_part (painter, NULL, start, p);
        }
    }
}

static void
append_notes (GString   *html,
              GPtrArray *notes,
              guint     *next,
              int        line)
{
  for (; notes != NULL && *next < notes->len; (*next)++)
    {
      const MeireiCodeNote *note = notes->pdata[*next];

      if (note->line > line)
        return;
      g_string_append (html, "<div class=\"note\">");
      meirei_markup_append_text (html, note->text);
      g_string_append (html, "</div>\n");
    }
}

static gboolean
has_note (GPtrArray *notes,
          guint      next,
          int        line)
{
  return notes != NULL && next < notes->len
         && ((const MeireiCodeNote *) notes->pdata[next])->line == line;
}

/**
 * meirei_code_html_append:
 * @html: where to write
 * @text: code
 * @language: (nullable): its language; only `python` is coloured
 * @notes: (nullable) (element-type MeireiCodeNote): notes, sorted by line
 *
 * Writes code with numbers of lines and notes.  All signs are escaped.
 */
void
meirei_code_html_append (GString    *html,
                         const char *text,
                         const char *language,
                         GPtrArray  *notes)
{
  g_autofree char *clean = meirei_document_text_clean (text, -1);
  g_auto(GStrv) lines = g_strsplit (clean, "\n", MAX_LINES + 1);
  guint n_lines = g_strv_length (lines);
  Painter painter = { html, 0, FALSE, FALSE };
  guint next = 0;

  /* The last line feed begins no line. */
  if (n_lines > 0 && *lines[n_lines - 1] == '\0')
    n_lines--;
  g_string_append (html, "<div class=\"code\">\n");
  append_notes (html, notes, &next, 0);
  for (guint i = 0; i < MIN (n_lines, MAX_LINES); i++)
    {
      g_string_append_printf (html, "<div class=\"l%s\" data-n=\"%u\"><code>",
                              has_note (notes, next, (int) i + 1) ? " hit" : "", i + 1);
      if (g_strcmp0 (language, "python") == 0)
        paint_python (&painter, lines[i]);
      else
        append_part (&painter, NULL, lines[i], lines[i] + strlen (lines[i]));
      g_string_append (html, "</code></div>\n");
      append_notes (html, notes, &next, (int) i + 1);
    }
  append_notes (html, notes, &next, G_MAXINT);
  g_string_append (html, "</div>\n");
  if (n_lines > MAX_LINES)
    {
      g_autofree char *note =
        g_strdup_printf (_("Only the first %d lines are shown; the file has all."), MAX_LINES);

      meirei_markup_append_element (html, "p", note);
    }
}
