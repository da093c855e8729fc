/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `servers` and `models`. */

#include "config.h"

#include "meirei-cli-wait.h"
#include "meirei-cli.h"
#include "meirei-enums.h"
#include "meirei-json.h"
#include "meirei-server-url.h"

static JsonObject *
describe_model (MeireiModel *model)
{
  JsonObject *object = json_object_new ();
  guint context = meirei_model_get_loaded_context (model);
  guint maximum = meirei_model_get_max_context (model);
  guint slots = meirei_model_get_slots (model);

  json_object_set_string_member (object, "id", meirei_model_get_id (model));
  meirei_json_set_string (object, "name", meirei_model_get_display_name (model));
  json_object_set_string_member (object, "state",
                                 meirei_enum_to_nick (MEIREI_TYPE_MODEL_STATE,
                                                      (int) meirei_model_get_state (model)));
  if (context > 0)
    json_object_set_int_member (object, "loaded_context", context);
  else
    json_object_set_null_member (object, "loaded_context");
  if (maximum > 0)
    json_object_set_int_member (object, "max_context", maximum);
  else
    json_object_set_null_member (object, "max_context");
  if (slots > 0)
    json_object_set_int_member (object, "slots", slots);
  else
    json_object_set_null_member (object, "slots");
  meirei_json_set_string (object, "quantization", meirei_model_get_quantization (model));
  if (meirei_model_get_size (model) > 0)
    json_object_set_int_member (object, "size", (gint64) meirei_model_get_size (model));
  else
    json_object_set_null_member (object, "size");

  return object;
}

static JsonObject *
describe_server (MeireiServer *server)
{
  JsonObject *object = json_object_new ();
  GListModel *models = meirei_server_get_models (server);
  JsonArray *array = json_array_new ();

  json_object_set_string_member (object, "url", meirei_server_get_url (server));
  json_object_set_string_member (object, "kind",
                                 meirei_enum_to_nick (MEIREI_TYPE_SERVER_KIND,
                                                      (int) meirei_server_get_kind (server)));
  meirei_json_set_string (object, "name", meirei_server_get_name (server));
  meirei_json_set_string (object, "version", meirei_server_get_version (server));
  json_object_set_string_member (object, "state",
                                 meirei_enum_to_nick (MEIREI_TYPE_SERVER_STATE,
                                                      (int) meirei_server_get_state (server)));
  meirei_json_set_string (object, "message", meirei_server_get_message (server));
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);

      json_array_add_object_element (array, describe_model (model));
    }
  json_object_set_array_member (object, "models", array);

  return object;
}

static void
print_server (MeireiServer *server)
{
  const char *message = meirei_server_get_message (server);

  g_print ("%-22s %-26s %s%s%s\n", meirei_server_get_name (server),
           meirei_server_get_url (server),
           meirei_enum_to_nick (MEIREI_TYPE_SERVER_STATE, (int) meirei_server_get_state (server)),
           message != NULL ? " · " : "", message != NULL ? message : "");
}

/* What the server does not tell is not printed as 0. */
static char *
dup_facts (MeireiModel *model)
{
  GString *text = g_string_new (NULL);
  guint loaded = meirei_model_get_loaded_context (model);
  guint maximum = meirei_model_get_max_context (model);
  guint slots = meirei_model_get_slots (model);

  if (loaded > 0)
    g_string_append_printf (text, " · context %u", loaded);
  if (maximum > 0)
    g_string_append_printf (text, " · maximum %u", maximum);
  if (slots > 0)
    g_string_append_printf (text, " · %u at once", slots);
  if (meirei_model_get_quantization (model) != NULL)
    g_string_append_printf (text, " · %s", meirei_model_get_quantization (model));
  if (meirei_model_get_size (model) > 0)
    {
      g_autofree char *size = g_format_size (meirei_model_get_size (model));

      g_string_append_printf (text, " · %s", size);
    }

  return g_string_free (text, FALSE);
}

static void
print_models (MeireiServer *server)
{
  GListModel *models = meirei_server_get_models (server);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);
      g_autofree char *facts = dup_facts (model);

      g_print ("  %-36s %s%s\n", meirei_model_get_id (model),
               meirei_enum_to_nick (MEIREI_TYPE_MODEL_STATE, (int) meirei_model_get_state (model)),
               facts);
    }
}

/* An address that cannot be one is wrong usage, not a server that is missing. */
static gboolean
check_address (const char  *url,
               GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *normal = NULL;

  if (g_str_equal (url, MEIREI_BUILTIN_ENGINE_URL))
    return TRUE;

  normal = meirei_server_url_normalize (url, &local_error);
  if (normal == NULL)
    g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE, local_error->message);

  return normal != NULL;
}

/* One server that is named, else all. */
static GPtrArray *
ask (MeireiCli   *cli,
     const char  *url,
     GError     **error)
{
  MeireiContext *context = meirei_cli_get_context (cli, error);
  g_autoptr(GPtrArray) servers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GAsyncResult) result = NULL;
  MeireiServerRegistry *registry;
  GListModel *all;

  if (context == NULL)
    return NULL;

  registry = meirei_context_get_registry (context);
  if (url != NULL)
    {
      MeireiServer *server;

      if (!check_address (url, error))
        return NULL;

      meirei_server_registry_probe_async (registry, url, NULL, meirei_cli_wait_cb, &result);
      meirei_cli_wait (&result);
      server = meirei_server_registry_probe_finish (registry, result, error);
      if (server == NULL)
        return NULL;
      g_ptr_array_add (servers, server);
      return g_steal_pointer (&servers);
    }

  meirei_server_registry_refresh_async (registry, NULL, meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);
  if (!meirei_server_registry_refresh_finish (registry, result, error))
    return NULL;

  all = meirei_server_registry_get_servers (registry);
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    g_ptr_array_add (servers, g_list_model_get_item (all, i));

  return g_steal_pointer (&servers);
}

static void
print_servers (MeireiCli *cli,
               GPtrArray *servers,
               gboolean   with_models)
{
  g_autoptr(JsonObject) document = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < servers->len; i++)
    {
      json_array_add_object_element (array, describe_server (servers->pdata[i]));
      if (cli->json)
        continue;
      print_server (servers->pdata[i]);
      if (with_models)
        print_models (servers->pdata[i]);
    }
  json_object_set_array_member (document, "servers", array);
  if (cli->json)
    meirei_cli_print_json (document);
}

static gboolean
any_connected (GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++)
    if (meirei_server_get_state (servers->pdata[i]) == MEIREI_SERVER_STATE_CONNECTED)
      return TRUE;

  return FALSE;
}

/**
 * meirei_cli_servers:
 *
 * `servers [--probe URL]`.
 */
gboolean
meirei_cli_servers (MeireiCli  *cli,
                    int         argc,
                    char      **argv,
                    int        *status,
                    GError    **error)
{
  g_autofree char *probe = NULL;
  const GOptionEntry entries[] = {
    { "probe", 0, 0, G_OPTION_ARG_STRING, &probe, "Ask only this address", "URL" },
    { NULL }
  };
  g_autoptr(GPtrArray) servers = NULL;

  if (!meirei_cli_parse (cli, "servers", entries, &argc, &argv, error))
    return FALSE;
  servers = ask (cli, probe, error);
  if (servers == NULL)
    return FALSE;

  print_servers (cli, servers, FALSE);
  *status = any_connected (servers) ? MEIREI_EXIT_OK : MEIREI_EXIT_NO_SERVER;

  return TRUE;
}

/**
 * meirei_cli_models:
 *
 * `models [--server URL]`.
 */
gboolean
meirei_cli_models (MeireiCli  *cli,
                   int         argc,
                   char      **argv,
                   int        *status,
                   GError    **error)
{
  g_autofree char *url = NULL;
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &url, "Ask only this server", "URL" },
    { NULL }
  };
  g_autoptr(GPtrArray) servers = NULL;

  if (!meirei_cli_parse (cli, "models", entries, &argc, &argv, error))
    return FALSE;
  servers = ask (cli, url, error);
  if (servers == NULL)
    return FALSE;

  print_servers (cli, servers, TRUE);
  *status = any_connected (servers) ? MEIREI_EXIT_OK : MEIREI_EXIT_NO_SERVER;

  return TRUE;
}
