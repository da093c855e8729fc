/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How many pieces of an answer a second go through the reader alone, and
 * through the whole client from a server in another process.
 *
 *   bench-stream [PIECES] */

#include "config.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "meirei-answer-reader.h"
#include "meirei-chat-client.h"

#define PIECE_FORMAT                                                                       \
  "data: {\"choices\":[{\"finish_reason\":null,\"index\":0,\"delta\":{\"content\":\"w%u \"}}]," \
  "\"created\":1795340697,\"id\":\"chatcmpl-O2DE9lVzVoxb3q2ZxsV3OwIOV8jtCrEv\","           \
  "\"model\":\"minimind2-small\",\"system_fingerprint\":\"b11669-Debian\","                \
  "\"object\":\"chat.completion.chunk\"}\n\n"
#define END "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"

static GString *
make_answer (guint n_pieces)
{
  GString *answer = g_string_new (NULL);

  for (guint i = 0; i < n_pieces; i++)
    g_string_append_printf (answer, PIECE_FORMAT, i);
  g_string_append (answer, END);

  return answer;
}

static MeireiCompletion *
new_completion (const char *url)
{
  const MeireiChatMessage message = { MEIREI_CHAT_ROLE_USER, "x" };
  g_autoptr(MeireiServer) server = meirei_server_new (url, MEIREI_SERVER_KIND_OPENAI);
  g_autoptr(MeireiChatRequest) request = meirei_chat_request_new ("m", &message, 1, NULL);

  return meirei_completion_new (server, request, NULL);
}

static void
report (const char *what,
        guint       n_pieces,
        gint64      begin_us)
{
  double seconds = (double) (g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC;

  g_print ("%-28s %u pieces in %.3f s: %.0f pieces/s\n", what, n_pieces, seconds, n_pieces / seconds);
}

static void
bench_reader (const GString *answer,
              guint          n_pieces,
              gsize          step)
{
  g_autoptr(MeireiCompletion) completion = new_completion ("http://127.0.0.1:1");
  g_autoptr(MeireiAnswerReader) reader = NULL;
  g_autofree char *label = g_strdup_printf ("reader, %" G_GSIZE_FORMAT " bytes a read", step);
  gint64 begin_us = g_get_monotonic_time ();

  reader = meirei_answer_reader_new (completion, MEIREI_DIALECT_OPENAI, "text/event-stream", NULL);
  for (gsize i = 0; i < answer->len; i += step)
    if (meirei_answer_reader_push (reader, answer->str + i, MIN (step, answer->len - i), NULL)
        == MEIREI_ANSWER_FAILED)
      g_error ("The reader failed");
  report (label, n_pieces, begin_us);
}

/* In a process of its own, so that it does not share the client's time. */
static pid_t
serve (GSocket       *listener,
       const GString *answer)
{
  g_autoptr(GSocket) socket = NULL;
  const char *head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
  char buffer[65536];
  pid_t pid = fork ();

  if (pid != 0)
    return pid;

  socket = g_socket_accept (listener, NULL, NULL);
  g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL);
  g_socket_send (socket, head, strlen (head), NULL, NULL);
  for (gsize sent = 0; sent < answer->len;)
    {
      gssize n = g_socket_send (socket, answer->str + sent, MIN (answer->len - sent, 65536), NULL, NULL);

      if (n < 0)
        break;
      sent += (gsize) n;
    }

  /* Closing with something unread would throw away what is under way. */
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
  while (g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL) > 0)
    ;
  _exit (0);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!meirei_chat_client_send_finish (MEIREI_CHAT_CLIENT (object), result, &error))
    g_error ("The client failed: %s", error->message);
  g_main_loop_quit (user_data);
}

static void
bench_client (const GString *answer,
              guint          n_pieces)
{
  g_autoptr(GSocket) listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                              G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(MeireiChatClient) client = NULL;
  g_autoptr(MeireiCompletion) completion = NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *url = NULL;
  gint64 begin_us;
  pid_t pid;

  if (!g_socket_bind (listener, any, FALSE, NULL) || !g_socket_listen (listener, NULL))
    g_error ("Cannot listen");
  bound = g_socket_get_local_address (listener, NULL);
  url = g_strdup_printf ("http://127.0.0.1:%u",
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  pid = serve (listener, answer);

  client = meirei_chat_client_new ();
  completion = new_completion (url);
  begin_us = g_get_monotonic_time ();
  meirei_chat_client_send_async (client, completion, NULL, sent_cb, loop);
  g_main_loop_run (loop);
  report ("client, over a socket", n_pieces, begin_us);

  /* The connection is closed in the main loop. */
  g_clear_object (&client);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  waitpid (pid, NULL, 0);
}

int
main (int    argc,
      char **argv)
{
  guint n_pieces = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  g_autoptr(GString) answer = make_answer (n_pieces);

  bench_reader (answer, n_pieces, 200);
  bench_reader (answer, n_pieces, 32768);
  bench_client (answer, n_pieces);

  return 0;
}
