/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The validation of a sheet: everything that can be said without a Python
 * interpreter and without a server. */

#include "config.h"

#include <string.h>

#include "meirei-check.h"
#include "meirei-sheet.h"
#include "meirei-string.h"

static gboolean
is_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/* Python allows letters of every script in names. */
static const char *
skip_python_name (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  if (!(c == '_' || g_unichar_isalpha (c)))
    return NULL;

  while (c == '_' || g_unichar_isalnum (c) || g_unichar_ismark (c))
    {
      p = g_utf8_next_char (p);
      c = g_utf8_get_char (p);
    }

  return p;
}

static const char *
skip_dotted_name (const char *p)
{
  p = skip_python_name (p);
  while (p != NULL && *p == '.')
    p = skip_python_name (p + 1);

  return p;
}

static const char *
skip_word (const char *p,
           const char *word)
{
  gsize length = strlen (word);

  if (strncmp (p, word, length) != 0 || p[length] != ' ')
    return p;

  for (p += length; *p == ' '; p++)
    ;

  return p;
}

/* From the opening parenthesis to behind the matching closing one. */
static const char *
skip_brackets (const char *p)
{
  int depth = 0;
  char quote = '\0';

  for (; *p != '\0'; p++)
    {
      if (quote != '\0')
        {
          if (*p == '\\' && p[1] != '\0')
            p++;
          else if (*p == quote)
            quote = '\0';
        }
      else if (*p == '"' || *p == '\'')
        quote = *p;
      else if (strchr ("([{", *p) != NULL)
        depth++;
      else if (strchr (")]}", *p) != NULL && --depth == 0)
        return p + 1;
    }

  return NULL;
}

/* `name(a, b=1) -> int`, `async def name(…):`, `Class.method(self)`,
 * `class Name(Base)`, `class Name`. */
static gboolean
is_signature (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *p = stripped;
  gboolean is_class;

  is_class = skip_word (p, "class") != p;
  p = skip_word (skip_word (skip_word (p, "async"), "def"), "class");
  p = skip_dotted_name (p);
  if (p == NULL)
    return FALSE;

  if (*p == '(')
    p = skip_brackets (p);
  else if (!is_class)
    return FALSE;
  if (p == NULL)
    return FALSE;

  while (*p == ' ')
    p++;
  if (g_str_has_prefix (p, "->"))
    {
      for (p += 2; *p == ' '; p++)
        ;
      return *p != '\0' && *p != ':';
    }

  return *p == '\0' || g_str_equal (p, ":");
}

static MeireiCheck *
check_feature (MeireiSheet *self)
{
  const char *feature = meirei_sheet_get_feature (self);
  g_autofree char *problem = NULL;

  if (meirei_is_identifier (feature))
    return meirei_check_new (MEIREI_CHECK_FEATURE, TRUE, 1, NULL);

  problem = g_strdup_printf ("The feature name “%s” is not an identifier; use up to 64 "
                             "ASCII letters, digits and underscores, not starting with a digit",
                             feature);

  return meirei_check_new (MEIREI_CHECK_FEATURE, FALSE, 1, problem);
}

static MeireiCheck *
check_each (MeireiCheckKind      kind,
            const char * const  *texts,
            gboolean           (*is_good) (const char *text),
            const char          *problem_format_prefix)
{
  guint n_texts = g_strv_length ((char **) texts);

  for (guint i = 0; i < n_texts; i++)
    if (!is_good (texts[i]))
      {
        g_autofree char *problem = g_strdup_printf ("%s: “%s”", problem_format_prefix, texts[i]);

        return meirei_check_new (kind, FALSE, n_texts, problem);
      }

  return meirei_check_new (kind, TRUE, n_texts, NULL);
}

static gboolean
is_exception_name (const char *text)
{
  const char *end = skip_dotted_name (text);

  return end != NULL && *end == '\0';
}

/* Where there are functions, an assert is a part of one. */
static guint
count_tests (const char *tests)
{
  g_auto(GStrv) lines = g_strsplit (tests, "\n", -1);
  guint n_functions = 0;
  guint n_asserts = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strchug (lines[i]);

      if (g_str_has_prefix (line, "def test") || g_str_has_prefix (line, "async def test")
          || g_str_has_prefix (line, "def check("))
        n_functions++;
      else if (g_str_has_prefix (line, "assert ") || g_str_has_prefix (line, "assert("))
        n_asserts++;
    }

  return n_functions > 0 ? n_functions : n_asserts;
}

static MeireiCheck *
check_tests (MeireiSheet *self)
{
  const char *tests = meirei_sheet_get_tests (self);
  guint n_tests = count_tests (tests);

  if (is_blank (tests) || n_tests > 0)
    return meirei_check_new (MEIREI_CHECK_TESTS, TRUE, n_tests, NULL);

  return meirei_check_new (MEIREI_CHECK_TESTS, FALSE, 0,
                           "The acceptance tests hold no test function and no assert; "
                           "add one or leave them empty");
}

/**
 * meirei_sheet_check:
 * @self: a sheet
 *
 * Validates a sheet: it has a title, an identifier as feature name, a
 * specification; declared functions are signatures, declared exceptions names;
 * acceptance tests, if any, hold at least one test.
 *
 * Returns: (transfer container) (element-type MeireiCheck): every check with
 *   its outcome, in the order in which they are shown
 */
GPtrArray *
meirei_sheet_check (MeireiSheet *self)
{
  GPtrArray *checks;
  gboolean has_title, has_spec;

  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  checks = g_ptr_array_new_with_free_func (g_object_unref);
  has_title = !is_blank (meirei_sheet_get_title (self));
  has_spec = !is_blank (meirei_sheet_get_spec (self));

  g_ptr_array_add (checks, meirei_check_new (MEIREI_CHECK_TITLE, has_title, 1,
                                             has_title ? NULL : "The title is empty"));
  g_ptr_array_add (checks, check_feature (self));
  g_ptr_array_add (checks, meirei_check_new (MEIREI_CHECK_SPEC, has_spec, 1,
                                             has_spec ? NULL : "The specification is empty"));
  g_ptr_array_add (checks, check_each (MEIREI_CHECK_FUNCTIONS,
                                       meirei_sheet_get_functions (self), is_signature,
                                       "Not a signature such as name(a, b=1) -> int"));
  g_ptr_array_add (checks, check_each (MEIREI_CHECK_RAISES,
                                       meirei_sheet_get_raises (self), is_exception_name,
                                       "Not the name of an exception"));
  g_ptr_array_add (checks, check_tests (self));

  return checks;
}
