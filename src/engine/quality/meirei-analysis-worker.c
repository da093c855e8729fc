/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-analysis-worker-private.h"

/**
 * MeireiAnalysisWorker:
 *
 * The long-lived Python process that looks at code with Python's own parser.
 *
 * It may crash or hang on a file: the file gets a problem as its answer, a
 * new process takes the files that are left.  One group at a time.
 */
G_DEFINE_FINAL_TYPE (MeireiAnalysisWorker, meirei_analysis_worker, G_TYPE_OBJECT)

/* Beyond the worker's own limit on processor time. */
#define DEADLINE_MS 12000

/**
 * meirei_worker_answer_free:
 * @self: (nullable): an answer
 *
 * Frees it.
 */
void
meirei_worker_answer_free (MeireiWorkerAnswer *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->object, json_object_unref);
  g_free (self->problem);
  g_free (self);
}

static void
meirei_analysis_worker_dispose (GObject *object)
{
  MeireiAnalysisWorker *self = MEIREI_ANALYSIS_WORKER (object);

  g_assert (!self->is_busy);
  meirei_analysis_worker_stop (self);

  G_OBJECT_CLASS (meirei_analysis_worker_parent_class)->dispose (object);
}

static void
meirei_analysis_worker_finalize (GObject *object)
{
  MeireiAnalysisWorker *self = MEIREI_ANALYSIS_WORKER (object);

  g_free (self->python);
  g_free (self->script);
  g_free (self->known_modules);
  g_free (self->version);

  G_OBJECT_CLASS (meirei_analysis_worker_parent_class)->finalize (object);
}

static void
meirei_analysis_worker_class_init (MeireiAnalysisWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_analysis_worker_dispose;
  object_class->finalize = meirei_analysis_worker_finalize;
}

static void
meirei_analysis_worker_init (MeireiAnalysisWorker *self)
{
  self->deadline_ms = DEADLINE_MS;
}

/**
 * meirei_analysis_worker_new:
 * @python: (nullable): the Python to use; %NULL if there is none
 * @script: the worker's start script
 * @known_modules: the list of well-known distributions
 *
 * The process starts with the first group.
 *
 * Returns: (transfer full): a new worker
 */
MeireiAnalysisWorker *
meirei_analysis_worker_new (const char *python,
                            const char *script,
                            const char *known_modules)
{
  MeireiAnalysisWorker *self;

  g_return_val_if_fail (script != NULL, NULL);
  g_return_val_if_fail (known_modules != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_ANALYSIS_WORKER, NULL);
  self->python = g_strdup (python);
  self->script = g_strdup (script);
  self->known_modules = g_strdup (known_modules);

  return self;
}

/**
 * meirei_analysis_worker_copy:
 * @self: a worker
 *
 * Returns: (transfer full): a worker with the same settings and a process of
 *   its own
 */
MeireiAnalysisWorker *
meirei_analysis_worker_copy (MeireiAnalysisWorker *self)
{
  MeireiAnalysisWorker *copy;

  g_return_val_if_fail (MEIREI_IS_ANALYSIS_WORKER (self), NULL);

  copy = meirei_analysis_worker_new (self->python, self->script, self->known_modules);
  copy->deadline_ms = self->deadline_ms;

  return copy;
}

/**
 * meirei_analysis_worker_is_busy:
 * @self: a worker
 *
 * Returns: whether it has a group
 */
gboolean
meirei_analysis_worker_is_busy (MeireiAnalysisWorker *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSIS_WORKER (self), FALSE);

  return self->is_busy;
}

/**
 * meirei_analysis_worker_set_deadline:
 * @self: a worker
 * @milliseconds: how long one file may take
 *
 * Sets after which time without an answer the process counts as hanging.
 */
void
meirei_analysis_worker_set_deadline (MeireiAnalysisWorker *self,
                                     guint                 milliseconds)
{
  g_return_if_fail (MEIREI_IS_ANALYSIS_WORKER (self));
  g_return_if_fail (milliseconds > 0);

  self->deadline_ms = milliseconds;
}

/**
 * meirei_analysis_worker_get_version:
 * @self: a worker
 *
 * Returns: (nullable): the version of Python, or %NULL before the first group
 */
const char *
meirei_analysis_worker_get_version (MeireiAnalysisWorker *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSIS_WORKER (self), NULL);

  return self->version;
}

/**
 * meirei_analysis_worker_get_pid:
 * @self: a worker
 *
 * Returns: the process id, or 0 if no process runs
 */
int
meirei_analysis_worker_get_pid (MeireiAnalysisWorker *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSIS_WORKER (self), 0);

  return self->process != NULL ? meirei_worker_process_get_pid (self->process) : 0;
}

/**
 * meirei_analysis_worker_stop:
 * @self: a worker
 *
 * Ends the process; the next group starts another one.
 */
void
meirei_analysis_worker_stop (MeireiAnalysisWorker *self)
{
  g_return_if_fail (MEIREI_IS_ANALYSIS_WORKER (self));

  g_clear_object (&self->process);
  self->is_ready = FALSE;
}
