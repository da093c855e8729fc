/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-document-text.h"
#include "meirei-string.h"

/* Signs that reorder a line of text, so that code reads other than it runs. */
static gboolean
reorders (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)
         || c == 0x200e || c == 0x200f || c == 0x061c;
}

/* Signs that no document may contain: XML 1.0 has no way to write them. */
static gboolean
is_forbidden (gunichar c)
{
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0)
         || c == 0xfffe || c == 0xffff;
}

/**
 * meirei_document_text_clean:
 * @text: (nullable): text from a file, a model or a server
 * @length: its length in bytes, or -1
 *
 * Makes text fit for a document of any format: valid UTF-8, lines that end in
 * a line feed, no control signs, and signs that change the direction of writing
 * made visible.  Nothing is escaped.
 *
 * Returns: (transfer full): the text; empty for %NULL
 */
char *
meirei_document_text_clean (const char *text,
                            gssize      length)
{
  g_autofree char *valid = meirei_utf8_make_valid (text, text != NULL ? length : 0, NULL);
  GString *clean = g_string_sized_new (64);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r')
        {
          if (p[1] != '\n')
            g_string_append_c (clean, '\n');
        }
      else if (is_forbidden (c))
        g_string_append (clean, "\357\277\275");
      else if (reorders (c))
        g_string_append_printf (clean, "⟨U+%04X⟩", c);
      else
        g_string_append_unichar (clean, c);
    }

  return g_string_free (clean, FALSE);
}
