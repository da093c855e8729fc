/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-analyser.h"
#include "meirei-analysis-group.h"
#include "meirei-analysis-job.h"

/**
 * MeireiAnalyser:
 *
 * Looks at code and writes quality reports.
 *
 * Files of several callers that wait at the same time are looked at together,
 * which is what makes it fast: the rule engine takes a thousand files in the
 * time of a dozen starts.  A file on which a tool crashes or hangs gets a
 * report that says so.
 */
struct _MeireiAnalyser
{
  GObject parent_instance;

  MeireiAnalysisSetup  setup;        /* its members are owned */
  char               **rules;        /* of the rule engine */
  guint                deadline_ms;  /* 0: the tools' own */
  GQueue               waiting;      /* of MeireiAnalysisItem */
  GPtrArray           *running;      /* (nullable): of MeireiAnalysisItem */
  GCancellable        *stop;         /* (nullable): ends the group */
  guint                dispatch_id;
};

G_DEFINE_FINAL_TYPE (MeireiAnalyser, meirei_analyser, G_TYPE_OBJECT)

#define MAX_GROUP 1000
#define MAX_GROUP_BYTES (16 * 1024 * 1024)
#define SYSTEM_PYTHON "/usr/bin/python3"
#define TABLE_NAME "1.0.json"
#define KNOWN_MODULES_NAME "known-modules.json"

static void schedule (MeireiAnalyser *self);

static void
meirei_analyser_dispose (GObject *object)
{
  MeireiAnalyser *self = MEIREI_ANALYSER (object);

  /* Every task holds a reference. */
  g_assert (self->running == NULL);
  g_assert (g_queue_is_empty (&self->waiting));
  g_clear_handle_id (&self->dispatch_id, g_source_remove);
  g_clear_object (&self->setup.table);
  g_clear_object (&self->setup.ruff);
  g_clear_object (&self->setup.worker);
  g_clear_object (&self->setup.trust);

  G_OBJECT_CLASS (meirei_analyser_parent_class)->dispose (object);
}

static void
meirei_analyser_finalize (GObject *object)
{
  MeireiAnalyser *self = MEIREI_ANALYSER (object);

  g_strfreev (self->rules);

  G_OBJECT_CLASS (meirei_analyser_parent_class)->finalize (object);
}

static void
meirei_analyser_class_init (MeireiAnalyserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_analyser_dispose;
  object_class->finalize = meirei_analyser_finalize;
}

static void
meirei_analyser_init (MeireiAnalyser *self)
{
  g_queue_init (&self->waiting);
}

/* The system's Python rather than the first one on PATH, which may be a
 * private one without half of its library. */
static char *
find_python (void)
{
  if (g_file_test (SYSTEM_PYTHON, G_FILE_TEST_IS_EXECUTABLE))
    return g_strdup (SYSTEM_PYTHON);

  return g_find_program_in_path ("python3");
}

/**
 * meirei_analyser_new:
 * @data_dir: the program's data folder, with `quality` and `python` in it
 * @ruff_path: (nullable): the rule engine; without it no file gets a score,
 *   and every report says so
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a new analyser, or %NULL with an error
 *   if the scoring table cannot be read
 */
MeireiAnalyser *
meirei_analyser_new (const char  *data_dir,
                     const char  *ruff_path,
                     GError     **error)
{
  g_autofree char *table_path = NULL;
  g_autofree char *known = NULL;
  g_autofree char *script = NULL;
  g_autofree char *python = find_python ();
  g_autoptr(MeireiScoreTable) table = NULL;
  MeireiAnalyser *self;

  table_path = g_build_filename (data_dir, "quality", TABLE_NAME, NULL);
  table = meirei_score_table_load (table_path, error);
  if (table == NULL)
    return NULL;

  script = g_build_filename (data_dir, "python", "worker.py", NULL);
  known = g_build_filename (data_dir, "quality", KNOWN_MODULES_NAME, NULL);

  self = g_object_new (MEIREI_TYPE_ANALYSER, NULL);
  self->rules = meirei_score_table_dup_rules (table, "ruff");
  self->setup.table = g_steal_pointer (&table);
  self->setup.worker = meirei_analysis_worker_new (python, script, known);
  self->setup.trust = meirei_tool_trust_new (NULL);
  meirei_analyser_set_ruff_path (self, ruff_path);

  return self;
}

/**
 * meirei_analyser_set_ruff_path:
 * @self: an analyser
 * @path: (nullable): the rule engine
 *
 * Names the rule engine, for example after it was installed.
 */
void
meirei_analyser_set_ruff_path (MeireiAnalyser *self,
                               const char     *path)
{
  g_return_if_fail (MEIREI_IS_ANALYSER (self));

  g_clear_object (&self->setup.ruff);
  self->setup.ruff = meirei_ruff_new (path, (const char * const *) self->rules);
  if (self->deadline_ms > 0)
    meirei_ruff_set_deadline (self->setup.ruff, self->deadline_ms);
}

/**
 * meirei_analyser_set_deadline:
 * @self: an analyser
 * @milliseconds: how long a tool may take for one file
 *
 * Sets after which time a tool counts as hanging.
 */
void
meirei_analyser_set_deadline (MeireiAnalyser *self,
                              guint           milliseconds)
{
  g_return_if_fail (MEIREI_IS_ANALYSER (self));
  g_return_if_fail (milliseconds > 0);

  self->deadline_ms = milliseconds;
  meirei_ruff_set_deadline (self->setup.ruff, milliseconds);
  meirei_analysis_worker_set_deadline (self->setup.worker, milliseconds);
}

/**
 * meirei_analyser_get_table:
 * @self: an analyser
 *
 * Returns: (transfer none): the scoring table, with its texts
 */
MeireiScoreTable *
meirei_analyser_get_table (MeireiAnalyser *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSER (self), NULL);

  return self->setup.table;
}

/**
 * meirei_analyser_get_trust:
 * @self: an analyser
 *
 * Returns: (transfer none): which external analysers the user lets run
 */
MeireiToolTrust *
meirei_analyser_get_trust (MeireiAnalyser *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSER (self), NULL);

  return self->setup.trust;
}

/**
 * meirei_analyser_get_worker:
 * @self: an analyser
 *
 * Returns: (transfer none): the Python worker, which only the analyser may
 *   ask; see [method@AnalysisWorker.copy]
 */
MeireiAnalysisWorker *
meirei_analyser_get_worker (MeireiAnalyser *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSER (self), NULL);

  return self->setup.worker;
}

/**
 * meirei_analyser_get_worker_pid:
 * @self: an analyser
 *
 * Returns: the process id of the worker, or 0 if none runs
 */
int
meirei_analyser_get_worker_pid (MeireiAnalyser *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSER (self), 0);

  return meirei_analysis_worker_get_pid (self->setup.worker);
}

static void
group_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(MeireiAnalyser) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reports = meirei_analysis_group_run_finish (result, &error);
  g_autoptr(GPtrArray) group = g_steal_pointer (&self->running);

  g_clear_object (&self->stop);
  for (guint i = 0; i < group->len; i++)
    meirei_analysis_item_finish (g_ptr_array_index (group, i),
                                 reports != NULL ? g_ptr_array_index (reports, i) : NULL,
                                 error);

  schedule (self);
}

static GPtrArray *
take_group (MeireiAnalyser *self)
{
  GPtrArray *group = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_analysis_item_free);
  gsize n_bytes = 0;

  while (!g_queue_is_empty (&self->waiting) && group->len < MAX_GROUP)
    {
      MeireiAnalysisItem *item = g_queue_peek_head (&self->waiting);
      MeireiSource *source = meirei_analysis_item_get_source (item);
      gsize size = g_bytes_get_size (meirei_source_get_bytes (source));

      if (group->len > 0 && n_bytes + size > MAX_GROUP_BYTES)
        break;

      g_queue_pop_head (&self->waiting);
      if (meirei_analysis_item_is_cancelled (item))
        {
          meirei_analysis_item_finish (item, NULL, NULL);
          meirei_analysis_item_free (item);
          continue;
        }
      n_bytes += size;
      g_ptr_array_add (group, item);
    }

  return group;
}

static gboolean
dispatch_cb (gpointer user_data)
{
  MeireiAnalyser *self = user_data;
  g_autoptr(GPtrArray) group = NULL;
  g_autoptr(GPtrArray) sources = NULL;

  self->dispatch_id = 0;
  group = take_group (self);
  if (group->len == 0)
    return G_SOURCE_REMOVE;

  sources = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < group->len; i++)
    g_ptr_array_add (sources,
                     g_object_ref (meirei_analysis_item_get_source (group->pdata[i])));

  self->running = g_steal_pointer (&group);
  self->stop = g_cancellable_new ();
  meirei_analysis_group_run_async (&self->setup, sources, self->stop,
                                   group_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* Waits for the end of this round of the main loop, so that all files that
 * become ready in it go together. */
static void
schedule (MeireiAnalyser *self)
{
  if (self->running == NULL && self->dispatch_id == 0 && !g_queue_is_empty (&self->waiting))
    self->dispatch_id = g_idle_add_full (G_PRIORITY_DEFAULT, dispatch_cb, self, NULL);
}

/* A caller that gives up must not stop the others' files in the same group. */
static void
stop_if_unwanted (gpointer data)
{
  MeireiAnalyser *self = data;

  for (guint i = 0; self->running != NULL && i < self->running->len; i++)
    {
      if (!meirei_analysis_item_is_cancelled (g_ptr_array_index (self->running, i)))
        return;
    }

  if (self->stop != NULL)
    g_cancellable_cancel (self->stop);
}

/**
 * meirei_analyser_analyse_async:
 * @self: an analyser
 * @sources: (element-type MeireiSource): the files
 * @cancellable: (nullable): to give up; files of other callers go on
 * @callback: called when all reports are there
 * @user_data: for @callback
 *
 * Looks at files.  Call it in the main thread, as often as files become
 * ready; what waits goes together.
 */
void
meirei_analyser_analyse_async (MeireiAnalyser      *self,
                               GPtrArray           *sources,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_ANALYSER (self));
  g_return_if_fail (sources != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_analyser_analyse_async);
  meirei_analysis_job_start (task, sources, &self->waiting, stop_if_unwanted, self);
  schedule (self);
}

/**
 * meirei_analyser_analyse_finish:
 * @self: an analyser
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type MeireiReport) (nullable): a report
 *   for each file, without a gate; %NULL with %G_IO_ERROR_CANCELLED, or with
 *   %G_FILE_ERROR if there is no space for temporary files
 */
GPtrArray *
meirei_analyser_analyse_finish (MeireiAnalyser  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
