/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Whole batches: asked, extracted, stored, synced, analysed, recorded; against
 * a server in another process that does nothing but wait and send.
 *
 *   bench-batch [SERVER_MS CHUNKS REQUESTS AT_ONCE] */

#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "meirei-batch-plan.h"
#include "meirei-batch-runner.h"
#include "meirei-test-workspace.h"

#define MODELS "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\"}]}"

typedef struct {
  guint server_ms;
  guint n_chunks;
  guint n_requests;
  guint at_once;
} Case;

/* The server. */

typedef struct {
  char *answer;
  gsize length;
  guint server_ms;
} Serving;

static char *
make_answer (guint n_chunks)
{
  GString *answer = g_string_new ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                  "Connection: close\r\n\r\n");

  g_string_append (answer, "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                           "\"```python\\ndef add(a, b):\\n    total = a + b\\n\"},\"finish_reason\":null}]}\n\n");
  for (guint i = 0; i + 2 < n_chunks; i++)
    g_string_append_printf (answer, "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\","
                            "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"    # step %u\\n\"},"
                            "\"finish_reason\":null}]}\n\n", i);
  g_string_append (answer, "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                           "\"    return total\\n```\\n\"},\"finish_reason\":null}]}\n\n"
                           "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                           "data: [DONE]\n\n");

  return g_string_free (answer, FALSE);
}

static gboolean
serve_cb (GThreadedSocketService *service,
          GSocketConnection      *connection,
          GObject                *source,
          gpointer                user_data)
{
  const Serving *serving = user_data;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char buffer[65536];
  gssize n = 0;
  gssize length = 0;

  while ((n = g_input_stream_read (input, buffer + length, sizeof buffer - (gsize) length, NULL,
                                   NULL)) > 0)
    {
      length += n;
      if (buffer[0] == 'G' ? length > 4 && memcmp (buffer + length - 4, "\r\n\r\n", 4) == 0
                           : length > 2 && memcmp (buffer + length - 2, "}\n", 2) == 0)
        break;
    }
  if (length > 0 && buffer[0] == 'G')
    {
      gboolean is_models = g_str_has_prefix (buffer, "GET /v1/models ");
      const char *body = is_models ? MODELS : "{\"error\":\"no\"}";
      g_autofree char *reply = g_strdup_printf ("HTTP/1.1 %s\r\nConnection: close\r\n"
                                                "Content-Type: application/json\r\n"
                                                "Content-Length: %u\r\n\r\n%s",
                                                is_models ? "200 OK" : "404 Not Found",
                                                (guint) strlen (body), body);

      g_output_stream_write_all (output, reply, strlen (reply), NULL, NULL, NULL);
    }
  else if (length > 0)
    {
      g_usleep (1000 * serving->server_ms);
      g_output_stream_write_all (output, serving->answer, serving->length, NULL, NULL, NULL);
    }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

static pid_t
serve (const Case *bench,
       guint16    *port)
{
  int ports[2];
  pid_t pid;
  GSocketService *service;
  Serving serving = { make_answer (bench->n_chunks), 0, bench->server_ms };

  if (pipe (ports) != 0)
    g_error ("No pipe");
  pid = fork ();
  if (pid != 0)
    {
      close (ports[1]);
      if (read (ports[0], port, sizeof *port) != sizeof *port)
        g_error ("The server did not start");
      close (ports[0]);
      g_free (serving.answer);
      return pid;
    }

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  serving.length = strlen (serving.answer);
  service = g_threaded_socket_service_new (64);
  *port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_signal_connect (service, "run", G_CALLBACK (serve_cb), &serving);
  g_socket_service_start (service);
  if (write (ports[1], port, sizeof *port) != sizeof *port)
    _exit (1);
  g_main_loop_run (g_main_loop_new (NULL, FALSE));
  _exit (0);
}

/* The batch. */

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!meirei_batch_runner_run_finish (MEIREI_BATCH_RUNNER (source), result, &error))
    g_error ("The batch failed: %s", error->message);
  g_main_loop_quit (user_data);
}

static void
add_approved (MeireiWorkspace *workspace,
              guint            n_instructions)
{
  g_autoptr(GPtrArray) instructions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autoptr(GPtrArray) added = NULL;
  g_autoptr(GPtrArray) approved = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < n_instructions; i++)
    {
      MeireiInstruction *instruction = meirei_test_instruction_new ("Add", "add");

      g_ptr_array_add (instructions, instruction);
      g_ptr_array_add (ids, (char *) meirei_instruction_get_id (instruction));
    }
  g_ptr_array_add (ids, NULL);
  added = meirei_workspace_add_instructions (workspace, instructions, &error);
  g_assert_no_error (error);
  approved = meirei_workspace_update_instructions (workspace, (const char * const *) ids->pdata,
                                                   meirei_test_approve, NULL, &error);
  g_assert_no_error (error);
  meirei_workspace_apply_changes (workspace);
}

static MeireiBatch *
make_batch (MeireiWorkspace *workspace,
            guint            n_requests,
            guint            at_once,
            guint16          port)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr(JsonObject) options = json_object_new ();
  MeireiSelection selection = { .all = TRUE, .phase = -1 };
  g_autoptr(GError) error = NULL;
  MeireiBatch *batch;

  add_approved (workspace, n_requests);
  json_object_set_int_member (options, "parallel", at_once);
  json_object_set_int_member (options, "repair", 0);
  json_object_set_boolean_member (options, "no_cache", TRUE);
  json_object_set_string_member (options, "order", "list");
  json_object_set_string_member (options, "server", url);
  batch = meirei_batch_plan (workspace, "execute", &selection, options, &error);
  g_assert_no_error (error);

  return batch;
}

static void
measure (const Case *bench)
{
  guint16 port = 0;
  pid_t pid = serve (bench, &port);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiContext) context = meirei_context_new (&error);
  g_autofree char *dir = meirei_test_make_dir ();
  MeireiWorkspace *workspace = error == NULL ? meirei_workspace_create (dir, "Bench", &error)
                                             : NULL;
  g_autoptr(MeireiBatch) batch = workspace != NULL
                                 ? make_batch (workspace, bench->n_requests, bench->at_once, port)
                                 : NULL;
  g_autoptr(MeireiBatchRunner) runner = batch != NULL
                                        ? meirei_batch_runner_new (context, workspace, batch)
                                        : NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  double floor_s = bench->n_requests * bench->server_ms / 1000.0 / bench->at_once;
  double cpu = cpu_seconds ();
  gint64 began_at = g_get_monotonic_time ();
  double seconds;

  if (runner == NULL)
    g_error ("Nothing to measure: %s", error != NULL ? error->message : "no batch");

  meirei_batch_runner_run_async (runner, TRUE, NULL, run_cb, loop);
  g_main_loop_run (loop);
  seconds = (double) (g_get_monotonic_time () - began_at) / G_USEC_PER_SEC;
  cpu = cpu_seconds () - cpu;

  g_print ("%4u × %3u ms, %3u chunks, %2u at once: %6.3f s, %.2f ms each (%.2f ms processor)",
           bench->n_requests, bench->server_ms, bench->n_chunks, bench->at_once, seconds,
           seconds * 1000 / bench->n_requests, cpu * 1000 / bench->n_requests);
  if (floor_s > 0.0)
    g_print (", %.3f of the floor of %.3f s", seconds / floor_s, floor_s);
  g_print ("; %u ok\n", meirei_batch_count (batch, MEIREI_BATCH_ITEM_DONE));

  g_clear_object (&runner);
  g_clear_object (&batch);
  meirei_test_drop_workspace (&workspace);
  meirei_test_remove_dir (dir);
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
}

/* Each in a process of its own: a server is made by fork(), which must be
 * before there are threads. */
static void
measure_apart (const Case *bench)
{
  pid_t pid = fork ();

  if (pid == 0)
    {
      measure (bench);
      exit (0);
    }
  waitpid (pid, NULL, 0);
}

int
main (int    argc,
      char **argv)
{
  static const Case cases[] = {
    { 100, 30, 100, 4 },
    { 0, 30, 1000, 4 },
    { 0, 120, 1000, 4 },
    { 0, 120, 1000, 16 },
  };

  if (argc == 5)
    {
      const Case one = { (guint) atoi (argv[1]), (guint) atoi (argv[2]), (guint) atoi (argv[3]),
                         (guint) atoi (argv[4]) };

      measure_apart (&one);
      return 0;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    measure_apart (&cases[i]);

  return 0;
}
