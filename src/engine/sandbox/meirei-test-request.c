/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What is written into the sandbox: the supervisor's modules, the request, and
 * last the secret, which stays in the pipe until the tested code has ended. */

#include "config.h"

#include <string.h>
#include <sys/random.h>

#include "meirei-string.h"
#include "meirei-test-request.h"

#define SECRET_BYTES 32

static void
add_text (GString    *text,
          const char *value,
          gsize       length)
{
  g_string_append_printf (text, "%" G_GSIZE_FORMAT ":", length);
  g_string_append_len (text, value, (gssize) length);
  g_string_append_c (text, ',');
}

static void
add_pair (GString    *text,
          const char *key,
          const char *value)
{
  add_text (text, key, strlen (key));
  add_text (text, value, strlen (value));
}

/* The function that HumanEval's check() is given: the first that is declared. */
static char *
find_entry_point (MeireiSheet *sheet)
{
  const char * const *functions = meirei_sheet_get_functions (sheet);

  for (gsize i = 0; functions != NULL && functions[i] != NULL; i++)
    {
      const char *start = functions[i] + strspn (functions[i], " ");

      if (g_str_has_prefix (start, "async "))
        start += strlen ("async ");
      if (g_str_has_prefix (start, "def "))
        start += strlen ("def ");
      if (!g_str_has_prefix (start, "class "))
        {
          g_autofree char *name = g_strndup (start, strcspn (start, "( :"));

          if (meirei_is_identifier (name))
            return g_steal_pointer (&name);
        }
    }

  return g_strdup (meirei_sheet_get_feature (sheet));
}

static void
add_limits (GString                *text,
            const MeireiTestLimits *limits)
{
  g_autoptr(JsonObject) object = meirei_test_limits_to_json (limits);
  g_autoptr(GString) list = g_string_new (NULL);
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    g_string_append_printf (list, "%s=%" G_GINT64_FORMAT " ", (char *) l->data,
                            json_object_get_int_member (object, l->data));
  add_pair (text, "limits", list->str);
}

/**
 * meirei_test_request_to_bytes:
 * @self: a request
 * @sources: (element-type utf8 utf8): the supervisor's modules by name
 * @secret: what makes the report valid
 *
 * Returns: (transfer full): what to write to the sandbox's standard input
 */
GBytes *
meirei_test_request_to_bytes (const MeireiTestRequest *self,
                              GHashTable              *sources,
                              const char              *secret)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *entry_point = NULL;
  g_autofree char *length = NULL;
  GHashTableIter iter;
  gpointer name, source;

  g_return_val_if_fail (self != NULL && sources != NULL && secret != NULL, NULL);

  entry_point = find_entry_point (self->sheet);
  g_hash_table_iter_init (&iter, sources);
  while (g_hash_table_iter_next (&iter, &name, &source))
    {
      g_autofree char *key = g_strconcat ("source:", name, NULL);

      add_pair (text, key, source);
    }
  add_limits (text, self->limits);
  add_pair (text, "module", meirei_sheet_get_feature (self->sheet));
  add_pair (text, "entry_point", entry_point);
  add_pair (text, "folder", self->folder);
  add_pair (text, "only", self->only != NULL ? self->only : "");
  add_pair (text, "tests", meirei_sheet_get_tests (self->sheet));
  add_text (text, "code", strlen ("code"));
  add_text (text, g_bytes_get_data (self->code, NULL), g_bytes_get_size (self->code));
  length = g_strdup_printf ("%010" G_GSIZE_FORMAT, text->len);
  g_string_prepend (text, length);
  g_string_append (text, secret);

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/**
 * meirei_test_request_make_secret:
 *
 * Returns: (transfer full): 64 hexadecimal digits that nobody can guess
 */
char *
meirei_test_request_make_secret (void)
{
  guint8 bytes[SECRET_BYTES];
  GString *text = g_string_sized_new (2 * SECRET_BYTES);

  while (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    ;
  for (gsize i = 0; i < sizeof bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);

  return g_string_free (text, FALSE);
}
