/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The beginning of an execution and what arrives while it runs.  How it ends
 * is in meirei-workspace-commit.c, how a crash is repaired in
 * meirei-workspace-recovery.c. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-store-job.h"
#include "meirei-string.h"
#include "meirei-time.h"

typedef struct {
  /* Input */
  gint64 expected_revision;
  MeireiDraftFunc func;
  gpointer func_data;
  GDestroyNotify func_data_free;
  /* In progress */
  MeireiPartWriter *part; /* (owned) (nullable) */
  gboolean begun;
  MeireiStoreDir *code;   /* (owned) */
} BeginState;

static void
begin_state_free (gpointer data)
{
  BeginState *state = data;

  /* Nothing will ever arrive in it. */
  if (state->part != NULL && !state->begun)
    unlinkat (meirei_store_dir_get_fd (state->code),
              meirei_part_writer_get_name (state->part), 0);
  g_clear_pointer (&state->part, meirei_part_writer_unref);
  g_clear_pointer (&state->code, meirei_store_dir_unref);
  if (state->func_data_free != NULL)
    state->func_data_free (state->func_data);
  g_free (state);
}

static const char *
get_extension (const char *language)
{
  static const struct {
    const char *language;
    const char *extension;
  } extensions[] = {
    { "python", "py" }, { "javascript", "js" }, { "typescript", "ts" }, { "c", "c" },
    { "c++", "cpp" }, { "cpp", "cpp" }, { "rust", "rs" }, { "go", "go" },
    { "java", "java" }, { "ruby", "rb" }, { "shell", "sh" }, { "bash", "sh" },
    { "html", "html" }, { "css", "css" }, { "sql", "sql" }, { "lua", "lua" },
    { "csharp", "cs" }, { "c#", "cs" }, { "kotlin", "kt" }, { "swift", "swift" },
    { "php", "php" }, { "perl", "pl" }, { "r", "r" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_ascii_strcasecmp (extensions[i].language, language) == 0)
      return extensions[i].extension;

  return "txt";
}

static gboolean
is_taken (MeireiStoreDir *dir,
          const char     *name)
{
  struct stat status;

  return fstatat (meirei_store_dir_get_fd (dir), name, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Two executions within a second, or a clock that was set back. */
static MeireiPartWriter *
create_part (MeireiWorkspace    *self,
             MeireiInstruction  *instruction,
             GError            **error)
{
  MeireiSheet *sheet = meirei_instruction_get_sheet (instruction);
  const char *feature = meirei_sheet_get_feature (sheet);
  g_autofree char *stamp = meirei_time_format_stamp (g_get_real_time ());
  g_autofree char *stem = NULL;

  /* A file that was written by hand may hold anything. */
  stem = g_strdup_printf ("%s_%s_%s", meirei_is_identifier (feature) ? feature : "code",
                          meirei_instruction_get_short_id (instruction), stamp);
  for (guint i = 1;; i++)
    {
      g_autofree char *suffix = i > 1 ? g_strdup_printf ("_%u", i) : g_strdup ("");
      g_autofree char *name = g_strdup_printf ("%s%s.%s", stem, suffix,
                                               get_extension (meirei_sheet_get_language (sheet)));
      g_autofree char *part_name = g_strconcat (name, ".part", NULL);

      if (!is_taken (self->code, name) && !is_taken (self->code, part_name))
        return meirei_part_writer_new (self->code, part_name, self->writer, error);
    }
}

/* A record that an execution without an answer left is used again. */
static char *
find_version_name (MeireiWorkspace    *self,
                   MeireiInstruction  *instruction,
                   GError            **error)
{
  g_autofree char *next = meirei_instruction_dup_next_version (instruction);
  g_autoptr(MeireiStoreDir) dir = NULL;

  dir = _meirei_workspace_open_version_dir (self, meirei_instruction_get_id (instruction),
                                            TRUE, error);
  if (dir == NULL)
    return NULL;

  for (int number = atoi (next + 1); number < 100000000; number++)
    {
      g_autofree char *version = g_strdup_printf ("v%d", number);
      g_autofree char *raw_name = g_strconcat (version, ".raw.txt", NULL);

      if (!is_taken (dir, raw_name))
        return g_steal_pointer (&version);
    }

  g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_FAILED,
               "The instruction %s has more versions than can be numbered",
               meirei_instruction_get_short_id (instruction));

  return NULL;
}

static JsonObject *
describe_execution (MeireiWorkspace *self,
                    MeireiVersion   *version)
{
  JsonObject *execution = json_object_new ();

  json_object_set_string_member (execution, "version", meirei_version_get_name (version));
  meirei_json_set_string (execution, "file", meirei_version_get_file (version));
  meirei_json_set_time (execution, "started_at", g_get_real_time ());
  meirei_store_owner_add_to_json (self->owner, execution);

  return execution;
}

static gboolean
draft_version (MeireiWorkspace  *self,
               MeireiStoreJob   *job,
               GError          **error)
{
  BeginState *state = job->arguments;
  MeireiSheet *sheet = meirei_instruction_get_sheet (job->instruction);
  g_autofree char *name = find_version_name (self, job->instruction, error);

  if (name == NULL)
    return FALSE;

  job->version = meirei_version_new (job->id, name);
  meirei_version_set_sheet_sha256 (job->version, meirei_sheet_get_content_sha256 (sheet));
  if (state->func != NULL
      && !state->func (job->version, job->instruction, state->func_data, error))
    return FALSE;

  state->code = meirei_store_dir_ref (self->code);
  state->part = create_part (self, job->instruction, error);
  if (state->part == NULL)
    return FALSE;
  meirei_version_set_file (job->version, meirei_part_writer_get_name (state->part), NULL, 0);

  return TRUE;
}

static gboolean
prepare_begin (MeireiWorkspace  *self,
               MeireiStoreJob   *job,
               GError          **error)
{
  BeginState *state = job->arguments;
  g_autoptr(JsonObject) execution = NULL;

  job->instruction = _meirei_workspace_read_instruction (self, job->id, NULL, error);
  if (job->instruction == NULL
      || !_meirei_workspace_check_revision (job->instruction, state->expected_revision, error)
      || !meirei_lifecycle_check (job->instruction, MEIREI_OPERATION_EXECUTE, error)
      || !draft_version (self, job, error))
    return FALSE;

  execution = describe_execution (self, job->version);

  /* The request need not wait for more than whole files.  If the power fails
   * before their names are on the disk, the instruction is approved as before,
   * or executing without a draft, from which a recovery makes the same; nothing
   * is lost, because no answer is on the disk yet.  The first that comes there,
   * see _meirei_workspace_write_checkpoint() and
   * _meirei_workspace_write_outcome(), brings “executing” with it, without
   * which no recovery would look for it. */
  meirei_store_group_set_loose (job->group);

  return meirei_lifecycle_begin_execution (job->instruction,
                                           meirei_version_get_name (job->version), execution,
                                           error)
         && meirei_store_job_write_version (self, job, NULL, FALSE, error)
         && meirei_store_job_write_instruction (self, job, error);
}

static void
finish_begin (MeireiWorkspace *self,
              MeireiStoreJob  *job)
{
  BeginState *state = job->arguments;

  state->begun = TRUE;
  _meirei_workspace_add_execution (self, job->id, meirei_version_get_name (job->version),
                                   state->part);
}

static MeireiStoreJob *
begin_job_new (const char      *id,
               gint64           expected_revision,
               MeireiDraftFunc  func,
               gpointer         func_data,
               GDestroyNotify   func_data_free)
{
  BeginState *state = g_new0 (BeginState, 1);

  state->expected_revision = expected_revision;
  state->func = func;
  state->func_data = func_data;
  state->func_data_free = func_data_free;

  return meirei_store_job_new (id, prepare_begin, finish_begin, state, begin_state_free);
}

/**
 * meirei_workspace_begin_execution:
 * @self: a workspace
 * @id: the instruction's UUID
 * @expected_revision: the revision that the caller has seen, or -1 for any
 * @func: (nullable) (scope call): fills the new version with what is known already
 * @func_data: its data
 * @error: return location for an error
 *
 * Marks an instruction as executing, stores an unfinished version and makes
 * the `.part` file of its code.  From now on either
 * [method@Workspace.commit_execution] or [method@Workspace.fail_execution] is
 * due; if the program ends before that in any way, the next one that opens the
 * workspace repairs it.  If the power fails before anything of the answer has
 * been stored, it may also be as if it had not begun.
 *
 * Returns: (transfer full) (nullable): the version, to be completed and
 *   committed, or %NULL, with %MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION if the
 *   instruction cannot be executed
 */
MeireiVersion *
meirei_workspace_begin_execution (MeireiWorkspace  *self,
                                  const char       *id,
                                  gint64            expected_revision,
                                  MeireiDraftFunc   func,
                                  gpointer          func_data,
                                  GError          **error)
{
  g_autoptr(MeireiStoreJob) job = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  job = begin_job_new (id, expected_revision, func, func_data, NULL);
  if (!_meirei_workspace_run_job (self, job, error))
    return NULL;

  return g_steal_pointer (&job->version);
}

/**
 * meirei_workspace_begin_execution_async:
 * @self: a workspace
 * @id: the instruction's UUID
 * @expected_revision: the revision that the caller has seen, or -1 for any
 * @func: (nullable) (scope notified): fills the new version, on another thread
 * @func_data: its data
 * @func_data_free: (nullable): frees it
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.begin_execution], without blocking.
 */
void
meirei_workspace_begin_execution_async (MeireiWorkspace     *self,
                                        const char          *id,
                                        gint64               expected_revision,
                                        MeireiDraftFunc      func,
                                        gpointer             func_data,
                                        GDestroyNotify       func_data_free,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  _meirei_workspace_queue_job (self,
                               begin_job_new (id, expected_revision, func, func_data,
                                              func_data_free),
                               meirei_workspace_begin_execution_async, cancellable, callback,
                               user_data);
}

/**
 * meirei_workspace_begin_execution_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the version, to be completed and committed
 */
MeireiVersion *
meirei_workspace_begin_execution_finish (MeireiWorkspace  *self,
                                         GAsyncResult     *result,
                                         GError          **error)
{
  g_autoptr(MeireiStoreJob) job = _meirei_workspace_finish_job (self, result, error);

  return job != NULL ? g_steal_pointer (&job->version) : NULL;
}

/**
 * meirei_workspace_append_part:
 * @self: a workspace
 * @id: the UUID of an instruction that this object executes
 * @text: (array length=length): what arrived of the answer
 * @length: its length in bytes, or -1 if it ends in a NUL
 *
 * Adds to the `.part` file.  Never blocks; the file follows within a tenth of
 * a second.  Without such an execution nothing happens.
 */
void
meirei_workspace_append_part (MeireiWorkspace *self,
                              const char      *id,
                              const char      *text,
                              gssize           length)
{
  g_autoptr(MeireiRunningExecution) execution = NULL;

  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL && text != NULL);

  execution = _meirei_workspace_ref_execution (self, id);
  if (execution != NULL)
    meirei_part_writer_append (execution->part, text,
                               length < 0 ? strlen (text) : (gsize) length);
}

/**
 * meirei_workspace_restart_part:
 * @self: a workspace
 * @id: the UUID of an instruction that this object executes
 *
 * Empties the `.part` file, because another attempt begins; see
 * [method@Workspace.keep_attempt] for the answer of the one before.
 */
void
meirei_workspace_restart_part (MeireiWorkspace *self,
                               const char      *id)
{
  g_autoptr(MeireiRunningExecution) execution = NULL;

  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  execution = _meirei_workspace_ref_execution (self, id);
  if (execution != NULL)
    meirei_part_writer_restart (execution->part);
}

typedef struct {
  char *version;
  guint number;
  GBytes *raw;
  GBytes *code; /* (nullable) */
} AttemptArguments;

static void
attempt_arguments_free (gpointer data)
{
  AttemptArguments *arguments = data;

  g_free (arguments->version);
  g_bytes_unref (arguments->raw);
  g_clear_pointer (&arguments->code, g_bytes_unref);
  g_free (arguments);
}

static gboolean
write_attempt_file (MeireiStoreJob  *job,
                    MeireiStoreDir  *dir,
                    const char      *suffix,
                    GBytes          *content,
                    GError         **error)
{
  AttemptArguments *arguments = job->arguments;
  g_autofree char *name = g_strdup_printf ("%s.attempt%u%s", arguments->version,
                                           arguments->number, suffix);
  gsize size;
  const void *data = g_bytes_get_data (content, &size);

  return meirei_store_group_write (job->group, dir, name, NULL, data, size, NULL, error);
}

static gboolean
prepare_attempt (MeireiWorkspace  *self,
                 MeireiStoreJob   *job,
                 GError          **error)
{
  AttemptArguments *arguments = job->arguments;
  g_autoptr(MeireiStoreDir) dir = NULL;

  if (!_meirei_workspace_is_version_name (arguments->version))
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_INVALID_DATA,
                   "“%s” is not the name of a version", arguments->version);
      return FALSE;
    }
  dir = _meirei_workspace_open_version_dir (self, job->id, TRUE, error);

  return dir != NULL
         && write_attempt_file (job, dir, ".txt", arguments->raw, error)
         && (arguments->code == NULL
             || write_attempt_file (job, dir, ".code.txt", arguments->code, error));
}

static MeireiStoreJob *
attempt_job_new (const char *id,
                 const char *version,
                 guint       number,
                 GBytes     *raw,
                 GBytes     *code)
{
  AttemptArguments *arguments = g_new (AttemptArguments, 1);

  *arguments = (AttemptArguments) { g_strdup (version), number, g_bytes_ref (raw),
                                    code != NULL ? g_bytes_ref (code) : NULL };

  return meirei_store_job_new (id, prepare_attempt, NULL, arguments, attempt_arguments_free);
}

/**
 * meirei_workspace_keep_attempt:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: the name of the version that is being made
 * @number: the attempt's number, from 1
 * @raw: its whole answer, byte for byte
 * @code: (nullable): the code in it
 * @error: return location for an error
 *
 * Keeps the answer of one of several attempts, as
 * `<version>.attempt<number>.txt` and `….code.txt` beside the version.
 *
 * Returns: whether it is stored
 */
gboolean
meirei_workspace_keep_attempt (MeireiWorkspace  *self,
                               const char       *id,
                               const char       *version,
                               guint             number,
                               GBytes           *raw,
                               GBytes           *code,
                               GError          **error)
{
  g_autoptr(MeireiStoreJob) job = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (id != NULL && version != NULL && raw != NULL, FALSE);

  job = attempt_job_new (id, version, number, raw, code);

  return _meirei_workspace_run_job (self, job, error);
}

/**
 * meirei_workspace_keep_attempt_async:
 * @self: a workspace
 * @id: the instruction's UUID
 * @version: the name of the version that is being made
 * @number: the attempt's number, from 1
 * @raw: its whole answer, byte for byte
 * @code: (nullable): the code in it
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.keep_attempt], without blocking.
 */
void
meirei_workspace_keep_attempt_async (MeireiWorkspace     *self,
                                     const char          *id,
                                     const char          *version,
                                     guint                number,
                                     GBytes              *raw,
                                     GBytes              *code,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL && version != NULL && raw != NULL);

  _meirei_workspace_queue_job (self, attempt_job_new (id, version, number, raw, code),
                               meirei_workspace_keep_attempt_async, cancellable, callback,
                               user_data);
}

/**
 * meirei_workspace_keep_attempt_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether it is stored
 */
gboolean
meirei_workspace_keep_attempt_finish (MeireiWorkspace  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  g_autoptr(MeireiStoreJob) job = _meirei_workspace_finish_job (self, result, error);

  return job != NULL;
}
