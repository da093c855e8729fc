/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Verdicts.  A verdict is about the file that a person looked at, so it is
 * bound to that file's hash, and there is none on a file that is not there or
 * is another one. */

#include "config.h"

#include <string.h>

#include "meirei-decision-journal.h"
#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-store-job.h"
#include "meirei-workspace-decisions.h"

typedef struct {
  /* Input */
  MeireiDecision decision;
  char *seen_sha256;   /* (nullable) */
  char *note;          /* (nullable) */
  char *rule;          /* (nullable) */
  JsonArray *comments; /* (nullable) */
  /* In progress */
  JsonObject *line;    /* (owned) (nullable): for the journal */
} DecideState;

static void
decide_state_free (gpointer data)
{
  DecideState *state = data;

  g_free (state->seen_sha256);
  g_free (state->note);
  g_free (state->rule);
  g_clear_pointer (&state->comments, json_array_unref);
  g_clear_pointer (&state->line, json_object_unref);
  g_free (state);
}

static char *
check_file (MeireiWorkspace  *self,
            MeireiVersion    *version,
            const char       *seen_sha256,
            GError          **error)
{
  const char *file = meirei_version_get_file (version);
  const char *expected = seen_sha256 != NULL ? seen_sha256
                                             : meirei_version_get_file_sha256 (version);
  g_autofree char *actual = _meirei_workspace_hash_file (self->code, file, NULL);

  if (actual == NULL)
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE,
                   "The code of %s, “data/generated_code/%s”, cannot be read; restore it or "
                   "execute the instruction again",
                   meirei_version_get_name (version), file != NULL ? file : "");
      return NULL;
    }
  if (g_strcmp0 (actual, expected) != 0)
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_FILE_CHANGED,
                   "“data/generated_code/%s” was changed outside Meirei (SHA-256 %.12s…, "
                   "expected %.12s…); look at it again and decide then",
                   file, actual, expected != NULL ? expected : "none");
      return NULL;
    }

  return g_steal_pointer (&actual);
}

static JsonObject *
make_line (MeireiStoreJob *job,
           MeireiVerdict  *verdict)
{
  JsonObject *line = json_object_new ();
  JsonObject *previous = meirei_version_get_section (job->version, "verdict");

  meirei_json_set_time (line, "at", meirei_verdict_get_at (verdict));
  json_object_set_int_member (line, "group", 0);
  json_object_set_string_member (line, "id", job->id);
  json_object_set_string_member (line, "version", meirei_version_get_name (job->version));
  json_object_set_object_member (line, "verdict", meirei_verdict_to_json (verdict));
  if (previous != NULL)
    json_object_set_object_member (line, "previous_verdict", json_object_ref (previous));
  else
    json_object_set_null_member (line, "previous_verdict");

  return line;
}

static gboolean
prepare_decision (MeireiWorkspace  *self,
                  MeireiStoreJob   *job,
                  GError          **error)
{
  DecideState *state = job->arguments;
  g_autofree char *sha256 = NULL;
  g_autoptr(MeireiVerdict) verdict = NULL;

  job->instruction = _meirei_workspace_read_instruction (self, job->id, NULL, error);
  if (job->instruction == NULL
      || !meirei_lifecycle_decide (job->instruction, state->decision, state->note, error))
    return FALSE;
  job->version = meirei_workspace_load_version (self, job->id,
                                                meirei_instruction_get_latest_version (
                                                  job->instruction), error);
  if (job->version == NULL)
    return FALSE;
  sha256 = check_file (self, job->version, state->seen_sha256, error);
  if (sha256 == NULL)
    return FALSE;

  verdict = state->rule != NULL
            ? meirei_verdict_new_by_rule (state->decision, g_get_real_time (), state->note, sha256,
                                          state->rule)
            : meirei_verdict_new (state->decision, g_get_real_time (), state->note,
                                  state->comments, sha256);
  state->line = make_line (job, verdict);
  meirei_version_set_verdict (job->version, verdict);

  return meirei_store_job_write_version (self, job, NULL, FALSE, error)
         && meirei_store_job_write_instruction (self, job, error);
}

static MeireiStoreJob *
decide_job_new (const char     *id,
                const char     *seen_sha256,
                MeireiDecision  decision,
                const char     *note,
                const char     *rule,
                JsonArray      *comments)
{
  DecideState *state = g_new0 (DecideState, 1);

  state->decision = decision;
  state->seen_sha256 = g_strdup (seen_sha256);
  state->note = g_strdup (note);
  state->rule = g_strdup (rule);
  state->comments = comments != NULL ? json_array_ref (comments) : NULL;

  return meirei_store_job_new (id, prepare_decision, _meirei_workspace_drop_records, state,
                               decide_state_free);
}

static gboolean
journal_decisions (MeireiWorkspace  *self,
                   GPtrArray        *jobs,
                   gpointer          data,
                   GError          **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();
  gint64 *group = data;

  for (guint i = 0; i < jobs->len; i++)
    {
      MeireiStoreJob *job = jobs->pdata[i];

      g_ptr_array_add (lines, ((DecideState *) job->arguments)->line);
    }

  return meirei_decision_journal_append (self->data, lines, group, error);
}

static void
run_decisions (MeireiWorkspace *self,
               GPtrArray       *jobs)
{
  gint64 group = 0;

  _meirei_workspace_run_jobs (self, jobs, journal_decisions, &group);
  if (group != 0)
    _meirei_workspace_mark_decisions (self, group);
}

/**
 * meirei_workspace_decide:
 * @self: a workspace
 * @id: the instruction's UUID
 * @seen_sha256: (nullable): the hash of the code that the person looked at;
 *   %NULL if it is the one that was recorded when it was written
 * @decision: accepted or rejected
 * @note: (nullable): the person's note
 * @comments: (nullable): comments on lines, objects with `line` and `text`
 * @error: return location for an error
 *
 * Stores a verdict on the latest version.  It can be undone with
 * [method@Workspace.undo_decision].
 *
 * Returns: whether it is stored, else %FALSE, with
 *   %MEIREI_WORKSPACE_ERROR_FILE_CHANGED if the code on the disk is another one,
 *   %MEIREI_WORKSPACE_ERROR_NO_FILE if it cannot be read
 */
gboolean
meirei_workspace_decide (MeireiWorkspace  *self,
                         const char       *id,
                         const char       *seen_sha256,
                         MeireiDecision    decision,
                         const char       *note,
                         JsonArray        *comments,
                         GError          **error)
{
  g_autoptr(GPtrArray) jobs = NULL;
  MeireiStoreJob *job;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (decision != MEIREI_DECISION_NONE, FALSE);

  jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_store_job_free);
  job = decide_job_new (id, seen_sha256, decision, note, NULL, comments);
  g_ptr_array_add (jobs, job);
  run_decisions (self, jobs);
  if (job->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&job->error));

  return FALSE;
}

/**
 * meirei_workspace_decide_many:
 * @self: a workspace
 * @ids: (array zero-terminated=1): UUIDs
 * @decision: accepted or rejected
 * @note: (nullable): the person's note
 * @rule: (nullable): the rule by which it was decided; the verdicts say so
 * @error: return location for an error
 *
 * Stores one verdict on the latest versions of many instructions, as they were
 * recorded.  They are undone together.
 *
 * Returns: (transfer full) (nullable) (element-type GError): what became of each id: %NULL
 *   if it is stored, else why not; or %NULL with @error set if nothing could be done
 */
GPtrArray *
meirei_workspace_decide_many (MeireiWorkspace     *self,
                              const char * const  *ids,
                              MeireiDecision       decision,
                              const char          *note,
                              const char          *rule,
                              GError             **error)
{
  g_autoptr(GPtrArray) jobs = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (ids != NULL, NULL);
  g_return_val_if_fail (decision != MEIREI_DECISION_NONE, NULL);

  if (!_meirei_workspace_check_writable (self, error))
    return NULL;
  jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_store_job_free);
  for (gsize i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (jobs, decide_job_new (ids[i], NULL, decision, note, rule, NULL));
  run_decisions (self, jobs);

  return _meirei_workspace_take_errors (jobs);
}

typedef struct {
  char **ids;
  DecideState decide;
} DecideArguments;

static DecideArguments *
decide_arguments_new (const char * const *ids,
                      const char         *seen_sha256,
                      MeireiDecision      decision,
                      const char         *note,
                      const char         *rule,
                      JsonArray          *comments)
{
  DecideArguments *arguments = g_new0 (DecideArguments, 1);

  arguments->ids = g_strdupv ((char **) ids);
  arguments->decide.decision = decision;
  arguments->decide.seen_sha256 = g_strdup (seen_sha256);
  arguments->decide.note = g_strdup (note);
  arguments->decide.rule = g_strdup (rule);
  arguments->decide.comments = comments != NULL ? json_array_ref (comments) : NULL;

  return arguments;
}

static void
decide_arguments_free (gpointer data)
{
  DecideArguments *arguments = data;

  g_strfreev (arguments->ids);
  g_free (arguments->decide.seen_sha256);
  g_free (arguments->decide.note);
  g_free (arguments->decide.rule);
  g_clear_pointer (&arguments->decide.comments, json_array_unref);
  g_free (arguments);
}

static gpointer
decide_call (MeireiWorkspace  *self,
             gpointer          data,
             GError          **error)
{
  DecideArguments *arguments = data;

  return GINT_TO_POINTER (meirei_workspace_decide (self, arguments->ids[0],
                                                   arguments->decide.seen_sha256,
                                                   arguments->decide.decision,
                                                   arguments->decide.note,
                                                   arguments->decide.comments, error));
}

static gpointer
decide_many_call (MeireiWorkspace  *self,
                  gpointer          data,
                  GError          **error)
{
  DecideArguments *arguments = data;

  return meirei_workspace_decide_many (self, (const char * const *) arguments->ids,
                                       arguments->decide.decision, arguments->decide.note,
                                       arguments->decide.rule, error);
}

/**
 * meirei_workspace_decide_async:
 * @self: a workspace
 * @id: the instruction's UUID
 * @seen_sha256: (nullable): the hash of the code that the person looked at
 * @decision: accepted or rejected
 * @note: (nullable): the person's note
 * @comments: (nullable): comments on lines
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.decide], without blocking.
 */
void
meirei_workspace_decide_async (MeireiWorkspace     *self,
                               const char          *id,
                               const char          *seen_sha256,
                               MeireiDecision       decision,
                               const char          *note,
                               JsonArray           *comments,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  const char * const ids[] = { id, NULL };

  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (decision != MEIREI_DECISION_NONE);

  _meirei_workspace_call (self, decide_call,
                          decide_arguments_new (ids, seen_sha256, decision, note, NULL, comments),
                          decide_arguments_free, NULL, TRUE, meirei_workspace_decide_async,
                          cancellable, callback, user_data);
}

/**
 * meirei_workspace_decide_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether it is stored
 */
gboolean
meirei_workspace_decide_finish (MeireiWorkspace  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/**
 * meirei_workspace_decide_many_async:
 * @self: a workspace
 * @ids: (array zero-terminated=1): UUIDs
 * @decision: accepted or rejected
 * @note: (nullable): the person's note
 * @rule: (nullable): the rule by which it was decided
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.decide_many], without blocking.
 */
void
meirei_workspace_decide_many_async (MeireiWorkspace     *self,
                                    const char * const  *ids,
                                    MeireiDecision       decision,
                                    const char          *note,
                                    const char          *rule,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (ids != NULL);
  g_return_if_fail (decision != MEIREI_DECISION_NONE);

  _meirei_workspace_call (self, decide_many_call,
                          decide_arguments_new (ids, NULL, decision, note, rule, NULL),
                          decide_arguments_free, (GDestroyNotify) g_ptr_array_unref, TRUE,
                          meirei_workspace_decide_many_async, cancellable, callback, user_data);
}

/**
 * meirei_workspace_decide_many_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type GError): what became of each id, see
 *   [method@Workspace.decide_many]
 */
GPtrArray *
meirei_workspace_decide_many_finish (MeireiWorkspace  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
