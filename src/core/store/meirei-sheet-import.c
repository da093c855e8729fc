/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Reads sheets from files: one JSON document, JSON Lines, Markdown, and task
 * files of the benchmarks HumanEval (`task_id`, `prompt`, `entry_point`,
 * `test`) and MBPP (`task_id`, `text`, `test_list`).  What was imported is a
 * draft, whatever it was where it came from. */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-sheet-import.h"
#include "meirei-sheet-markdown.h"
#include "meirei-string.h"

static char *
make_feature (const char *text)
{
  GString *feature = g_string_new (NULL);

  for (const char *p = text; *p != '\0' && feature->len < 64; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (feature, g_ascii_tolower (*p));
    else if (feature->len > 0 && feature->str[feature->len - 1] != '_')
      g_string_append_c (feature, '_');

  if (feature->len == 0 || g_ascii_isdigit (feature->str[0]))
    g_string_prepend (feature, "task_");
  g_string_truncate (feature, MIN (feature->len, 64));

  return g_string_free (feature, FALSE);
}

static char *
dup_task_id (JsonObject *task)
{
  const char *text = meirei_json_get_string (task, "task_id", NULL);

  if (text != NULL)
    return g_strdup (text);

  return g_strdup_printf ("task %" G_GINT64_FORMAT, meirei_json_get_int (task, "task_id", 0));
}

/* The signature of the function that shall be written: the line of the prompt
 * that defines it. */
static char *
find_signature (const char *prompt,
                const char *entry_point)
{
  g_autofree char *start = g_strdup_printf ("def %s(", entry_point);
  const char *line = strstr (prompt, start);
  const char *end;

  if (line == NULL)
    return NULL;

  line += strlen ("def ");
  end = strchr (line, '\n');

  return g_strchomp (end != NULL ? g_strndup (line, (gsize) (end - line)) : g_strdup (line));
}

/* MBPP names the function only in its tests: `assert name(…) == …`. */
static char *
find_called_name (const char *test)
{
  static GRegex *regex = NULL;
  g_autoptr(GMatchInfo) match = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new ("assert\\s+\\(*\\s*(?:(?:set|sorted|list|tuple|not)\\s*\\(\\s*)?"
                                            "([A-Za-z_][A-Za-z0-9_]*)\\s*\\(", 0, 0, NULL));

  return g_regex_match (regex, test, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

static void
add_single_string (JsonObject *sheet,
                   const char *member,
                   const char *text)
{
  const char *strv[] = { text, NULL };

  meirei_json_set_strv (sheet, member, strv);
}

static JsonObject *
convert_humaneval (JsonObject *task)
{
  JsonObject *sheet = json_object_new ();
  const char *entry_point = meirei_json_get_string (task, "entry_point", "solution");
  const char *prompt = meirei_json_get_string (task, "prompt", "");
  g_autofree char *title = dup_task_id (task);
  g_autofree char *feature = make_feature (entry_point);
  g_autofree char *signature = find_signature (prompt, entry_point);
  g_autofree char *tests = g_strdup_printf ("%s\n\ncheck(%s)\n",
                                            meirei_json_get_string (task, "test", ""),
                                            entry_point);

  json_object_set_string_member (sheet, "title", title);
  json_object_set_string_member (sheet, "feature", feature);
  json_object_set_string_member (sheet, "spec", prompt);
  if (signature != NULL)
    add_single_string (sheet, "functions", signature);
  json_object_set_string_member (sheet, "tests", tests);

  return sheet;
}

static JsonObject *
convert_mbpp (JsonObject *task)
{
  JsonObject *sheet = json_object_new ();
  g_auto(GStrv) test_list = meirei_json_dup_strv (task, "test_list");
  g_autofree char *tests = g_strjoinv ("\n", test_list);
  g_autofree char *title = dup_task_id (task);
  g_autofree char *name = find_called_name (tests);
  g_autofree char *feature = make_feature (name != NULL ? name : title);
  g_autofree char *spec = g_strdup_printf ("%s%s%s",
                                           meirei_json_get_string (task, "text",
                                             meirei_json_get_string (task, "prompt", "")),
                                           test_list[0] != NULL ? "\n\nExample: " : "",
                                           test_list[0] != NULL ? test_list[0] : "");

  json_object_set_string_member (sheet, "title", title);
  json_object_set_string_member (sheet, "feature", feature);
  json_object_set_string_member (sheet, "spec", spec);
  json_object_set_string_member (sheet, "tests", tests);

  return sheet;
}

static gboolean
has_string (JsonObject *object,
            const char *member)
{
  return meirei_json_get_string (object, member, NULL) != NULL;
}

static MeireiInstruction *
import_object (JsonObject  *object,
               GError     **error)
{
  g_autoptr(JsonObject) converted = NULL;
  g_autoptr(MeireiSheet) sheet = NULL;
  const char *id = meirei_json_get_string (object, "id", NULL);

  if (meirei_json_get_array (object, "test_list") != NULL)
    converted = convert_mbpp (object);
  else if (has_string (object, "prompt") && has_string (object, "entry_point"))
    converted = convert_humaneval (object);
  else if (!has_string (object, "spec") && !has_string (object, "title")
           && !has_string (object, "feature"))
    {
      g_set_error_literal (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                           "neither a sheet (title, feature, spec, …) nor a task (task_id, prompt, "
                           "entry_point, test, or text and test_list)");
      return NULL;
    }

  sheet = meirei_sheet_new_from_json (converted != NULL ? converted : object, error);
  if (sheet == NULL)
    return NULL;

  return id != NULL && g_uuid_string_is_valid (id)
         ? meirei_instruction_new_with_id (id, sheet)
         : meirei_instruction_new (sheet);
}

static gboolean
add_object (GPtrArray   *instructions,
            JsonObject  *object,
            const char  *where,
            GError     **error)
{
  MeireiInstruction *instruction = import_object (object, error);

  if (instruction == NULL)
    {
      g_prefix_error (error, "%s: ", where);
      return FALSE;
    }

  g_ptr_array_add (instructions, instruction);

  return TRUE;
}

static gboolean
parse_lines (GPtrArray   *instructions,
             const char  *name,
             const char  *data,
             gsize        length,
             GError     **error)
{
  guint number = 0;

  for (const char *line = data, *end = data + length; line < end;)
    {
      const char *newline = memchr (line, '\n', (gsize) (end - line));
      gsize line_length = newline != NULL ? (gsize) (newline - line) : (gsize) (end - line);
      g_autofree char *text = g_strstrip (g_strndup (line, line_length));
      g_autofree char *where = g_strdup_printf ("%s, line %u", name, ++number);
      g_autoptr(JsonObject) object = NULL;

      line += line_length + 1;
      if (text[0] == '\0')
        continue;
      object = meirei_json_parse_object (text, -1, error);
      if (object == NULL)
        {
          g_prefix_error (error, "%s: ", where);
          return FALSE;
        }
      if (!add_object (instructions, object, where, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_document (GPtrArray   *instructions,
                const char  *name,
                const char  *data,
                gsize        length,
                GError     **error)
{
  g_autoptr(JsonNode) root = meirei_json_parse (data, (gssize) length, error);
  JsonObject *single = NULL;
  JsonArray *array = NULL;

  if (root == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }

  if (JSON_NODE_HOLDS_OBJECT (root))
    single = json_node_get_object (root);
  else if (JSON_NODE_HOLDS_ARRAY (root))
    array = json_node_get_array (root);
  if (single != NULL && meirei_json_get_array (single, "instructions") == NULL)
    return add_object (instructions, single, name, error);
  if (single != NULL)
    array = meirei_json_get_array (single, "instructions");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *element = meirei_json_array_object (array, i);
      g_autofree char *where = g_strdup_printf ("%s, entry %u", name, i + 1);

      if (element == NULL || !add_object (instructions, element, where, error))
        {
          if (element == NULL)
            g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                         "%s is not an object", where);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
parse_markdown (GPtrArray   *instructions,
                const char  *name,
                const char  *data,
                gsize        length,
                GError     **error)
{
  g_autofree char *text = meirei_utf8_make_valid (data, (gssize) length, NULL);
  g_autoptr(JsonObject) object = meirei_sheet_markdown_parse (text);

  return add_object (instructions, object, name, error);
}

/**
 * meirei_sheet_import_parse:
 * @name: the file's name, whose ending tells the format
 * @data: (array length=length): its content
 * @length: in bytes
 * @error: return location for an error
 *
 * Reads sheets from the content of a `.json`, `.jsonl` or `.md` file.  Either
 * all of a file is read or nothing.
 *
 * Returns: (transfer container) (element-type MeireiInstruction) (nullable):
 *   new drafts, or %NULL with %MEIREI_INSTRUCTION_ERROR_INVALID_DATA or an
 *   error of JSON; the message names the line
 */
GPtrArray *
meirei_sheet_import_parse (const char  *name,
                           const char  *data,
                           gsize        length,
                           GError     **error)
{
  g_autoptr(GPtrArray) instructions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *lower = NULL;
  gboolean ok;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (length > MEIREI_SHEET_IMPORT_MAX_SIZE)
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                   "%s has %" G_GSIZE_FORMAT " bytes, the limit is %d; split it",
                   name, length, MEIREI_SHEET_IMPORT_MAX_SIZE);
      return NULL;
    }

  lower = g_ascii_strdown (name, -1);
  if (g_str_has_suffix (lower, ".md") || g_str_has_suffix (lower, ".markdown"))
    ok = parse_markdown (instructions, name, data, length, error);
  else if (g_str_has_suffix (lower, ".jsonl") || g_str_has_suffix (lower, ".ndjson"))
    ok = parse_lines (instructions, name, data, length, error);
  else
    ok = parse_document (instructions, name, data, length, error);
  if (!ok)
    return NULL;

  if (instructions->len == 0)
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                   "%s holds no sheet", name);
      return NULL;
    }

  return g_steal_pointer (&instructions);
}

static GBytes *
decompress (GBytes  *bytes,
            GError **error)
{
  g_autoptr(GConverter) converter =
    G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr(GInputStream) stream = g_converter_input_stream_new (memory, converter);
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();
  gssize n_read;
  char buffer[65536];

  while ((n_read = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0)
    {
      gsize size = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out));

      if (size > MEIREI_SHEET_IMPORT_MAX_SIZE)
        break; /* the size check of the parser reports it */
      if (!g_output_stream_write_all (out, buffer, (gsize) n_read, NULL, NULL, error))
        return NULL;
    }
  if (n_read < 0 || !g_output_stream_close (out, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* Not more than is parsed: a device or a pipe may never end. */
static GBytes *
load (const char  *path,
      GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) input = g_file_read (file, NULL, error);
  g_autoptr(GByteArray) content = g_byte_array_new ();
  guint8 buffer[65536];

  if (input == NULL)
    return NULL;

  while (content->len <= MEIREI_SHEET_IMPORT_MAX_SIZE)
    {
      gssize n_read = g_input_stream_read (G_INPUT_STREAM (input), buffer, sizeof buffer, NULL,
                                           error);

      if (n_read < 0)
        return NULL;
      if (n_read == 0)
        break;
      g_byte_array_append (content, buffer, (guint) n_read);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

/**
 * meirei_sheet_import_read:
 * @path: a file; one that ends in `.gz` is decompressed
 * @error: return location for an error
 *
 * Reads a file and parses it, see [func@sheet_import_parse].  Blocks.
 *
 * Returns: (transfer container) (element-type MeireiInstruction) (nullable):
 *   new drafts, or %NULL with an error
 */
GPtrArray *
meirei_sheet_import_read (const char  *path,
                          GError     **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(GBytes) bytes = load (path, error);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return NULL;

  if (g_str_has_suffix (name, ".gz"))
    {
      g_autoptr(GBytes) packed = g_steal_pointer (&bytes);

      bytes = decompress (packed, error);
      if (bytes == NULL)
        {
          g_prefix_error (error, "%s: ", name);
          return NULL;
        }
      name[strlen (name) - 3] = '\0';
    }
  data = g_bytes_get_data (bytes, &length);

  return meirei_sheet_import_parse (name, data, length, error);
}
