/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-declared-names.h"

static gsize
measure_name (const char *text)
{
  const char *p = text;

  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char_validated (p, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2 || !(g_unichar_isalnum (c) || c == '_'))
        break;
      p = g_utf8_next_char (p);
    }

  return (gsize) (p - text);
}

/**
 * meirei_declared_names_from_signatures:
 * @signatures: (nullable) (array zero-terminated=1): declared functions and
 *   classes as a sheet has them
 *
 * Takes the names at the outermost level out of "add(a, b)",
 * "async def fetch(url)", "class Stack(Base)" and "Stack.push(item)" (which
 * is in Stack).  A name is listed once.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names
 */
char **
meirei_declared_names_from_signatures (const char * const *signatures)
{
  static const char * const prefixes[] = { "async ", "def ", "class " };
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; signatures != NULL && signatures[i] != NULL; i++)
    {
      const char *text = signatures[i];
      g_autofree char *name = NULL;

      for (guint k = 0; k < G_N_ELEMENTS (prefixes); k++)
        {
          while (g_ascii_isspace (*text))
            text++;
          if (g_str_has_prefix (text, prefixes[k]))
            text += strlen (prefixes[k]);
        }
      while (g_ascii_isspace (*text))
        text++;

      name = g_strndup (text, measure_name (text));
      if (*name != '\0' && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }

  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_steal (names, NULL);
}
