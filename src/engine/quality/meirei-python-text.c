/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-python-text.h"
#include "meirei-string.h"

#define BOM "\xef\xbb\xbf"

/* Where PEP 263 looks: a comment in one of the first two lines. */
static char *
find_cookie (const char *data,
             gsize       length)
{
  g_autofree char *head = g_strndup (data, MIN (length, 400));
  g_auto(GStrv) lines = g_strsplit_set (head, "\r\n", 4);
  g_autoptr(GRegex) regex = g_regex_new ("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-\\w.]+)",
                                         G_REGEX_RAW, 0, NULL);

  for (gsize i = 0; lines[i] != NULL && i < 3; i++)
    {
      g_autoptr(GMatchInfo) match = NULL;

      if (g_regex_match (regex, lines[i], 0, &match))
        return g_match_info_fetch (match, 1);
    }

  return NULL;
}

/* Python has names for ISO 8859-1 that iconv does not know. */
static const char *
get_iconv_name (const char *cookie)
{
  static const char *const names[] = { "latin-1", "iso-latin-1", "latin1", "l1" };
  g_autofree char *name = g_strdelimit (g_ascii_strdown (cookie, -1), "_", '-');

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (name, names[i]))
        return "ISO-8859-1";
    }

  return cookie;
}

/**
 * meirei_python_text_decode:
 * @bytes: the contents of a Python file
 * @is_utf8: (out): whether @bytes are UTF-8 already
 *
 * Decodes a file as its encoding comment says.  What cannot be decoded
 * becomes U+FFFD.
 *
 * Returns: (transfer full): the text, without a byte order mark
 */
char *
meirei_python_text_decode (GBytes   *bytes,
                           gboolean *is_utf8)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *cookie = NULL;
  char *text;

  *is_utf8 = length == 0 || g_utf8_validate_len (data, length, NULL);
  if (*is_utf8)
    {
      gboolean has_bom = length >= 3 && memcmp (data, BOM, 3) == 0;

      return has_bom ? g_strndup (data + 3, length - 3) : g_strndup (data, length);
    }

  cookie = find_cookie (data, length);
  text = cookie != NULL
         ? g_convert (data, (gssize) length, "UTF-8", get_iconv_name (cookie),
                      NULL, NULL, NULL)
         : NULL;

  return text != NULL ? text : meirei_utf8_make_valid (data, (gssize) length, NULL);
}

/**
 * meirei_python_text_split_lines:
 * @text: a text
 *
 * Splits at the line ends that Python knows: LF, CR LF and CR.
 *
 * Returns: (transfer full) (element-type utf8): the lines without their ends;
 *   a text that ends in a line end has no empty line after it
 */
GPtrArray *
meirei_python_text_split_lines (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (text != NULL, lines);

  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");

      g_ptr_array_add (lines, g_strndup (text, length));
      text += length;
      if (*text == '\r' && text[1] == '\n')
        text++;
      if (*text != '\0')
        text++;
    }

  return lines;
}
