/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-surrogates.h"

#define ESCAPE_LENGTH 6

/* The code unit of an escape such as \ud83d, or 0 if there is none. */
static guint
read_escape (const char *p,
             const char *end)
{
  guint unit = 0;

  if (end - p < ESCAPE_LENGTH || p[0] != '\\' || p[1] != 'u')
    return 0;

  for (int i = 2; i < ESCAPE_LENGTH; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return 0;
      unit = unit * 16 + (guint) digit;
    }

  return unit;
}

static gboolean
is_high (guint unit)
{
  return unit >= 0xd800 && unit < 0xdc00;
}

static gboolean
is_low (guint unit)
{
  return unit >= 0xdc00 && unit < 0xe000;
}

/* Nearly every document is done with here. */
static gboolean
has_surrogate (const char *json,
               gsize       length)
{
  const char *end = json + length;

  for (const char *p = json; (p = memchr (p, '\\', (gsize) (end - p))) != NULL; p++)
    {
      guint unit = read_escape (p, end);

      if (is_high (unit) || is_low (unit))
        return TRUE;
    }

  return FALSE;
}

/**
 * meirei_surrogates_mend:
 * @json: (array length=length): JSON text
 * @length: its length in bytes
 *
 * A character beyond U+FFFF is written in JSON as two escapes.  A server that
 * cuts its text into pieces without looking leaves one half alone; json-glib
 * then loses what stands behind it, up to the whole document.  This puts
 * U+FFFD in the place of such a half.
 *
 * Returns: (transfer full) (nullable): the mended text, ending in a NUL, or
 *   %NULL if there is nothing to mend
 */
char *
meirei_surrogates_mend (const char *json,
                        gsize       length)
{
  const char *end = json + length;
  const char *p = json;
  gboolean changed = FALSE;
  GString *mended;

  g_return_val_if_fail (json != NULL, NULL);

  if (!has_surrogate (json, length))
    return NULL;

  mended = g_string_sized_new (length);
  while (p < end)
    {
      guint unit = read_escape (p, end);
      gsize n = 1;

      if (is_high (unit) && is_low (read_escape (p + ESCAPE_LENGTH, end)))
        n = 2 * ESCAPE_LENGTH;
      else if (is_high (unit) || is_low (unit))
        {
          g_string_append (mended, "\\ufffd");
          p += ESCAPE_LENGTH;
          changed = TRUE;
          continue;
        }
      else if (*p == '\\' && end - p > 1)
        n = 2;  /* so that an escaped backslash does not start an escape */

      g_string_append_len (mended, p, (gssize) n);
      p += n;
    }

  return g_string_free (mended, !changed);
}
