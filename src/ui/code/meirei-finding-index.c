/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-finding-index.h"
#include "meirei-finding-text.h"
#include "meirei-labels.h"
#include "meirei-score-badge.h"

/**
 * MeireiFindingIndex:
 *
 * Findings by line, for everything that is drawn beside code: a look-up costs
 * a binary search however many findings there are.  Findings that concern the
 * whole file and those that a person suppressed are left out.
 */
struct _MeireiFindingIndex
{
  GObject parent_instance;

  GPtrArray *findings;          /* (owned) (element-type MeireiFinding), by line, the dearest first */
  GArray *lines;                /* (owned) (element-type MeireiFindingLine) */
  MeireiScoreTable *table;      /* (owned) (nullable) */
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiFindingIndex, meirei_finding_index, G_TYPE_OBJECT)

static int
compare_by_line_cb (gconstpointer a,
                    gconstpointer b)
{
  MeireiFinding *first = *(MeireiFinding * const *) a;
  MeireiFinding *second = *(MeireiFinding * const *) b;
  int first_line = meirei_finding_get_line (first);
  int second_line = meirei_finding_get_line (second);

  if (first_line != second_line)
    return first_line < second_line ? -1 : 1;

  return meirei_finding_compare (first, second);
}

static void
index_lines (MeireiFindingIndex *self)
{
  MeireiFindingLine *last = NULL;

  g_array_set_size (self->lines, 0);

  for (guint i = 0; i < self->findings->len; i++)
    {
      MeireiFinding *finding = g_ptr_array_index (self->findings, i);
      int line = meirei_finding_get_line (finding);

      if (last == NULL || last->line != line)
        {
          MeireiFindingLine entry = { .line = line };

          entry.findings = (MeireiFinding * const *) &g_ptr_array_index (self->findings, i);
          g_array_append_val (self->lines, entry);
          last = &g_array_index (self->lines, MeireiFindingLine, self->lines->len - 1);
        }

      last->n_findings++;
      last->points += meirei_finding_get_points (finding);
      last->severity = MAX (last->severity, meirei_finding_get_severity (finding));
    }
}

static void
meirei_finding_index_finalize (GObject *object)
{
  MeireiFindingIndex *self = MEIREI_FINDING_INDEX (object);

  g_ptr_array_unref (self->findings);
  g_array_unref (self->lines);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (meirei_finding_index_parent_class)->finalize (object);
}

static void
meirei_finding_index_class_init (MeireiFindingIndexClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_finding_index_finalize;

  /**
   * MeireiFindingIndex::changed:
   *
   * There are other findings now.
   */
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_finding_index_init (MeireiFindingIndex *self)
{
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
  self->lines = g_array_new (FALSE, FALSE, sizeof (MeireiFindingLine));
}

/**
 * meirei_finding_index_new:
 *
 * Returns: (transfer full): an empty index
 */
MeireiFindingIndex *
meirei_finding_index_new (void)
{
  return g_object_new (MEIREI_TYPE_FINDING_INDEX, NULL);
}

/**
 * meirei_finding_index_set_findings:
 * @self: an index
 * @findings: (element-type MeireiFinding) (nullable): in any order
 *
 * Replaces all findings.  The array is not kept, its elements are.
 */
void
meirei_finding_index_set_findings (MeireiFindingIndex *self,
                                   GPtrArray          *findings)
{
  g_return_if_fail (MEIREI_IS_FINDING_INDEX (self));

  if (self->findings->len == 0 && (findings == NULL || findings->len == 0))
    return;

  g_ptr_array_set_size (self->findings, 0);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      MeireiFinding *finding = g_ptr_array_index (findings, i);

      if (meirei_finding_get_line (finding) > 0 &&
          meirei_finding_get_suppressed (finding) == NULL)
        g_ptr_array_add (self->findings, g_object_ref (finding));
    }

  g_ptr_array_sort (self->findings, compare_by_line_cb);
  index_lines (self);

  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * meirei_finding_index_get_findings:
 * @self: an index
 *
 * Returns: (transfer none) (element-type MeireiFinding): the findings that
 *   are shown, by line
 */
GPtrArray *
meirei_finding_index_get_findings (MeireiFindingIndex *self)
{
  g_return_val_if_fail (MEIREI_IS_FINDING_INDEX (self), NULL);

  return self->findings;
}

/**
 * meirei_finding_index_get_lines:
 * @self: an index
 * @n_lines: (out): how many lines have findings
 *
 * Returns: (array length=n_lines) (transfer none): the lines, in order; valid
 *   until the next [signal@Meirei.FindingIndex::changed]
 */
const MeireiFindingLine *
meirei_finding_index_get_lines (MeireiFindingIndex *self,
                                guint              *n_lines)
{
  g_return_val_if_fail (MEIREI_IS_FINDING_INDEX (self), NULL);
  g_return_val_if_fail (n_lines != NULL, NULL);

  *n_lines = self->lines->len;

  return (const MeireiFindingLine *) (void *) self->lines->data;
}

/**
 * meirei_finding_index_find_first:
 * @self: an index
 * @line: a line, from 1
 *
 * Returns: the position, in meirei_finding_index_get_lines(), of the first
 *   line with findings that is not before @line; their number if there is none
 */
guint
meirei_finding_index_find_first (MeireiFindingIndex *self,
                                 int                 line)
{
  guint low = 0;
  guint high;

  g_return_val_if_fail (MEIREI_IS_FINDING_INDEX (self), 0);

  high = self->lines->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->lines, MeireiFindingLine, middle).line < line)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * meirei_finding_index_find:
 * @self: an index
 * @line: a line, from 1
 *
 * Returns: (transfer none) (nullable): what there is to say about @line
 */
const MeireiFindingLine *
meirei_finding_index_find (MeireiFindingIndex *self,
                           int                 line)
{
  const MeireiFindingLine *found;
  guint position;

  g_return_val_if_fail (MEIREI_IS_FINDING_INDEX (self), NULL);

  position = meirei_finding_index_find_first (self, line);
  if (position == self->lines->len)
    return NULL;

  found = &g_array_index (self->lines, MeireiFindingLine, position);

  return found->line == line ? found : NULL;
}

/**
 * meirei_finding_index_find_next:
 * @self: an index
 * @line: a line, from 1; 0 for before the first
 * @backward: whether to look towards the start
 *
 * Finds the nearest line with findings after or before @line, and begins
 * again at the other end of the file when there is none.
 *
 * Returns: (transfer none) (nullable): %NULL if there are no findings at all
 */
const MeireiFindingLine *
meirei_finding_index_find_next (MeireiFindingIndex *self,
                                int                 line,
                                gboolean            backward)
{
  guint position;

  g_return_val_if_fail (MEIREI_IS_FINDING_INDEX (self), NULL);

  if (self->lines->len == 0)
    return NULL;

  if (backward)
    position = meirei_finding_index_find_first (self, line) + self->lines->len - 1;
  else
    position = meirei_finding_index_find_first (self, line + 1);

  return &g_array_index (self->lines, MeireiFindingLine, position % self->lines->len);
}

/**
 * meirei_finding_index_set_table:
 * @self: an index
 * @table: (nullable): the scoring table, which has the translations
 *
 * Sets where the messages are looked up; without it they stay English.
 */
void
meirei_finding_index_set_table (MeireiFindingIndex *self,
                                MeireiScoreTable   *table)
{
  g_return_if_fail (MEIREI_IS_FINDING_INDEX (self));
  g_return_if_fail (table == NULL || MEIREI_IS_SCORE_TABLE (table));

  if (g_set_object (&self->table, table))
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * meirei_finding_index_dup_text:
 * @self: an index
 * @finding: a finding
 *
 * Returns: (transfer full): what @finding says, on one line
 */
char *
meirei_finding_index_dup_text (MeireiFindingIndex *self,
                               MeireiFinding      *finding)
{
  g_return_val_if_fail (MEIREI_IS_FINDING_INDEX (self), NULL);

  return meirei_finding_dup_translated (finding, self->table);
}

/**
 * meirei_finding_index_dup_tooltip:
 * @self: an index
 * @line: a line, from 1
 *
 * Returns: (transfer full) (nullable): all findings of the line, one below
 *   the other; %NULL if it has none
 */
char *
meirei_finding_index_dup_tooltip (MeireiFindingIndex *self,
                                  int                 line)
{
  const MeireiFindingLine *found = meirei_finding_index_find (self, line);
  g_autoptr(GString) text = g_string_new (NULL);

  if (found == NULL)
    return NULL;

  for (guint i = 0; i < found->n_findings; i++)
    {
      MeireiFinding *finding = found->findings[i];
      MeireiSeverity severity = meirei_finding_get_severity (finding);
      g_autofree char *message = meirei_finding_index_dup_text (self, finding);
      int points = meirei_finding_get_points (finding);

      if (text->len > 0)
        g_string_append_c (text, '\n');

      /* Translators: a severity and a message: “Warning: “json” is imported but never used” */
      g_string_append_printf (text, C_("finding", "%s: %s"),
                              meirei_severity_get_label (severity), message);

      if (points > 0)
        {
          g_autofree char *lost = meirei_format_points (-points);

          g_string_append_printf (text, " (%s)", lost);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
