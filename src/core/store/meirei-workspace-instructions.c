/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Loading, adding and changing instructions. */

#include "config.h"

#include <fcntl.h>
#include <string.h>

#include "meirei-json.h"
#include "meirei-store-job.h"

/**
 * meirei_workspace_load_instruction:
 * @self: a workspace
 * @id: a UUID
 * @error: return location for an error
 *
 * Reads an instruction as it is stored now.  Changes of the object are not
 * stored; see [method@Workspace.update_instruction].
 *
 * Returns: (transfer full) (nullable): the instruction, or %NULL, with
 *   %MEIREI_INSTRUCTION_ERROR_NOT_FOUND if there is none
 */
MeireiInstruction *
meirei_workspace_load_instruction (MeireiWorkspace  *self,
                                   const char       *id,
                                   GError          **error)
{
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return _meirei_workspace_read_instruction (self, id, NULL, error);
}

static gpointer
load_call (MeireiWorkspace  *self,
           gpointer          id,
           GError          **error)
{
  return meirei_workspace_load_instruction (self, id, error);
}

/**
 * meirei_workspace_load_instruction_async:
 * @self: a workspace
 * @id: a UUID
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.load_instruction], without blocking.
 */
void
meirei_workspace_load_instruction_async (MeireiWorkspace     *self,
                                         const char          *id,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  _meirei_workspace_call (self, load_call, g_strdup (id), g_free, g_object_unref, FALSE,
                          meirei_workspace_load_instruction_async, cancellable, callback,
                          user_data);
}

/**
 * meirei_workspace_load_instruction_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the instruction
 */
MeireiInstruction *
meirei_workspace_load_instruction_finish (MeireiWorkspace  *self,
                                          GAsyncResult     *result,
                                          GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
free_error (gpointer error)
{
  if (error != NULL)
    g_error_free (error);
}

/**
 * _meirei_workspace_drop_records:
 * @self: a workspace
 * @job: a job that is done
 *
 * For jobs on many instructions, whose records together would take a lot of
 * memory.
 */
void
_meirei_workspace_drop_records (MeireiWorkspace *self,
                                MeireiStoreJob  *job)
{
  g_clear_object (&job->instruction);
  g_clear_object (&job->version);
}

/**
 * _meirei_workspace_take_errors:
 * @jobs: (element-type MeireiStoreJob): jobs that have been run
 *
 * Returns: (transfer full) (element-type GError): the outcome of each
 */
GPtrArray *
_meirei_workspace_take_errors (GPtrArray *jobs)
{
  GPtrArray *errors = g_ptr_array_new_with_free_func (free_error);

  for (guint i = 0; i < jobs->len; i++)
    g_ptr_array_add (errors,
                     g_steal_pointer (&((MeireiStoreJob *) jobs->pdata[i])->error));

  return errors;
}

static gboolean
prepare_add (MeireiWorkspace  *self,
             MeireiStoreJob   *job,
             GError          **error)
{
  g_autofree char *name = g_strconcat (job->id, ".json", NULL);
  struct stat status;

  if (fstatat (meirei_store_dir_get_fd (self->instructions), name, &status,
               AT_SYMLINK_NOFOLLOW) == 0)
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_EXISTS,
                   "There is an instruction %s already; change that one or give the new one "
                   "another id", job->id);
      return FALSE;
    }
  /* The file as another workspace may have it would be older than this one. */
  meirei_instruction_set_revision (job->instruction, 0);

  return meirei_store_job_write_instruction (self, job, error);
}

static MeireiStoreJob *
add_job_new (MeireiInstruction *instruction)
{
  MeireiStoreJob *job = meirei_store_job_new (meirei_instruction_get_id (instruction),
                                              prepare_add, NULL, NULL, NULL);

  job->instruction = g_object_ref (instruction);

  return job;
}

/**
 * meirei_workspace_add_instruction:
 * @self: a workspace
 * @instruction: a new instruction; it gets the stored revision
 * @error: return location for an error
 *
 * Returns: whether it is stored, else %FALSE, with
 *   %MEIREI_WORKSPACE_ERROR_EXISTS if there is one with its id
 */
gboolean
meirei_workspace_add_instruction (MeireiWorkspace    *self,
                                  MeireiInstruction  *instruction,
                                  GError            **error)
{
  g_autoptr(MeireiStoreJob) job = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (instruction), FALSE);

  job = add_job_new (instruction);

  return _meirei_workspace_run_job (self, job, error);
}

/**
 * meirei_workspace_add_instructions:
 * @self: a workspace
 * @instructions: (element-type MeireiInstruction): new instructions
 * @error: return location for an error
 *
 * Stores many instructions, which is much faster than one by one.
 *
 * Returns: (transfer full) (nullable) (element-type GError): what became of each: %NULL
 *   if it is stored, else why not; or %NULL with @error set if nothing could be done
 */
GPtrArray *
meirei_workspace_add_instructions (MeireiWorkspace  *self,
                                   GPtrArray        *instructions,
                                   GError          **error)
{
  g_autoptr(GPtrArray) jobs = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (instructions != NULL, NULL);

  if (!_meirei_workspace_check_writable (self, error))
    return NULL;
  jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_store_job_free);
  for (guint i = 0; i < instructions->len; i++)
    g_ptr_array_add (jobs, add_job_new (instructions->pdata[i]));
  _meirei_workspace_run_jobs (self, jobs, NULL, NULL);

  return _meirei_workspace_take_errors (jobs);
}

static gpointer
add_many_call (MeireiWorkspace  *self,
               gpointer          instructions,
               GError          **error)
{
  return meirei_workspace_add_instructions (self, instructions, error);
}

/**
 * meirei_workspace_add_instructions_async:
 * @self: a workspace
 * @instructions: (element-type MeireiInstruction): new instructions, which the
 *   caller leaves alone until it is done
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.add_instructions], without blocking.
 */
void
meirei_workspace_add_instructions_async (MeireiWorkspace     *self,
                                         GPtrArray           *instructions,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (instructions != NULL);

  _meirei_workspace_call (self, add_many_call, g_ptr_array_ref (instructions),
                          (GDestroyNotify) g_ptr_array_unref,
                          (GDestroyNotify) g_ptr_array_unref, TRUE,
                          meirei_workspace_add_instructions_async, cancellable, callback,
                          user_data);
}

/**
 * meirei_workspace_add_instructions_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type GError): what became of each, see
 *   [method@Workspace.add_instructions]
 */
GPtrArray *
meirei_workspace_add_instructions_finish (MeireiWorkspace  *self,
                                          GAsyncResult     *result,
                                          GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  gint64 expected_revision;
  MeireiInstructionFunc func;
  gpointer func_data;
  GDestroyNotify func_data_free;
} UpdateArguments;

static void
update_arguments_free (gpointer data)
{
  UpdateArguments *arguments = data;

  if (arguments->func_data_free != NULL)
    arguments->func_data_free (arguments->func_data);
  g_free (arguments);
}

gboolean
_meirei_workspace_check_revision (MeireiInstruction  *instruction,
                                  gint64              expected_revision,
                                  GError            **error)
{
  gint64 revision = meirei_instruction_get_revision (instruction);

  if (expected_revision < 0 || expected_revision == revision)
    return TRUE;

  g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_CONFLICT,
               "The instruction %s was changed in the meantime (revision %" G_GINT64_FORMAT
               ", expected %" G_GINT64_FORMAT "); look at it again and repeat the change",
               meirei_instruction_get_short_id (instruction), revision, expected_revision);

  return FALSE;
}

static gboolean
is_equal (JsonObject *a,
          JsonObject *b)
{
  g_autofree char *first = meirei_json_to_line (a, NULL);
  g_autofree char *second = meirei_json_to_line (b, NULL);

  return strcmp (first, second) == 0;
}

static gboolean
prepare_update (MeireiWorkspace  *self,
                MeireiStoreJob   *job,
                GError          **error)
{
  UpdateArguments *arguments = job->arguments;
  g_autoptr(JsonObject) before = NULL;
  g_autoptr(JsonObject) after = NULL;

  job->instruction = _meirei_workspace_read_instruction (self, job->id, NULL, error);
  if (job->instruction == NULL
      || !_meirei_workspace_check_revision (job->instruction, arguments->expected_revision,
                                            error))
    return FALSE;

  before = meirei_instruction_to_json (job->instruction);
  if (!arguments->func (job->instruction, arguments->func_data, error))
    return FALSE;
  after = meirei_instruction_to_json (job->instruction);
  if (is_equal (before, after))
    return TRUE;

  return meirei_store_job_write_instruction (self, job, error);
}

static MeireiStoreJob *
update_job_new (const char            *id,
                gint64                 expected_revision,
                MeireiInstructionFunc  func,
                gpointer               func_data,
                GDestroyNotify         func_data_free)
{
  UpdateArguments *arguments = g_new (UpdateArguments, 1);

  *arguments = (UpdateArguments) { expected_revision, func, func_data, func_data_free };

  return meirei_store_job_new (id, prepare_update, NULL, arguments, update_arguments_free);
}

/**
 * meirei_workspace_update_instruction:
 * @self: a workspace
 * @id: a UUID
 * @expected_revision: the revision that the caller has seen, or -1 for any
 * @func: (scope call): changes the instruction
 * @func_data: its data
 * @error: return location for an error
 *
 * Changes an instruction, as it is stored now.  If nothing differs, nothing is
 * written.
 *
 * Returns: (transfer full) (nullable): the instruction as it is stored now, or
 *   %NULL, with the function's error, or with %MEIREI_WORKSPACE_ERROR_CONFLICT if its
 *   revision is another one
 */
MeireiInstruction *
meirei_workspace_update_instruction (MeireiWorkspace        *self,
                                     const char             *id,
                                     gint64                  expected_revision,
                                     MeireiInstructionFunc   func,
                                     gpointer                func_data,
                                     GError                **error)
{
  g_autoptr(MeireiStoreJob) job = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL && func != NULL, NULL);

  job = update_job_new (id, expected_revision, func, func_data, NULL);
  if (!_meirei_workspace_run_job (self, job, error))
    return NULL;

  return g_steal_pointer (&job->instruction);
}

/**
 * meirei_workspace_update_instruction_async:
 * @self: a workspace
 * @id: a UUID
 * @expected_revision: the revision that the caller has seen, or -1 for any
 * @func: (scope notified): changes the instruction, on another thread
 * @func_data: its data
 * @func_data_free: (nullable): frees it
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.update_instruction], without blocking.
 */
void
meirei_workspace_update_instruction_async (MeireiWorkspace       *self,
                                           const char            *id,
                                           gint64                 expected_revision,
                                           MeireiInstructionFunc  func,
                                           gpointer               func_data,
                                           GDestroyNotify         func_data_free,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL && func != NULL);

  _meirei_workspace_queue_job (self,
                               update_job_new (id, expected_revision, func, func_data,
                                               func_data_free),
                               meirei_workspace_update_instruction_async, cancellable,
                               callback, user_data);
}

/**
 * meirei_workspace_update_instruction_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the instruction as it is stored now
 */
MeireiInstruction *
meirei_workspace_update_instruction_finish (MeireiWorkspace  *self,
                                            GAsyncResult     *result,
                                            GError          **error)
{
  g_autoptr(MeireiStoreJob) job = _meirei_workspace_finish_job (self, result, error);

  return job != NULL ? g_steal_pointer (&job->instruction) : NULL;
}

/**
 * meirei_workspace_update_instructions:
 * @self: a workspace
 * @ids: (array zero-terminated=1): UUIDs
 * @func: (scope call): changes each instruction
 * @func_data: its data
 * @error: return location for an error
 *
 * Changes many instructions, which is much faster than one by one.  Each one
 * is changed entirely or not at all, whatever happens to the others.
 *
 * Returns: (transfer full) (nullable) (element-type GError): what became of each id: %NULL
 *   if it is stored, else why not; or %NULL with @error set if nothing could be done
 */
GPtrArray *
meirei_workspace_update_instructions (MeireiWorkspace        *self,
                                      const char * const     *ids,
                                      MeireiInstructionFunc   func,
                                      gpointer                func_data,
                                      GError                **error)
{
  g_autoptr(GPtrArray) jobs = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (ids != NULL && func != NULL, NULL);

  if (!_meirei_workspace_check_writable (self, error))
    return NULL;
  jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_store_job_free);
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      MeireiStoreJob *job = update_job_new (ids[i], -1, func, func_data, NULL);

      job->finish = _meirei_workspace_drop_records;
      g_ptr_array_add (jobs, job);
    }
  _meirei_workspace_run_jobs (self, jobs, NULL, NULL);

  return _meirei_workspace_take_errors (jobs);
}

typedef struct {
  char **ids;
  UpdateArguments update;
} UpdateManyArguments;

static void
update_many_arguments_free (gpointer data)
{
  UpdateManyArguments *arguments = data;

  if (arguments->update.func_data_free != NULL)
    arguments->update.func_data_free (arguments->update.func_data);
  g_strfreev (arguments->ids);
  g_free (arguments);
}

static gpointer
update_many_call (MeireiWorkspace  *self,
                  gpointer          data,
                  GError          **error)
{
  UpdateManyArguments *arguments = data;

  return meirei_workspace_update_instructions (self, (const char * const *) arguments->ids,
                                               arguments->update.func,
                                               arguments->update.func_data, error);
}

/**
 * meirei_workspace_update_instructions_async:
 * @self: a workspace
 * @ids: (array zero-terminated=1): UUIDs
 * @func: (scope notified): changes each instruction, on another thread
 * @func_data: its data
 * @func_data_free: (nullable): frees it
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.update_instructions], without blocking.
 */
void
meirei_workspace_update_instructions_async (MeireiWorkspace       *self,
                                            const char * const    *ids,
                                            MeireiInstructionFunc  func,
                                            gpointer               func_data,
                                            GDestroyNotify         func_data_free,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data)
{
  UpdateManyArguments *arguments;

  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (ids != NULL && func != NULL);

  arguments = g_new (UpdateManyArguments, 1);
  arguments->ids = g_strdupv ((char **) ids);
  arguments->update = (UpdateArguments) { -1, func, func_data, func_data_free };
  _meirei_workspace_call (self, update_many_call, arguments, update_many_arguments_free,
                          (GDestroyNotify) g_ptr_array_unref, TRUE,
                          meirei_workspace_update_instructions_async, cancellable, callback,
                          user_data);
}

/**
 * meirei_workspace_update_instructions_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type GError): what became of each id, see
 *   [method@Workspace.update_instructions]
 */
GPtrArray *
meirei_workspace_update_instructions_finish (MeireiWorkspace  *self,
                                             GAsyncResult     *result,
                                             GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
