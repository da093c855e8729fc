/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What a request costs the client when the server costs nothing: many short
 * answers, four at a time, from a server in another process.
 *
 *   bench-requests [REQUESTS] */

#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "meirei-chat-client.h"

#define AT_ONCE 4
#define N_PIECES 30

typedef struct {
  MeireiChatClient  *client;
  MeireiServer      *server;
  MeireiChatRequest *request;
  GMainLoop         *loop;
  guint              n_to_start;
  guint              n_running;
} Bench;

static char *
make_answer (void)
{
  GString *answer = g_string_new ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");

  for (guint i = 0; i < N_PIECES; i++)
    g_string_append_printf (answer, "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\","
                            "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"w%u \"},\"finish_reason\":null}]}\n\n", i);
  g_string_append (answer, "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");

  return g_string_free (answer, FALSE);
}

/* Reads until the request's JSON is complete, which ends in "}\n". */
static void
serve_one (GSocket    *socket,
           const char *answer)
{
  char buffer[65536];
  gssize n = 0;
  gssize length = 0;

  while ((n = g_socket_receive (socket, buffer + length, sizeof buffer - (gsize) length, NULL, NULL)) > 0)
    {
      length += n;
      if (length > 2 && memcmp (buffer + length - 2, "}\n", 2) == 0)
        break;
    }
  g_socket_send (socket, answer, strlen (answer), NULL, NULL);
  g_socket_close (socket, NULL);
}

static pid_t
serve (GSocket *listener)
{
  g_autofree char *answer = make_answer ();
  GSocket *socket;
  pid_t pid = fork ();

  if (pid != 0)
    return pid;

  while ((socket = g_socket_accept (listener, NULL, NULL)) != NULL)
    {
      serve_one (socket, answer);
      g_object_unref (socket);
    }
  _exit (0);
}

static void start_one (Bench *bench);

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  Bench *bench = user_data;

  if (!meirei_chat_client_send_finish (MEIREI_CHAT_CLIENT (object), result, &error))
    g_error ("The client failed: %s", error->message);

  bench->n_running--;
  if (bench->n_to_start > 0)
    start_one (bench);
  else if (bench->n_running == 0)
    g_main_loop_quit (bench->loop);
}

static void
start_one (Bench *bench)
{
  g_autoptr(MeireiCompletion) completion = meirei_completion_new (bench->server, bench->request, NULL);

  bench->n_to_start--;
  bench->n_running++;
  meirei_chat_client_send_async (bench->client, completion, NULL, sent_cb, bench);
}

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
run (Bench *bench,
     guint  n_requests)
{
  gint64 begin_us = g_get_monotonic_time ();
  double begin_cpu = cpu_seconds ();
  double seconds;

  bench->n_to_start = n_requests;
  for (guint i = 0; i < AT_ONCE && bench->n_to_start > 0; i++)
    start_one (bench);
  g_main_loop_run (bench->loop);

  seconds = (double) (g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC;
  g_print ("%u requests of %d pieces, %d at once: %.2f ms each, of which %.2f ms the client's processor time\n",
           n_requests, N_PIECES, AT_ONCE, seconds * 1000 / n_requests,
           (cpu_seconds () - begin_cpu) * 1000 / n_requests);
}

int
main (int    argc,
      char **argv)
{
  const MeireiChatMessage message = { MEIREI_CHAT_ROLE_USER, "Write a function that adds two numbers." };
  guint n_requests = argc > 1 ? (guint) atoi (argv[1]) : 500;
  g_autoptr(GSocket) listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                              G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autofree char *url = NULL;
  Bench bench = { NULL, };
  pid_t pid;

  if (!g_socket_bind (listener, any, FALSE, NULL) || !g_socket_listen (listener, NULL))
    g_error ("Cannot listen");
  bound = g_socket_get_local_address (listener, NULL);
  url = g_strdup_printf ("http://127.0.0.1:%u",
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  pid = serve (listener);

  bench.client = meirei_chat_client_new ();
  bench.server = meirei_server_new (url, MEIREI_SERVER_KIND_OPENAI);
  bench.request = meirei_chat_request_new ("m", &message, 1, NULL);
  bench.loop = g_main_loop_new (NULL, FALSE);
  run (&bench, 20);
  run (&bench, n_requests);

  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
  g_object_unref (bench.client);
  g_object_unref (bench.server);
  g_object_unref (bench.request);
  g_main_loop_unref (bench.loop);

  return 0;
}
