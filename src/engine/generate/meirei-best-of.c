/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-best-of.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-sample-rank.h"
#include "meirei-workspace-versions.h"

/**
 * MeireiBestOf:
 *
 * Several versions of one instruction, of which the best becomes the current
 * one.
 *
 * Each sample has a seed of its own, or a model of its own, and is never taken
 * from the cache.  How they are ranked is in meirei-sample-rank.c.
 */
struct _MeireiBestOf
{
  GObject                 parent_instance;

  MeireiWorkspace        *workspace;  /* (owned) */
  char                   *id;
  MeireiExecutionOptions *options;    /* (owned) */
  char                  **models;     /* may be empty */
  guint                   n_wanted;
  guint                   n_begun;
  gint64                  seed;       /* of the first sample */
  GPtrArray              *names;      /* of char: the versions that came of it */
};

G_DEFINE_FINAL_TYPE (MeireiBestOf, meirei_best_of, G_TYPE_OBJECT)

static void
meirei_best_of_finalize (GObject *object)
{
  MeireiBestOf *self = MEIREI_BEST_OF (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->options);
  g_free (self->id);
  g_strfreev (self->models);
  g_ptr_array_unref (self->names);

  G_OBJECT_CLASS (meirei_best_of_parent_class)->finalize (object);
}

static void
meirei_best_of_class_init (MeireiBestOfClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_best_of_finalize;
}

static void
meirei_best_of_init (MeireiBestOf *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
}

/**
 * meirei_best_of_new:
 * @workspace: where the instruction is
 * @id: its UUID
 * @options: how to execute it: `best_of` says how often, `models` with which
 *   models, `params` may have the first one's `seed`
 *
 * Returns: (transfer full): a new series
 */
MeireiBestOf *
meirei_best_of_new (MeireiWorkspace        *workspace,
                    const char             *id,
                    MeireiExecutionOptions *options)
{
  MeireiBestOf *self;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (MEIREI_IS_EXECUTION_OPTIONS (options), NULL);

  self = g_object_new (MEIREI_TYPE_BEST_OF, NULL);
  self->workspace = g_object_ref (workspace);
  self->id = g_strdup (id);
  self->options = g_object_ref (options);
  self->models = meirei_json_dup_strv (meirei_execution_options_get_json (options), "models");
  self->n_wanted = meirei_execution_options_get_best_of (options);
  self->seed = meirei_json_get_int (meirei_execution_options_get_params (options), "seed", -1);
  if (self->seed < 0)
    self->seed = g_random_int_range (1, G_MAXINT32 - MEIREI_EXECUTION_MAX_BEST_OF);

  return self;
}

/**
 * meirei_best_of_next:
 * @self: a series
 * @other_model: (out): whether the sample has a model of its own, which may be
 *   on another server
 *
 * Returns: (transfer full) (nullable): how to execute the next sample, or %NULL
 *   if all have begun
 */
MeireiExecutionOptions *
meirei_best_of_next (MeireiBestOf *self,
                     gboolean     *other_model)
{
  g_autoptr(JsonObject) params = json_object_new ();
  g_autoptr(MeireiExecutionOptions) seeded = NULL;
  g_autoptr(MeireiExecutionOptions) fresh = NULL;
  guint n_models;

  g_return_val_if_fail (MEIREI_IS_BEST_OF (self), NULL);

  if (self->n_begun >= self->n_wanted)
    return NULL;

  n_models = self->models != NULL ? g_strv_length (self->models) : 0;
  *other_model = n_models > 0;
  json_object_set_int_member (params, "seed", self->seed + self->n_begun);
  seeded = meirei_execution_options_with_params (self->options, params);
  fresh = meirei_execution_options_without_cache (seeded);
  self->n_begun++;

  return n_models > 0
         ? meirei_execution_options_with_model (fresh, self->models[(self->n_begun - 1) % n_models])
         : g_steal_pointer (&fresh);
}

/**
 * meirei_best_of_add:
 * @self: a series
 * @version: (nullable): what a sample produced
 */
void
meirei_best_of_add (MeireiBestOf  *self,
                    MeireiVersion *version)
{
  g_return_if_fail (MEIREI_IS_BEST_OF (self));

  if (version != NULL)
    g_ptr_array_add (self->names, g_strdup (meirei_version_get_name (version)));
}

/**
 * meirei_best_of_get_n_samples:
 * @self: a series
 *
 * Returns: how many versions there are
 */
guint
meirei_best_of_get_n_samples (MeireiBestOf *self)
{
  g_return_val_if_fail (MEIREI_IS_BEST_OF (self), 0);

  return self->names->len;
}

static gboolean
set_rank (MeireiVersion  *version,
          gpointer        user_data,
          GError        **error)
{
  meirei_version_set_section (version, "best_of", user_data);

  return TRUE;
}

static gboolean
choose (MeireiInstruction  *instruction,
        gpointer            user_data,
        GError            **error)
{
  return meirei_lifecycle_choose_version (instruction, user_data, "the best", error);
}

/* Returns the winner as it is stored now. */
static MeireiVersion *
store_ranks (MeireiBestOf  *self,
             GPtrArray     *samples,
             GError       **error)
{
  g_autoptr(MeireiVersion) winner = NULL;

  for (guint i = 0; i < samples->len; i++)
    {
      MeireiSample *sample = samples->pdata[i];
      g_autoptr(JsonObject) section = json_object_new ();
      g_autoptr(MeireiVersion) stored = NULL;

      json_object_set_int_member (section, "rank", i + 1);
      json_object_set_int_member (section, "of", samples->len);
      json_object_set_int_member (section, "agreement", sample->agreement);
      stored = meirei_workspace_update_version (self->workspace, self->id,
                                                meirei_version_get_name (sample->version),
                                                set_rank, section, error);
      if (stored == NULL)
        return NULL;
      if (i == 0)
        winner = g_steal_pointer (&stored);
    }

  return g_steal_pointer (&winner);
}

static void
choose_worker (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  MeireiBestOf *self = source_object;
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(MeireiInstruction) chosen = NULL;
  g_autoptr(GPtrArray) samples = NULL;
  g_autoptr(MeireiVersion) winner = NULL;
  GError *error = NULL;

  instruction = meirei_workspace_load_instruction (self->workspace, self->id, &error);
  if (instruction != NULL)
    {
      samples = meirei_sample_rank_all (self->workspace, self->id, self->names,
                                        meirei_sheet_get_tests (
                                          meirei_instruction_get_sheet (instruction)));
      winner = store_ranks (self, samples, &error);
    }
  if (winner != NULL && ((MeireiSample *) samples->pdata[0])->complete)
    chosen = meirei_workspace_update_instruction (self->workspace, self->id, -1, choose,
                                                  (gpointer) meirei_version_get_name (winner),
                                                  &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&winner), g_object_unref);
}

/**
 * meirei_best_of_choose_async:
 * @self: a series that has ended, with at least one version
 * @callback: called when the best one is the current one
 * @user_data: for @callback
 *
 * Ranks the samples, writes each one's rank into its record as `best_of` with
 * `rank`, `of` and `agreement`, and makes the best one the current version.  If
 * none is whole, the last one stays it.
 */
void
meirei_best_of_choose_async (MeireiBestOf        *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_BEST_OF (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, meirei_best_of_choose_async);
  g_task_run_in_thread (task, choose_worker);
}

/**
 * meirei_best_of_choose_finish:
 * @self: a series
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the best version; %NULL without an error
 *   if no version could be read
 */
MeireiVersion *
meirei_best_of_choose_finish (MeireiBestOf  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
