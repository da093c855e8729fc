/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* One instruction from the sheet to the stored version, against a server whose
 * answers are scripted: repair rounds, what they keep, changes. */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "meirei-execution.h"
#include "meirei-fake-chat.h"
#include "meirei-fake-server.h"
#include "meirei-json.h"
#include "meirei-test-workspace.h"
#include "meirei-version-commit.h"
#include "meirei-workspace-versions.h"

#define GOOD "def add(a, b):\n    return a + b\n"
#define WRONG "def add(a, b):\n    return a - b\n"
#define WORSE "def add(a, b):\n    raise ValueError(a)\n"
#define BROKEN "def add(a, b:\n    return a + b\n"
#define OTHER "def plus(a, b):\n    return a + b\n"
#define TESTS "def test_add():\n    assert add(1, 2) == 3\n\n\ndef test_zero():\n    assert add(2, 0) == 2\n"

typedef struct {
  char *dir;
  MeireiFakeServer *server;
  MeireiContext *context;
  MeireiWorkspace *workspace;
  char *id;
  MeireiExecution *execution;
  gboolean ok;
  GError *error;
} Fixture;

static char *
add_sheet (MeireiWorkspace *workspace,
           const char      *tests)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(MeireiSheet) sheet = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(MeireiInstruction) approved = NULL;
  g_autoptr(GError) error = NULL;
  const char * const functions[] = { "add(a, b)", NULL };

  json_object_set_string_member (object, "title", "Add");
  json_object_set_string_member (object, "feature", "add");
  json_object_set_string_member (object, "spec", "Return the sum of a and b.");
  json_object_set_string_member (object, "tests", tests);
  meirei_json_set_strv (object, "functions", functions);
  sheet = meirei_sheet_new_from_json (object, &error);
  g_assert_no_error (error);
  instruction = meirei_instruction_new (sheet);
  g_assert_true (meirei_workspace_add_instruction (workspace, instruction, &error));
  g_assert_no_error (error);
  approved = meirei_workspace_update_instruction (workspace,
                                                  meirei_instruction_get_id (instruction), -1,
                                                  meirei_test_approve, NULL, &error);
  g_assert_no_error (error);

  return g_strdup (meirei_instruction_get_id (instruction));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_test_make_dir ();
  fixture->server = meirei_fake_server_new ();
  meirei_fake_server_add (fixture->server, "GET /v1/models",
                          meirei_fake_reply_new_json (200, "{\"object\":\"list\",\"data\":[{"
                                                      "\"id\":\"m\",\"object\":\"model\"}]}"));
  g_setenv ("MEIREI_SERVERS", meirei_fake_server_get_url (fixture->server), TRUE);
  fixture->context = meirei_context_new (&error);
  g_assert_no_error (error);
  fixture->workspace = meirei_workspace_create (fixture->dir, "Execution", &error);
  g_assert_no_error (error);
  fixture->id = add_sheet (fixture->workspace, "");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->execution);
  g_clear_error (&fixture->error);
  meirei_test_drop_workspace (&fixture->workspace);
  g_clear_object (&fixture->context);
  meirei_fake_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->id);
}

static void
answer_with (Fixture    *fixture,
             const char *code,
             const char *finish)
{
  g_autofree char *text = g_strconcat ("Here:\n\n```python\n", code, "```\n", NULL);

  meirei_fake_server_add (fixture->server, "POST /v1/chat/completions",
                          meirei_fake_chat_new_openai (text, finish, 0));
}

static void
answer (Fixture    *fixture,
        const char *code)
{
  answer_with (fixture, code, "stop");
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

/* @stop_at: the stage at which the person stops it; -1 for none. */
static void
run_until (Fixture    *fixture,
           const char *options_text,
           int         stop_at)
{
  g_autoptr(JsonObject) object = meirei_json_parse_object (options_text, -1, NULL);
  g_autoptr(MeireiExecutionOptions) options = meirei_execution_options_new (object);
  g_autoptr(GAsyncResult) result = NULL;

  g_clear_object (&fixture->execution);
  g_clear_error (&fixture->error);
  fixture->execution = meirei_execution_new (fixture->context, fixture->workspace, fixture->id,
                                             options);
  meirei_execution_run_async (fixture->execution, NULL, run_cb, &result);
  while (result == NULL)
    {
      MeireiCompletion *completion = meirei_execution_get_completion (fixture->execution);

      if ((int) meirei_execution_get_stage (fixture->execution) == stop_at && completion != NULL
          && meirei_completion_get_n_tokens (completion) > 0
          && !meirei_completion_is_finished (completion))
        meirei_execution_stop (fixture->execution);
      g_main_context_iteration (NULL, TRUE);
    }
  fixture->ok = meirei_execution_run_finish (fixture->execution, result, &fixture->error);
}

static void
run (Fixture    *fixture,
     const char *options)
{
  run_until (fixture, options, -1);
}

static guint
count_requests (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < meirei_fake_server_get_n_requests (fixture->server); i++)
    n += g_str_equal (meirei_fake_server_get_request (fixture->server, i)->method, "POST");

  return n;
}

/* What the model was told in the request of this number, from 0. */
static char *
dup_message (Fixture    *fixture,
             guint       number,
             const char *role)
{
  for (guint i = 0; i < meirei_fake_server_get_n_requests (fixture->server); i++)
    {
      const MeireiFakeRequest *request = meirei_fake_server_get_request (fixture->server, i);
      g_autoptr(JsonObject) body = NULL;
      JsonArray *messages;

      if (!g_str_equal (request->method, "POST") || number-- > 0)
        continue;
      body = meirei_json_parse_object (request->body, (gssize) request->body_length, NULL);
      messages = meirei_json_get_array (body, "messages");
      for (guint j = 0; j < json_array_get_length (messages); j++)
        {
          JsonObject *message = meirei_json_array_object (messages, j);

          if (g_strcmp0 (meirei_json_get_string (message, "role", NULL), role) == 0)
            return g_strdup (meirei_json_get_string (message, "content", NULL));
        }
    }
  g_assert_not_reached ();
}

static MeireiVersion *
load (Fixture    *fixture,
      const char *name)
{
  g_autoptr(GError) error = NULL;
  MeireiVersion *version = meirei_workspace_load_version (fixture->workspace, fixture->id, name,
                                                          &error);

  g_assert_no_error (error);

  return version;
}

static void
assert_code (Fixture    *fixture,
             const char *code)
{
  g_autoptr(GError) error = NULL;
  gboolean unchanged = FALSE;
  g_autoptr(GBytes) bytes = meirei_workspace_read_code (fixture->workspace, fixture->id, NULL,
                                                        &unchanged, &error);

  g_assert_no_error (error);
  g_assert_true (unchanged);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), code, strlen (code));
}

static const char *
get_attempt_finish (MeireiVersion *version,
                    guint          number)
{
  JsonArray *attempts = meirei_version_get_attempts (version);

  return meirei_json_get_string (meirei_json_array_object (attempts, number - 1), "finish", NULL);
}

static gboolean
has_file (Fixture    *fixture,
          const char *name)
{
  g_autofree char *short_id = g_strndup (fixture->id, 8);
  g_autofree char *path = g_build_filename (fixture->dir, "data", "versions", short_id, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_first_is_good (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(MeireiVersion) version = NULL;

  answer (fixture, GOOD);
  run (fixture, "{}");

  g_assert_no_error (fixture->error);
  g_assert_true (fixture->ok);
  g_assert_cmpuint (count_requests (fixture), ==, 1);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, fixture->id), ==,
                   MEIREI_STATUS_EXECUTED);
  assert_code (fixture, GOOD);
  version = load (fixture, NULL);
  g_assert_null (meirei_version_get_section (version, "repair"));
  g_assert_nonnull (meirei_version_get_section (version, "report"));
  g_assert_true (meirei_json_get_boolean (meirei_version_get_section (version, "extraction"),
                                          "checked", FALSE));
  g_assert_false (has_file (fixture, "v1.attempt1.txt"));
  g_assert_false (has_file (fixture, "v1.raw.txt.new"));
  g_assert_false (has_file (fixture, "v1.json.new"));
}

/* What the answers are, and what becomes of them. */
typedef struct {
  const char *name;
  const char *options;
  const char *answers[4];   /* codes; the last one repeats */
  const char *finishes[4];  /* (nullable): "stop" */
  guint n_requests;
  const char *code;         /* the version's */
  guint chosen;             /* 0: there was no repair */
  const char *told[2];      /* in the second prompt */
} Row;

static const Row rows[] = {
  { "syntax", "{}", { BROKEN, GOOD }, { NULL }, 2, GOOD, 2, { "SyntaxError", "def add(a, b:" } },
  { "missing", "{}", { OTHER, GOOD }, { NULL }, 2, GOOD, 2, { "add", "def plus" } },
  { "off", "{\"repair\":0}", { BROKEN, GOOD }, { NULL }, 1, BROKEN, 0, { NULL } },
  { "one-round", "{\"repair\":1}", { BROKEN, OTHER, GOOD }, { NULL }, 2, OTHER, 2, { NULL } },
  { "two-rounds", "{\"repair\":2}", { BROKEN, OTHER, GOOD }, { NULL }, 3, GOOD, 3, { NULL } },
  { "same-again", "{\"repair\":2}", { BROKEN, BROKEN, GOOD }, { NULL }, 2, BROKEN, 1, { NULL } },
  { "not-better", "{\"repair\":1}", { OTHER, BROKEN }, { NULL }, 2, OTHER, 1, { NULL } },
  { "cut", "{\"repair\":2}", { BROKEN, GOOD, GOOD }, { NULL, "length" }, 2, BROKEN, 1, { NULL } },
  { "empty", "{\"repair\":2}", { BROKEN, "", GOOD }, { NULL }, 2, BROKEN, 1, { NULL } },
};

static void
test_repair (Fixture       *fixture,
             gconstpointer  data)
{
  const Row *row = data;
  g_autoptr(MeireiVersion) version = NULL;
  JsonObject *repair;

  for (gsize i = 0; i < G_N_ELEMENTS (row->answers) && row->answers[i] != NULL; i++)
    answer_with (fixture, row->answers[i], row->finishes[i] != NULL ? row->finishes[i] : "stop");
  run (fixture, row->options);

  g_assert_no_error (fixture->error);
  g_assert_cmpuint (count_requests (fixture), ==, row->n_requests);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, fixture->id), ==,
                   MEIREI_STATUS_EXECUTED);
  assert_code (fixture, row->code);

  version = load (fixture, NULL);
  repair = meirei_version_get_section (version, "repair");
  g_assert_cmpuint (json_array_get_length (meirei_version_get_attempts (version)), ==,
                    row->n_requests);
  g_assert_cmpint (meirei_json_get_int (repair, "chosen", 0), ==, row->chosen);
  for (guint i = 0; i < row->n_requests && row->chosen > 0; i++)
    {
      g_autofree char *name = g_strdup_printf ("v1.attempt%u.txt", i + 1);
      g_autofree char *code_name = g_strdup_printf ("v1.attempt%u.code.txt", i + 1);
      JsonObject *attempt = meirei_json_array_object (meirei_version_get_attempts (version), i);

      g_assert_true (has_file (fixture, name));
      g_assert_true (has_file (fixture, code_name) == (row->answers[i][0] != '\0'));
      g_assert_nonnull (meirei_json_get_string (attempt, "raw_sha256", NULL));
      g_assert_cmpint (meirei_json_get_int (attempt, "number", 0), ==, i + 1);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (row->told) && row->told[i] != NULL; i++)
    {
      g_autofree char *prompt = dup_message (fixture, 1, "user");

      g_assert_nonnull (strstr (prompt, row->told[i]));
      g_assert_nonnull (strstr (prompt, "Return the sum"));
    }
}

/* The gain of a round is in the record. */
static void
test_gain (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(MeireiVersion) version = NULL;
  JsonObject *gain;

  answer (fixture, BROKEN);
  answer (fixture, GOOD);
  run (fixture, "{}");

  version = load (fixture, NULL);
  gain = meirei_json_array_object (
           meirei_json_get_array (meirei_version_get_section (version, "repair"), "gains"), 0);
  g_assert_false (meirei_json_get_boolean (meirei_json_get_object (gain, "before"), "compiles",
                                           TRUE));
  g_assert_true (meirei_json_get_boolean (meirei_json_get_object (gain, "after"), "compiles",
                                          FALSE));
  g_assert_true (meirei_json_get_boolean (gain, "better", FALSE));
}

/* A connection that breaks, and a server that is gone. */
static void
test_repair_breaks (Fixture       *fixture,
                    gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();
  g_autoptr(MeireiVersion) version = NULL;

  if (GPOINTER_TO_INT (data) == 1)
    meirei_fake_chat_openai_piece (reply, "```python\ndef add(a");
  meirei_fake_reply_cut (reply);
  answer (fixture, BROKEN);
  meirei_fake_server_add (fixture->server, "POST /v1/chat/completions", reply);
  run (fixture, "{\"repair\":2,\"attempts\":1}");

  g_assert_no_error (fixture->error);
  assert_code (fixture, BROKEN);
  version = load (fixture, NULL);
  g_assert_cmpstr (get_attempt_finish (version, 1), ==, "complete");
  g_assert_cmpstr (get_attempt_finish (version, 2), ==, "broken");
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, fixture->id), ==,
                   MEIREI_STATUS_EXECUTED);
}

static void
test_stop_during_repair (Fixture       *fixture,
                         gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();
  g_autoptr(MeireiVersion) version = NULL;

  answer (fixture, BROKEN);
  meirei_fake_chat_openai_piece (reply, "```python\ndef add(a");
  meirei_fake_reply_hang (reply);
  meirei_fake_server_add (fixture->server, "POST /v1/chat/completions", reply);
  run_until (fixture, "{\"repair\":2}", MEIREI_EXECUTION_STAGE_REPAIRING);

  g_assert_no_error (fixture->error);
  assert_code (fixture, BROKEN);
  version = load (fixture, NULL);
  g_assert_cmpstr (get_attempt_finish (version, 2), ==, "stopped");
  g_assert_cmpint (meirei_version_get_finish (version), ==, MEIREI_FINISH_COMPLETE);
}

static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();

  meirei_fake_chat_openai_piece (reply, "```python\ndef add(a");
  meirei_fake_reply_hang (reply);
  meirei_fake_server_add (fixture->server, "POST /v1/chat/completions", reply);
  run_until (fixture, "{}", MEIREI_EXECUTION_STAGE_REQUESTING);

  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, fixture->id), ==,
                   MEIREI_STATUS_FAILED);
}

/* Failing tests: only where a sandbox can be made. */
static void
test_failing_tests (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(MeireiVersion) version = NULL;
  g_autofree char *prompt = NULL;
  JsonObject *report;

  g_free (fixture->id);
  fixture->id = add_sheet (fixture->workspace, TESTS);
  answer (fixture, WRONG);
  answer (fixture, WORSE);
  answer (fixture, GOOD);
  run (fixture, "{\"repair\":2}");

  g_assert_no_error (fixture->error);
  version = load (fixture, NULL);
  if (meirei_version_get_failed_tests (version, TESTS) < 0)
    {
      g_test_skip ("there is no sandbox");
      return;
    }
  g_assert_cmpuint (count_requests (fixture), ==, 3);
  assert_code (fixture, GOOD);
  g_assert_cmpint (meirei_version_get_failed_tests (version, TESTS), ==, 0);
  prompt = dup_message (fixture, 1, "user");
  g_assert_nonnull (strstr (prompt, "test_add"));
  report = meirei_version_get_section (version, "report");
  for (guint i = 0; i < json_array_get_length (meirei_json_get_array (
                                                 meirei_json_get_object (report, "gate"),
                                                 "conditions")); i++)
    {
      JsonObject *condition = meirei_json_array_object (
                                meirei_json_get_array (meirei_json_get_object (report, "gate"),
                                                       "conditions"), i);

      if (g_strcmp0 (meirei_json_get_string (condition, "key", NULL), "tests") == 0)
        g_assert_true (meirei_json_get_boolean (condition, "passed", FALSE));
    }
}

/* The one with fewer failed tests stays, although the last one came last. */
static void
test_worse_tests (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(MeireiVersion) version = NULL;

  g_free (fixture->id);
  fixture->id = add_sheet (fixture->workspace, TESTS);
  answer (fixture, WRONG);
  answer (fixture, WORSE);
  run (fixture, "{\"repair\":1}");

  g_assert_no_error (fixture->error);
  version = load (fixture, NULL);
  if (meirei_version_get_failed_tests (version, TESTS) < 0)
    {
      g_test_skip ("there is no sandbox");
      return;
    }
  assert_code (fixture, WRONG);
  g_assert_cmpint (meirei_version_get_failed_tests (version, TESTS), ==, 1);
}

static gboolean
set_repair (JsonObject  *settings,
            gpointer     user_data,
            GError     **error)
{
  json_object_set_int_member (settings, "repair", 0);

  return TRUE;
}

static void
test_repair_of_workspace (Fixture       *fixture,
                          gconstpointer  data)
{
  answer (fixture, BROKEN);
  meirei_workspace_update_settings (fixture->workspace, set_repair, NULL, NULL);
  run (fixture, "{}");
  g_assert_cmpuint (count_requests (fixture), ==, 1);

  run (fixture, "{\"repair\":1,\"no_cache\":true}");
  g_assert_cmpuint (count_requests (fixture), ==, 3);
}

static gboolean
set_system_prompt (JsonObject  *settings,
                   gpointer     user_data,
                   GError     **error)
{
  g_autoptr(JsonObject) presets = meirei_json_parse_object (
    "{\"m\":{\"system_prompt\":\"You are terse.\"}}", -1, error);

  json_object_set_object_member (settings, "presets", g_steal_pointer (&presets));

  return TRUE;
}

static void
test_system_prompt (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *system = NULL;

  answer (fixture, GOOD);
  meirei_workspace_update_settings (fixture->workspace, set_system_prompt, NULL, NULL);
  run (fixture, "{}");

  system = dup_message (fixture, 0, "system");
  g_assert_true (g_str_has_prefix (system, "You are terse.\n\n"));
  g_assert_nonnull (strstr (system, "fenced Python code block"));
}

static void
test_template_of_workspace (Fixture       *fixture,
                            gconstpointer  data)
{
  static const char template[] =
    "{\"name\":\"own\",\"version\":\"%s\",\"system\":\"S%s\",\"user\":[{\"text\":\"{{spec}}\"}]}";

  g_autofree char *dir = g_build_filename (fixture->dir, "templates", NULL);

  answer (fixture, GOOD);
  g_assert_cmpint (g_mkdir_with_parents (dir, 0777), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_auto(GStrv) pieces = g_strsplit (template, "%s", -1);
      g_autofree char *text = g_strjoinv (number, pieces);
      g_autofree char *expected = g_strconcat ("S", number, NULL);
      g_autofree char *system = NULL;

      meirei_test_write_file (fixture->dir, "templates/python-module.json", text);
      run (fixture, "{\"no_cache\":true}");
      g_assert_no_error (fixture->error);
      system = dup_message (fixture, i, "system");
      g_assert_cmpstr (system, ==, expected);
    }
}

static gboolean
reject (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = meirei_json_parse ("[{\"line\":2,\"text\":\"Check the types.\"}]", -1,
                                                NULL);

  meirei_workspace_decide (fixture->workspace, fixture->id, NULL, MEIREI_DECISION_REJECTED,
                           "Not safe.", json_node_get_array (node), &error);
  g_assert_no_error (error);

  return TRUE;
}

static void
test_change (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(MeireiVersion) version = NULL;
  g_autofree char *prompt = NULL;
  JsonObject *base;

  answer (fixture, WRONG);
  answer (fixture, GOOD);
  run (fixture, "{}");
  reject (fixture);
  run (fixture, "{\"change\":{\"base\":\"v1\",\"note\":\"Add, do not subtract.\"}}");

  g_assert_no_error (fixture->error);
  assert_code (fixture, GOOD);
  prompt = dup_message (fixture, 1, "user");
  g_assert_nonnull (strstr (prompt, "return a - b"));
  g_assert_nonnull (strstr (prompt, "- Add, do not subtract.\n- Not safe.\n"
                            "- `return a - b`: Check the types."));
  version = load (fixture, "v2");
  base = meirei_version_get_section (version, "base");
  g_assert_cmpstr (meirei_json_get_string (base, "version", NULL), ==, "v1");
  g_assert_cmpint (meirei_json_get_int (base, "comments", 0), ==, 1);

  run (fixture, "{\"change\":{\"base\":\"v9\",\"note\":\"\"}}");
  g_assert_false (fixture->ok);
  g_assert_nonnull (strstr (fixture->error->message, "v9"));
}

static void
test_cache (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(MeireiVersion) version = NULL;
  g_autofree char *first = g_strdup (fixture->id);
  JsonObject *hit;

  answer (fixture, GOOD);
  answer (fixture, WRONG);
  run (fixture, "{}");
  run (fixture, "{}");
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (count_requests (fixture), ==, 1);
  version = load (fixture, "v2");
  hit = meirei_version_get_section (version, "cache");
  g_assert_true (meirei_json_get_boolean (hit, "hit", FALSE));
  g_assert_cmpstr (meirei_json_get_string (hit, "version", NULL), ==, "v1");
  g_assert_nonnull (meirei_version_get_section (version, "report"));
  assert_code (fixture, GOOD);

  /* The same sheet in another instruction. */
  g_free (fixture->id);
  fixture->id = add_sheet (fixture->workspace, "");
  run (fixture, "{}");
  g_assert_cmpuint (count_requests (fixture), ==, 1);
  g_clear_object (&version);
  version = load (fixture, "v1");
  hit = meirei_version_get_section (version, "cache");
  g_assert_cmpstr (meirei_json_get_string (hit, "instruction", NULL), ==, first);
}

/* What is not the same request, and what must not be used again. */
static void
test_cache_miss (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *raw = NULL;

  answer (fixture, GOOD);
  run (fixture, "{\"params\":{\"seed\":1}}");
  run (fixture, "{\"params\":{\"seed\":2}}");
  g_assert_cmpuint (count_requests (fixture), ==, 2);
  run (fixture, "{\"params\":{\"seed\":2},\"no_cache\":true}");
  g_assert_cmpuint (count_requests (fixture), ==, 3);

  /* A rejected answer does not come back, the others do. */
  reject (fixture);
  run (fixture, "{\"params\":{\"seed\":1}}");
  g_assert_cmpuint (count_requests (fixture), ==, 3);
  reject (fixture);
  run (fixture, "{\"params\":{\"seed\":7}}");
  g_assert_cmpuint (count_requests (fixture), ==, 4);
  reject (fixture);
  run (fixture, "{\"params\":{\"seed\":7}}");
  g_assert_cmpuint (count_requests (fixture), ==, 5);

  /* Nor does one whose file was changed. */
  raw = g_strdup_printf ("data/versions/%.8s/v6.raw.txt", fixture->id);
  meirei_test_write_file (fixture->dir, raw, "```python\nimport os\n```\n");
  run (fixture, "{\"params\":{\"seed\":7}}");
  g_assert_cmpuint (count_requests (fixture), ==, 6);
}

static void
test_cache_incomplete (Fixture       *fixture,
                       gconstpointer  data)
{
  answer_with (fixture, GOOD, "length");
  answer (fixture, GOOD);
  run (fixture, "{}");
  g_assert_false (fixture->ok);
  run (fixture, "{}");
  g_assert_true (fixture->ok);
  g_assert_cmpuint (count_requests (fixture), ==, 2);
}

/* Both answers of a repair are used again, and without the cache's folder. */
static void
test_cache_repair (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "meirei", "answers", NULL);

  answer (fixture, BROKEN);
  answer (fixture, GOOD);
  run (fixture, "{}");
  meirei_test_remove_dir (folder);
  run (fixture, "{}");
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (count_requests (fixture), ==, 2);
  assert_code (fixture, GOOD);
}

/* The disk is full for writes of this process. */
static void
set_full (gboolean full)
{
  static rlim_t before = RLIM_INFINITY;
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &limit);
  if (full)
    before = limit.rlim_cur;
  limit.rlim_cur = full ? 0 : before;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static MeireiVersion *
begin (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  MeireiVersion *version = meirei_workspace_begin_execution (fixture->workspace, fixture->id, -1,
                                                             NULL, NULL, &error);

  g_assert_no_error (error);
  meirei_workspace_append_part (fixture->workspace, fixture->id, "half", -1);
  meirei_version_set_finish (version, MEIREI_FINISH_COMPLETE);

  return version;
}

static gboolean
recover_cb (gpointer user_data)
{
  set_full (FALSE);

  return G_SOURCE_REMOVE;
}

static MeireiInstruction *
commit (Fixture       *fixture,
        MeireiVersion *version,
        const char    *kept_as,
        guint          full_ms,
        GError       **error)
{
  g_autoptr(GBytes) code = g_bytes_new (GOOD, strlen (GOOD));
  g_autoptr(GBytes) raw = g_bytes_new ("raw " GOOD, strlen ("raw " GOOD));
  g_autoptr(GAsyncResult) result = NULL;
  MeireiInstruction *instruction;
  gint64 began = g_get_monotonic_time ();

  set_full (TRUE);
  if (full_ms > 0)
    g_timeout_add (full_ms, recover_cb, NULL);
  meirei_version_commit_run_async (fixture->workspace, fixture->id, version, code, raw, NULL,
                                   kept_as, 4, run_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  set_full (FALSE);
  instruction = meirei_version_commit_run_finish (fixture->workspace, result, error);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 10 * G_USEC_PER_SEC);

  return instruction;
}

static void
test_disk_full_for_a_moment (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(MeireiVersion) version = begin (fixture);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction = commit (fixture, version, NULL, 10, &error);

  g_assert_no_error (error);
  g_assert_cmpint (meirei_instruction_get_status (instruction), ==, MEIREI_STATUS_EXECUTED);
  assert_code (fixture, GOOD);
}

/* It stays full: nothing can be written, the error names the cause. */
static void
test_disk_full (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(MeireiVersion) version = begin (fixture);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction = commit (fixture, version, NULL, 0, &error);

  g_assert_null (instruction);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "5 tries"));
  g_clear_error (&error);
  meirei_workspace_recover (fixture->workspace, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, fixture->id), ==,
                   MEIREI_STATUS_FAILED);
}

/* The same after a checkpoint: the next start has the whole answer. */
static void
test_disk_full_after_checkpoint (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr(MeireiVersion) version = begin (fixture);
  g_autoptr(GBytes) code = g_bytes_new (GOOD, strlen (GOOD));
  g_autoptr(GBytes) raw = g_bytes_new ("raw " GOOD, strlen ("raw " GOOD));
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;

  g_assert_true (meirei_workspace_checkpoint_execution (fixture->workspace, fixture->id, version,
                                                        code, raw, &error));
  instruction = commit (fixture, version, "data/versions/x/v1.raw.txt.new", 0, &error);
  g_assert_null (instruction);
  g_assert_nonnull (strstr (error->message, "data/versions/x/v1.raw.txt.new"));

  meirei_test_drop_workspace (&fixture->workspace);
  g_clear_error (&error);
  fixture->workspace = meirei_workspace_open (fixture->dir, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_test_get_status (fixture->workspace, fixture->id), ==,
                   MEIREI_STATUS_EXECUTED);
  assert_code (fixture, GOOD);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, data, func) \
  g_test_add ("/execution/" path, Fixture, data, set_up, func, tear_down)
  ADD ("first-is-good", NULL, test_first_is_good);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/execution/repair/", rows[i].name, NULL);

      g_test_add (path, Fixture, &rows[i], set_up, test_repair, tear_down);
    }
  ADD ("repair/gain", NULL, test_gain);
  ADD ("repair/broken", GINT_TO_POINTER (1), test_repair_breaks);
  ADD ("repair/no-answer", GINT_TO_POINTER (0), test_repair_breaks);
  ADD ("repair/stopped", NULL, test_stop_during_repair);
  ADD ("repair/tests", NULL, test_failing_tests);
  ADD ("repair/worse-tests", NULL, test_worse_tests);
  ADD ("repair/workspace", NULL, test_repair_of_workspace);
  ADD ("stop", NULL, test_stop);
  ADD ("system-prompt", NULL, test_system_prompt);
  ADD ("template", NULL, test_template_of_workspace);
  ADD ("change", NULL, test_change);
  ADD ("cache/hit", NULL, test_cache);
  ADD ("cache/miss", NULL, test_cache_miss);
  ADD ("cache/incomplete", NULL, test_cache_incomplete);
  ADD ("cache/repair", NULL, test_cache_repair);
  ADD ("disk-full/moment", NULL, test_disk_full_for_a_moment);
  ADD ("disk-full/stays", NULL, test_disk_full);
  ADD ("disk-full/checkpoint", NULL, test_disk_full_after_checkpoint);

  return g_test_run ();
}
