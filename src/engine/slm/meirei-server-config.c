/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "meirei-json.h"
#include "meirei-server-config.h"
#include "meirei-server-url.h"
#include "meirei-string.h"
#include "meirei-time.h"

#define SCHEMA 1
/* Who has more servers than this has a damaged file. */
#define MAX_RECORDS 200

/**
 * MeireiServerConfig:
 *
 * What the user wants remembered about servers, in
 * `$XDG_CONFIG_HOME/meirei/servers.json`: those that were added, whether local
 * ones are looked for, and which model to use.  API keys are not in it.
 *
 * `MEIREI_SERVERS` in the environment, addresses separated by commas, takes
 * the place of the file: then exactly these servers are known, none is looked
 * for, and nothing is written.
 */
struct _MeireiServerConfig
{
  GObject    parent_instance;

  GPtrArray *records;        /* (owned), of MeireiServerRecord */
  gboolean   discovers;
  gboolean   is_newer;       /* written by a newer Meirei: not to be overwritten */
  char      *default_server; /* (owned) (nullable) */
  char      *default_model;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiServerConfig, meirei_server_config, G_TYPE_OBJECT)

static void
meirei_server_config_finalize (GObject *object)
{
  MeireiServerConfig *self = MEIREI_SERVER_CONFIG (object);

  g_ptr_array_unref (self->records);
  g_free (self->default_server);
  g_free (self->default_model);

  G_OBJECT_CLASS (meirei_server_config_parent_class)->finalize (object);
}

static void
meirei_server_config_class_init (MeireiServerConfigClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_server_config_finalize;
}

static void
meirei_server_config_init (MeireiServerConfig *self)
{
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_server_record_free);
  self->discovers = TRUE;
}

/**
 * meirei_server_config_new:
 *
 * Returns: (transfer full): a configuration as it is before anything was
 *   remembered
 */
MeireiServerConfig *
meirei_server_config_new (void)
{
  return g_object_new (MEIREI_TYPE_SERVER_CONFIG, NULL);
}

/**
 * meirei_server_config_get_records:
 * @self: a configuration
 *
 * Returns: (transfer none) (element-type MeireiServerRecord): the servers that
 *   were added, in the order in which they were
 */
GPtrArray *
meirei_server_config_get_records (MeireiServerConfig *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_CONFIG (self), NULL);

  return self->records;
}

/**
 * meirei_server_config_find:
 * @self: a configuration
 * @url: a normalized address
 *
 * Returns: (transfer none) (nullable): what is remembered about the server
 */
MeireiServerRecord *
meirei_server_config_find (MeireiServerConfig *self,
                           const char         *url)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_CONFIG (self), NULL);

  for (guint i = 0; i < self->records->len; i++)
    {
      MeireiServerRecord *record = g_ptr_array_index (self->records, i);

      if (meirei_server_url_equal (record->url, url))
        return record;
    }

  return NULL;
}

/**
 * meirei_server_config_add:
 * @self: a configuration
 * @url: a normalized address
 * @name: (nullable): the user's own name for it
 *
 * Remembers a server, or its new name.
 */
void
meirei_server_config_add (MeireiServerConfig *self,
                          const char         *url,
                          const char         *name)
{
  MeireiServerRecord *record;

  g_return_if_fail (MEIREI_IS_SERVER_CONFIG (self));

  record = meirei_server_config_find (self, url);
  if (record != NULL)
    meirei_set_str (&record->name, name);
  else
    g_ptr_array_add (self->records, meirei_server_record_new (url, name));
}

/**
 * meirei_server_config_remove:
 * @self: a configuration
 * @url: a normalized address
 *
 * Returns: %TRUE if it was remembered and is no more
 */
gboolean
meirei_server_config_remove (MeireiServerConfig *self,
                             const char         *url)
{
  MeireiServerRecord *record;

  g_return_val_if_fail (MEIREI_IS_SERVER_CONFIG (self), FALSE);

  record = meirei_server_config_find (self, url);

  return record != NULL && g_ptr_array_remove (self->records, record);
}

/**
 * meirei_server_config_get_discovers:
 * @self: a configuration
 *
 * Returns: %TRUE if servers of this machine are looked for on their usual ports
 */
gboolean
meirei_server_config_get_discovers (MeireiServerConfig *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_CONFIG (self), FALSE);

  return self->discovers;
}

/**
 * meirei_server_config_set_discovers:
 * @self: a configuration
 * @discovers: whether to look for servers of this machine
 */
void
meirei_server_config_set_discovers (MeireiServerConfig *self,
                                    gboolean            discovers)
{
  g_return_if_fail (MEIREI_IS_SERVER_CONFIG (self));

  self->discovers = discovers;
}

/**
 * meirei_server_config_get_default_server:
 * @self: a configuration
 *
 * Returns: (nullable): the address of the server that the user chose, or
 *   `builtin`
 */
const char *
meirei_server_config_get_default_server (MeireiServerConfig *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_CONFIG (self), NULL);

  return self->default_server;
}

/**
 * meirei_server_config_get_default_model:
 * @self: a configuration
 *
 * Returns: (nullable): the model that the user chose
 */
const char *
meirei_server_config_get_default_model (MeireiServerConfig *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_CONFIG (self), NULL);

  return self->default_model;
}

/**
 * meirei_server_config_set_default:
 * @self: a configuration
 * @server: (nullable): a server's address, or `builtin`
 * @model: (nullable): one of its models
 */
void
meirei_server_config_set_default (MeireiServerConfig *self,
                                  const char         *server,
                                  const char         *model)
{
  g_return_if_fail (MEIREI_IS_SERVER_CONFIG (self));

  meirei_set_str (&self->default_server, server);
  meirei_set_str (&self->default_model, model);
}

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "meirei", "servers.json", NULL);
}

/* The good addresses count also if one is bad. */
static gboolean
read_environment (MeireiServerConfig  *self,
                  const char          *value,
                  GError             **error)
{
  g_auto(GStrv) texts = g_strsplit (value, ",", MAX_RECORDS);
  g_autoptr(GError) first_error = NULL;

  self->discovers = FALSE;
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *url = NULL;

      if (*g_strstrip (texts[i]) == '\0')
        continue;

      url = meirei_server_url_normalize (texts[i], first_error == NULL ? &first_error : NULL);
      if (url != NULL)
        meirei_server_config_add (self, url, NULL);
    }

  if (first_error == NULL)
    return TRUE;

  g_propagate_prefixed_error (error, g_steal_pointer (&first_error), "MEIREI_SERVERS: ");

  return FALSE;
}

static void
read_object (MeireiServerConfig *self,
             JsonObject         *object)
{
  JsonArray *servers = meirei_json_get_array (object, "servers");
  JsonObject *chosen = meirei_json_get_object (object, "default");
  guint length = servers != NULL ? MIN (json_array_get_length (servers), MAX_RECORDS) : 0;

  self->is_newer = meirei_json_get_int (object, "schema", SCHEMA) > SCHEMA;
  self->discovers = meirei_json_get_boolean (object, "discover", TRUE);
  meirei_server_config_set_default (self,
                                    meirei_json_get_string (chosen, "server", NULL),
                                    meirei_json_get_string (chosen, "model", NULL));
  for (guint i = 0; i < length; i++)
    {
      JsonObject *server = meirei_json_array_object (servers, i);
      const char *text = meirei_json_get_string (server, "url", "");
      g_autofree char *url = meirei_server_url_normalize (text, NULL);

      if (url == NULL || meirei_server_config_find (self, url) != NULL)
        continue;

      meirei_server_config_add (self, url, meirei_json_get_string (server, "name", NULL));
      meirei_server_config_find (self, url)->allows_plain_key =
        meirei_json_get_boolean (server, "allow_plain_key", FALSE);
    }
}

/* A file that cannot be read is kept for whoever wants to mend it. */
static void
set_aside (const char  *path,
           GError     **error)
{
  g_autofree char *stamp = meirei_time_format_stamp (g_get_real_time ());
  g_autofree char *aside = g_strdup_printf ("%s.%s.unreadable", path, stamp);

  if (g_rename (path, aside) == 0)
    g_prefix_error (error, "The list of servers was damaged and is now %s: ", aside);
  else
    g_prefix_error (error, "The list of servers %s is damaged: ", path);
}

/**
 * meirei_server_config_load:
 * @self: a configuration
 * @error: return location for an error
 *
 * Reads what was remembered.  That nothing was is no error.  A damaged file is
 * set aside under another name.
 *
 * Returns: %TRUE on success
 */
gboolean
meirei_server_config_load (MeireiServerConfig  *self,
                           GError             **error)
{
  const char *environment = g_getenv ("MEIREI_SERVERS");
  g_autofree char *path = dup_path ();
  g_autofree char *content = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autoptr(JsonObject) object = NULL;
  gsize length;

  g_return_val_if_fail (MEIREI_IS_SERVER_CONFIG (self), FALSE);

  g_ptr_array_set_size (self->records, 0);
  if (environment != NULL)
    return read_environment (self, environment, error);

  if (!g_file_get_contents (path, &content, &length, &local_error))
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  object = meirei_json_parse_object (content, (gssize) length, error);
  if (object == NULL)
    {
      set_aside (path, error);
      return FALSE;
    }

  read_object (self, object);

  return TRUE;
}

static JsonArray *
write_records (MeireiServerConfig *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->records->len; i++)
    {
      MeireiServerRecord *record = g_ptr_array_index (self->records, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "url", record->url);
      meirei_json_set_string (object, "name", record->name);
      json_object_set_boolean_member (object, "allow_plain_key", record->allows_plain_key);
      json_array_add_object_element (array, object);
    }

  return array;
}

static char *
write_text (MeireiServerConfig *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonObject *chosen = json_object_new ();

  json_object_set_int_member (object, "schema", SCHEMA);
  json_object_set_boolean_member (object, "discover", self->discovers);
  json_object_set_array_member (object, "servers", write_records (self));
  meirei_json_set_string (chosen, "server", self->default_server);
  meirei_json_set_string (chosen, "model", self->default_model);
  json_object_set_object_member (object, "default", chosen);

  return meirei_json_to_text (object, NULL);
}

/**
 * meirei_server_config_save:
 * @self: a configuration
 * @error: return location for an error
 *
 * Writes it all at once.  Does nothing while `MEIREI_SERVERS` rules.
 *
 * Returns: %TRUE on success
 */
gboolean
meirei_server_config_save (MeireiServerConfig  *self,
                           GError             **error)
{
  g_autofree char *path = dup_path ();
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *text = NULL;

  g_return_val_if_fail (MEIREI_IS_SERVER_CONFIG (self), FALSE);

  if (g_getenv ("MEIREI_SERVERS") != NULL)
    return TRUE;

  if (self->is_newer)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY,
                   "%s was written by a newer Meirei and is left alone", path);
      return FALSE;
    }

  text = write_text (self);
  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
                   "The folder %s cannot be made: %s", dir, g_strerror (errno));
      return FALSE;
    }

  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}
