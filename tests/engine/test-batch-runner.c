/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A batch while it runs, as the window has it: pausing, going on, cancelling,
 * trying again, adding, changing how many at once. */

#include "config.h"

#include "meirei-fake-chat.h"
#include "meirei-fake-server.h"
#include "meirei-run-center.h"
#include "meirei-test-workspace.h"

#define ANSWER "```python\ndef add(a, b):\n    return a + b\n```\n"
#define MODELS "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\"}]}"

typedef struct {
  char *dir;
  MeireiFakeServer *server;
  MeireiContext *context;
  MeireiWorkspace *workspace;
  MeireiRunCenter *center;
  GPtrArray *ids;
  guint delay_ms;      /* before each answer */
  guint n_failures;    /* so many requests fail first */
  guint n_asked;
  MeireiBatch *finished;
  GError *error;
} Fixture;

static MeireiFakeReply *
reply_cb (MeireiFakeServer        *server,
          const MeireiFakeRequest *request,
          gpointer                 user_data)
{
  Fixture *fixture = user_data;
  MeireiFakeReply *reply;

  if (!g_str_equal (request->path, "/v1/chat/completions"))
    return g_str_equal (request->path, "/v1/models")
           ? meirei_fake_reply_new_json (200, MODELS)
           : meirei_fake_reply_new_json (404, "{\"error\":{\"message\":\"no\"}}");
  if (++fixture->n_asked <= fixture->n_failures)
    return meirei_fake_reply_new_json (500, "{\"error\":{\"message\":\"out of order\"}}");

  reply = meirei_fake_reply_new_sse ();
  meirei_fake_reply_wait_head (reply, fixture->delay_ms);
  meirei_fake_chat_openai_piece (reply, ANSWER);
  meirei_fake_chat_openai_finish (reply, "stop");
  meirei_fake_chat_openai_done (reply);

  return reply;
}

static void
finished_cb (MeireiRunCenter *center,
             MeireiBatch     *batch,
             GError          *error,
             Fixture         *fixture)
{
  g_set_object (&fixture->finished, batch);
  g_clear_error (&fixture->error);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_test_make_dir ();
  fixture->server = meirei_fake_server_new ();
  meirei_fake_server_set_handler (fixture->server, reply_cb, fixture);
  g_setenv ("MEIREI_SERVERS", meirei_fake_server_get_url (fixture->server), TRUE);
  fixture->context = meirei_context_new (&error);
  g_assert_no_error (error);
  fixture->workspace = meirei_workspace_create (fixture->dir, "Runner", &error);
  g_assert_no_error (error);
  fixture->center = meirei_run_center_new (fixture->context, fixture->workspace);
  g_signal_connect (fixture->center, "finished", G_CALLBACK (finished_cb), fixture);
  fixture->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 8; i++)
    g_ptr_array_add (fixture->ids, meirei_test_add_approved (fixture->workspace, "add"));
  fixture->delay_ms = 30;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->finished);
  g_clear_error (&fixture->error);
  g_clear_object (&fixture->center);
  meirei_test_drop_workspace (&fixture->workspace);
  g_clear_object (&fixture->context);
  meirei_fake_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_ptr_array_unref (fixture->ids);
}

/* Starts with the first @n_ids instructions, @parallel at once. */
static MeireiBatchRunner *
start (Fixture *fixture,
       guint    n_ids,
       int      parallel)
{
  g_autoptr(JsonObject) options = json_object_new ();
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  MeireiBatchRunner *runner;

  json_object_set_int_member (options, "parallel", parallel);
  json_object_set_int_member (options, "attempts", 1);
  json_object_set_boolean_member (options, "no_cache", TRUE);
  for (guint i = 0; i < n_ids; i++)
    g_ptr_array_add (ids, fixture->ids->pdata[i]);
  g_ptr_array_add (ids, NULL);
  runner = meirei_run_center_start (fixture->center, MEIREI_OPERATION_EXECUTE,
                                    (const char * const *) ids->pdata, options, TRUE, &error);
  g_assert_no_error (error);

  return runner;
}

static void
iterate (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + 1000 * (gint64) milliseconds;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* An answer is stored and analysed while the next one is asked for. */
static void
wait_asked (Fixture *fixture,
            guint    n_asked)
{
  for (guint i = 0; i < 10000 && fixture->n_asked < n_asked; i++)
    iterate (1);
  g_assert_cmpuint (fixture->n_asked, >=, n_asked);
}

static void
wait_settled (MeireiBatch *batch,
              guint        n_settled)
{
  for (guint i = 0; i < 10000 && meirei_batch_get_n_settled (batch) < n_settled; i++)
    iterate (1);
  g_assert_cmpuint (meirei_batch_get_n_settled (batch), >=, n_settled);
}

static void
wait_finished (Fixture *fixture)
{
  for (guint i = 0; i < 20000 && fixture->finished == NULL; i++)
    iterate (1);
  g_assert_nonnull (fixture->finished);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (g_list_model_get_n_items (meirei_run_center_get_runners (fixture->center)),
                    ==, 0);
}

static void
assert_counts (MeireiBatch *batch,
               guint        n_done,
               guint        n_failed,
               guint        n_cancelled)
{
  g_assert_cmpuint (meirei_batch_count (batch, MEIREI_BATCH_ITEM_DONE), ==, n_done);
  g_assert_cmpuint (meirei_batch_count (batch, MEIREI_BATCH_ITEM_FAILED), ==, n_failed);
  g_assert_cmpuint (meirei_batch_count (batch, MEIREI_BATCH_ITEM_CANCELLED), ==, n_cancelled);
}

static void
test_pause (Fixture       *fixture,
            gconstpointer  data)
{
  MeireiBatchRunner *runner = start (fixture, 8, 2);
  g_autoptr(MeireiBatch) batch = g_object_ref (meirei_batch_runner_get_batch (runner));
  guint n_asked;

  wait_asked (fixture, 3);
  meirei_batch_runner_pause (runner);
  g_assert_cmpint (meirei_batch_get_state (batch), ==, MEIREI_BATCH_STATE_PAUSED);
  n_asked = fixture->n_asked + meirei_batch_runner_get_n_in_flight (runner);
  g_assert_cmpuint (n_asked, <, 8);
  /* Those in flight go on to their end, and nothing begins. */
  wait_settled (batch, 3);
  iterate (200);
  g_assert_cmpuint (fixture->n_asked, <=, n_asked);
  g_assert_cmpuint (meirei_batch_get_n_settled (batch), ==, fixture->n_asked);
  g_assert_cmpuint (meirei_batch_runner_get_n_in_flight (runner), ==, 0);
  g_assert_cmpint (meirei_batch_get_state (batch), ==, MEIREI_BATCH_STATE_PAUSED);

  meirei_run_center_resume (fixture->center, batch);
  wait_finished (fixture);
  assert_counts (batch, 8, 0, 0);
  g_assert_cmpuint (fixture->n_asked, ==, 8);
  g_assert_cmpint (meirei_batch_get_state (batch), ==, MEIREI_BATCH_STATE_FINISHED);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  MeireiBatchRunner *runner;
  g_autoptr(MeireiBatch) batch = NULL;

  fixture->delay_ms = 20000;
  runner = start (fixture, 8, 3);
  batch = g_object_ref (meirei_batch_runner_get_batch (runner));
  wait_asked (fixture, 3);
  meirei_batch_runner_cancel (runner);
  wait_finished (fixture);
  assert_counts (batch, 0, 0, 8);
  g_assert_cmpint (meirei_batch_get_state (batch), ==, MEIREI_BATCH_STATE_CANCELLED);
  iterate (50);
  g_assert_cmpuint (meirei_fake_server_get_n_open (fixture->server), ==, 0);

  fixture->delay_ms = 0;
  g_clear_object (&fixture->finished);
  meirei_run_center_resume (fixture->center, batch);
  wait_finished (fixture);
  assert_counts (batch, 8, 0, 0);
}

static void
test_retry_while_running (Fixture       *fixture,
                          gconstpointer  data)
{
  MeireiBatchRunner *runner;
  g_autoptr(MeireiBatch) batch = NULL;

  fixture->n_failures = 2;
  runner = start (fixture, 6, 1);
  batch = g_object_ref (meirei_batch_runner_get_batch (runner));
  wait_settled (batch, 2);
  g_assert_cmpuint (meirei_batch_count (batch, MEIREI_BATCH_ITEM_FAILED), ==, 2);
  meirei_run_center_retry (fixture->center, batch, NULL);
  g_assert_cmpuint (meirei_batch_count (batch, MEIREI_BATCH_ITEM_FAILED), ==, 0);
  wait_finished (fixture);
  assert_counts (batch, 6, 0, 0);
  g_assert_cmpuint (meirei_batch_statistics_get_n_done (meirei_batch_get_statistics (batch)),
                    ==, 6);
}

static void
test_retry_one_afterwards (Fixture       *fixture,
                           gconstpointer  data)
{
  MeireiBatchRunner *runner;
  g_autoptr(MeireiBatch) batch = NULL;
  g_autoptr(MeireiBatchItem) item = NULL;

  fixture->n_failures = 2;
  runner = start (fixture, 4, 1);
  batch = g_object_ref (meirei_batch_runner_get_batch (runner));
  wait_finished (fixture);
  assert_counts (batch, 2, 2, 0);
  item = g_list_model_get_item (meirei_batch_get_items (batch), 1);
  g_assert_nonnull (meirei_batch_item_get_message (item));

  g_clear_object (&fixture->finished);
  meirei_run_center_retry (fixture->center, batch, item);
  wait_finished (fixture);
  assert_counts (batch, 3, 1, 0);
  g_assert_cmpuint (fixture->n_asked, ==, 5);
}

static void
test_add (Fixture       *fixture,
          gconstpointer  data)
{
  MeireiBatchRunner *runner = start (fixture, 3, 1);
  g_autoptr(MeireiBatch) batch = g_object_ref (meirei_batch_runner_get_batch (runner));
  const char *ids[] = { fixture->ids->pdata[2], fixture->ids->pdata[5], fixture->ids->pdata[6],
                        NULL };
  const char *none[] = { "nowhere", NULL };
  g_autoptr(GError) error = NULL;

  wait_asked (fixture, 1);
  g_assert_null (meirei_run_center_add (fixture->center, batch, none, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (meirei_run_center_add (fixture->center, batch, ids, &error) == runner);
  g_assert_no_error (error);
  g_assert_cmpuint (meirei_batch_get_n_items (batch), ==, 5);
  wait_finished (fixture);
  assert_counts (batch, 5, 0, 0);
  g_assert_null (meirei_run_center_add (fixture->center, batch, ids, &error));
  g_assert_nonnull (error);
}

static void
test_parallel (Fixture       *fixture,
               gconstpointer  data)
{
  MeireiBatchRunner *runner;
  g_autoptr(MeireiBatch) batch = NULL;

  fixture->delay_ms = 150;
  runner = start (fixture, 8, 1);
  batch = g_object_ref (meirei_batch_runner_get_batch (runner));
  wait_asked (fixture, 1);
  g_assert_cmpuint (meirei_batch_runner_get_parallel (runner), ==, 1);
  g_assert_false (meirei_batch_runner_is_auto (runner));
  g_assert_cmpuint (meirei_batch_runner_get_n_in_flight (runner), <=, 1);
  meirei_batch_runner_set_parallel (runner, 4);
  g_assert_cmpuint (meirei_batch_runner_get_parallel (runner), ==, 4);
  iterate (60);
  g_assert_cmpuint (meirei_batch_runner_get_n_in_flight (runner), ==, 4);
  meirei_batch_runner_set_parallel (runner, 0);
  g_assert_true (meirei_batch_runner_is_auto (runner));
  g_assert_cmpuint (meirei_batch_runner_get_parallel (runner), ==, MEIREI_TARGET_DEFAULT_SLOTS);
  g_assert_nonnull (meirei_batch_runner_get_parallel_reason (runner));
  wait_finished (fixture);
  assert_counts (batch, 8, 0, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define TEST(name, func) g_test_add ("/batch-runner/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("pause", test_pause);
  TEST ("cancel", test_cancel);
  TEST ("retry-while-running", test_retry_while_running);
  TEST ("retry-one-afterwards", test_retry_one_afterwards);
  TEST ("add", test_add);
  TEST ("parallel", test_parallel);

  return g_test_run ();
}
