/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "meirei-builtin-engine.h"
#include "meirei-engine-log.h"
#include "meirei-engine-process.h"
#include "meirei-engine-state.h"
#include "meirei-enums.h"
#include "meirei-fake-engine.h"
#include "meirei-fake-routes.h"
#include "meirei-server-url.h"
#include "meirei-slm-error.h"

static char *program; /* this test itself */

static gboolean
is_alive (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *content = NULL;

  return g_file_get_contents (path, &content, NULL, NULL)
         && strstr (content, ") Z ") == NULL;
}

static void
assert_dies (int pid)
{
  gint64 deadline = g_get_monotonic_time () + 3 * G_USEC_PER_SEC;

  while (is_alive (pid) && g_get_monotonic_time () < deadline)
    g_usleep (5000);
  g_assert_false (is_alive (pid));
}

static gboolean
start (MeireiBuiltinEngine  *engine,
       gboolean              detached,
       GCancellable         *cancellable,
       GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  meirei_builtin_engine_start_async (engine, detached, cancellable,
                                     meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);

  return meirei_builtin_engine_start_finish (engine, result, error);
}

static gboolean
stop (MeireiBuiltinEngine  *engine,
      GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  meirei_builtin_engine_stop_async (engine, NULL, meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);

  return meirei_builtin_engine_stop_finish (engine, result, error);
}

static void
refresh (MeireiBuiltinEngine *engine)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  meirei_builtin_engine_refresh_async (engine, NULL, meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  meirei_builtin_engine_refresh_finish (engine, result, &error);
  g_assert_no_error (error);
}

static void
assert_phase (MeireiBuiltinEngine *engine,
              MeireiEnginePhase    phase)
{
  g_assert_cmpstr (meirei_enum_to_nick (MEIREI_TYPE_ENGINE_PHASE,
                                        (int) meirei_builtin_engine_get_phase (engine)), ==,
                   meirei_enum_to_nick (MEIREI_TYPE_ENGINE_PHASE, (int) phase));
}

static void
note_phase_cb (MeireiBuiltinEngine *engine,
               GParamSpec          *pspec,
               GString             *phases)
{
  g_string_append_printf (phases, "%s ",
                          meirei_enum_to_nick (MEIREI_TYPE_ENGINE_PHASE,
                                               (int) meirei_builtin_engine_get_phase (engine)));
}

/* Not running → chosen → running → gone; the key is nowhere to be seen. */
static void
test_start_stop (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  MeireiServer *server = meirei_builtin_engine_get_server (engine);
  g_autoptr(GString) phases = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *arguments = NULL;
  gsize length;
  MeireiModel *model;
  int pid;

  g_setenv ("FAKE_ENGINE", "slow", TRUE);
  g_signal_connect (engine, "notify::phase", G_CALLBACK (note_phase_cb), phases);
  refresh (engine);
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_NOT_RUNNING);
  model = meirei_server_find_model (server, "tiny");
  g_assert_cmpint (meirei_model_get_state (model), ==, MEIREI_MODEL_STATE_NOT_LOADED);

  start (engine, FALSE, NULL, &error);
  g_assert_no_error (error);
  pid = meirei_builtin_engine_get_pid (engine);
  g_assert_true (is_alive (pid));
  g_assert_true (meirei_server_url_is_loopback (meirei_server_get_url (server)));
  g_assert_true (meirei_server_find_model (server, "tiny") == model);
  g_assert_cmpint (meirei_model_get_state (model), ==, MEIREI_MODEL_STATE_LOADED);
  g_assert_cmpuint (meirei_model_get_loaded_context (model), ==, 4096);
  g_assert_cmpuint (meirei_model_get_slots (model), ==, 4);
  g_assert_false (meirei_model_get_shared_pool (model));

  path = g_strdup_printf ("/proc/%d/cmdline", pid);
  g_file_get_contents (path, &arguments, &length, &error);
  g_assert_no_error (error);
  g_assert_nonnull (meirei_server_get_api_key (server));
  g_assert_null (memmem (arguments, length, meirei_server_get_api_key (server),
                         strlen (meirei_server_get_api_key (server))));

  stop (engine, &error);
  g_assert_no_error (error);
  g_assert_false (is_alive (pid));
  g_assert_cmpstr (phases->str, ==, "starting loading ready stopping stopped ");
  g_assert_null (meirei_server_get_api_key (server));
  g_assert_false (stop (engine, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_failure (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autoptr(GError) error = NULL;

  g_setenv ("FAKE_ENGINE", "die", TRUE);
  g_assert_false (start (engine, FALSE, NULL, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_LOAD_FAILED);
  g_assert_nonnull (strstr (error->message, "failed to load model"));
  g_assert_nonnull (strstr (error->message, "status 3"));
  assert_phase (engine, MEIREI_ENGINE_PHASE_FAILED);
  g_clear_error (&error);

  g_setenv ("FAKE_ENGINE", "", TRUE);
  start (engine, FALSE, NULL, &error);
  g_assert_no_error (error);
  stop (engine, &error);
  g_assert_no_error (error);
}

static void
test_port_taken (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autoptr(GError) error = NULL;

  g_setenv ("FAKE_ENGINE", "bind", TRUE);
  start (engine, FALSE, NULL, &error);
  g_assert_no_error (error);
  assert_phase (engine, MEIREI_ENGINE_PHASE_READY);
  stop (engine, &error);
  g_assert_no_error (error);
}

static void
test_silent (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autofree char *log = meirei_engine_log_dup_path ();
  g_autoptr(GError) error = NULL;

  g_setenv ("FAKE_ENGINE", "mute", TRUE);
  meirei_builtin_engine_set_patience (engine, 700);
  start (engine, FALSE, NULL, &error);
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_LOAD_FAILED);
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
  g_assert_nonnull (strstr (error->message, "1 s"));
  g_assert_nonnull (strstr (error->message, log));
  assert_phase (engine, MEIREI_ENGINE_PHASE_FAILED);
}

/* It takes longer than the limit, but goes on. */
static void
test_slow_but_alive (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autoptr(GError) error = NULL;

  g_setenv ("FAKE_ENGINE", "chatty", TRUE);
  meirei_builtin_engine_set_patience (engine, 700);
  start (engine, FALSE, NULL, &error);
  g_assert_no_error (error);
  assert_phase (engine, MEIREI_ENGINE_PHASE_READY);
  g_assert_true (stop (engine, NULL));
}

static void
test_dies_later (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  MeireiServer *server = meirei_builtin_engine_get_server (engine);
  g_autoptr(GError) error = NULL;

  g_setenv ("FAKE_ENGINE", "die-late", TRUE);
  start (engine, FALSE, NULL, &error);
  g_assert_no_error (error);
  while (meirei_builtin_engine_get_phase (engine) == MEIREI_ENGINE_PHASE_READY)
    g_main_context_iteration (NULL, TRUE);
  assert_phase (engine, MEIREI_ENGINE_PHASE_FAILED);
  g_assert_cmpint (meirei_server_get_state (server), ==, MEIREI_SERVER_STATE_ERROR);
  g_assert_nonnull (strstr (meirei_server_get_message (server), "signal 9"));
}

static void
test_stubborn (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autoptr(GError) error = NULL;
  int pid;

  g_setenv ("FAKE_ENGINE", "stubborn", TRUE);
  start (engine, FALSE, NULL, &error);
  g_assert_no_error (error);
  pid = meirei_builtin_engine_get_pid (engine);
  stop (engine, &error);
  g_assert_no_error (error);
  g_assert_false (is_alive (pid));
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  int pid;

  g_setenv ("FAKE_ENGINE", "slow", TRUE);
  g_timeout_add (150, cancel_cb, cancellable);
  g_assert_false (start (engine, FALSE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  pid = meirei_builtin_engine_get_pid (engine);
  while (meirei_builtin_engine_get_phase (engine) != MEIREI_ENGINE_PHASE_STOPPED)
    g_main_context_iteration (NULL, TRUE);
  assert_dies (pid);
}

static void
test_two_wait (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GError) error = NULL;
  int pid;

  g_setenv ("FAKE_ENGINE", "", TRUE);
  meirei_builtin_engine_start_async (engine, FALSE, NULL, meirei_fake_routes_done_cb, &first);
  pid = meirei_builtin_engine_get_pid (engine);
  start (engine, FALSE, NULL, &error);
  g_assert_no_error (error);
  meirei_fake_routes_wait (&first);
  meirei_builtin_engine_start_finish (engine, first, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_builtin_engine_get_pid (engine), ==, pid);
  stop (engine, &error);
}

static void
test_reload (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  MeireiModel *model;

  g_setenv ("FAKE_ENGINE", "", TRUE);
  start (engine, FALSE, NULL, &error);
  g_assert_no_error (error);
  meirei_builtin_engine_reload_async (engine, 8192, NULL, meirei_fake_routes_done_cb, &result);
  meirei_fake_routes_wait (&result);
  meirei_builtin_engine_reload_finish (engine, result, &error);
  g_assert_no_error (error);
  model = meirei_server_find_model (meirei_builtin_engine_get_server (engine), "tiny");
  g_assert_cmpuint (meirei_model_get_loaded_context (model), ==, 8192);
  stop (engine, &error);
}

/* Dropping the last reference ends the process. */
static void
test_dropped (void)
{
  MeireiBuiltinEngine *engine = meirei_builtin_engine_new ();
  g_autoptr(GError) error = NULL;
  int pid;

  g_setenv ("FAKE_ENGINE", "", TRUE);
  start (engine, FALSE, NULL, &error);
  g_assert_no_error (error);
  pid = meirei_builtin_engine_get_pid (engine);
  g_assert_finalize_object (engine);
  assert_dies (pid);
}

static void
test_not_installed (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autoptr(GError) error = NULL;

  g_setenv ("PATH", "/nowhere", TRUE);
  g_assert_false (start (engine, FALSE, NULL, &error));
  g_setenv ("PATH", path, TRUE);
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "tools install"));
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
  g_autoptr(GError) error = NULL;
  int pid;

  g_setenv ("FAKE_ENGINE", "stubborn", TRUE);
  holder = run_holder ("--hold", &pid);
  g_assert_true (is_alive (pid));
  g_subprocess_send_signal (holder, SIGKILL);
  g_subprocess_wait (holder, NULL, &error);
  g_assert_no_error (error);
  assert_dies (pid);
}

/* Left running by one program, found, used and stopped by another. */
static void
test_detached (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autoptr(MeireiBuiltinEngine) later = meirei_builtin_engine_new ();
  g_autoptr(GSubprocess) holder = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *key_path = g_build_filename (g_get_user_state_dir (), "meirei",
                                                "engine.key", NULL);
  GStatBuf info;
  int pid;

  g_setenv ("FAKE_ENGINE", "", TRUE);
  holder = run_holder ("--leave", &pid);
  g_subprocess_wait (holder, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_alive (pid));
  g_assert_cmpint (g_stat (key_path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  refresh (engine);
  assert_phase (engine, MEIREI_ENGINE_PHASE_READY);
  g_assert_true (meirei_builtin_engine_get_detached (engine));
  g_assert_cmpint (meirei_builtin_engine_get_pid (engine), ==, pid);
  /* A second start, attached or not, is the same engine. */
  start (later, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (meirei_builtin_engine_get_pid (later), ==, pid);
  g_assert_finalize_object (g_steal_pointer (&later));
  g_assert_true (is_alive (pid));

  stop (engine, &error);
  g_assert_no_error (error);
  g_assert_false (is_alive (pid));
  g_assert_cmpint (g_access (key_path, F_OK), !=, 0);
}

/* A detached engine that was killed is noticed, and its remains go. */
static void
test_detached_killed (void)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autoptr(GSubprocess) holder = NULL;
  g_autoptr(GError) error = NULL;
  int pid;

  g_setenv ("FAKE_ENGINE", "", TRUE);
  holder = run_holder ("--leave", &pid);
  g_subprocess_wait (holder, NULL, &error);
  refresh (engine);
  assert_phase (engine, MEIREI_ENGINE_PHASE_READY);
  kill (pid, SIGKILL);
  assert_dies (pid);
  refresh (engine);
  assert_phase (engine, MEIREI_ENGINE_PHASE_STOPPED);
  g_assert_null (meirei_engine_state_load ());
}

static void
test_state_stranger (void)
{
  g_autoptr(MeireiEngineState) state = meirei_engine_state_new (getpid (), 1234, "key");
  g_autoptr(MeireiEngineState) loaded = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (meirei_engine_state_is_alive (state));
  meirei_engine_state_save (state, &error);
  g_assert_no_error (error);
  loaded = meirei_engine_state_load ();
  g_assert_cmpint (loaded->pid, ==, getpid ());
  g_assert_cmpstr (loaded->api_key, ==, "key");
  g_assert_true (meirei_engine_state_is_alive (loaded));
  g_assert_true (meirei_engine_state_signal (loaded, 0));

  /* The same number, but not the same process: never signalled. */
  loaded->start_ticks++;
  g_assert_false (meirei_engine_state_is_alive (loaded));
  g_assert_false (meirei_engine_state_signal (loaded, SIGKILL));
  loaded->start_ticks--;
  g_free (loaded->boot_id);
  loaded->boot_id = g_strdup ("another start of the machine");
  g_assert_false (meirei_engine_state_signal (loaded, SIGKILL));
  loaded->pid = 0;
  g_assert_false (meirei_engine_state_signal (loaded, SIGKILL));

  meirei_engine_state_remove ();
  g_assert_null (meirei_engine_state_load ());
}

static void
test_state_damaged (void)
{
  static const char * const contents[] = {
    "", "{", "[]", "{}", "{\"schema\":2,\"pid\":1}", "{\"schema\":1}",
    "{\"schema\":1,\"pid\":-1,\"start_ticks\":-5,\"port\":999999999,\"boot_id\":7}",
  };
  g_autofree char *dir = g_build_filename (g_get_user_state_dir (), "meirei", NULL);
  g_autofree char *path = g_build_filename (dir, "engine.json", NULL);
  g_autofree char *key_path = g_build_filename (dir, "engine.key", NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (key_path, "key\n", -1, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr(MeireiEngineState) state = NULL;

      g_file_set_contents (path, contents[i], -1, &error);
      g_assert_no_error (error);
      state = meirei_engine_state_load ();
      g_assert_true (state == NULL || !meirei_engine_state_is_alive (state));
      g_assert_true (state == NULL || !meirei_engine_state_signal (state, SIGKILL));
    }
  meirei_engine_state_remove ();
}

static void
test_state_lock (void)
{
  g_autoptr(GError) error = NULL;
  int fd = meirei_engine_state_lock (&error);

  g_assert_no_error (error);
  g_assert_cmpint (meirei_engine_state_lock (&error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  close (fd);
  fd = meirei_engine_state_lock (&error);
  g_assert_no_error (error);
  close (fd);
}

static void
test_log_bounded (void)
{
  g_autofree char *path = meirei_engine_log_dup_path ();
  g_autofree char *block = g_strnfill (2 * 1024 * 1024, 'x');
  g_autofree char *tail = NULL;
  g_autoptr(GError) error = NULL;
  goffset start_offset = -1;
  GStatBuf info;
  int fd;

  g_file_set_contents (path, block, -1, &error);
  g_assert_no_error (error);
  fd = meirei_engine_log_open (&start_offset, &error);
  g_assert_no_error (error);
  g_assert_cmpint (start_offset, ==, 0);
  g_assert_cmpint (write (fd, "a\nb\nc\nd\n", 8), ==, 8);
  close (fd);
  g_stat (path, &info);
  g_assert_cmpint (info.st_size, ==, 8);
  tail = meirei_engine_log_dup_tail (start_offset);
  g_assert_cmpstr (tail, ==, "b / c / d");
}

static void
test_threads (void)
{
  g_assert_cmpuint (meirei_engine_process_get_threads (1), ==, 1);
  g_assert_cmpuint (meirei_engine_process_get_threads (2), ==, 1);
  g_assert_cmpuint (meirei_engine_process_get_threads (4), ==, 2);
  g_assert_cmpuint (meirei_engine_process_get_threads (8), ==, 4);
  g_assert_cmpuint (meirei_engine_process_get_threads (64), ==, 8);
}

/* Run as another program: starts an engine and is killed, or leaves it. */
static int
hold (gboolean detached)
{
  g_autoptr(MeireiBuiltinEngine) engine = meirei_builtin_engine_new ();
  g_autoptr(GError) error = NULL;

  if (!start (engine, detached, NULL, &error))
    g_error ("%s", error->message);
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
  g_autofree char *folder = NULL;
  int status;

  program = argv[0];
  if (argc == 2 && g_str_equal (argv[1], "--hold"))
    return hold (FALSE);
  if (argc == 2 && g_str_equal (argv[1], "--leave"))
    return hold (TRUE);

  g_test_init (&argc, &argv, NULL);
  folder = meirei_fake_engine_install ();

  g_test_add_func ("/builtin-engine/start-stop", test_start_stop);
  g_test_add_func ("/builtin-engine/failure", test_failure);
  g_test_add_func ("/builtin-engine/port-taken", test_port_taken);
  g_test_add_func ("/builtin-engine/silent", test_silent);
  g_test_add_func ("/builtin-engine/slow-but-alive", test_slow_but_alive);
  g_test_add_func ("/builtin-engine/dies-later", test_dies_later);
  g_test_add_func ("/builtin-engine/stubborn", test_stubborn);
  g_test_add_func ("/builtin-engine/cancel", test_cancel);
  g_test_add_func ("/builtin-engine/two-wait", test_two_wait);
  g_test_add_func ("/builtin-engine/reload", test_reload);
  g_test_add_func ("/builtin-engine/dropped", test_dropped);
  g_test_add_func ("/builtin-engine/not-installed", test_not_installed);
  g_test_add_func ("/builtin-engine/parent-killed", test_parent_killed);
  g_test_add_func ("/builtin-engine/detached", test_detached);
  g_test_add_func ("/builtin-engine/detached-killed", test_detached_killed);
  g_test_add_func ("/engine-state/stranger", test_state_stranger);
  g_test_add_func ("/engine-state/damaged", test_state_damaged);
  g_test_add_func ("/engine-state/lock", test_state_lock);
  g_test_add_func ("/engine-log/bounded", test_log_bounded);
  g_test_add_func ("/engine-process/threads", test_threads);

  status = g_test_run ();
  meirei_fake_engine_uninstall (folder);

  return status;
}
