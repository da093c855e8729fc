/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiLineDiff:
 *
 * What became of the lines of a text: rows of lines that stand beside each
 * other, the changes among them, and the words that differ within a line.
 * Immutable; threads can share it.
 */

#include "config.h"

#include "meirei-line-diff-private.h"

/* Steps for lines and words together; some tenths of a second. */
#define BUDGET (40 * 1000 * 1000)

struct _MeireiLineDiff
{
  GObject parent_instance;

  MeireiDiffText texts[MEIREI_N_DIFF_SIDES];
  GArray *rows;                             /* of MeireiDiffRow */
  GArray *changes;                          /* of MeireiDiffChange */
  GArray *words[MEIREI_N_DIFF_SIDES];       /* of MeireiDiffSpan */
  guint *first_words[MEIREI_N_DIFF_SIDES];  /* by line, and the end */
  guint n_changed[MEIREI_N_DIFF_SIDES];
};

G_DEFINE_FINAL_TYPE (MeireiLineDiff, meirei_line_diff, G_TYPE_OBJECT)

static void
meirei_line_diff_finalize (GObject *object)
{
  MeireiLineDiff *self = MEIREI_LINE_DIFF (object);

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      meirei_diff_text_clear (&self->texts[side]);
      g_array_unref (self->words[side]);
      g_free (self->first_words[side]);
    }
  g_array_unref (self->rows);
  g_array_unref (self->changes);

  G_OBJECT_CLASS (meirei_line_diff_parent_class)->finalize (object);
}

static void
meirei_line_diff_class_init (MeireiLineDiffClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_line_diff_finalize;
}

static void
meirei_line_diff_init (MeireiLineDiff *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (MeireiDiffRow));
  self->changes = g_array_new (FALSE, FALSE, sizeof (MeireiDiffChange));
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    self->words[side] = g_array_new (FALSE, FALSE, sizeof (MeireiDiffSpan));
}

static gboolean
counts (MeireiDiffJob  *job,
        MeireiDiffSide  side,
        int             line)
{
  return line >= 0 && !meirei_diff_text_line (&job->texts[side], (guint) line)->ignored;
}

/* The words of a line are known as soon as it has its row, and its rows are
 * made in the order of the lines. */
static void
add_row (MeireiLineDiff       *self,
         MeireiDiffJob        *job,
         const MeireiDiffPair *pair,
         gboolean              changed)
{
  MeireiDiffRow row = { { pair->line[0], pair->line[1] }, { FALSE, FALSE } };

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      row.changed[side] = changed && counts (job, side, pair->line[side]);
      self->n_changed[side] += row.changed[side];
      if (pair->line[side] >= 0)
        self->first_words[side][pair->line[side]] = self->words[side]->len;
    }
  g_array_append_val (self->rows, row);
  if (row.changed[0] && row.changed[1])
    meirei_diff_job_words (job, pair, self->words);
}

/* Lines without a partner, until the next that has one.  If none of them
 * counts, they are no change. */
static void
add_gap (MeireiLineDiff *self,
         MeireiDiffJob  *job,
         const guint    *start,
         const guint    *n_lines)
{
  g_autoptr(GArray) pairs = meirei_diff_job_pair (job, start, n_lines);
  MeireiDiffChange change = { self->rows->len, pairs->len };
  gboolean changed = FALSE;

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    for (guint i = 0; i < n_lines[side]; i++)
      changed |= counts (job, side, (int) (start[side] + i));

  for (guint i = 0; i < pairs->len; i++)
    add_row (self, job, &g_array_index (pairs, MeireiDiffPair, i), changed);
  if (changed)
    g_array_append_val (self->changes, change);
}

static guint
count_lonely (MeireiDiffJob  *job,
              MeireiDiffSide  side,
              guint           start)
{
  guint end = start;

  while (end < job->texts[side].lines->len && job->partners[side][end] < 0)
    end++;

  return end - start;
}

static void
add_rows (MeireiLineDiff *self,
          MeireiDiffJob  *job)
{
  guint next[2] = { 0, 0 };

  for (;;)
    {
      guint n_lines[2] = { count_lonely (job, 0, next[0]), count_lonely (job, 1, next[1]) };
      MeireiDiffPair pair;

      if (n_lines[0] + n_lines[1] > 0)
        add_gap (self, job, next, n_lines);
      next[0] += n_lines[0];
      next[1] += n_lines[1];
      if (next[0] == job->texts[0].lines->len || next[1] == job->texts[1].lines->len)
        break;

      pair.line[0] = (int) next[0]++;
      pair.line[1] = (int) next[1]++;
      add_row (self, job, &pair, FALSE);
    }
}

/**
 * meirei_line_diff_new:
 * @old_text: the text before; what is not UTF-8 in it becomes U+FFFD
 * @new_text: the text after
 * @flags: what does not count
 *
 * Compares two texts.  The time is bounded: with texts of 20,000 lines that
 * have little in common, or that are made to be hard, the answer is still
 * right but less fine.  Meant for a thread if the texts can be long.
 *
 * Returns: (transfer full): the differences
 */
MeireiLineDiff *
meirei_line_diff_new (const char          *old_text,
                      const char          *new_text,
                      MeireiLineDiffFlags  flags)
{
  const char *texts[] = { old_text, new_text };
  MeireiDiffJob job = { .budget = BUDGET };
  MeireiLineDiff *self;

  g_return_val_if_fail (old_text != NULL && new_text != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_LINE_DIFF, NULL);
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      meirei_diff_text_init (&job.texts[side], texts[side], flags);
      job.partners[side] = g_new (int, job.texts[side].lines->len + 1);
      self->first_words[side] = g_new0 (guint, job.texts[side].lines->len + 1);
    }

  meirei_diff_job_match (&job, meirei_diff_texts_number (job.texts));
  add_rows (self, &job);
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      self->first_words[side][job.texts[side].lines->len] = self->words[side]->len;
      self->texts[side] = job.texts[side];
      g_free (job.partners[side]);
    }

  return self;
}

/**
 * meirei_line_diff_get_rows:
 * @self: differences
 * @n_rows: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_rows): all lines of both texts
 */
const MeireiDiffRow *
meirei_line_diff_get_rows (MeireiLineDiff *self,
                           guint          *n_rows)
{
  g_return_val_if_fail (MEIREI_IS_LINE_DIFF (self), NULL);

  *n_rows = self->rows->len;

  return (const MeireiDiffRow *) (gpointer) self->rows->data;
}

/**
 * meirei_line_diff_get_changes:
 * @self: differences
 * @n_changes: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_changes): the changes, from the top
 */
const MeireiDiffChange *
meirei_line_diff_get_changes (MeireiLineDiff *self,
                              guint          *n_changes)
{
  g_return_val_if_fail (MEIREI_IS_LINE_DIFF (self), NULL);

  *n_changes = self->changes->len;

  return (const MeireiDiffChange *) (gpointer) self->changes->data;
}

/**
 * meirei_line_diff_get_n_lines:
 * @self: differences
 * @side: a side
 *
 * Returns: how many lines the text has
 */
guint
meirei_line_diff_get_n_lines (MeireiLineDiff *self,
                              MeireiDiffSide  side)
{
  g_return_val_if_fail (MEIREI_IS_LINE_DIFF (self), 0);
  g_return_val_if_fail (side < MEIREI_N_DIFF_SIDES, 0);

  return self->texts[side].lines->len;
}

/**
 * meirei_line_diff_get_line:
 * @self: differences
 * @side: a side
 * @line: a line, from 0
 * @length: (out): its length in bytes, without its end
 *
 * Returns: (transfer none): the line; it does not end in a NUL
 */
const char *
meirei_line_diff_get_line (MeireiLineDiff *self,
                           MeireiDiffSide  side,
                           guint           line,
                           gsize          *length)
{
  const MeireiDiffLine *found;

  g_return_val_if_fail (MEIREI_IS_LINE_DIFF (self), NULL);
  g_return_val_if_fail (side < MEIREI_N_DIFF_SIDES, NULL);
  g_return_val_if_fail (line < self->texts[side].lines->len, NULL);

  found = meirei_diff_text_line (&self->texts[side], line);
  *length = found->length;

  return found->text;
}

/**
 * meirei_line_diff_get_n_changed:
 * @self: differences
 * @side: a side
 *
 * Returns: how many lines were removed (old) or added (new)
 */
guint
meirei_line_diff_get_n_changed (MeireiLineDiff *self,
                                MeireiDiffSide  side)
{
  g_return_val_if_fail (MEIREI_IS_LINE_DIFF (self), 0);
  g_return_val_if_fail (side < MEIREI_N_DIFF_SIDES, 0);

  return self->n_changed[side];
}

/**
 * meirei_line_diff_get_words:
 * @self: differences
 * @side: a side
 * @line: a line, from 0
 * @n_words: (out): how many parts there are
 *
 * The parts of a changed line that the line beside it does not have.  There
 * are none if the whole line is new, or has little in common with the other.
 *
 * Returns: (transfer none) (array length=n_words): the parts, from the left
 */
const MeireiDiffSpan *
meirei_line_diff_get_words (MeireiLineDiff *self,
                            MeireiDiffSide  side,
                            guint           line,
                            guint          *n_words)
{
  const guint *first;

  g_return_val_if_fail (MEIREI_IS_LINE_DIFF (self), NULL);
  g_return_val_if_fail (side < MEIREI_N_DIFF_SIDES, NULL);
  g_return_val_if_fail (line < self->texts[side].lines->len, NULL);

  first = self->first_words[side] + line;
  *n_words = first[1] - first[0];

  return (const MeireiDiffSpan *) (gpointer) self->words[side]->data + first[0];
}
