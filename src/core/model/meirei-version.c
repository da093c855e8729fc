/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiVersion:
 *
 * What one execution of an instruction produced, and everything one has to
 * know years later: what exactly was asked of which model with which settings,
 * what came back, what was checked, who decided.
 *
 * It is a typed view of the record's JSON, so that sections written by newer
 * versions survive.  Not thread-safe.
 */

#include "config.h"

#include <string.h>

#include "meirei-gate.h"
#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-version.h"

struct _MeireiVersion
{
  GObject parent_instance;

  JsonObject *record;
};

G_DEFINE_FINAL_TYPE (MeireiVersion, meirei_version, G_TYPE_OBJECT)

static void
meirei_version_finalize (GObject *object)
{
  MeireiVersion *self = MEIREI_VERSION (object);

  g_clear_pointer (&self->record, json_object_unref);

  G_OBJECT_CLASS (meirei_version_parent_class)->finalize (object);
}

static void
meirei_version_class_init (MeireiVersionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_version_finalize;
}

static void
meirei_version_init (MeireiVersion *self)
{
}

/**
 * meirei_version_new:
 * @instruction_id: the instruction's UUID
 * @name: the version's name, `v1`, `v2`, …
 *
 * Returns: (transfer full): a new, unfinished version.  Its members are set in
 *   the order in which the file shall have them.
 */
MeireiVersion *
meirei_version_new (const char *instruction_id,
                    const char *name)
{
  static const char * const members[] = {
    "finish", "file", "file_sha256", "size", "raw_sha256", "sheet_sha256", "server",
    "model", "params", "prompt_sha256", "template",
  };
  MeireiVersion *self = g_object_new (MEIREI_TYPE_VERSION, NULL);

  self->record = json_object_new ();
  json_object_set_int_member (self->record, "schema", MEIREI_VERSION_SCHEMA);
  json_object_set_string_member (self->record, "instruction", instruction_id);
  json_object_set_string_member (self->record, "version", name);
  json_object_set_int_member (self->record, "revision", 0);
  meirei_json_set_time (self->record, "created_at", g_get_real_time ());
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_null_member (self->record, members[i]);
  json_object_set_array_member (self->record, "attempts", json_array_new ());
  json_object_set_null_member (self->record, "report");
  json_object_set_null_member (self->record, "tests");
  json_object_set_null_member (self->record, "repeatability");
  json_object_set_null_member (self->record, "verdict");

  return self;
}

static JsonObject *copy_object (JsonObject *object);

static JsonArray *
copy_array (JsonArray *array)
{
  JsonArray *copied = json_array_sized_new (json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        json_array_add_object_element (copied, copy_object (json_node_get_object (element)));
      else
        json_array_add_element (copied, json_node_copy (element));
    }

  return copied;
}

/* json_node_copy() shares containers, and parsed ones are immutable. */
static JsonObject *
copy_object (JsonObject *object)
{
  JsonObject *copied = json_object_new ();
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *member = json_object_get_member (object, l->data);

      if (JSON_NODE_HOLDS_OBJECT (member))
        json_object_set_object_member (copied, l->data,
                                       copy_object (json_node_get_object (member)));
      else if (JSON_NODE_HOLDS_ARRAY (member))
        json_object_set_array_member (copied, l->data,
                                      copy_array (json_node_get_array (member)));
      else
        json_object_set_member (copied, l->data, json_node_copy (member));
    }

  return copied;
}

/**
 * meirei_version_new_from_json:
 * @object: a version as the files have it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the version, or %NULL with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_DATA or
 *   %MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA
 */
MeireiVersion *
meirei_version_new_from_json (JsonObject  *object,
                              GError     **error)
{
  MeireiVersion *self;

  g_return_val_if_fail (object != NULL, NULL);

  if (meirei_json_get_int (object, "schema", MEIREI_VERSION_SCHEMA) > MEIREI_VERSION_SCHEMA)
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA,
                   "The version was written by a newer Meirei; use that one");
      return NULL;
    }

  if (meirei_json_get_string (object, "version", NULL) == NULL
      || meirei_json_get_string (object, "instruction", NULL) == NULL)
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                   "The file is not a version: “version” or “instruction” is missing");
      return NULL;
    }

  self = g_object_new (MEIREI_TYPE_VERSION, NULL);
  self->record = copy_object (object);

  return self;
}

/**
 * meirei_version_to_json:
 * @self: a version
 *
 * Returns: (transfer full): the version as the files have it, a copy
 */
JsonObject *
meirei_version_to_json (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return copy_object (self->record);
}

/**
 * meirei_version_copy:
 * @self: a version
 *
 * Returns: (transfer full): an independent version with the same content
 */
MeireiVersion *
meirei_version_copy (MeireiVersion *self)
{
  MeireiVersion *copy;

  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  copy = g_object_new (MEIREI_TYPE_VERSION, NULL);
  copy->record = copy_object (self->record);

  return copy;
}

/**
 * meirei_version_get_instruction_id:
 * @self: a version
 *
 * Returns: the UUID of its instruction
 */
const char *
meirei_version_get_instruction_id (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_json_get_string (self->record, "instruction", "");
}

/**
 * meirei_version_get_name:
 * @self: a version
 *
 * Returns: its name, `v1`, `v2`, …
 */
const char *
meirei_version_get_name (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_json_get_string (self->record, "version", "");
}

/**
 * meirei_version_get_revision:
 * @self: a version
 *
 * Returns: how often it has been stored; 0 if never
 */
gint64
meirei_version_get_revision (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), 0);

  return meirei_json_get_int (self->record, "revision", 0);
}

/**
 * meirei_version_set_revision:
 * @self: a version
 * @revision: the stored revision
 *
 * For the store alone.
 */
void
meirei_version_set_revision (MeireiVersion *self,
                             gint64         revision)
{
  g_return_if_fail (MEIREI_IS_VERSION (self));

  json_object_set_int_member (self->record, "revision", revision);
}

/**
 * meirei_version_get_created_at:
 * @self: a version
 *
 * Returns: when its execution began, in microseconds since the epoch
 */
gint64
meirei_version_get_created_at (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), 0);

  return meirei_json_get_time (self->record, "created_at");
}

/**
 * meirei_version_is_finished:
 * @self: a version
 *
 * Returns: whether its execution has ended in some way
 */
gboolean
meirei_version_is_finished (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), FALSE);

  return meirei_json_get_string (self->record, "finish", NULL) != NULL;
}

/**
 * meirei_version_get_finish:
 * @self: a version
 *
 * Returns: how its answer ended; %MEIREI_FINISH_BROKEN if it is not known
 */
MeireiFinish
meirei_version_get_finish (MeireiVersion *self)
{
  int finish = MEIREI_FINISH_BROKEN;

  g_return_val_if_fail (MEIREI_IS_VERSION (self), MEIREI_FINISH_BROKEN);

  meirei_enum_from_nick (MEIREI_TYPE_FINISH,
                         meirei_json_get_string (self->record, "finish", NULL), &finish);

  return (MeireiFinish) finish;
}

/**
 * meirei_version_set_finish:
 * @self: a version
 * @finish: how its answer ended
 */
void
meirei_version_set_finish (MeireiVersion *self,
                           MeireiFinish   finish)
{
  g_return_if_fail (MEIREI_IS_VERSION (self));

  json_object_set_string_member (self->record, "finish",
                                 meirei_enum_to_nick (MEIREI_TYPE_FINISH, finish));
}

/**
 * meirei_version_get_file:
 * @self: a version
 *
 * Returns: (nullable): the name of the file with its code in
 *   `data/generated_code`, or %NULL if there is no code
 */
const char *
meirei_version_get_file (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_json_get_string (self->record, "file", NULL);
}

/**
 * meirei_version_get_file_sha256:
 * @self: a version
 *
 * Returns: (nullable): the hash of the file as it was written
 */
const char *
meirei_version_get_file_sha256 (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_json_get_string (self->record, "file_sha256", NULL);
}

/**
 * meirei_version_get_size:
 * @self: a version
 *
 * Returns: the file's size in bytes
 */
gint64
meirei_version_get_size (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), 0);

  return meirei_json_get_int (self->record, "size", 0);
}

/**
 * meirei_version_set_file:
 * @self: a version
 * @file: (nullable): the name of the file with its code
 * @file_sha256: (nullable): its hash
 * @size: its size in bytes
 */
void
meirei_version_set_file (MeireiVersion *self,
                         const char    *file,
                         const char    *file_sha256,
                         gint64         size)
{
  g_return_if_fail (MEIREI_IS_VERSION (self));

  meirei_json_set_string (self->record, "file", file);
  meirei_json_set_string (self->record, "file_sha256", file_sha256);
  json_object_set_int_member (self->record, "size", size);
}

/**
 * meirei_version_get_raw_sha256:
 * @self: a version
 *
 * Returns: (nullable): the hash of the model's whole answer
 */
const char *
meirei_version_get_raw_sha256 (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_json_get_string (self->record, "raw_sha256", NULL);
}

/**
 * meirei_version_set_raw_sha256:
 * @self: a version
 * @raw_sha256: the hash of the model's whole answer
 */
void
meirei_version_set_raw_sha256 (MeireiVersion *self,
                               const char    *raw_sha256)
{
  g_return_if_fail (MEIREI_IS_VERSION (self));

  meirei_json_set_string (self->record, "raw_sha256", raw_sha256);
}

/**
 * meirei_version_set_sheet_sha256:
 * @self: a version
 * @content_sha256: the hash of the sheet's content that was executed
 */
void
meirei_version_set_sheet_sha256 (MeireiVersion *self,
                                 const char    *content_sha256)
{
  g_return_if_fail (MEIREI_IS_VERSION (self));

  meirei_json_set_string (self->record, "sheet_sha256", content_sha256);
}

/**
 * meirei_version_get_sheet_sha256:
 * @self: a version
 *
 * Returns: (nullable): the hash of the sheet's content that was executed
 */
const char *
meirei_version_get_sheet_sha256 (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_json_get_string (self->record, "sheet_sha256", NULL);
}

/**
 * meirei_version_set_server:
 * @self: a version
 * @kind: the server's kind
 * @url: its base address, without credentials
 * @version: (nullable): its version, if it says so
 */
void
meirei_version_set_server (MeireiVersion *self,
                           const char    *kind,
                           const char    *url,
                           const char    *version)
{
  JsonObject *server;

  g_return_if_fail (MEIREI_IS_VERSION (self));

  server = json_object_new ();
  meirei_json_set_string (server, "kind", kind);
  meirei_json_set_string (server, "url", url);
  meirei_json_set_string (server, "version", version);
  json_object_set_object_member (self->record, "server", server);
}

/**
 * meirei_version_set_model:
 * @self: a version
 * @id: the model's id
 * @quantization: (nullable): its quantisation, such as `Q4_K_M`
 * @context: the loaded context in tokens; 0 if unknown
 */
void
meirei_version_set_model (MeireiVersion *self,
                          const char    *id,
                          const char    *quantization,
                          gint64         context)
{
  JsonObject *model;

  g_return_if_fail (MEIREI_IS_VERSION (self));

  model = json_object_new ();
  meirei_json_set_string (model, "id", id);
  meirei_json_set_string (model, "quantization", quantization);
  if (context > 0)
    json_object_set_int_member (model, "context", context);
  else
    json_object_set_null_member (model, "context");
  json_object_set_object_member (self->record, "model", model);
}

/**
 * meirei_version_get_model_id:
 * @self: a version
 *
 * Returns: (nullable): the model's id
 */
const char *
meirei_version_get_model_id (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_json_get_string (meirei_json_get_object (self->record, "model"), "id", NULL);
}

/**
 * meirei_version_set_prompt:
 * @self: a version
 * @prompt_sha256: the hash of the exact prompt
 * @template_name: the template it was made from
 * @template_version: that template's version
 */
void
meirei_version_set_prompt (MeireiVersion *self,
                           const char    *prompt_sha256,
                           const char    *template_name,
                           const char    *template_version)
{
  JsonObject *template;

  g_return_if_fail (MEIREI_IS_VERSION (self));

  template = json_object_new ();
  meirei_json_set_string (template, "name", template_name);
  meirei_json_set_string (template, "version", template_version);
  meirei_json_set_string (self->record, "prompt_sha256", prompt_sha256);
  json_object_set_object_member (self->record, "template", template);
}

/**
 * meirei_version_get_batch:
 * @self: a version
 *
 * Returns: (nullable): the id of the batch that made it, or %NULL
 */
const char *
meirei_version_get_batch (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_json_get_string (self->record, "batch", NULL);
}

/**
 * meirei_version_set_batch:
 * @self: a version
 * @batch_id: the id of the batch that makes it
 */
void
meirei_version_set_batch (MeireiVersion *self,
                          const char    *batch_id)
{
  g_return_if_fail (MEIREI_IS_VERSION (self));

  meirei_json_set_string (self->record, "batch", batch_id);
}

/**
 * meirei_version_get_params:
 * @self: a version
 *
 * Returns: (transfer none) (nullable): the request's parameters
 */
JsonObject *
meirei_version_get_params (MeireiVersion *self)
{
  return meirei_version_get_section (self, "params");
}

/**
 * meirei_version_set_params:
 * @self: a version
 * @params: the request's parameters
 */
void
meirei_version_set_params (MeireiVersion *self,
                           JsonObject    *params)
{
  meirei_version_set_section (self, "params", params);
}

/**
 * meirei_version_get_attempts:
 * @self: a version
 *
 * Returns: (transfer none) (nullable): its attempts, oldest first
 */
JsonArray *
meirei_version_get_attempts (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_json_get_array (self->record, "attempts");
}

/**
 * meirei_version_add_attempt:
 * @self: a version
 * @attempt: one request to the model: `started_at`, `ttft_s`, `duration_s`,
 *   `prompt_tokens`, `completion_tokens`, `finish`, `error`
 */
void
meirei_version_add_attempt (MeireiVersion *self,
                            JsonObject    *attempt)
{
  JsonArray *attempts;

  g_return_if_fail (MEIREI_IS_VERSION (self));
  g_return_if_fail (attempt != NULL);

  attempts = meirei_version_get_attempts (self);
  if (attempts == NULL)
    {
      attempts = json_array_new ();
      json_object_set_array_member (self->record, "attempts", attempts);
    }
  json_array_add_object_element (attempts, json_object_ref (attempt));
}

/**
 * meirei_version_get_section:
 * @self: a version
 * @name: the name of an object among the record's members, such as `report`,
 *   `tests`, `extraction`, `server`, `model` or `template`
 *
 * Returns: (transfer none) (nullable): the section, or %NULL if there is none
 */
JsonObject *
meirei_version_get_section (MeireiVersion *self,
                            const char    *name)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_json_get_object (self->record, name);
}

/**
 * meirei_version_set_section:
 * @self: a version
 * @name: the section's name
 * @section: (nullable): its content; %NULL writes `null`
 */
void
meirei_version_set_section (MeireiVersion *self,
                            const char    *name,
                            JsonObject    *section)
{
  g_return_if_fail (MEIREI_IS_VERSION (self));
  g_return_if_fail (name != NULL);

  if (section != NULL)
    json_object_set_object_member (self->record, name, json_object_ref (section));
  else
    json_object_set_null_member (self->record, name);
}

/**
 * meirei_version_dup_verdict:
 * @self: a version
 *
 * Returns: (transfer full) (nullable): the verdict, or %NULL if there is none
 */
MeireiVerdict *
meirei_version_dup_verdict (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_verdict_new_from_json (meirei_version_get_section (self, "verdict"));
}

/**
 * meirei_version_set_verdict:
 * @self: a version
 * @verdict: (nullable): the verdict; %NULL takes it back
 */
void
meirei_version_set_verdict (MeireiVersion *self,
                            MeireiVerdict *verdict)
{
  g_autoptr(JsonObject) object = NULL;

  g_return_if_fail (MEIREI_IS_VERSION (self));

  if (verdict != NULL)
    object = meirei_verdict_to_json (verdict);
  meirei_version_set_section (self, "verdict", object);
}

/**
 * meirei_version_dup_tests:
 * @self: a version
 *
 * Returns: (transfer full) (nullable): how its acceptance tests went the last
 *   time, or %NULL if they have never been tried
 */
MeireiTestReport *
meirei_version_dup_tests (MeireiVersion *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION (self), NULL);

  return meirei_test_report_new_from_json (meirei_version_get_section (self, "tests"));
}

/**
 * meirei_version_get_failed_tests:
 * @self: a version
 * @tests: the tests that the sheet has now
 *
 * Returns: what [method@Meirei.Gate.evaluate] takes: 0 if there are no tests,
 *   %MEIREI_TESTS_NOT_RUN if just these have not run on this version's code,
 *   else how many did not pass
 */
int
meirei_version_get_failed_tests (MeireiVersion *self,
                                 const char    *tests)
{
  g_autoptr(MeireiTestReport) report = NULL;

  g_return_val_if_fail (MEIREI_IS_VERSION (self), MEIREI_TESTS_NOT_RUN);
  g_return_val_if_fail (tests != NULL, MEIREI_TESTS_NOT_RUN);

  if (tests[strspn (tests, " \t\r\n\f\v")] == '\0')
    return 0;
  report = meirei_version_dup_tests (self);
  if (report == NULL
      || !meirei_test_report_is_about (report, tests, meirei_version_get_file_sha256 (self)))
    return MEIREI_TESTS_NOT_RUN;

  return meirei_test_report_get_gate_value (report);
}
