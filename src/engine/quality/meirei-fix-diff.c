/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-fix-diff.h"
#include "meirei-json.h"

/* A mend that is longer than this is not offered: nobody reads such a diff in
 * a list of findings. */
#define MAX_LINES 20
#define MAX_EDITS 20
#define MAX_LENGTH 4000

typedef struct {
  guint       line;        /* from 0 */
  guint       column;      /* from 0, in characters */
  guint       end_line;
  guint       end_column;
  const char *content;
} Edit;

static gboolean
read_place (JsonObject *object,
            const char *member,
            guint      *line,
            guint      *column)
{
  JsonObject *place = meirei_json_get_object (object, member);
  gint64 row = meirei_json_get_int (place, "row", 0);
  gint64 offset = meirei_json_get_int (place, "column", 0);

  if (row < 1 || row > G_MAXINT || offset < 1 || offset > G_MAXINT)
    return FALSE;

  *line = (guint) row - 1;
  *column = (guint) offset - 1;

  return TRUE;
}

static int
compare_edits (gconstpointer a,
               gconstpointer b)
{
  const Edit *first = a;
  const Edit *second = b;

  if (first->line != second->line)
    return first->line < second->line ? -1 : 1;

  return first->column < second->column ? -1 : first->column > second->column;
}

static GArray *
read_edits (JsonObject *fix)
{
  JsonArray *array = meirei_json_get_array (fix, "edits");
  guint length = array != NULL ? json_array_get_length (array) : 0;
  g_autoptr(GArray) edits = g_array_new (FALSE, FALSE, sizeof (Edit));

  if (length == 0 || length > MAX_EDITS)
    return NULL;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = meirei_json_array_object (array, i);
      Edit edit = { 0, };

      edit.content = meirei_json_get_string (object, "content", "");
      if (!read_place (object, "location", &edit.line, &edit.column)
          || !read_place (object, "end_location", &edit.end_line, &edit.end_column))
        return NULL;
      g_array_append_val (edits, edit);
    }
  g_array_sort (edits, compare_edits);

  return g_steal_pointer (&edits);
}

static const char *
at_column (const char *line,
           guint       column)
{
  while (column > 0 && *line != '\0')
    {
      line = g_utf8_next_char (line);
      column--;
    }

  return line;
}

static const char *
get_line (GPtrArray *lines,
          guint      index)
{
  return index < lines->len ? g_ptr_array_index (lines, index) : "";
}

/* Appends the text between two places, with its line ends. */
static void
append_range (GString   *text,
              GPtrArray *lines,
              guint      line,
              guint      column,
              guint      end_line,
              guint      end_column)
{
  while (line < end_line)
    {
      g_string_append (text, at_column (get_line (lines, line), column));
      g_string_append_c (text, '\n');
      line++;
      column = 0;
    }

  if (line == end_line && end_column > column)
    {
      const char *start = at_column (get_line (lines, line), column);

      g_string_append_len (text, start, at_column (start, end_column - column) - start);
    }
}

/* Returns the new text of the lines from the first to the last edit, each
 * line with its end. */
static char *
apply_edits (GPtrArray *lines,
             GArray    *edits,
             guint      first,
             guint      last)
{
  GString *text = g_string_new (NULL);
  guint line = first;
  guint column = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const Edit *edit = &g_array_index (edits, Edit, i);

      append_range (text, lines, line, column, edit->line, edit->column);
      g_string_append (text, edit->content);
      line = edit->end_line;
      column = edit->end_column;
    }
  append_range (text, lines, line, column, last + 1, 0);

  return g_string_free (text, FALSE);
}

static guint
append_lines (GString    *diff,
              char        mark,
              const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint count = g_strv_length (lines);

  /* The text ends in a newline, unless it is empty. */
  if (count > 0 && *lines[count - 1] == '\0')
    count--;
  for (guint i = 0; i < count; i++)
    g_string_append_printf (diff, "%c%s\n", mark, lines[i]);

  return count;
}

static guint
find_last_line (GArray *edits)
{
  guint last = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const Edit *edit = &g_array_index (edits, Edit, i);
      /* Else the following line is joined to what stands before it. */
      gboolean keeps_end = g_str_has_suffix (edit->content, "\n")
                           || (edit->column == 0 && *edit->content == '\0');
      gboolean ends_before = edit->end_column == 0 && edit->end_line > edit->line && keeps_end;

      last = MAX (last, ends_before ? edit->end_line - 1 : edit->end_line);
    }

  return last;
}

/**
 * meirei_fix_diff:
 * @name: the file's name
 * @lines: (element-type utf8): the file's lines, without their ends
 * @fix: (nullable): the rule engine's description of a mend
 *
 * Returns: (transfer full) (nullable): the mend as a unified diff, or %NULL
 *   if it is not safe, too long or cannot be understood
 */
char *
meirei_fix_diff (const char *name,
                 GPtrArray  *lines,
                 JsonObject *fix)
{
  g_autoptr(GArray) edits = NULL;
  g_autoptr(GString) old_part = NULL;
  g_autoptr(GString) diff = NULL;
  g_autofree char *new_text = NULL;
  guint first;
  guint last;
  guint n_old;
  guint n_new;

  g_return_val_if_fail (name != NULL && lines != NULL, NULL);

  if (g_strcmp0 (meirei_json_get_string (fix, "applicability", NULL), "safe") != 0)
    return NULL;

  edits = read_edits (fix);
  if (edits == NULL)
    return NULL;

  first = g_array_index (edits, Edit, 0).line;
  last = find_last_line (edits);
  if (last < first || last >= lines->len || last - first >= MAX_LINES)
    return NULL;

  old_part = g_string_new (NULL);
  append_range (old_part, lines, first, 0, last + 1, 0);
  new_text = apply_edits (lines, edits, first, last);
  if (old_part->len > MAX_LENGTH || strlen (new_text) > MAX_LENGTH)
    return NULL;

  diff = g_string_new (NULL);
  n_old = append_lines (diff, '-', old_part->str);
  n_new = append_lines (diff, '+', new_text);

  return g_strdup_printf ("--- a/%s\n+++ b/%s\n@@ -%u,%u +%u,%u @@\n%s", name, name,
                          first + 1, n_old, n_new > 0 ? first + 1 : first, n_new, diff->str);
}
