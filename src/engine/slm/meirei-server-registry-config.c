/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-server-registry-private.h"
#include "meirei-server-url.h"

/* The part of MeireiServerRegistry that changes what is remembered. */

/**
 * meirei_server_registry_add:
 * @self: a registry
 * @text: an address as a person writes it
 * @name: (nullable): the user's own name for it
 * @error: return location for an error
 *
 * Adds a server and remembers it, or gives a known one another name.  Nobody
 * is asked whether it is there.
 *
 * Returns: (transfer none) (nullable): the server, or %NULL with an error; also
 *   in the list if it could not be remembered
 */
MeireiServer *
meirei_server_registry_add (MeireiServerRegistry  *self,
                            const char            *text,
                            const char            *name,
                            GError               **error)
{
  g_autofree char *url = NULL;

  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  url = meirei_server_url_normalize (text, error);
  if (url == NULL)
    return NULL;

  meirei_server_config_add (self->config, url, name);
  _meirei_server_registry_update_servers (self);

  return meirei_server_config_save (self->config, error)
         ? _meirei_server_registry_find_in (self->added, url)
         : NULL;
}

/**
 * meirei_server_registry_remove:
 * @self: a registry
 * @server: a server that the user added
 * @error: return location for an error
 *
 * Forgets a server, but not its API key in the keyring.
 *
 * Returns: %TRUE on success
 */
gboolean
meirei_server_registry_remove (MeireiServerRegistry  *self,
                               MeireiServer          *server,
                               GError               **error)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_SERVER (server), FALSE);

  if (!meirei_server_config_remove (self->config, meirei_server_get_url (server)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "%s was not added by you; switch the search for local servers off instead",
                   meirei_server_get_url (server));
      return FALSE;
    }

  _meirei_server_registry_update_servers (self);

  return meirei_server_config_save (self->config, error);
}

/**
 * meirei_server_registry_get_discovers:
 * @self: a registry
 *
 * Returns: %TRUE if servers of this machine are looked for
 */
gboolean
meirei_server_registry_get_discovers (MeireiServerRegistry *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), FALSE);

  return meirei_server_config_get_discovers (self->config);
}

/**
 * meirei_server_registry_set_discovers:
 * @self: a registry
 * @discovers: whether to look for servers of this machine
 * @error: return location for an error
 *
 * Returns: %TRUE if it is remembered
 */
gboolean
meirei_server_registry_set_discovers (MeireiServerRegistry  *self,
                                      gboolean               discovers,
                                      GError               **error)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), FALSE);

  meirei_server_config_set_discovers (self->config, discovers);
  _meirei_server_registry_update_servers (self);

  return meirei_server_config_save (self->config, error);
}

/**
 * meirei_server_registry_get_default_server:
 * @self: a registry
 *
 * Returns: (nullable): the address of the server that the user chose for
 *   everything, or `builtin`
 */
const char *
meirei_server_registry_get_default_server (MeireiServerRegistry *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), NULL);

  return meirei_server_config_get_default_server (self->config);
}

/**
 * meirei_server_registry_get_default_model:
 * @self: a registry
 *
 * Returns: (nullable): the model that the user chose for everything
 */
const char *
meirei_server_registry_get_default_model (MeireiServerRegistry *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), NULL);

  return meirei_server_config_get_default_model (self->config);
}

/**
 * meirei_server_registry_set_default:
 * @self: a registry
 * @model: (nullable): the model to use where nothing else is said
 * @error: return location for an error
 *
 * Returns: %TRUE if it is remembered
 */
gboolean
meirei_server_registry_set_default (MeireiServerRegistry  *self,
                                    MeireiModel           *model,
                                    GError               **error)
{
  g_autoptr(MeireiServer) server = NULL;
  const char *url = NULL;

  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (self), FALSE);

  server = model != NULL ? meirei_model_ref_server (model) : NULL;
  if (server != NULL)
    url = server == meirei_builtin_engine_get_server (self->engine)
          ? MEIREI_BUILTIN_ENGINE_URL
          : meirei_server_get_url (server);
  meirei_server_config_set_default (self->config, url,
                                    model != NULL ? meirei_model_get_key (model) : NULL);

  return meirei_server_config_save (self->config, error);
}
