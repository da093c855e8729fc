/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-fix-diff.h"
#include "meirei-json.h"
#include "meirei-ruff-output.h"

/* A file with more findings than this is poor whatever else is in it. */
#define MAX_PER_FILE 500
#define MAX_ARGUMENT 200
#define TOOL "ruff"

static void
add_line (GHashTable *by_name,
          const char *line,
          gsize       length)
{
  g_autoptr(JsonObject) object = meirei_json_parse_object (line, (gssize) length, NULL);
  const char *path = meirei_json_get_string (object, "filename", NULL);
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;
  GPtrArray *found;

  if (name == NULL)
    return;

  found = g_hash_table_lookup (by_name, name);
  if (found == NULL)
    {
      found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
      g_hash_table_insert (by_name, g_steal_pointer (&name), found);
    }
  if (found->len < MAX_PER_FILE)
    g_ptr_array_add (found, g_steal_pointer (&object));
}

/**
 * meirei_ruff_output_read:
 * @output: what the rule engine printed, one JSON object per line
 * @by_name: (element-type utf8 GPtrArray): gets an array of JSON objects for
 *   the name of each file that has findings
 *
 * Sorts the findings by file.  Lines that are not JSON are left out.
 */
void
meirei_ruff_output_read (GBytes     *output,
                         GHashTable *by_name)
{
  gsize length;
  const char *data = g_bytes_get_data (output, &length);

  while (length > 0)
    {
      const char *end = memchr (data, '\n', length);
      gsize line_length = end != NULL ? (gsize) (end - data) : length;

      if (line_length > 0)
        add_line (by_name, data, line_length);

      line_length += end != NULL ? 1 : 0;
      data += line_length;
      length -= line_length;
    }
}

static void
read_place (JsonObject *object,
            const char *member,
            int        *line,
            int        *column)
{
  JsonObject *place = meirei_json_get_object (object, member);

  *line = (int) CLAMP (meirei_json_get_int (place, "row", 0), 0, G_MAXINT);
  *column = (int) CLAMP (meirei_json_get_int (place, "column", 0), 0, G_MAXINT);
}

/* The name that a message is about stands between backquotes. */
static char *
dup_quoted (const char *message)
{
  const char *start = strchr (message, '`');
  const char *end = start != NULL ? strchr (start + 1, '`') : NULL;

  return end != NULL && end > start + 1 ? g_strndup (start + 1, (gsize) (end - start - 1)) : NULL;
}

static char *
dup_source_text (const MeireiFindingFields *fields,
                 GPtrArray                 *lines)
{
  const char *line;
  glong length;

  if (fields->line < 1 || fields->line != fields->end_line || (guint) fields->line > lines->len)
    return NULL;

  line = g_ptr_array_index (lines, fields->line - 1);
  length = g_utf8_strlen (line, -1);
  if (fields->column < 1 || fields->end_column <= fields->column
      || fields->end_column - 1 > length)
    return NULL;

  return g_utf8_substring (line, fields->column - 1, fields->end_column - 1);
}

static char *
dup_argument (const MeireiFindingFields *fields,
              const char                *message,
              GPtrArray                 *lines)
{
  g_autofree char *argument = dup_quoted (message);

  if (argument == NULL)
    argument = dup_source_text (fields, lines);
  if (argument != NULL && g_utf8_strlen (argument, -1) > MAX_ARGUMENT)
    return g_utf8_substring (argument, 0, MAX_ARGUMENT);

  return g_steal_pointer (&argument);
}

/**
 * meirei_ruff_output_to_finding:
 * @object: one finding of the rule engine
 * @version: (nullable): the rule engine's version
 * @name: the file's name, for the diff
 * @lines: (element-type utf8): the file's lines
 *
 * Returns: (transfer full) (nullable): the finding, without points; %NULL for
 *   syntax errors, which the compiler itself judges
 */
MeireiFinding *
meirei_ruff_output_to_finding (JsonObject *object,
                               const char *version,
                               const char *name,
                               GPtrArray  *lines)
{
  MeireiFindingFields fields = { NULL, };
  g_autofree char *argument = NULL;
  g_autofree char *fix = NULL;

  fields.rule = meirei_json_get_string (object, "code", NULL);
  if (fields.rule == NULL || !g_ascii_isupper (*fields.rule))
    return NULL;

  fields.tool = TOOL;
  fields.tool_version = version;
  fields.severity = MEIREI_SEVERITY_WARNING;
  fields.message = meirei_json_get_string (object, "message", "");
  read_place (object, "location", &fields.line, &fields.column);
  read_place (object, "end_location", &fields.end_line, &fields.end_column);
  argument = dup_argument (&fields, fields.message, lines);
  fields.argument = argument;
  fix = meirei_fix_diff (name, lines, meirei_json_get_object (object, "fix"));
  fields.fix = fix;

  return meirei_finding_new (&fields);
}
