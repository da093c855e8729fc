/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiDiffLayout:
 *
 * The lines that a view of a comparison shows, and their text.  The layouts
 * of both sides have equally many lines.  Immutable; made in a thread.
 */

#include "config.h"

#include <string.h>

#include "meirei-diff-layout.h"

/* Unchanged lines that stay around a change. */
#define CONTEXT 3

struct _MeireiDiffLayout
{
  GObject parent_instance;

  MeireiLineDiff *diff;
  MeireiDiffForm form;
  GString *text;
  GArray *places;   /* of MeireiDiffPlace */
  GArray *changes;  /* of MeireiDiffChange, in places */
};

G_DEFINE_FINAL_TYPE (MeireiDiffLayout, meirei_diff_layout, G_TYPE_OBJECT)

static void
meirei_diff_layout_finalize (GObject *object)
{
  MeireiDiffLayout *self = MEIREI_DIFF_LAYOUT (object);

  g_clear_object (&self->diff);
  g_string_free (self->text, TRUE);
  g_array_unref (self->places);
  g_array_unref (self->changes);

  G_OBJECT_CLASS (meirei_diff_layout_parent_class)->finalize (object);
}

static void
meirei_diff_layout_class_init (MeireiDiffLayoutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_diff_layout_finalize;
}

static void
meirei_diff_layout_init (MeireiDiffLayout *self)
{
  self->text = g_string_new (NULL);
  self->places = g_array_new (FALSE, FALSE, sizeof (MeireiDiffPlace));
  self->changes = g_array_new (FALSE, FALSE, sizeof (MeireiDiffChange));
}

/* A text view also ends lines where the comparison does not.  What stands for
 * them has as many bytes, so that the places of words stay. */
static void
append_text (GString    *text,
             const char *line,
             gsize       length)
{
  gsize start = text->len;
  char *found;

  g_string_append_len (text, line, (gssize) length);
  for (gsize i = start; i < text->len; i++)
    if (text->str[i] == '\r')
      text->str[i] = ' ';
  for (found = text->str + start; (found = strstr (found, "\342\200\251")) != NULL; found += 3)
    memcpy (found, "\342\220\244", 3);
}

static void
add_place (MeireiDiffLayout      *self,
           const MeireiDiffPlace *place)
{
  MeireiDiffSide side = place->line[MEIREI_DIFF_NEW] >= 0 ? MEIREI_DIFF_NEW : MEIREI_DIFF_OLD;
  gsize length;

  if (self->places->len > 0)
    g_string_append_c (self->text, '\n');
  if (self->form == MEIREI_DIFF_FORM_OLD || place->kind == MEIREI_DIFF_LINE_REMOVED)
    side = MEIREI_DIFF_OLD;
  if (place->kind != MEIREI_DIFF_LINE_FILLER && place->kind != MEIREI_DIFF_LINE_FOLD)
    {
      const char *line = meirei_line_diff_get_line (self->diff, side, (guint) place->line[side],
                                                    &length);

      append_text (self->text, line, length);
    }
  g_array_append_val (self->places, *place);
}

/* A row beside the same row of the other side. */
static void
add_half (MeireiDiffLayout    *self,
          const MeireiDiffRow *row)
{
  MeireiDiffSide side = self->form == MEIREI_DIFF_FORM_OLD ? MEIREI_DIFF_OLD : MEIREI_DIFF_NEW;
  MeireiDiffPlace place = { MEIREI_DIFF_LINE_SAME, { row->line[0], row->line[1] }, 0 };

  if (row->line[side] < 0)
    place.kind = MEIREI_DIFF_LINE_FILLER;
  else if (row->changed[side])
    place.kind = side == MEIREI_DIFF_OLD ? MEIREI_DIFF_LINE_REMOVED : MEIREI_DIFF_LINE_ADDED;
  place.line[1 - side] = -1;
  add_place (self, &place);
}

static void
add_unified_side (MeireiDiffLayout    *self,
                  const MeireiDiffRow *rows,
                  guint                start,
                  guint                end,
                  MeireiDiffSide       side)
{
  for (guint i = start; i < end; i++)
    {
      MeireiDiffPlace place = { MEIREI_DIFF_LINE_SAME, { -1, -1 }, 0 };

      if (rows[i].line[side] < 0)
        continue;
      place.line[side] = rows[i].line[side];
      if (rows[i].changed[side])
        place.kind = side == MEIREI_DIFF_OLD ? MEIREI_DIFF_LINE_REMOVED : MEIREI_DIFF_LINE_ADDED;
      add_place (self, &place);
    }
}

static void
add_change (MeireiDiffLayout       *self,
            const MeireiDiffRow    *rows,
            const MeireiDiffChange *change)
{
  guint end = change->first_row + change->n_rows;
  MeireiDiffChange added = { self->places->len, 0 };

  if (self->form == MEIREI_DIFF_FORM_UNIFIED)
    {
      add_unified_side (self, rows, change->first_row, end, MEIREI_DIFF_OLD);
      add_unified_side (self, rows, change->first_row, end, MEIREI_DIFF_NEW);
    }
  else
    for (guint i = change->first_row; i < end; i++)
      add_half (self, &rows[i]);

  added.n_rows = self->places->len - added.first_row;
  g_array_append_val (self->changes, added);
}

static void
add_same (MeireiDiffLayout    *self,
          const MeireiDiffRow *rows,
          guint                start,
          guint                end)
{
  for (guint i = start; i < end; i++)
    if (self->form != MEIREI_DIFF_FORM_UNIFIED)
      add_half (self, &rows[i]);
    else if (rows[i].line[0] >= 0 && rows[i].line[1] >= 0)
      {
        MeireiDiffPlace place = { MEIREI_DIFF_LINE_SAME, { rows[i].line[0], rows[i].line[1] }, 0 };

        add_place (self, &place);
      }
    else
      add_unified_side (self, rows, i, i + 1, rows[i].line[0] >= 0 ? MEIREI_DIFF_OLD
                                                                    : MEIREI_DIFF_NEW);
}

/* Unchanged rows between two changes, or before the first or after the last. */
static void
add_between (MeireiDiffLayout    *self,
             const MeireiDiffRow *rows,
             guint                start,
             guint                end,
             guint                n_rows,
             gboolean             only_changes)
{
  guint before = start == 0 ? 0 : CONTEXT;
  guint after = end == n_rows ? 0 : CONTEXT;
  MeireiDiffPlace fold = { MEIREI_DIFF_LINE_FOLD, { -1, -1 }, 0 };

  /* Folding one line saves nothing. */
  if (!only_changes || end - start <= before + after + 1)
    {
      add_same (self, rows, start, end);
      return;
    }

  add_same (self, rows, start, start + before);
  fold.n_folded = end - start - before - after;
  add_place (self, &fold);
  add_same (self, rows, end - after, end);
}

/**
 * meirei_diff_layout_new:
 * @diff: a comparison
 * @form: what to show of it
 * @only_changes: whether to fold what is unchanged
 *
 * Returns: (transfer full): what a view shows
 */
MeireiDiffLayout *
meirei_diff_layout_new (MeireiLineDiff *diff,
                        MeireiDiffForm  form,
                        gboolean        only_changes)
{
  MeireiDiffLayout *self;
  const MeireiDiffChange *changes;
  const MeireiDiffRow *rows;
  guint n_changes;
  guint n_rows;
  guint start = 0;

  g_return_val_if_fail (MEIREI_IS_LINE_DIFF (diff), NULL);

  self = g_object_new (MEIREI_TYPE_DIFF_LAYOUT, NULL);
  self->diff = g_object_ref (diff);
  self->form = form;
  rows = meirei_line_diff_get_rows (diff, &n_rows);
  changes = meirei_line_diff_get_changes (diff, &n_changes);
  for (guint i = 0; i < n_changes; i++)
    {
      add_between (self, rows, start, changes[i].first_row, n_rows, only_changes);
      add_change (self, rows, &changes[i]);
      start = changes[i].first_row + changes[i].n_rows;
    }
  add_between (self, rows, start, n_rows, n_rows, only_changes);

  return self;
}

/**
 * meirei_diff_layout_get_diff:
 * @self: a layout
 *
 * Returns: (transfer none): what was compared
 */
MeireiLineDiff *
meirei_diff_layout_get_diff (MeireiDiffLayout *self)
{
  g_return_val_if_fail (MEIREI_IS_DIFF_LAYOUT (self), NULL);

  return self->diff;
}

/**
 * meirei_diff_layout_get_form:
 * @self: a layout
 *
 * Returns: what is shown of the comparison
 */
MeireiDiffForm
meirei_diff_layout_get_form (MeireiDiffLayout *self)
{
  g_return_val_if_fail (MEIREI_IS_DIFF_LAYOUT (self), MEIREI_DIFF_FORM_UNIFIED);

  return self->form;
}

/**
 * meirei_diff_layout_get_text:
 * @self: a layout
 *
 * Returns: (transfer none): the lines, for a text buffer
 */
const char *
meirei_diff_layout_get_text (MeireiDiffLayout *self)
{
  g_return_val_if_fail (MEIREI_IS_DIFF_LAYOUT (self), NULL);

  return self->text->str;
}

/**
 * meirei_diff_layout_get_places:
 * @self: a layout
 * @n_places: (out): how many lines there are
 *
 * Returns: (transfer none) (array length=n_places): what the lines stand for
 */
const MeireiDiffPlace *
meirei_diff_layout_get_places (MeireiDiffLayout *self,
                               guint            *n_places)
{
  g_return_val_if_fail (MEIREI_IS_DIFF_LAYOUT (self), NULL);

  *n_places = self->places->len;

  return (const MeireiDiffPlace *) (gpointer) self->places->data;
}

/**
 * meirei_diff_layout_get_changes:
 * @self: a layout
 * @n_changes: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_changes): the lines of each change
 */
const MeireiDiffChange *
meirei_diff_layout_get_changes (MeireiDiffLayout *self,
                                guint            *n_changes)
{
  g_return_val_if_fail (MEIREI_IS_DIFF_LAYOUT (self), NULL);

  *n_changes = self->changes->len;

  return (const MeireiDiffChange *) (gpointer) self->changes->data;
}

/**
 * meirei_diff_layout_get_words:
 * @self: a layout
 * @place: a line, from 0
 * @n_words: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_words): the parts of the line that
 *   differ
 */
const MeireiDiffSpan *
meirei_diff_layout_get_words (MeireiDiffLayout *self,
                              guint             place,
                              guint            *n_words)
{
  const MeireiDiffPlace *found;
  MeireiDiffSide side;

  g_return_val_if_fail (MEIREI_IS_DIFF_LAYOUT (self), NULL);
  g_return_val_if_fail (place < self->places->len, NULL);

  found = &g_array_index (self->places, MeireiDiffPlace, place);
  *n_words = 0;
  if (found->kind != MEIREI_DIFF_LINE_REMOVED && found->kind != MEIREI_DIFF_LINE_ADDED)
    return NULL;

  side = found->kind == MEIREI_DIFF_LINE_REMOVED ? MEIREI_DIFF_OLD : MEIREI_DIFF_NEW;

  return meirei_line_diff_get_words (self->diff, side, (guint) found->line[side], n_words);
}
