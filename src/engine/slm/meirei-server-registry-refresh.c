/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-server-probe.h"
#include "meirei-server-registry-private.h"
#include "meirei-server-url.h"

/* The part of MeireiServerRegistry that asks the servers. */

typedef struct {
  MeireiServer     *server;   /* (owned) */
  MeireiServerKind  expected; /* what it was taken for */
} Check;

static void
check_free (Check *check)
{
  g_object_unref (check->server);
  g_free (check);
}

/* On a usual port another program is no failure of the server that could be
 * there. */
static void
forgive_stranger (MeireiServerRegistry *self,
                  MeireiServer         *server,
                  MeireiServerKind      expected)
{
  g_autofree char *message = NULL;

  if (g_ptr_array_find (self->added, server, NULL)
      || !g_ptr_array_find (self->found, server, NULL)
      || meirei_server_get_state (server) != MEIREI_SERVER_STATE_ERROR
      || meirei_server_get_kind (server) != MEIREI_SERVER_KIND_UNKNOWN)
    return;

  meirei_server_set_kind (server, expected);
  message = g_strdup_printf ("Another program listens at %s", meirei_server_get_url (server));
  meirei_server_set_state (server, MEIREI_SERVER_STATE_NOT_RUNNING, message);
}

static void probe (GTask *task);

/* Step 3: the keyring answered. */
static void
key_found_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiServerRegistry *self = g_task_get_source_object (task);
  Check *check = g_task_get_task_data (task);
  MeireiServer *server = check->server;
  GError *error = NULL;
  g_autofree char *api_key =
    meirei_secret_store_lookup_finish (MEIREI_SECRET_STORE (object), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (api_key != NULL)
    _meirei_server_registry_apply_key (self, server, api_key);
  if (meirei_server_get_api_key (server) != NULL)
    probe (task);
  else
    g_task_return_boolean (task, TRUE);
}

/* Step 2: what is it, and does it want a key that we might have? */
static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiServerRegistry *self = g_task_get_source_object (task);
  MeireiServer *server = MEIREI_SERVER (object);
  Check *check = g_task_get_task_data (task);
  GError *error = NULL;

  if (!meirei_server_probe_finish (server, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  forgive_stranger (self, server, check->expected);
  if (meirei_server_get_state (server) == MEIREI_SERVER_STATE_NEEDS_KEY
      && meirei_server_get_api_key (server) == NULL
      && !g_hash_table_contains (self->asked, server))
    {
      g_hash_table_add (self->asked, g_object_ref (server));
      meirei_secret_store_lookup_async (self->secrets, meirei_server_get_url (server), FALSE,
                                        g_task_get_cancellable (task),
                                        key_found_cb, g_object_ref (task));
    }
  else
    g_task_return_boolean (task, TRUE);
}

/* Step 1. */
static void
probe (GTask *task)
{
  MeireiServerRegistry *self = g_task_get_source_object (task);
  Check *check = g_task_get_task_data (task);

  meirei_server_probe_async (self->session, check->server, MEIREI_SERVER_PROBE_TIMEOUT_MS,
                             g_task_get_cancellable (task), probed_cb, g_object_ref (task));
}

static void
engine_refreshed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  /* What went wrong is in its phase. */
  meirei_builtin_engine_refresh_finish (MEIREI_BUILTIN_ENGINE (object), result, NULL);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

/* Brings one server up to date, with its key.  It need not be in the list. */
void
_meirei_server_registry_check_async (MeireiServerRegistry *self,
                                     MeireiServer         *server,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Check *check = g_new0 (Check, 1);

  g_task_set_source_tag (task, _meirei_server_registry_check_async);
  check->server = g_object_ref (server);
  check->expected = meirei_server_get_kind (server);
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);

  if (server == meirei_builtin_engine_get_server (self->engine))
    {
      meirei_builtin_engine_refresh_async (self->engine, cancellable,
                                           engine_refreshed_cb, g_object_ref (task));
      return;
    }

  _meirei_server_registry_apply_environment (self, server);
  probe (task);
}

gboolean
_meirei_server_registry_check_finish (MeireiServerRegistry  *self,
                                      GAsyncResult          *result,
                                      GError               **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
finish_one (MeireiServerRegistry *self)
{
  g_autoptr(GPtrArray) tasks = NULL;

  _meirei_server_registry_update_list (self);
  if (--self->n_refreshing > 0)
    return;

  tasks = g_steal_pointer (&self->refreshing);
  self->refreshing = g_ptr_array_new_with_free_func (g_object_unref);
  _meirei_server_registry_notify_busy (self);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  MeireiServerRegistry *self = MEIREI_SERVER_REGISTRY (object);

  /* Nobody cancels it. */
  _meirei_server_registry_check_finish (self, result, NULL);
  finish_one (self);
}

static void
check_all (MeireiServerRegistry *self,
           GPtrArray            *servers)
{
  for (guint i = 0; i < servers->len; i++)
    {
      self->n_refreshing++;
      _meirei_server_registry_check_async (self, g_ptr_array_index (servers, i), NULL,
                                           checked_cb, NULL);
    }
}

/**
 * meirei_server_registry_refresh_async:
 * @self: a registry
 * @cancellable: (nullable): to not wait any more
 * @callback: called when all servers were asked
 * @user_data: for @callback
 *
 * Asks all servers at the same time what they are and what models they have.
 * One that does not answer is given up after two seconds.  Who asks while that
 * goes on waits for the same answers; therefore cancelling only ends the
 * waiting.
 */
void
meirei_server_registry_refresh_async (MeireiServerRegistry *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GPtrArray) servers = NULL;

  g_return_if_fail (MEIREI_IS_SERVER_REGISTRY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_server_registry_refresh_async);

  g_ptr_array_add (self->refreshing, g_object_ref (task));
  if (self->n_refreshing > 0)
    return;

  servers = g_ptr_array_copy (self->added, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  for (guint i = 0; i < self->found->len; i++)
    {
      MeireiServer *server = g_ptr_array_index (self->found, i);

      if (!g_ptr_array_find (self->added, server, NULL))
        g_ptr_array_add (servers, g_object_ref (server));
    }
  g_ptr_array_add (servers, g_object_ref (meirei_builtin_engine_get_server (self->engine)));

  self->n_refreshing = 1;
  _meirei_server_registry_notify_busy (self);
  check_all (self, servers);
  finish_one (self);
}

/**
 * meirei_server_registry_refresh_finish:
 * @self: a registry
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if all servers are up to date; %FALSE with
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
meirei_server_registry_refresh_finish (MeireiServerRegistry  *self,
                                       GAsyncResult          *result,
                                       GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
one_checked_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiServerRegistry *self = MEIREI_SERVER_REGISTRY (object);
  GError *error = NULL;

  if (!_meirei_server_registry_check_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  _meirei_server_registry_update_list (self);
  g_task_return_pointer (task, g_object_ref (g_task_get_task_data (task)), g_object_unref);
}

/**
 * meirei_server_registry_probe_async:
 * @self: a registry
 * @text: an address as a person writes it, or `builtin`
 * @cancellable: (nullable): to give up
 * @callback: called when it is known what is there
 * @user_data: for @callback
 *
 * Asks one server what it is and what models it has.  One that is not known
 * does not come into the list by that.
 */
void
meirei_server_registry_probe_async (MeireiServerRegistry *self,
                                    const char           *text,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *url = NULL;
  GError *error = NULL;
  MeireiServer *server;

  g_return_if_fail (MEIREI_IS_SERVER_REGISTRY (self));
  g_return_if_fail (text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_server_registry_probe_async);

  server = meirei_server_registry_find (self, text);
  if (server == NULL)
    {
      url = meirei_server_url_normalize (text, &error);
      if (url == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      server = meirei_server_new (url, MEIREI_SERVER_KIND_UNKNOWN);
    }
  else
    g_object_ref (server);

  g_task_set_task_data (task, server, g_object_unref);
  _meirei_server_registry_check_async (self, server, cancellable,
                                       one_checked_cb, g_object_ref (task));
}

/**
 * meirei_server_registry_probe_finish:
 * @self: a registry
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the server, whose state says what was
 *   found; %NULL with %G_IO_ERROR_INVALID_ARGUMENT if the text is no address,
 *   or %G_IO_ERROR_CANCELLED
 */
MeireiServer *
meirei_server_registry_probe_finish (MeireiServerRegistry  *self,
                                     GAsyncResult          *result,
                                     GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
