/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Answers that need not be asked for again.
 *
 * The answers themselves are in the workspace.  A request is identical if the
 * kind of server, the model, all parameters and the prompt are; their hash is
 * in each attempt's record.  A small file per hash in the user's cache folder
 * says where in the workspace to look; without it only the instruction's own
 * versions are searched.  What is found counts only if the record and the
 * bytes say the same, so that nothing has to be kept in step. */

#include "config.h"

#include <string.h>

#include "meirei-answer-cache.h"
#include "meirei-enums.h"
#include "meirei-json.h"
#include "meirei-workspace-versions.h"

/* Of an instruction that was executed very often. */
#define MAX_VERSIONS 20

typedef struct {
  char *id;
  char *key;
  char *version; /* (nullable) */
  guint attempt;
} Question;

static void
question_free (Question *question)
{
  g_free (question->id);
  g_free (question->key);
  g_free (question->version);
  g_free (question);
}

/**
 * meirei_cached_answer_free:
 * @self: (transfer full): an answer
 *
 * Frees it.
 */
void
meirei_cached_answer_free (MeireiCachedAnswer *self)
{
  g_clear_pointer (&self->raw, g_bytes_unref);
  g_clear_pointer (&self->attempt, json_object_unref);
  g_clear_pointer (&self->hit, json_object_unref);
  g_free (self);
}

static void
add_text (GChecksum  *checksum,
          const char *text)
{
  g_checksum_update (checksum, (const guchar *) (text != NULL ? text : ""),
                     (gssize) (text != NULL ? strlen (text) : 0) + 1);
}

/**
 * meirei_answer_cache_make_key:
 * @target: the server and the model
 * @prompt: what is asked
 * @request: the request before it is fitted to the model's context
 *
 * Returns: (transfer full): the hash that identical requests have in common
 */
char *
meirei_answer_cache_make_key (MeireiTarget      *target,
                              MeireiPrompt      *prompt,
                              MeireiChatRequest *request)
{
  MeireiModel *model = meirei_target_get_model (target);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(JsonObject) params =
    meirei_chat_params_to_json (meirei_chat_request_get_params (request));
  g_autofree char *line = meirei_json_to_line (params, NULL);

  add_text (checksum, "request/1");
  add_text (checksum, meirei_enum_to_nick (MEIREI_TYPE_SERVER_KIND,
                                           (int) meirei_server_get_kind (
                                             meirei_target_get_server (target))));
  add_text (checksum, meirei_model_get_key (model));
  add_text (checksum, meirei_model_get_quantization (model));
  add_text (checksum, line);
  add_text (checksum, meirei_prompt_get_sha256 (prompt));

  return g_strdup (g_checksum_get_string (checksum));
}

/* Where the answer to a request is, if this user got it. */
static char *
dup_pointer_path (MeireiWorkspace *workspace,
                  const char      *key)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                                         meirei_workspace_get_dir (workspace), -1);
  g_autofree char *folder = g_strndup (hash, 16);
  g_autofree char *file = g_strconcat (key, ".json", NULL);

  return g_build_filename (g_get_user_cache_dir (), "meirei", "answers", folder, file, NULL);
}

/* What a person rejected must not come back. */
static gboolean
can_be_used (MeireiVersion *version)
{
  g_autoptr(MeireiVerdict) verdict = meirei_version_dup_verdict (version);

  return meirei_version_is_finished (version)
         && (verdict == NULL || meirei_verdict_get_decision (verdict) != MEIREI_DECISION_REJECTED);
}

static GBytes *
read_raw (MeireiWorkspace *workspace,
          MeireiVersion   *version,
          JsonObject      *attempt,
          guint            n_attempts)
{
  const char *id = meirei_version_get_instruction_id (version);
  const char *name = meirei_version_get_name (version);
  g_autoptr(GBytes) raw = NULL;
  g_autofree char *sha256 = NULL;
  gboolean unchanged = FALSE;

  if (n_attempts == 1)
    {
      raw = meirei_workspace_read_raw (workspace, id, name, &unchanged, NULL);
      return raw != NULL && unchanged ? g_steal_pointer (&raw) : NULL;
    }

  raw = meirei_workspace_read_attempt (workspace, id, name,
                                       (guint) meirei_json_get_int (attempt, "number", 1), NULL);
  if (raw == NULL)
    return NULL;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, raw);

  return g_strcmp0 (sha256, meirei_json_get_string (attempt, "raw_sha256", NULL)) == 0
         ? g_steal_pointer (&raw) : NULL;
}

static JsonObject *
describe_hit (MeireiVersion *version,
              JsonObject    *attempt)
{
  JsonObject *hit = json_object_new ();

  json_object_set_boolean_member (hit, "hit", TRUE);
  json_object_set_string_member (hit, "instruction", meirei_version_get_instruction_id (version));
  json_object_set_string_member (hit, "version", meirei_version_get_name (version));
  json_object_set_int_member (hit, "attempt", meirei_json_get_int (attempt, "number", 1));
  meirei_json_set_string (hit, "batch", meirei_version_get_batch (version));

  return hit;
}

static MeireiCachedAnswer *
look_at_version (MeireiWorkspace *workspace,
                 const char      *id,
                 const char      *name,
                 const char      *key)
{
  g_autoptr(MeireiVersion) version = meirei_workspace_load_version (workspace, id, name, NULL);
  JsonArray *attempts = version != NULL ? meirei_version_get_attempts (version) : NULL;
  guint n_attempts = attempts != NULL ? json_array_get_length (attempts) : 0;

  if (version == NULL || !can_be_used (version))
    return NULL;

  for (guint i = 0; i < n_attempts; i++)
    {
      JsonObject *attempt = meirei_json_array_object (attempts, i);
      MeireiCachedAnswer *answer;
      GBytes *raw;

      if (g_strcmp0 (meirei_json_get_string (attempt, "request_sha256", NULL), key) != 0
          || g_strcmp0 (meirei_json_get_string (attempt, "finish", NULL), "complete") != 0)
        continue;
      raw = read_raw (workspace, version, attempt, n_attempts);
      if (raw == NULL)
        continue;
      answer = g_new0 (MeireiCachedAnswer, 1);
      answer->raw = raw;
      answer->attempt = json_object_ref (attempt);
      answer->hit = describe_hit (version, attempt);
      return answer;
    }

  return NULL;
}

static MeireiCachedAnswer *
follow_pointer (MeireiWorkspace *workspace,
                const char      *key)
{
  g_autofree char *path = dup_pointer_path (workspace, key);
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) pointer = NULL;
  const char *id, *version;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  pointer = meirei_json_parse_object (text, (gssize) length, NULL);
  id = meirei_json_get_string (pointer, "instruction", NULL);
  version = meirei_json_get_string (pointer, "version", NULL);
  if (id == NULL || version == NULL || !g_uuid_string_is_valid (id))
    return NULL;

  return look_at_version (workspace, id, version, key);
}

static MeireiCachedAnswer *
search_versions (MeireiWorkspace *workspace,
                 Question        *question)
{
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction (workspace, question->id, NULL);
  const char * const *versions;
  guint n_versions;

  if (instruction == NULL)
    return NULL;

  versions = meirei_instruction_get_versions (instruction);
  n_versions = g_strv_length ((char **) versions);
  for (guint i = 0; i < MIN (n_versions, MAX_VERSIONS); i++)
    {
      MeireiCachedAnswer *answer = look_at_version (workspace, question->id,
                                                    versions[n_versions - 1 - i], question->key);

      if (answer != NULL)
        return answer;
    }

  return NULL;
}

static void
find_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Question *question = task_data;
  MeireiCachedAnswer *answer = follow_pointer (source_object, question->key);

  if (answer == NULL)
    answer = search_versions (source_object, question);
  g_task_return_pointer (task, answer, (GDestroyNotify) meirei_cached_answer_free);
}

/**
 * meirei_answer_cache_find_async:
 * @workspace: a workspace
 * @id: the UUID of the instruction that is executed
 * @key: what [func@answer_cache_make_key] gave
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks for a whole answer to an identical request that nobody rejected.
 */
void
meirei_answer_cache_find_async (MeireiWorkspace     *workspace,
                                const char          *id,
                                const char          *key,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Question *question;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (id != NULL && key != NULL);

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_answer_cache_find_async);
  question = g_new0 (Question, 1);
  question->id = g_strdup (id);
  question->key = g_strdup (key);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, find_worker);
}

/**
 * meirei_answer_cache_find_finish:
 * @workspace: the workspace
 * @result: the result
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL if there is none
 */
MeireiCachedAnswer *
meirei_answer_cache_find_finish (MeireiWorkspace *workspace,
                                 GAsyncResult    *result)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL /* cancelled is none */);
}

static void
remember_worker (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Question *question = task_data;
  g_autofree char *path = dup_pointer_path (source_object, question->key);
  g_autofree char *dir = g_path_get_dirname (path);
  g_autoptr(JsonObject) pointer = json_object_new ();
  g_autofree char *text = NULL;
  gsize length;

  json_object_set_string_member (pointer, "instruction", question->id);
  json_object_set_string_member (pointer, "version", question->version);
  json_object_set_int_member (pointer, "attempt", question->attempt);
  text = meirei_json_to_line (pointer, &length);
  /* Without it the answer is asked for again, that is all. */
  if (g_mkdir_with_parents (dir, 0700) != 0
      || !g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600,
                                    NULL))
    g_debug ("Could not write %s", path);
  g_task_return_boolean (task, TRUE);
}

/**
 * meirei_answer_cache_remember:
 * @workspace: a workspace
 * @id: the UUID of an instruction
 * @version: the name of its version that has just been stored
 * @attempt: the number of the attempt that got a whole answer
 * @key: what [func@answer_cache_make_key] gave
 *
 * Notes where an answer is, on a thread.
 */
void
meirei_answer_cache_remember (MeireiWorkspace *workspace,
                              const char      *id,
                              const char      *version,
                              guint            attempt,
                              const char      *key)
{
  g_autoptr(GTask) task = NULL;
  Question *question;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (id != NULL && version != NULL && key != NULL);

  task = g_task_new (workspace, NULL, NULL, NULL);
  g_task_set_source_tag (task, meirei_answer_cache_remember);
  question = g_new0 (Question, 1);
  question->id = g_strdup (id);
  question->version = g_strdup (version);
  question->attempt = attempt;
  question->key = g_strdup (key);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, remember_worker);
}
