/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A sheet as a Markdown document that a person can write in any editor:
 *
 *     # Batch processor
 *
 *     feature: batch_processor
 *     phase: 4
 *     tags: batch, io
 *
 *     ## Specification
 *     …
 *     ## Functions
 *     - `run_batch(items, handler, workers=4)`
 *     ## Tests
 *     ```python
 *     …
 *     ```
 *
 * Headings may be Japanese (仕様, 関数, テスト, 例外). */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-sheet-markdown.h"

typedef enum {
  SECTION_HEAD,
  SECTION_SPEC,
  SECTION_FUNCTIONS,
  SECTION_TESTS,
  SECTION_RAISES,
} Section;

static const struct {
  const char *heading;
  Section section;
} headings[] = {
  { "specification", SECTION_SPEC }, { "spec", SECTION_SPEC }, { "仕様", SECTION_SPEC },
  { "functions", SECTION_FUNCTIONS }, { "declared functions", SECTION_FUNCTIONS },
  { "関数", SECTION_FUNCTIONS }, { "宣言した関数", SECTION_FUNCTIONS },
  { "tests", SECTION_TESTS }, { "acceptance tests", SECTION_TESTS },
  { "テスト", SECTION_TESTS }, { "受け入れテスト", SECTION_TESTS },
  { "raises", SECTION_RAISES }, { "exceptions", SECTION_RAISES }, { "例外", SECTION_RAISES },
};

typedef struct {
  JsonObject *object;
  GString *spec;
  GString *tests;
  JsonArray *functions;
  JsonArray *raises;
  Section section;
  guint fence;  /* length of the open fence's run, 0 outside */
} Reader;

static guint
fence_run (const char *line)
{
  guint n = 0;

  while (line[n] == '`')
    n++;

  return n >= 3 ? n : 0;
}

static gboolean
find_section (const char *title,
              Section    *section)
{
  g_autofree char *folded = g_utf8_casefold (title, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    if (g_str_equal (folded, headings[i].heading))
      {
        *section = headings[i].section;
        return TRUE;
      }

  return FALSE;
}

/* The text of a list entry, without the back-ticks around it. */
static char *
dup_entry (const char *line)
{
  char *entry;
  gsize length;

  if (!g_str_has_prefix (line, "- ") && !g_str_has_prefix (line, "* "))
    return NULL;

  entry = g_strstrip (g_strdup (line + 2));
  length = strlen (entry);
  if (length >= 2 && entry[0] == '`' && entry[length - 1] == '`')
    {
      memmove (entry, entry + 1, length - 2);
      entry[length - 2] = '\0';
    }

  return entry;
}

static void
read_list (JsonObject *object,
           const char *member,
           const char *value)
{
  g_auto(GStrv) parts = g_strsplit (value, ",", -1);
  JsonArray *array = json_array_new ();

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      json_array_add_string_element (array, parts[i]);
  json_object_set_array_member (object, member, array);
}

static void
read_field (Reader     *reader,
            const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;

  if (colon == NULL)
    return;

  key = g_ascii_strdown (line, colon - line);
  g_strstrip (key);
  value = g_strstrip (g_strdup (colon + 1));
  if (g_str_equal (key, "phase"))
    json_object_set_int_member (reader->object, key, g_ascii_strtoll (value, NULL, 10));
  else if (g_str_equal (key, "docstrings"))
    json_object_set_boolean_member (reader->object, key, g_str_equal (value, "true")
                                                         || g_str_equal (value, "yes"));
  else if (g_str_equal (key, "tags") || g_str_equal (key, "modules_allowed")
           || g_str_equal (key, "depends_on"))
    read_list (reader->object, key, value);
  else if (g_str_equal (key, "feature") || g_str_equal (key, "language")
           || g_str_equal (key, "model") || g_str_equal (key, "id"))
    json_object_set_string_member (reader->object, key, value);
}

static void
read_content (Reader     *reader,
              const char *line)
{
  g_autofree char *entry = NULL;

  switch (reader->section)
    {
    case SECTION_HEAD:
      read_field (reader, line);
      break;
    case SECTION_SPEC:
      g_string_append_printf (reader->spec, "%s\n", line);
      break;
    case SECTION_TESTS:
      if (reader->fence > 0)
        g_string_append_printf (reader->tests, "%s\n", line);
      break;
    case SECTION_FUNCTIONS:
    case SECTION_RAISES:
      entry = dup_entry (line);
      if (entry != NULL)
        json_array_add_string_element (reader->section == SECTION_FUNCTIONS ? reader->functions
                                                                            : reader->raises,
                                       entry);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Whether @line is a fence that belongs to the document, not to its content. */
static gboolean
read_fence (Reader     *reader,
            const char *line)
{
  guint run = fence_run (line);
  gboolean closes = reader->fence > 0 && run >= reader->fence && line[run] == '\0';

  if (run == 0 || (reader->fence > 0 && !closes))
    return FALSE;

  reader->fence = closes ? 0 : run;

  return reader->section == SECTION_TESTS;
}

static void
read_line (Reader *reader,
           char   *line)
{
  Section section;

  g_strchomp (line);
  if (read_fence (reader, line))
    return;

  if (reader->fence == 0 && g_str_has_prefix (line, "## ")
      && find_section (g_strstrip (line + 3), &section))
    reader->section = section;
  else if (reader->fence == 0 && reader->section == SECTION_HEAD
           && g_str_has_prefix (line, "# "))
    json_object_set_string_member (reader->object, "title", g_strstrip (line + 2));
  else
    read_content (reader, line);
}

/**
 * meirei_sheet_markdown_parse:
 * @text: a Markdown document
 *
 * Reads what of a sheet is in @text.  What is missing is missing in the result
 * too.
 *
 * Returns: (transfer full): the members that were found
 */
JsonObject *
meirei_sheet_markdown_parse (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  Reader reader = {
    json_object_new (), g_string_new (NULL), g_string_new (NULL), json_array_new (),
    json_array_new (), SECTION_HEAD, 0
  };

  for (gsize i = 0; lines[i] != NULL; i++)
    read_line (&reader, lines[i]);

  json_object_set_string_member (reader.object, "spec", g_strstrip (reader.spec->str));
  json_object_set_array_member (reader.object, "functions", reader.functions);
  json_object_set_array_member (reader.object, "raises", reader.raises);
  json_object_set_string_member (reader.object, "tests", reader.tests->str);
  g_string_free (reader.spec, TRUE);
  g_string_free (reader.tests, TRUE);

  return reader.object;
}

static void
append_list (GString            *text,
             const char         *heading,
             const char * const *entries)
{
  if (entries[0] == NULL)
    return;

  g_string_append_printf (text, "\n## %s\n\n", heading);
  for (gsize i = 0; entries[i] != NULL; i++)
    g_string_append_printf (text, "- `%s`\n", entries[i]);
}

static void
append_joined (GString            *text,
               const char         *key,
               const char * const *entries)
{
  g_autofree char *joined = g_strjoinv (", ", (char **) entries);

  if (entries[0] != NULL)
    g_string_append_printf (text, "%s: %s\n", key, joined);
}

static guint
longest_fence (const char *text)
{
  guint longest = 2;

  for (const char *p = strchr (text, '`'); p != NULL; p = strchr (p, '`'))
    {
      guint n = 0;

      while (p[n] == '`')
        n++;
      longest = MAX (longest, n);
      p += n;
    }

  return longest;
}

/**
 * meirei_sheet_markdown_format:
 * @sheet: a sheet
 *
 * Returns: (transfer full): the sheet as a Markdown document, which
 *   [func@sheet_markdown_parse] reads again
 */
char *
meirei_sheet_markdown_format (MeireiSheet *sheet)
{
  GString *text = g_string_new (NULL);
  const char *tests = meirei_sheet_get_tests (sheet);

  g_string_append_printf (text, "# %s\n\nfeature: %s\nphase: %d\nlanguage: %s\n",
                          meirei_sheet_get_title (sheet), meirei_sheet_get_feature (sheet),
                          meirei_sheet_get_phase (sheet), meirei_sheet_get_language (sheet));
  append_joined (text, "tags", meirei_sheet_get_tags (sheet));
  append_joined (text, "modules_allowed", meirei_sheet_get_modules_allowed (sheet));
  append_joined (text, "depends_on", meirei_sheet_get_depends_on (sheet));
  if (meirei_sheet_get_model (sheet) != NULL)
    g_string_append_printf (text, "model: %s\n", meirei_sheet_get_model (sheet));
  if (meirei_sheet_get_docstrings (sheet))
    g_string_append (text, "docstrings: true\n");
  g_string_append_printf (text, "\n## Specification\n\n%s\n", meirei_sheet_get_spec (sheet));
  append_list (text, "Functions", meirei_sheet_get_functions (sheet));
  append_list (text, "Raises", meirei_sheet_get_raises (sheet));
  if (tests[0] != '\0')
    {
      g_autofree char *fence = g_strnfill (longest_fence (tests) + 1, '`');

      g_string_append_printf (text, "\n## Tests\n\n%s%s\n%s%s%s\n", fence,
                              meirei_sheet_get_language (sheet), tests,
                              g_str_has_suffix (tests, "\n") ? "" : "\n", fence);
    }

  return g_string_free (text, FALSE);
}
