/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-string.h"

/**
 * meirei_set_str:
 * @str_pointer: (inout) (not optional) (nullable): the string to replace
 * @new_str: (nullable): the new value, copied
 *
 * Replaces a string and says whether it changed.  GLib has `g_set_str()`
 * from 2.76 on; the baseline is 2.74.
 *
 * Returns: %TRUE if the value is another one now
 */
gboolean
meirei_set_str (char       **str_pointer,
                const char  *new_str)
{
  char *copy;

  g_return_val_if_fail (str_pointer != NULL, FALSE);

  if (g_strcmp0 (*str_pointer, new_str) == 0)
    return FALSE;

  copy = g_strdup (new_str);
  g_free (*str_pointer);
  *str_pointer = copy;

  return TRUE;
}

/**
 * meirei_utf8_make_valid:
 * @bytes: (array length=length): text of unknown origin
 * @length: its length in bytes, or -1 if it ends in a NUL
 * @changed: (out) (optional): whether anything had to be replaced
 *
 * Copies text that came from a server, a model or a file.  Every byte that is
 * not UTF-8, and every NUL, becomes U+FFFD, so that the result can be shown
 * and stored as JSON.
 *
 * Returns: (transfer full): valid UTF-8 without NUL in the middle
 */
char *
meirei_utf8_make_valid (const char *bytes,
                        gssize      length,
                        gboolean   *changed)
{
  gsize n_bytes;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  if (bytes == NULL)
    bytes = "";
  n_bytes = length < 0 ? strlen (bytes) : (gsize) length;

  if (changed != NULL)
    *changed = !g_utf8_validate_len (bytes, n_bytes, NULL);

  return g_utf8_make_valid (bytes, (gssize) n_bytes);
}

/**
 * meirei_sha256:
 * @bytes: (array length=length): the data
 * @length: its length in bytes, or -1 if it ends in a NUL
 *
 * Returns: (transfer full): the SHA-256 as 64 lower-case hexadecimal digits
 */
char *
meirei_sha256 (const char *bytes,
               gssize      length)
{
  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                      (const guchar *) (bytes != NULL ? bytes : ""),
                                      length < 0 ? strlen (bytes) : (gsize) length);
}

/**
 * meirei_is_identifier:
 * @text: (nullable): a name
 *
 * Whether @text can be a feature name: ASCII letters, digits and underscores,
 * not starting with a digit, at most 64 characters.  Feature names become
 * parts of file names and of Python identifiers; Python would allow more
 * letters, file systems and shells are happier without.
 *
 * Returns: %TRUE if it can
 */
gboolean
meirei_is_identifier (const char *text)
{
  gsize length = 0;

  if (text == NULL || !(g_ascii_isalpha (text[0]) || text[0] == '_'))
    return FALSE;

  for (; text[length] != '\0'; length++)
    if (!(g_ascii_isalnum (text[length]) || text[length] == '_'))
      return FALSE;

  return length <= 64;
}
