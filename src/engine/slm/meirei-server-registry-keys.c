/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-server-registry-private.h"
#include "meirei-server-url.h"

/* The part of MeireiServerRegistry that knows the API keys.  A key goes over a
 * connection that others can read only after a person allowed it for this
 * server. */

static gboolean
is_allowed (MeireiServerRegistry *self,
            MeireiServer         *server)
{
  const char *url = meirei_server_get_url (server);
  MeireiServerRecord *record = meirei_server_config_find (self->config, url);

  return meirei_server_url_is_private (url) || (record != NULL && record->allows_plain_key);
}

/* Gives a server its key, or notes that it waits for consent. */
void
_meirei_server_registry_apply_key (MeireiServerRegistry *self,
                                   MeireiServer         *server,
                                   const char           *api_key)
{
  g_autofree char *variable = NULL;
  g_autofree char *message = NULL;

  if (is_allowed (self, server))
    {
      g_hash_table_remove (self->unsent, server);
      meirei_server_set_api_key (server, api_key);
      return;
    }

  g_hash_table_add (self->unsent, g_object_ref (server));
  variable = meirei_secret_store_dup_variable (meirei_server_get_url (server));
  message = g_strdup_printf ("The API key was not sent to %s, because the connection is not "
                             "encrypted and others could read it; use https, or allow it "
                             "(in the environment: %s)",
                             meirei_server_get_url (server), variable);
  meirei_server_set_state (server, MEIREI_SERVER_STATE_NEEDS_KEY, message);
}

/* A variable that names the host is as good as a consent. */
void
_meirei_server_registry_apply_environment (MeireiServerRegistry *self,
                                           MeireiServer         *server)
{
  gboolean is_for_host;
  g_autofree char *api_key = NULL;

  if (meirei_server_get_api_key (server) != NULL)
    return;

  api_key = meirei_secret_store_dup_environment (meirei_server_get_url (server), &is_for_host);
  if (api_key != NULL && (is_for_host || is_allowed (self, server)))
    meirei_server_set_api_key (server, api_key);
}

/**
 * meirei_server_registry_needs_consent:
 * @self: a registry
 * @server: one of its servers
 *
 * Returns: %TRUE if there is an API key for the server that was not sent,
 *   because the connection is not encrypted; ask, then call
 *   [method@ServerRegistry.allow_plain_key]
 */
gboolean
meirei_server_registry_needs_consent (MeireiServerRegistry *self,
                                      MeireiServer         *server)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), FALSE);

  return g_hash_table_contains (self->unsent, server);
}

/**
 * meirei_server_registry_allow_plain_key:
 * @self: a registry
 * @server: a server that the user added
 * @error: return location for an error
 *
 * Remembers that a person allowed to send the API key over a connection that
 * is not encrypted.  Refresh afterwards.
 *
 * Returns: %TRUE if it is remembered
 */
gboolean
meirei_server_registry_allow_plain_key (MeireiServerRegistry  *self,
                                        MeireiServer          *server,
                                        GError               **error)
{
  MeireiServerRecord *record;

  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_SERVER (server), FALSE);

  record = meirei_server_config_find (self->config, meirei_server_get_url (server));
  if (record == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "Add %s to the servers first", meirei_server_get_url (server));
      return FALSE;
    }

  record->allows_plain_key = TRUE;
  g_hash_table_remove (self->unsent, server);
  /* It was looked for and not used. */
  g_hash_table_remove (self->asked, server);

  return meirei_server_config_save (self->config, error);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *save_error = g_task_get_task_data (task);
  GError *error = NULL;

  if (!_meirei_server_registry_check_finish (MEIREI_SERVER_REGISTRY (object), result, &error))
    g_task_return_error (task, error);
  else if (save_error != NULL)
    g_task_return_error (task, g_error_copy (save_error));
  else
    g_task_return_boolean (task, TRUE);
}

typedef struct {
  GTask        *task;   /* (owned) */
  MeireiServer *server; /* (owned) */
} Saving;

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr(GTask) task = saving->task;
  g_autoptr(MeireiServer) server = saving->server;
  GError *error = NULL;

  /* Without a keyring it works until the program ends; that is said at last. */
  if (!meirei_secret_store_save_finish (MEIREI_SECRET_STORE (object), result, &error))
    g_task_set_task_data (task, error, (GDestroyNotify) g_error_free);
  _meirei_server_registry_check_async (g_task_get_source_object (task), server,
                                       g_task_get_cancellable (task),
                                       checked_cb, g_object_ref (task));
}

/**
 * meirei_server_registry_set_key_async:
 * @self: a registry
 * @server: one of its servers
 * @api_key: (nullable): the key; %NULL or nothing to forget it
 * @cancellable: (nullable): to give up
 * @callback: called when the server was asked again
 * @user_data: for @callback
 *
 * Gives a server its API key, keeps it in the keyring, and looks how the
 * server likes it.
 */
void
meirei_server_registry_set_key_async (MeireiServerRegistry *self,
                                      MeireiServer         *server,
                                      const char           *api_key,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Saving *saving;

  g_return_if_fail (MEIREI_IS_SERVER_REGISTRY (self));
  g_return_if_fail (MEIREI_IS_SERVER (server));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_server_registry_set_key_async);

  meirei_server_set_api_key (server, NULL);
  if (api_key != NULL && *api_key != '\0')
    _meirei_server_registry_apply_key (self, server, api_key);

  saving = g_new0 (Saving, 1);
  saving->task = g_object_ref (task);
  saving->server = g_object_ref (server);
  meirei_secret_store_save_async (self->secrets, meirei_server_get_url (server), api_key,
                                  cancellable, saved_cb, saving);
}

/**
 * meirei_server_registry_set_key_finish:
 * @self: a registry
 * @result: the result
 * @error: return location for an error
 *
 * Whether the server likes the key is in its state.
 *
 * Returns: %TRUE if the key is kept; %FALSE with an error if it is only known
 *   until the program ends
 */
gboolean
meirei_server_registry_set_key_finish (MeireiServerRegistry  *self,
                                       GAsyncResult          *result,
                                       GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
