/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiProvenanceCheck:
 *
 * Looks again at every hash and link that says where an instruction's versions
 * come from.  It never changes after it has been made, so that any thread may
 * use it.
 */

#include "config.h"

#include "meirei-provenance-check.h"
#include "meirei-provenance-look.h"

struct _MeireiProvenanceCheck
{
  GObject parent_instance;

  MeireiWorkspace *workspace;
  char *data_dir;
  MeireiScoreTable *table;
  MeireiPresetStore *presets;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiProvenanceCheck, meirei_provenance_check, G_TYPE_OBJECT)

static void
meirei_provenance_check_dispose (GObject *object)
{
  MeireiProvenanceCheck *self = MEIREI_PROVENANCE_CHECK (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->table);
  g_clear_object (&self->presets);

  G_OBJECT_CLASS (meirei_provenance_check_parent_class)->dispose (object);
}

static void
meirei_provenance_check_finalize (GObject *object)
{
  MeireiProvenanceCheck *self = MEIREI_PROVENANCE_CHECK (object);

  g_free (self->data_dir);

  G_OBJECT_CLASS (meirei_provenance_check_parent_class)->finalize (object);
}

static void
meirei_provenance_check_class_init (MeireiProvenanceCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_provenance_check_dispose;
  object_class->finalize = meirei_provenance_check_finalize;
}

static void
meirei_provenance_check_init (MeireiProvenanceCheck *self)
{
}

/**
 * meirei_provenance_check_new:
 * @workspace: a workspace
 * @data_dir: the program's own read-only data, for the prompt templates
 * @table: the scoring table
 * @presets: (nullable): the models' presets, for their system prompts
 *
 * Returns: (transfer full): a new check
 */
MeireiProvenanceCheck *
meirei_provenance_check_new (MeireiWorkspace   *workspace,
                             const char        *data_dir,
                             MeireiScoreTable  *table,
                             MeireiPresetStore *presets)
{
  MeireiProvenanceCheck *self;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (data_dir != NULL, NULL);
  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (table), NULL);

  self = g_object_new (MEIREI_TYPE_PROVENANCE_CHECK, NULL);
  self->workspace = g_object_ref (workspace);
  self->data_dir = g_strdup (data_dir);
  self->table = g_object_ref (table);
  g_set_object (&self->presets, presets);

  return self;
}

/**
 * meirei_provenance_check_run:
 * @self: a check
 * @id: an instruction's UUID
 *
 * Reads the instruction and all its versions and files anew, and computes every
 * hash again.  Blocks.
 *
 * Returns: (transfer full) (element-type MeireiLink): all links, also those
 *   that hold
 */
GPtrArray *
meirei_provenance_check_run (MeireiProvenanceCheck *self,
                             const char            *id)
{
  g_return_val_if_fail (MEIREI_IS_PROVENANCE_CHECK (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return _meirei_provenance_look (self->workspace, self->data_dir, self->table,
                                  self->presets, id);
}

static void
run_worker (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  const char * const *ids = task_data;
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; ids[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    g_ptr_array_extend_and_steal (all, meirei_provenance_check_run (source_object, ids[i]));

  g_task_return_pointer (task, g_steal_pointer (&all), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * meirei_provenance_check_run_async:
 * @self: a check
 * @ids: (array zero-terminated=1): instructions' UUIDs
 * @cancellable: (nullable): to give up
 * @callback: called when all have been looked at
 * @user_data: for @callback
 *
 * Like [method@ProvenanceCheck.run] for several instructions, without blocking.
 */
void
meirei_provenance_check_run_async (MeireiProvenanceCheck *self,
                                   const char * const    *ids,
                                   GCancellable          *cancellable,
                                   GAsyncReadyCallback    callback,
                                   gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_PROVENANCE_CHECK (self));
  g_return_if_fail (ids != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_provenance_check_run_async);
  g_task_set_task_data (task, g_strdupv ((char **) ids), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, run_worker);
}

/**
 * meirei_provenance_check_run_finish:
 * @self: a check
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type MeireiLink): all links of
 *   all instructions in their order, or %NULL with %G_IO_ERROR_CANCELLED
 */
GPtrArray *
meirei_provenance_check_run_finish (MeireiProvenanceCheck  *self,
                                    GAsyncResult           *result,
                                    GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
