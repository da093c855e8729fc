/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-fake-routes.h"

#define WAIT_SECONDS 20

/**
 * MeireiFakeRoutes:
 *
 * A server on a free port of 127.0.0.1 that answers fixed texts at fixed
 * routes, such as `GET /v1/models`, and keeps a log of what it was asked:
 * method, path with query, and body.
 */
struct _MeireiFakeRoutes
{
  GObject     parent_instance;

  SoupServer *server;
  char       *url;
  GHashTable *routes;   /* route → Route */
  GPtrArray  *log;      /* of char * */
  GPtrArray  *hanging;  /* of SoupServerMessage */
  guint       default_status;
  char       *default_body;
  char       *header_name;
  char       *header_value;
  char       *key;
  char       *refusal;

  MeireiFakeHook hook;
  gpointer       hook_data;
};

typedef struct {
  guint  status; /* 0: never answer */
  char  *body;
} Route;

G_DEFINE_FINAL_TYPE (MeireiFakeRoutes, meirei_fake_routes, G_TYPE_OBJECT)

static void
route_free (Route *route)
{
  g_free (route->body);
  g_free (route);
}

static gboolean
has_key (MeireiFakeRoutes  *self,
         SoupServerMessage *message)
{
  const char *header;

  if (self->key == NULL)
    return TRUE;

  header = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                         "Authorization");

  return header != NULL && g_str_has_prefix (header, "Bearer ")
         && strcmp (header + strlen ("Bearer "), self->key) == 0;
}

static void
respond (SoupServerMessage *message,
         guint              status,
         const char        *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY,
                                    body, strlen (body));
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  MeireiFakeRoutes *self = user_data;
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *route = NULL;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);
  Route *found;

  route = g_strconcat (soup_server_message_get_method (message), " ", g_uri_get_path (uri),
                       g_uri_get_query (uri) != NULL ? "?" : "",
                       g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "", NULL);
  g_ptr_array_add (self->log,
                   g_strdup_printf ("%s %.*s", route, (int) g_bytes_get_size (bytes),
                                    (const char *) g_bytes_get_data (bytes, NULL)));

  if (self->hook != NULL)
    self->hook (self, g_ptr_array_index (self->log, self->log->len - 1), self->hook_data);
  if (self->header_name != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  self->header_name, self->header_value);

  found = g_hash_table_lookup (self->routes, route);
  if (found != NULL && found->status == 0)
    {
      g_ptr_array_add (self->hanging, g_object_ref (message));
      soup_server_message_pause (message);
    }
  else if (!has_key (self, message))
    respond (message, SOUP_STATUS_UNAUTHORIZED, self->refusal);
  else if (found != NULL)
    respond (message, found->status, found->body);
  else
    respond (message, self->default_status, self->default_body);
}

static void
meirei_fake_routes_finalize (GObject *object)
{
  MeireiFakeRoutes *self = MEIREI_FAKE_ROUTES (object);

  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->hanging, g_ptr_array_unref);
  g_clear_pointer (&self->routes, g_hash_table_unref);
  g_clear_pointer (&self->log, g_ptr_array_unref);
  g_free (self->url);
  g_free (self->default_body);
  g_free (self->header_name);
  g_free (self->header_value);
  g_free (self->key);
  g_free (self->refusal);

  G_OBJECT_CLASS (meirei_fake_routes_parent_class)->finalize (object);
}

static void
meirei_fake_routes_class_init (MeireiFakeRoutesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_fake_routes_finalize;
}

static void
meirei_fake_routes_init (MeireiFakeRoutes *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSList) uris = NULL;

  self->server = soup_server_new (NULL, NULL);
  self->routes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) route_free);
  self->log = g_ptr_array_new_with_free_func (g_free);
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
  self->default_status = SOUP_STATUS_NOT_FOUND;
  self->default_body = g_strdup ("{\"error\":{\"code\":404,\"message\":\"File Not Found\","
                                 "\"type\":\"not_found_error\"}}");

  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_foreach (uris, (GFunc) (void (*) (void)) g_uri_unref, NULL);
}

MeireiFakeRoutes *
meirei_fake_routes_new (void)
{
  return g_object_new (MEIREI_TYPE_FAKE_ROUTES, NULL);
}

const char *
meirei_fake_routes_get_url (MeireiFakeRoutes *self)
{
  return self->url;
}

/* Adds or replaces a route, such as "GET /v1/models". */
void
meirei_fake_routes_add (MeireiFakeRoutes *self,
                        const char       *route,
                        guint             status,
                        const char       *body)
{
  Route *new_route = g_new0 (Route, 1);

  new_route->status = status;
  new_route->body = g_strdup (body);
  g_hash_table_insert (self->routes, g_strdup (route), new_route);
}

/* A route that takes the request and never answers. */
void
meirei_fake_routes_add_hanging (MeireiFakeRoutes *self,
                                const char       *route)
{
  meirei_fake_routes_add (self, route, 0, NULL);
}

/* What unknown routes answer. */
void
meirei_fake_routes_set_default (MeireiFakeRoutes *self,
                                guint             status,
                                const char       *body)
{
  self->default_status = status;
  g_free (self->default_body);
  self->default_body = g_strdup (body);
}

/* A header for all responses. */
void
meirei_fake_routes_set_header (MeireiFakeRoutes *self,
                               const char       *name,
                               const char       *value)
{
  self->header_name = g_strdup (name);
  self->header_value = g_strdup (value);
}

/* Refuses every request that does not carry the key. */
void
meirei_fake_routes_set_key (MeireiFakeRoutes *self,
                            const char       *key,
                            const char       *refusal)
{
  self->key = g_strdup (key);
  self->refusal = g_strdup (refusal);
}

void
meirei_fake_routes_set_hook (MeireiFakeRoutes *self,
                             MeireiFakeHook    hook,
                             gpointer          user_data)
{
  self->hook = hook;
  self->hook_data = user_data;
}

/* Closes all connections. */
void
meirei_fake_routes_stop (MeireiFakeRoutes *self)
{
  g_ptr_array_set_size (self->hanging, 0);
  soup_server_disconnect (self->server);
}

GPtrArray *
meirei_fake_routes_get_log (MeireiFakeRoutes *self)
{
  return self->log;
}

/* How many requests there were whose log entry starts with the prefix. */
guint
meirei_fake_routes_count (MeireiFakeRoutes *self,
                          const char       *prefix)
{
  guint count = 0;

  for (guint i = 0; i < self->log->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (self->log, i), prefix))
      count++;

  return count;
}

void
meirei_fake_routes_done_cb (GObject      *object,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static gboolean
expire_cb (gpointer user_data)
{
  g_error ("nothing happened for %d s", WAIT_SECONDS);

  return G_SOURCE_REMOVE;
}

void
meirei_fake_routes_wait (GAsyncResult **result)
{
  guint id = g_timeout_add_seconds (WAIT_SECONDS, expire_cb, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}
