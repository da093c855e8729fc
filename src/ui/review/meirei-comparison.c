/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Comparing two texts in a thread. */

#include "config.h"

#include "meirei-comparison.h"

typedef struct {
  /* Input */
  char *codes[MEIREI_N_DIFF_SIDES];
  MeireiLineDiffFlags flags;
  gboolean unified;
  gboolean only_changes;
  /* In and output */
  MeireiLineDiff *diff;
  /* Output */
  MeireiDiffLayout *layouts[MEIREI_N_DIFF_FORMS];
} State;

static void
state_free (State *state)
{
  for (guint i = 0; i < MEIREI_N_DIFF_SIDES; i++)
    g_free (state->codes[i]);
  for (guint i = 0; i < MEIREI_N_DIFF_FORMS; i++)
    g_clear_object (&state->layouts[i]);
  g_clear_object (&state->diff);
  g_free (state);
}

static void
compare_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  State *state = task_data;

  if (state->diff == NULL)
    state->diff = meirei_line_diff_new (state->codes[0], state->codes[1], state->flags);
  for (guint i = 0; i < MEIREI_N_DIFF_FORMS; i++)
    if ((i == MEIREI_DIFF_FORM_UNIFIED) == state->unified)
      state->layouts[i] = meirei_diff_layout_new (state->diff, (MeireiDiffForm) i,
                                                  state->only_changes);
  g_task_return_boolean (task, TRUE);
}

/**
 * meirei_comparison_run_async:
 * @source: on whose behalf
 * @comparison: what to compare; it is copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
meirei_comparison_run_async (GObject                *source,
                             const MeireiComparison *comparison,
                             GCancellable           *cancellable,
                             GAsyncReadyCallback     callback,
                             gpointer                user_data)
{
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);
  State *state = g_new0 (State, 1);

  g_task_set_source_tag (task, meirei_comparison_run_async);
  for (guint i = 0; i < MEIREI_N_DIFF_SIDES; i++)
    state->codes[i] = g_strdup (comparison->codes[i]);
  state->flags = comparison->flags;
  state->unified = comparison->unified;
  state->only_changes = comparison->only_changes;
  g_set_object (&state->diff, comparison->diff);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  g_task_run_in_thread (task, compare_in_thread);
}

/**
 * meirei_comparison_run_finish:
 * @result: the result
 * @diff: (inout) (transfer full): the comparison; what was there is released
 * @layouts: (inout) (array fixed-size=3) (transfer full): the lines to show,
 *   by form; %NULL for forms that were not asked for
 *
 * Returns: %FALSE if it was cancelled, and nothing has changed
 */
gboolean
meirei_comparison_run_finish (GAsyncResult      *result,
                              MeireiLineDiff   **diff,
                              MeireiDiffLayout **layouts)
{
  State *state;

  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return FALSE;

  state = g_task_get_task_data (G_TASK (result));
  g_set_object (diff, state->diff);
  for (guint i = 0; i < MEIREI_N_DIFF_FORMS; i++)
    g_set_object (&layouts[i], state->layouts[i]);

  return TRUE;
}
