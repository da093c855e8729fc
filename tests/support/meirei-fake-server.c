/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiFakeServer:
 *
 * An HTTP server inside the test, on 127.0.0.1 and a free port, that does what
 * its scripts say.  It writes the bytes itself instead of using SoupServer, so
 * that a test decides about every single packet, broken framing and closed
 * sockets included, and sees when the client closes.
 *
 * It lives in the main context in which it was made.
 */

#include "config.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "meirei-fake-server.h"

#define MAX_REQUEST (64 * 1024 * 1024)

struct _MeireiFakeServer
{
  GObject            parent_instance;

  GSocketService    *service;   /* (owned) */
  GHashTable        *routes;    /* (owned): route → GQueue of MeireiFakeReply */
  GPtrArray         *requests;  /* (owned): MeireiFakeRequest */
  GCancellable      *stopping;  /* (owned) */
  char              *url;       /* (owned) */
  MeireiFakeHandler  handler;
  gpointer           handler_data;
  guint16            port;
  guint              n_open;
  guint              max_open;
};

G_DEFINE_FINAL_TYPE (MeireiFakeServer, meirei_fake_server, G_TYPE_OBJECT)

/* One connection, one request. */
typedef struct {
  gatomicrefcount    refs;
  MeireiFakeServer  *server;      /* (owned) */
  GSocketConnection *connection;  /* (owned) */
  GByteArray        *input;       /* (owned) */
  MeireiFakeRequest *request;     /* (unowned): in the server's list */
  GArray            *wire;        /* (owned) (nullable) */
  guint              position;
  GSource           *timer;       /* (owned) (nullable): until the next write */
  gboolean           closed;
  char               buffer[16 * 1024];
} Client;

static Client *
client_ref (Client *client)
{
  g_atomic_ref_count_inc (&client->refs);

  return client;
}

static void
client_drop_timer (Client *client)
{
  if (client->timer != NULL)
    {
      g_source_destroy (client->timer);
      g_clear_pointer (&client->timer, g_source_unref);
    }
}

static void
client_close (Client *client)
{
  if (client->closed)
    return;

  client->closed = TRUE;
  client->server->n_open--;
  client_drop_timer (client);
  g_io_stream_close (G_IO_STREAM (client->connection), NULL, NULL);
}

static void
client_unref (Client *client)
{
  if (!g_atomic_ref_count_dec (&client->refs))
    return;

  client_close (client);
  g_object_unref (client->connection);
  g_object_unref (client->server);
  g_byte_array_unref (client->input);
  g_clear_pointer (&client->wire, g_array_unref);
  g_free (client);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_unref)

static void
request_free (gpointer data)
{
  MeireiFakeRequest *request = data;

  g_free (request->method);
  g_free (request->path);
  g_free (request->query);
  g_hash_table_unref (request->headers);
  g_free (request->body);
  g_free (request);
}

static void
replies_free (gpointer data)
{
  g_queue_free_full (data, (GDestroyNotify) meirei_fake_reply_unref);
}

static void
meirei_fake_server_dispose (GObject *object)
{
  MeireiFakeServer *self = MEIREI_FAKE_SERVER (object);

  meirei_fake_server_stop (self);

  G_OBJECT_CLASS (meirei_fake_server_parent_class)->dispose (object);
}

static void
meirei_fake_server_finalize (GObject *object)
{
  MeireiFakeServer *self = MEIREI_FAKE_SERVER (object);

  g_hash_table_unref (self->routes);
  g_ptr_array_unref (self->requests);
  g_object_unref (self->stopping);
  g_free (self->url);

  G_OBJECT_CLASS (meirei_fake_server_parent_class)->finalize (object);
}

static void
meirei_fake_server_class_init (MeireiFakeServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_fake_server_dispose;
  object_class->finalize = meirei_fake_server_finalize;
}

static void write_next (Client *client);

static gboolean
write_next_cb (gpointer user_data)
{
  g_autoptr(Client) client = client_ref (user_data);

  client_drop_timer (client);
  write_next (client);

  return G_SOURCE_REMOVE;
}

static void
write_later (Client *client,
             guint   delay_ms)
{
  client->timer = delay_ms > 0 ? g_timeout_source_new (delay_ms) : g_idle_source_new ();
  g_source_set_priority (client->timer, G_PRIORITY_LOW);
  g_source_set_callback (client->timer, write_next_cb, client_ref (client),
                         (GDestroyNotify) client_unref);
  g_source_attach (client->timer, g_main_context_get_thread_default ());
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Client) client = user_data;

  if (client->closed)
    return;
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL))
    {
      client->request->disconnected = TRUE;
      client_close (client);
      return;
    }

  write_later (client, 0);
}

static void
reset_connection (Client *client)
{
  struct linger linger = { 1, 0 };
  GSocket *socket = g_socket_connection_get_socket (client->connection);

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  client_close (client);
}

static void
write_next (Client *client)
{
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (client->connection));
  MeireiFakeStep *step;
  gsize length;
  const void *data;

  if (client->position == client->wire->len)
    {
      client->request->done = TRUE;
      client_close (client);
      return;
    }

  step = &g_array_index (client->wire, MeireiFakeStep, client->position++);
  switch (step->type)
    {
    case MEIREI_FAKE_STEP_BYTES:
      data = g_bytes_get_data (step->bytes, &length);
      g_output_stream_write_all_async (stream, data, length, G_PRIORITY_DEFAULT,
                                       client->server->stopping, written_cb, client_ref (client));
      break;
    case MEIREI_FAKE_STEP_DELAY:
      write_later (client, step->delay_ms);
      break;
    case MEIREI_FAKE_STEP_RESET:
      reset_connection (client);
      break;
    case MEIREI_FAKE_STEP_HANG:
      break;
    case MEIREI_FAKE_STEP_CUT:
    default:
      client_close (client);
      break;
    }
}

/* The client has nothing more to say; when it closes, this ends. */
static void
watch_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Client) client = user_data;
  gssize n_bytes = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (client->closed || n_bytes > 0)
    return;

  if (!client->request->done)
    client->request->disconnected = TRUE;
  client_close (client);
}

static MeireiFakeReply *
take_reply (MeireiFakeServer *self,
            const char       *route)
{
  GQueue *queue = g_hash_table_lookup (self->routes, route);

  if (queue == NULL)
    return NULL;

  /* The last one stays. */
  if (g_queue_get_length (queue) > 1)
    return g_queue_pop_head (queue);

  return meirei_fake_reply_ref (g_queue_peek_head (queue));
}

static MeireiFakeReply *
find_reply (MeireiFakeServer        *self,
            const MeireiFakeRequest *request)
{
  g_autofree char *plain = g_strdup_printf ("%s %s", request->method, request->path);
  MeireiFakeReply *reply = NULL;

  if (self->handler != NULL)
    reply = self->handler (self, request, self->handler_data);
  if (reply == NULL && request->query != NULL)
    {
      g_autofree char *full = g_strconcat (plain, "?", request->query, NULL);

      reply = take_reply (self, full);
    }
  if (reply == NULL)
    reply = take_reply (self, plain);
  if (reply == NULL)
    reply = meirei_fake_reply_new_json (404, "{\"error\":{\"message\":\"File Not Found\","
                                             "\"type\":\"not_found_error\",\"code\":404}}");

  return reply;
}

static void
answer (Client *client)
{
  g_autoptr(MeireiFakeReply) reply = find_reply (client->server, client->request);
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (client->connection));

  client->wire = meirei_fake_reply_compile (reply);
  g_input_stream_read_async (stream, client->buffer, sizeof client->buffer, G_PRIORITY_DEFAULT,
                             client->server->stopping, watch_cb, client_ref (client));
  write_next (client);
}

static MeireiFakeRequest *
parse_head (const char *head)
{
  g_auto(GStrv) lines = g_strsplit (head, "\r\n", -1);
  g_auto(GStrv) words = g_strsplit (lines[0], " ", 3);
  MeireiFakeRequest *request = g_new0 (MeireiFakeRequest, 1);
  char *mark;

  g_assert_cmpuint (g_strv_length (words), ==, 3);
  request->method = g_strdup (words[0]);
  request->path = g_strdup (words[1]);
  mark = strchr (request->path, '?');
  if (mark != NULL)
    {
      request->query = g_strdup (mark + 1);
      *mark = '\0';
    }

  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (colon != NULL)
        g_hash_table_insert (request->headers,
                             g_ascii_strdown (lines[i], colon - lines[i]),
                             g_strstrip (g_strdup (colon + 1)));
    }

  return request;
}

/* Returns whether the request has arrived completely. */
static gboolean
try_parse (Client *client)
{
  const char *input = (const char *) client->input->data;
  const char *end = g_strstr_len (input, client->input->len, "\r\n\r\n");
  g_autofree char *head = NULL;
  MeireiFakeRequest *request;
  const char *length;
  gsize expected;

  if (end == NULL)
    return FALSE;

  head = g_strndup (input, (gsize) (end - input));
  request = parse_head (head);
  length = g_hash_table_lookup (request->headers, "content-length");
  expected = length != NULL ? (gsize) g_ascii_strtoull (length, NULL, 10) : 0;
  end += 4;
  if (client->input->len - (gsize) (end - input) < expected)
    {
      request_free (request);
      return FALSE;
    }

  request->body = g_strndup (end, expected);
  request->body_length = expected;
  client->request = request;
  g_ptr_array_add (client->server->requests, request);

  return TRUE;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Client) client = user_data;
  gssize n_bytes = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (n_bytes <= 0 || client->closed)
    return;

  g_byte_array_append (client->input, (guint8 *) client->buffer, (guint) n_bytes);
  g_assert_cmpuint (client->input->len, <, MAX_REQUEST);
  if (try_parse (client))
    answer (client);
  else
    g_input_stream_read_async (G_INPUT_STREAM (object), client->buffer, sizeof client->buffer,
                               G_PRIORITY_DEFAULT, client->server->stopping, read_cb,
                               client_ref (client));
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             MeireiFakeServer  *self)
{
  g_autoptr(Client) client = g_new0 (Client, 1);

  g_atomic_ref_count_init (&client->refs);
  client->server = g_object_ref (self);
  client->connection = g_object_ref (connection);
  client->input = g_byte_array_new ();
  g_socket_set_option (g_socket_connection_get_socket (connection),
                       IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  self->n_open++;
  self->max_open = MAX (self->max_open, self->n_open);

  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                             client->buffer, sizeof client->buffer, G_PRIORITY_DEFAULT,
                             self->stopping, read_cb, client_ref (client));

  return TRUE;
}

static void
meirei_fake_server_init (MeireiFakeServer *self)
{
  self->routes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, replies_free);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->stopping = g_cancellable_new ();
}

MeireiFakeServer *
meirei_fake_server_new (void)
{
  MeireiFakeServer *self = g_object_new (MEIREI_TYPE_FAKE_SERVER, NULL);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;

  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), 512);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (self->service);

  return self;
}

/* Closes everything; from now on connections are refused. */
void
meirei_fake_server_stop (MeireiFakeServer *self)
{
  g_cancellable_cancel (self->stopping);
  if (self->service != NULL)
    {
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
      g_clear_object (&self->service);
    }
}

const char *
meirei_fake_server_get_url (MeireiFakeServer *self)
{
  return self->url;
}

guint16
meirei_fake_server_get_port (MeireiFakeServer *self)
{
  return self->port;
}

/* @route is "METHOD /path" or "METHOD /path?query".  Several replies for a
 * route are given in turn; the last one stays.  Takes @reply. */
void
meirei_fake_server_add (MeireiFakeServer *self,
                        const char       *route,
                        MeireiFakeReply  *reply)
{
  GQueue *queue = g_hash_table_lookup (self->routes, route);

  if (queue == NULL)
    {
      queue = g_queue_new ();
      g_hash_table_insert (self->routes, g_strdup (route), queue);
    }
  g_queue_push_tail (queue, reply);
}

/* Asked first for every request; may return NULL to leave it to the routes. */
void
meirei_fake_server_set_handler (MeireiFakeServer  *self,
                                MeireiFakeHandler  handler,
                                gpointer           user_data)
{
  self->handler = handler;
  self->handler_data = user_data;
}

guint
meirei_fake_server_get_n_requests (MeireiFakeServer *self)
{
  return self->requests->len;
}

const MeireiFakeRequest *
meirei_fake_server_get_request (MeireiFakeServer *self,
                                guint             position)
{
  g_assert_cmpuint (position, <, self->requests->len);

  return g_ptr_array_index (self->requests, position);
}

guint
meirei_fake_server_get_n_open (MeireiFakeServer *self)
{
  return self->n_open;
}

guint
meirei_fake_server_get_max_open (MeireiFakeServer *self)
{
  return self->max_open;
}
