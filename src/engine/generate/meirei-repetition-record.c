/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the version remembers of its repetition: the `repeatability` of its
 * record. */

#include "config.h"

#include "meirei-json.h"
#include "meirei-repetition-private.h"
#include "meirei-string.h"

static char *
hash (GBytes *bytes)
{
  return bytes != NULL ? meirei_sha256 (g_bytes_get_data (bytes, NULL),
                                        (gssize) g_bytes_get_size (bytes)) : NULL;
}

/* The answer that came to this request: the version's own one may be that of a
 * repair. */
static const char *
get_reference (MeireiRepetition *self,
               const char       *member,
               const char       *of_version)
{
  JsonArray *attempts = meirei_version_get_attempts (self->version);
  JsonObject *first = attempts != NULL && json_array_get_length (attempts) > 1
                      ? meirei_json_array_object (attempts, 0) : NULL;

  return first != NULL ? meirei_json_get_string (first, member, of_version) : of_version;
}

static void
add_run (JsonArray        *runs,
         MeireiRepetition *self,
         MeireiAttempt    *attempt,
         GHashTable       *answers,
         guint            *n_same_answers,
         guint            *n_same_code)
{
  JsonObject *run = json_object_new ();
  MeireiCompletion *completion = meirei_attempt_get_completion (attempt);
  g_autofree char *raw = hash (meirei_attempt_get_raw (attempt));
  g_autofree char *code = hash (meirei_attempt_get_code (attempt));
  gboolean complete = meirei_attempt_is_complete (attempt);
  gboolean same_answer = complete
                         && g_strcmp0 (raw, get_reference (self, "raw_sha256",
                              meirei_version_get_raw_sha256 (self->version))) == 0;
  gboolean same_code = same_answer
                       || (complete
                           && g_strcmp0 (code, get_reference (self, "code_sha256",
                                meirei_version_get_file_sha256 (self->version))) == 0);

  *n_same_answers += same_answer ? 1 : 0;
  *n_same_code += same_code ? 1 : 0;
  if (complete)
    g_hash_table_add (answers, g_strdup (raw));
  json_object_set_string_member (run, "finish",
                                 meirei_enum_to_nick (MEIREI_TYPE_FINISH,
                                                      (int) meirei_attempt_get_finish (attempt)));
  meirei_json_set_string (run, "raw_sha256", raw);
  meirei_json_set_string (run, "code_sha256", code);
  json_object_set_boolean_member (run, "same_answer", same_answer);
  json_object_set_boolean_member (run, "same_code", same_code);
  if (completion != NULL)
    json_object_set_double_member (run, "seconds", meirei_completion_get_elapsed (completion));
  if (meirei_attempt_get_error (attempt) != NULL)
    json_object_set_string_member (run, "error", meirei_attempt_get_error (attempt)->message);
  json_array_add_object_element (runs, run);
}

/* Under which circumstances: they decide whether a difference says anything. */
static void
add_circumstances (JsonObject       *record,
                   MeireiRepetition *self)
{
  MeireiServer *server = meirei_target_get_server (self->target);
  MeireiChatParams *params = meirei_chat_request_get_params (self->request);
  MeireiServerKind kind = meirei_server_get_kind (server);
  JsonObject *then = meirei_version_get_section (self->version, "server");

  json_object_set_boolean_member (record, "strict", self->strict);
  json_object_set_int_member (record, "parallel", self->parallel);
  json_object_set_int_member (record, "slots", meirei_target_get_slots (self->target));
  if (meirei_server_kind_is_llama (kind))
    json_object_set_boolean_member (record, "cache_prompt", !self->strict);
  else
    json_object_set_null_member (record, "cache_prompt");
  if (meirei_chat_params_has (params, MEIREI_CHAT_PARAM_SEED))
    json_object_set_int_member (record, "seed",
                                meirei_chat_params_get_int (params, MEIREI_CHAT_PARAM_SEED, 0));
  else
    json_object_set_null_member (record, "seed");
  json_object_set_string_member (record, "server_kind",
                                 meirei_enum_to_nick (MEIREI_TYPE_SERVER_KIND, (int) kind));
  meirei_json_set_string (record, "server_version", meirei_server_get_version (server));
  json_object_set_boolean_member (record, "same_server_version",
                                  g_strcmp0 (meirei_server_get_version (server),
                                             meirei_json_get_string (then, "version", NULL)) == 0);
}

/* `state` is `repeats` if every answer is that of the version, byte for byte. */
JsonObject *
_meirei_repetition_make_record (MeireiRepetition *self)
{
  JsonObject *record = json_object_new ();
  JsonArray *runs = json_array_new ();
  g_autoptr(GHashTable) answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_same_answers = 0, n_same_code = 0, n_complete = 0;

  for (guint i = 0; i < self->attempts->len; i++)
    {
      add_run (runs, self, self->attempts->pdata[i], answers, &n_same_answers, &n_same_code);
      n_complete += meirei_attempt_is_complete (self->attempts->pdata[i]) ? 1 : 0;
    }
  json_object_set_string_member (record, "state",
                                 n_same_answers == self->attempts->len ? "repeats" : "differs");
  meirei_json_set_time (record, "at", g_get_real_time ());
  json_object_set_int_member (record, "times", self->attempts->len);
  json_object_set_int_member (record, "complete", n_complete);
  json_object_set_int_member (record, "same_answer", n_same_answers);
  json_object_set_int_member (record, "same_code", n_same_code);
  json_object_set_int_member (record, "distinct_answers", g_hash_table_size (answers));
  add_circumstances (record, self);
  json_object_set_array_member (record, "runs", runs);

  return record;
}
