/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-even-lines.h"

/* Lines with Japanese text are to be as high as the others.
 *
 * The style sheet gives all fonts of the code the same line height, but fonts
 * divide it differently above and below the base line, so that a line with
 * two fonts is a pixel higher.  In such lines the wide characters get a lower
 * line height: the letters stay where they are, and the Latin font alone
 * decides.  Then the n-th line begins at n times the height of a line, which
 * two views side by side rely on. */

/* Han and kana begin here; a UTF-8 sequence of them with 0xe2. */
#define FIRST_WIDE_CHARACTER 0x2e80
#define FIRST_WIDE_BYTE 0xe2

/* Little, whatever the unit: beside a style sheet with a length GTK 4.8 takes
 * it for pixels, else it is a part of the font's height. */
#define WIDE_LINE_HEIGHT .7f

static gboolean
is_wide (const char *text)
{
  return (guchar) *text >= FIRST_WIDE_BYTE && g_utf8_get_char (text) >= FIRST_WIDE_CHARACTER;
}

static const char *
skip (const char *text,
      const char *end,
      gboolean    wide,
      int        *n_characters)
{
  *n_characters = 0;

  while (text < end && is_wide (text) == wide)
    {
      text = g_utf8_next_char (text);
      *n_characters += 1;
    }

  return text;
}

static gboolean
has_wide (const char *text,
          const char *end)
{
  int n_characters;

  return skip (text, end, FALSE, &n_characters) < end;
}

static const char *
find_line_end (const char *text,
               const char *end)
{
  const char *found = memchr (text, '\n', (gsize) (end - text));

  return found != NULL ? found : end;
}

/* @start is the beginning of the line whose text is @line. */
static void
tag_line (GtkTextBuffer     *buffer,
          GtkTextTag        *tag,
          const GtkTextIter *start,
          const char        *line,
          const char        *end)
{
  GtkTextIter iter = *start;
  int offset = 0;

  while (line < end)
    {
      GtkTextIter wide_end;
      int n_narrow;
      int n_wide;

      line = skip (line, end, FALSE, &n_narrow);
      line = skip (line, end, TRUE, &n_wide);

      /* The only font of the line has nothing to agree with. */
      if (n_wide == 0 || (offset == 0 && n_narrow == 0 && line == end))
        return;

      gtk_text_iter_set_line_offset (&iter, offset + n_narrow);
      wide_end = iter;
      offset += n_narrow + n_wide;
      gtk_text_iter_set_line_offset (&wide_end, offset);
      gtk_text_buffer_apply_tag (buffer, tag, &iter, &wide_end);
    }
}

/* Lines that were there before: what is inserted decides about all of them. */
static void
tag_existing_line (GtkTextBuffer     *buffer,
                   GtkTextTag        *tag,
                   const GtkTextIter *position)
{
  GtkTextIter start = *position;
  GtkTextIter end = *position;
  g_autofree char *line = NULL;

  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);

  line = gtk_text_iter_get_slice (&start, &end);
  gtk_text_buffer_remove_tag (buffer, tag, &start, &end);
  tag_line (buffer, tag, &start, line, line + strlen (line));
}

static void
insert_text_after_cb (GtkTextBuffer *buffer,
                      GtkTextIter   *location,
                      const char    *text,
                      int            length,
                      GtkTextTag    *tag)
{
  const char *end = text + length;
  const char *line_end;
  GtkTextIter iter = *location;

  /* Most code ends here. */
  if (!has_wide (text, end))
    return;

  gtk_text_iter_backward_chars (&iter, (int) g_utf8_strlen (text, length));
  tag_existing_line (buffer, tag, &iter);

  for (line_end = find_line_end (text, end); line_end < end; line_end = find_line_end (text, end))
    {
      text = line_end + 1;
      gtk_text_iter_forward_line (&iter);
      line_end = find_line_end (text, end);

      if (line_end == end)
        tag_existing_line (buffer, tag, &iter);
      else if (has_wide (text, line_end))
        tag_line (buffer, tag, &iter, text, line_end);
    }
}

/**
 * meirei_even_lines_watch:
 * @buffer: a buffer, empty so far
 *
 * Keeps lines in which a Latin and a Japanese font meet as high as the
 * others, whatever is inserted into @buffer.
 */
void
meirei_even_lines_watch (GtkTextBuffer *buffer)
{
  GtkTextTag *tag;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  tag = gtk_text_buffer_create_tag (buffer, NULL, "line-height", WIDE_LINE_HEIGHT, NULL);
  g_signal_connect_object (buffer, "insert-text",
                           G_CALLBACK (insert_text_after_cb), tag, G_CONNECT_AFTER);
}
