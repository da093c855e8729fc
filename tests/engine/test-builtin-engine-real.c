/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <signal.h>
#include <stdio.h>

#include "meirei-builtin-engine.h"
#include "meirei-fake-routes.h"
#include "meirei-json.h"
#include "meirei-server-probe.h"
#include "meirei-server-query.h"

/* With the real llama-server and the real model of the tools folder, if they
 * are installed. */

static char *program; /* this test itself */

static gboolean
is_missing (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autoptr(GError) error = NULL;

  if (meirei_builtin_engine_is_available (engine, &error))
    return FALSE;

  g_test_skip (error->message);

  return TRUE;
}

static void
start (MeireiBuiltinEngine *engine,
       gboolean             detached)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  meirei_builtin_engine_start_async (engine, detached, NULL,
                                     meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  meirei_builtin_engine_start_finish (engine, result, &error);
  g_assert_no_error (error);
}

static void
stop (MeireiBuiltinEngine *engine)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  meirei_builtin_engine_stop_async (engine, NULL, meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  meirei_builtin_engine_stop_finish (engine, result, &error);
  g_assert_no_error (error);
}

static void
assert_dies (int pid)
{
  gint64 deadline = g_get_monotonic_time () + 3 * G_USEC_PER_SEC;
  g_autofree char *path = g_strdup_printf ("/proc/%d", pid);

  while (g_file_test (path, G_FILE_TEST_EXISTS) && g_get_monotonic_time () < deadline)
    g_usleep (5000);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* What another client sees: a llama-server that wants a key. */
static void
test_life (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = NULL;
  g_autoptr(SoupSession) session = meirei_server_query_session_new ();
  g_autoptr(MeireiServer) stranger = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  MeireiModel *model;
  gint64 begin;

  if (is_missing ())
    return;

  engine = meirei_builtin_engine_new ();
  meirei_builtin_engine_set_context (engine, 2048);
  begin = g_get_monotonic_time ();
  start (engine, FALSE);
  g_test_message ("ready after %.2f s", (g_get_monotonic_time () - begin) / 1e6);

  model = g_list_model_get_item (meirei_server_get_models (meirei_builtin_engine_get_server (engine)), 0);
  g_object_unref (model);
  g_assert_cmpuint (meirei_model_get_loaded_context (model), ==, 2048);
  g_assert_cmpuint (meirei_model_get_slots (model), >=, 1);
  g_assert_cmpuint (meirei_model_get_size (model), >, 1000000);
  g_assert_nonnull (meirei_model_get_quantization (model));

  stranger = meirei_server_new (meirei_server_get_url (meirei_builtin_engine_get_server (engine)),
                                MEIREI_SERVER_KIND_UNKNOWN);
  meirei_server_probe_async (session, stranger, 2000, NULL,
                             meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  g_assert_true (meirei_server_probe_finish (stranger, result, &error));
  g_assert_cmpint (meirei_server_get_state (stranger), ==, MEIREI_SERVER_STATE_NEEDS_KEY);
  g_assert_cmpint (meirei_server_get_kind (stranger), ==, MEIREI_SERVER_KIND_LLAMA_SERVER);

  stop (engine);
}

static GSubprocess *
run_holder (const char *how,
            int        *pid)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  GSubprocess *holder = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                          program, how, NULL);

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (holder));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  *pid = line != NULL ? atoi (line) : 0;
  g_assert_cmpint (*pid, >, 1);

  return holder;
}

static void
test_parent_killed (void)
{
  g_autoptr(GSubprocess) holder = NULL;
  int pid;

  if (is_missing ())
    return;

  holder = run_holder ("--hold", &pid);
  g_assert_cmpint (kill (pid, 0), ==, 0);
  g_subprocess_send_signal (holder, SIGKILL);
  g_subprocess_wait (holder, NULL, NULL);
  assert_dies (pid);
}

static void
test_detached (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = NULL;
  g_autoptr(GSubprocess) holder = NULL;
  int pid;

  if (is_missing ())
    return;

  holder = run_holder ("--leave", &pid);
  g_subprocess_wait (holder, NULL, NULL);
  g_assert_cmpint (kill (pid, 0), ==, 0);
  engine = meirei_builtin_engine_new ();
  start (engine, FALSE);
  g_assert_cmpint (meirei_builtin_engine_get_pid (engine), ==, pid);
  stop (engine);
  assert_dies (pid);
}

static int
hold (gboolean detached)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();

  start (engine, detached);
  g_print ("%d\n", meirei_builtin_engine_get_pid (engine));
  fflush (stdout);
  while (!detached)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *state = NULL;

  program = argv[0];
  if (argc == 2 && g_str_equal (argv[1], "--hold"))
    return hold (FALSE);
  if (argc == 2 && g_str_equal (argv[1], "--leave"))
    return hold (TRUE);

  g_test_init (&argc, &argv, NULL);
  /* Never the user's own running engine. */
  state = g_dir_make_tmp ("meirei-engine-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", state, TRUE);

  g_test_add_func ("/builtin-engine-real/life", test_life);
  g_test_add_func ("/builtin-engine-real/parent-killed", test_parent_killed);
  g_test_add_func ("/builtin-engine-real/detached", test_detached);

  return g_test_run ();
}
