/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-analysis-job.h"

/* The files of one caller.  They may be looked at in several groups, together
 * with files of others; the caller hears of it once. */

typedef struct {
  /* Input */
  GPtrArray  *sources;    /* of MeireiSource */
  void      (*cancelled) (gpointer data);
  gpointer    data;

  /* In progress */
  guint    n_waiting;
  gboolean has_returned;
  GSource *watch;         /* (nullable) */
  GError  *error;         /* (nullable) */

  /* Output */
  GPtrArray *reports;     /* of MeireiReport, %NULL until it is there */
} Job;

static void
job_free (Job *job)
{
  g_assert (job->watch == NULL);
  g_ptr_array_unref (job->sources);
  g_clear_pointer (&job->reports, g_ptr_array_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static void
unref_report (gpointer report)
{
  if (report != NULL)
    g_object_unref (report);
}

static void
job_return (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  if (job->has_returned)
    return;

  job->has_returned = TRUE;
  if (job->watch != NULL)
    g_source_destroy (job->watch);
  g_clear_pointer (&job->watch, g_source_unref);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&job->reports),
                           (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  Job *job = g_task_get_task_data (task);

  job_return (task);
  job->cancelled (job->data);

  return G_SOURCE_REMOVE;
}

/**
 * meirei_analysis_job_start:
 * @task: the caller's task; returns an array of reports
 * @sources: (element-type MeireiSource): the caller's files
 * @waiting: (element-type MeireiAnalysisItem): gets an item for each file
 * @cancelled: called when the caller gives up
 * @data: for @cancelled; lives as long as the task
 *
 * Puts the files of a caller into the queue.
 */
void
meirei_analysis_job_start (GTask      *task,
                           GPtrArray  *sources,
                           GQueue     *waiting,
                           void      (*cancelled) (gpointer data),
                           gpointer    data)
{
  Job *job = g_new0 (Job, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  job->sources = g_ptr_array_ref (sources);
  job->cancelled = cancelled;
  job->data = data;
  job->n_waiting = sources->len;
  job->reports = g_ptr_array_new_with_free_func (unref_report);
  g_ptr_array_set_size (job->reports, (int) sources->len);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  if (sources->len == 0 || g_cancellable_is_cancelled (cancellable))
    {
      job_return (task);
      return;
    }

  if (cancellable != NULL)
    {
      job->watch = g_cancellable_source_new (cancellable);
      g_source_set_callback (job->watch, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (job->watch, g_task_get_context (task));
    }

  for (guint i = 0; i < sources->len; i++)
    {
      MeireiAnalysisItem *item = g_new0 (MeireiAnalysisItem, 1);

      item->task = g_object_ref (task);
      item->index = i;
      g_queue_push_tail (waiting, item);
    }
}

/**
 * meirei_analysis_item_free:
 * @self: an item
 *
 * Frees it.
 */
void
meirei_analysis_item_free (MeireiAnalysisItem *self)
{
  g_object_unref (self->task);
  g_free (self);
}

/**
 * meirei_analysis_item_get_source:
 * @self: an item
 *
 * Returns: (transfer none): the file
 */
MeireiSource *
meirei_analysis_item_get_source (MeireiAnalysisItem *self)
{
  Job *job = g_task_get_task_data (self->task);

  return g_ptr_array_index (job->sources, self->index);
}

/**
 * meirei_analysis_item_is_cancelled:
 * @self: an item
 *
 * Returns: whether its caller gave up
 */
gboolean
meirei_analysis_item_is_cancelled (MeireiAnalysisItem *self)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (self->task));
}

/**
 * meirei_analysis_item_finish:
 * @self: an item
 * @report: (nullable): its report
 * @error: (nullable): why there is none
 *
 * Takes a file off its caller's list; with the last one the task returns.
 */
void
meirei_analysis_item_finish (MeireiAnalysisItem *self,
                             MeireiReport       *report,
                             GError             *error)
{
  Job *job = g_task_get_task_data (self->task);

  if (report != NULL && job->reports != NULL)
    job->reports->pdata[self->index] = g_object_ref (report);
  if (error != NULL && job->error == NULL)
    job->error = g_error_copy (error);
  if (--job->n_waiting == 0)
    job_return (self->task);
}
