/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <libsecret/secret.h>

#include "meirei-secret-store.h"
#include "meirei-server-url.h"

/* A keyring that does not answer must not hold up the search for servers. */
#define PATIENCE_MS 1500

#define ENVIRONMENT_PREFIX "MEIREI_API_KEY"

/**
 * MeireiSecretStore:
 *
 * The API keys of the servers: in the user's keyring, or in the environment
 * where there is none.  Nothing else that is kept knows them, and no text
 * repeats them.
 *
 * `MEIREI_NO_KEYRING` in the environment keeps it away from the keyring.
 */
struct _MeireiSecretStore
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (MeireiSecretStore, meirei_secret_store, G_TYPE_OBJECT)

typedef struct {
  GCancellable *caller;       /* (owned) (nullable) */
  GCancellable *stop;         /* (owned) */
  gulong        cancelled_id;
  guint         timeout_id;
} Patience;

static const SecretSchema schema = {
  .name = APPLICATION_ID ".ApiKey",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static void
patience_free (Patience *patience)
{
  g_clear_handle_id (&patience->timeout_id, g_source_remove);
  g_cancellable_disconnect (patience->caller, patience->cancelled_id);
  g_clear_object (&patience->caller);
  g_clear_object (&patience->stop);
  g_free (patience);
}

static void
caller_cancelled_cb (GCancellable *cancellable,
                     GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

static gboolean
lose_patience_cb (gpointer user_data)
{
  Patience *patience = user_data;

  patience->timeout_id = 0;
  g_cancellable_cancel (patience->stop);

  return G_SOURCE_REMOVE;
}

static Patience *
patience_new (GCancellable *caller,
              gboolean      interactive)
{
  Patience *patience = g_new0 (Patience, 1);

  patience->stop = g_cancellable_new ();
  if (caller != NULL)
    {
      patience->caller = g_object_ref (caller);
      patience->cancelled_id = g_cancellable_connect (caller,
                                                      G_CALLBACK (caller_cancelled_cb),
                                                      g_object_ref (patience->stop),
                                                      g_object_unref);
    }
  /* A person who is asked for a password takes the time it takes. */
  if (!interactive)
    patience->timeout_id = g_timeout_add (PATIENCE_MS, lose_patience_cb, patience);

  return patience;
}

static gboolean
is_keyring_off (void)
{
  return g_getenv ("MEIREI_NO_KEYRING") != NULL;
}

static void
meirei_secret_store_class_init (MeireiSecretStoreClass *klass)
{
}

static void
meirei_secret_store_init (MeireiSecretStore *self)
{
}

/**
 * meirei_secret_store_new:
 *
 * Returns: (transfer full): the store
 */
MeireiSecretStore *
meirei_secret_store_new (void)
{
  return g_object_new (MEIREI_TYPE_SECRET_STORE, NULL);
}

/**
 * meirei_secret_store_dup_variable:
 * @url: a server's normalized address
 *
 * Returns: (transfer full): the environment variable that holds the key for
 *   this host: `http://192.168.1.24:1234` has `MEIREI_API_KEY_192_168_1_24`
 */
char *
meirei_secret_store_dup_variable (const char *url)
{
  g_autofree char *host = meirei_server_url_dup_host (url);
  GString *name = g_string_new (ENVIRONMENT_PREFIX "_");

  for (const char *c = host != NULL ? host : ""; *c != '\0'; c++)
    g_string_append_c (name, g_ascii_isalnum (*c) ? g_ascii_toupper (*c) : '_');

  return g_string_free (name, FALSE);
}

/**
 * meirei_secret_store_dup_environment:
 * @url: a server's normalized address
 * @is_for_host: (out) (optional): whether the key was given for this host,
 *   which is a permission to send it there
 *
 * Looks in the environment: `MEIREI_API_KEY_` with the host's name, upper case,
 * with `_` for everything that is neither letter nor digit; else
 * `MEIREI_API_KEY`.
 *
 * Returns: (transfer full) (nullable): the key, or %NULL
 */
char *
meirei_secret_store_dup_environment (const char *url,
                                     gboolean   *is_for_host)
{
  g_autofree char *name = meirei_secret_store_dup_variable (url);
  const char *key = g_getenv (name);

  if (is_for_host != NULL)
    *is_for_host = key != NULL;
  if (key == NULL)
    key = g_getenv (ENVIRONMENT_PREFIX);

  return key != NULL && *key != '\0' ? g_strdup (key) : NULL;
}

/* A keyring that is missing, locked or silent has no key for us; whoever asked
 * for it still wants to know that nobody waits any more. */
static void
return_no_key (GTask *task)
{
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, NULL, NULL);
}

static void
retrieved_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  SecretValue *value;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (object), result,
                                                     &error);
  if (value == NULL)
    {
      return_no_key (task);
      return;
    }

  g_task_return_pointer (task, g_strdup (secret_value_get_text (value)),
                         (GDestroyNotify) secret_password_free);
  secret_value_unref (value);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Patience *patience = g_task_get_task_data (task);
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    g_debug ("No keyring: %s", error->message);
  if (items == NULL)
    {
      return_no_key (task);
      return;
    }

  secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (items->data), patience->stop,
                                      retrieved_cb, g_object_ref (task));
  g_list_free_full (items, g_object_unref);
}

/**
 * meirei_secret_store_lookup_async:
 * @self: the store
 * @url: a server's normalized address
 * @interactive: whether a person may be asked to unlock the keyring
 * @cancellable: (nullable): to give up
 * @callback: called when the key is there, or is known not to be
 * @user_data: for @callback
 *
 * Looks for a server's key in the environment, then in the keyring.
 */
void
meirei_secret_store_lookup_async (MeireiSecretStore   *self,
                                  const char          *url,
                                  gboolean             interactive,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *identity = NULL;
  Patience *patience;
  char *key;

  g_return_if_fail (MEIREI_IS_SECRET_STORE (self));
  g_return_if_fail (url != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_secret_store_lookup_async);

  key = meirei_secret_store_dup_environment (url, NULL);
  if (key != NULL || is_keyring_off ())
    {
      g_task_return_pointer (task, key, g_free);
      return;
    }

  patience = patience_new (cancellable, interactive);
  g_task_set_task_data (task, patience, (GDestroyNotify) patience_free);
  identity = meirei_server_url_dup_identity (url);
  secret_password_search (&schema,
                          SECRET_SEARCH_LOAD_SECRETS
                          | (interactive ? SECRET_SEARCH_UNLOCK : SECRET_SEARCH_NONE),
                          patience->stop, found_cb, g_object_ref (task),
                          "server", identity, NULL);
}

/**
 * meirei_secret_store_lookup_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * That there is no keyring is no error.
 *
 * Returns: (transfer full) (nullable): the key; %NULL without an error if there
 *   is none, and with %G_IO_ERROR_CANCELLED if nobody waited
 */
char *
meirei_secret_store_lookup_finish (MeireiSecretStore  *self,
                                   GAsyncResult       *result,
                                   GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
return_saved (GTask    *task,
              gboolean  saved,
              GError   *error)
{
  if (saved || error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    {
      g_prefix_error_literal (&error, "The keyring did not take the API key: ");
      g_task_return_error (task, error);
    }
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gboolean stored = secret_password_store_finish (result, &error);

  return_saved (task, stored, error);
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  /* That there was nothing to remove is fine. */
  gboolean cleared = secret_password_clear_finish (result, &error);

  return_saved (task, cleared, error);
}

/**
 * meirei_secret_store_save_async:
 * @self: the store
 * @url: a server's normalized address
 * @api_key: (nullable): the key; %NULL or nothing to forget it
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Keeps a server's key in the keyring.  The person may be asked to unlock it.
 */
void
meirei_secret_store_save_async (MeireiSecretStore   *self,
                                const char          *url,
                                const char          *api_key,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *identity = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (MEIREI_IS_SECRET_STORE (self));
  g_return_if_fail (url != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_secret_store_save_async);

  if (is_keyring_off ())
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               "The keyring is switched off by MEIREI_NO_KEYRING; "
                               "the API key is kept until the program ends");
      return;
    }

  identity = meirei_server_url_dup_identity (url);
  label = g_strdup_printf ("Meirei: %s", identity);
  if (api_key != NULL && *api_key != '\0')
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, api_key, cancellable,
                           stored_cb, g_object_ref (task), "server", identity, NULL);
  else
    secret_password_clear (&schema, cancellable, cleared_cb, g_object_ref (task),
                           "server", identity, NULL);
}

/**
 * meirei_secret_store_save_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if the keyring has it, or has it no more; else %FALSE with the
 *   keyring's error
 */
gboolean
meirei_secret_store_save_finish (MeireiSecretStore  *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
