/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* From what a person types to the id of an instruction. */

#include "config.h"

#include <string.h>

#include "meirei-instruction-error.h"
#include "meirei-workspace-private.h"

#define MIN_PREFIX 4

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

/* With the mutex held. */
static void
sort_ids (MeireiWorkspace *self)
{
  GHashTableIter iter;
  gpointer id;

  if (self->sorted_ids != NULL)
    return;

  self->sorted_ids = g_ptr_array_new_full (g_hash_table_size (self->rows), g_free);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (self->sorted_ids, g_strdup (id));
  g_ptr_array_sort (self->sorted_ids, compare_ids);
}

static guint
find_first (GPtrArray  *ids,
            const char *prefix)
{
  guint low = 0, high = ids->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (ids->pdata[middle], prefix) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
is_prefix (const char *text)
{
  gsize length = strlen (text);

  return length >= MIN_PREFIX && length <= 36
         && strspn (text, "0123456789abcdef-") == length;
}

static void
set_ambiguous (const char  *text,
               GPtrArray   *ids,
               guint        first,
               GError     **error)
{
  guint n_found = 0;
  g_autoptr(GString) examples = g_string_new (NULL);

  for (; first + n_found < ids->len && g_str_has_prefix (ids->pdata[first + n_found], text);
       n_found++)
    if (n_found < 3)
      g_string_append_printf (examples, "%s%s", n_found > 0 ? ", " : "",
                              (char *) ids->pdata[first + n_found]);

  g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_AMBIGUOUS,
               "“%s” fits %u instructions: %s%s; give more characters of the id",
               text, n_found, examples->str, n_found > 3 ? ", …" : "");
}

/* With the mutex held. */
static char *
find_locked (MeireiWorkspace  *self,
             const char       *text,
             GError          **error)
{
  guint first;

  if (g_hash_table_contains (self->rows, text))
    return g_strdup (text);

  sort_ids (self);
  first = find_first (self->sorted_ids, text);
  if (!is_prefix (text) || first >= self->sorted_ids->len
      || !g_str_has_prefix (self->sorted_ids->pdata[first], text))
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND,
                   "There is no instruction “%s” among %u; give its id or at least the first "
                   "%d characters", text, self->sorted_ids->len, MIN_PREFIX);
      return NULL;
    }
  if (first + 1 < self->sorted_ids->len
      && g_str_has_prefix (self->sorted_ids->pdata[first + 1], text))
    {
      set_ambiguous (text, self->sorted_ids, first, error);
      return NULL;
    }

  return g_strdup (self->sorted_ids->pdata[first]);
}

/**
 * meirei_workspace_find_id:
 * @self: a workspace
 * @text: a UUID or its first characters, at least 4, in upper or lower case
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the UUID of the only instruction that
 *   fits, or %NULL with %MEIREI_INSTRUCTION_ERROR_NOT_FOUND or
 *   %MEIREI_INSTRUCTION_ERROR_AMBIGUOUS
 */
char *
meirei_workspace_find_id (MeireiWorkspace  *self,
                          const char       *text,
                          GError          **error)
{
  g_autofree char *lower = NULL;
  char *id;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  lower = g_ascii_strdown (text, -1);
  g_mutex_lock (&self->mutex);
  /* An id with capital letters, which another program may have made. */
  id = g_hash_table_contains (self->rows, text) ? g_strdup (text)
                                                : find_locked (self, lower, error);
  g_mutex_unlock (&self->mutex);

  return id;
}
