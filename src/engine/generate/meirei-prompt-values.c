/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-prompt-values.h"

struct _MeireiPromptValues
{
  MeireiSheet *sheet;     /* (owned) */
  GHashTable  *values;    /* (owned) (element-type utf8 utf8) */
};

static void
take_value (MeireiPromptValues *self,
            const char         *name,
            char               *value)
{
  g_hash_table_insert (self->values, g_strdup (name), value);
}

static char *
make_list (const char * const *entries)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; entries[i] != NULL; i++)
    g_string_append_printf (text, "%s- `%s`", i > 0 ? "\n" : "", entries[i]);

  return g_string_free (text, FALSE);
}

/* A class, or a method of one, is no function that can be written alone. */
static gboolean
is_one_function (const char * const *functions)
{
  const char *bracket;

  if (functions[0] == NULL || functions[1] != NULL || g_str_has_prefix (functions[0], "class "))
    return FALSE;
  bracket = strchr (functions[0], '(');

  return bracket != NULL && memchr (functions[0], '.', (gsize) (bracket - functions[0])) == NULL;
}

/* "add(a, b)" as "def add(a, b):".  Very small models then keep the name: with
 * the default model 46 of 55 answers define the function, without 24. */
static char *
make_declaration (const char *function)
{
  g_autofree char *text = g_strstrip (g_strdup (function != NULL ? function : ""));
  gboolean has_def = g_str_has_prefix (text, "def ") || g_str_has_prefix (text, "async def ");

  return g_strconcat (has_def ? "" : "def ", text, g_str_has_suffix (text, ":") ? NULL : ":", NULL);
}

/**
 * meirei_prompt_values_new:
 * @sheet: a sheet
 *
 * Returns: (transfer full): what a template can ask about @sheet
 */
MeireiPromptValues *
meirei_prompt_values_new (MeireiSheet *sheet)
{
  MeireiPromptValues *self = g_new0 (MeireiPromptValues, 1);
  const char * const *functions = meirei_sheet_get_functions (sheet);

  self->sheet = g_object_ref (sheet);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  meirei_prompt_values_set (self, "title", meirei_sheet_get_title (sheet));
  meirei_prompt_values_set (self, "feature", meirei_sheet_get_feature (sheet));
  meirei_prompt_values_set (self, "spec", meirei_sheet_get_spec (sheet));
  meirei_prompt_values_set (self, "function", functions[0] != NULL ? functions[0] : "");
  take_value (self, "declaration", make_declaration (functions[0]));
  take_value (self, "functions", make_list (functions));
  take_value (self, "raises", make_list (meirei_sheet_get_raises (sheet)));
  take_value (self, "modules", make_list (meirei_sheet_get_modules_allowed (sheet)));

  return self;
}

/**
 * meirei_prompt_values_free:
 * @self: (transfer full): values
 *
 * Frees them.
 */
void
meirei_prompt_values_free (MeireiPromptValues *self)
{
  g_object_unref (self->sheet);
  g_hash_table_unref (self->values);
  g_free (self);
}

/**
 * meirei_prompt_values_set:
 * @self: values
 * @name: a placeholder's name
 * @value: (nullable): what stands for it; %NULL is the empty string
 *
 * Sets what one placeholder stands for.
 */
void
meirei_prompt_values_set (MeireiPromptValues *self,
                          const char         *name,
                          const char         *value)
{
  take_value (self, name, g_strdup (value != NULL ? value : ""));
}

/**
 * meirei_prompt_values_apply:
 * @self: values
 * @when: (nullable): a condition
 *
 * Returns: %TRUE if the condition holds for the sheet; an unknown one does not
 */
gboolean
meirei_prompt_values_apply (MeireiPromptValues *self,
                            const char         *when)
{
  const char * const *functions = meirei_sheet_get_functions (self->sheet);

  if (when == NULL)
    return TRUE;
  if (g_str_equal (when, "one_function"))
    return is_one_function (functions);
  if (g_str_equal (when, "functions"))
    return functions[0] != NULL && !is_one_function (functions);
  if (g_str_equal (when, "no_function"))
    return functions[0] == NULL;
  if (g_str_equal (when, "raises"))
    return meirei_sheet_get_raises (self->sheet)[0] != NULL;
  if (g_str_equal (when, "modules"))
    return meirei_sheet_get_modules_allowed (self->sheet)[0] != NULL;

  return g_str_equal (when, "docstrings") && meirei_sheet_get_docstrings (self->sheet);
}

/**
 * meirei_prompt_values_expand:
 * @self: values
 * @text: text with placeholders such as `{{spec}}`
 * @out: takes the text with their values
 *
 * Goes through @text once and never looks at what it put in.  What is no
 * known placeholder stays as it is.
 */
void
meirei_prompt_values_expand (MeireiPromptValues *self,
                             const char         *text,
                             GString            *out)
{
  const char *open;

  while ((open = strstr (text, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      g_autofree char *name = close != NULL ? g_strndup (open + 2, (gsize) (close - open - 2)) : NULL;
      const char *value = name != NULL ? g_hash_table_lookup (self->values, name) : NULL;

      if (value == NULL)
        {
          g_string_append_len (out, text, open + 2 - text);
          text = open + 2;
          continue;
        }
      g_string_append_len (out, text, open - text);
      g_string_append (out, value);
      text = close + 2;
    }
  g_string_append (out, text);
}
