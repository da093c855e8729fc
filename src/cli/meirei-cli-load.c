/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `load` and `unload`. */

#include "config.h"

#include "meirei-cli-wait.h"
#include "meirei-cli.h"
#include "meirei-enums.h"
#include "meirei-json.h"
#include "meirei-slm-error.h"

/* No model has more, and it still fits the arithmetic of the servers. */
#define MAX_CONTEXT (16 * 1024 * 1024)

static MeireiModel *
find_on (MeireiServer *server,
         const char   *name)
{
  MeireiModel *model = meirei_server_find_model (server, name);

  return model != NULL ? g_object_ref (model) : NULL;
}

static MeireiModel *
find_on_one (MeireiServerRegistry  *registry,
             const char            *url,
             const char            *name,
             MeireiServer         **server,
             GError               **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  meirei_server_registry_probe_async (registry, url, NULL, meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);
  *server = meirei_server_registry_probe_finish (registry, result, error);

  return *server != NULL ? find_on (*server, name) : NULL;
}

static MeireiModel *
find_anywhere (MeireiServerRegistry  *registry,
               const char            *name,
               MeireiServer         **server,
               GError               **error)
{
  GListModel *servers = meirei_server_registry_get_servers (registry);
  g_autoptr(GAsyncResult) result = NULL;

  meirei_server_registry_refresh_async (registry, NULL, meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);
  if (!meirei_server_registry_refresh_finish (registry, result, error))
    return NULL;

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(MeireiServer) candidate = g_list_model_get_item (servers, i);
      MeireiModel *model = find_on (candidate, name);

      if (model != NULL)
        {
          *server = g_steal_pointer (&candidate);
          return model;
        }
    }

  return NULL;
}

/* The model, and its server, which keeps it alive. */
static MeireiModel *
find_model (MeireiServerRegistry  *registry,
            const char            *url,
            const char            *name,
            MeireiServer         **server,
            GError               **error)
{
  g_autoptr(GError) local_error = NULL;
  MeireiModel *model;

  model = url != NULL ? find_on_one (registry, url, name, server, &local_error)
                      : find_anywhere (registry, name, server, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (model == NULL && *server != NULL
           && meirei_server_get_state (*server) != MEIREI_SERVER_STATE_CONNECTED)
    g_set_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNREACHABLE,
                 "%s", meirei_server_get_message (*server));
  else if (model == NULL)
    g_set_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_MODEL_NOT_FOUND,
                 "No server has the model “%s”; “meirei-cli models” lists them", name);

  return model;
}

/* Meirei's own engine must go on when this program ends. */
static gboolean
start_engine (MeireiBuiltinEngine  *engine,
              guint                 context,
              GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  if (context > 0)
    meirei_builtin_engine_set_context (engine, context);
  meirei_builtin_engine_start_async (engine, TRUE, NULL, meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);

  return meirei_builtin_engine_start_finish (engine, result, error);
}

static MeireiModel *
load (MeireiServerRegistry  *registry,
      MeireiServer          *server,
      MeireiModel           *model,
      guint                  context,
      GError               **error)
{
  MeireiBuiltinEngine *engine = meirei_server_registry_get_engine (registry);
  g_autoptr(GAsyncResult) result = NULL;

  if (server == meirei_builtin_engine_get_server (engine)
      && !start_engine (engine, context, error))
    return NULL;

  meirei_server_registry_load_model_async (registry, model, context, TRUE, NULL,
                                           meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);

  return meirei_server_registry_load_model_finish (registry, result, error);
}

static void
print_model (MeireiCli    *cli,
             MeireiServer *server,
             MeireiModel  *model)
{
  const char *state = meirei_enum_to_nick (MEIREI_TYPE_MODEL_STATE,
                                           (int) meirei_model_get_state (model));
  guint context = meirei_model_get_loaded_context (model);

  if (cli->json)
    {
      g_autoptr(JsonObject) document = json_object_new ();

      json_object_set_string_member (document, "server", meirei_server_get_url (server));
      json_object_set_string_member (document, "model", meirei_model_get_id (model));
      json_object_set_string_member (document, "state", state);
      json_object_set_int_member (document, "loaded_context", context);
      meirei_cli_print_json (document);
    }
  else if (context > 0)
    g_print ("%s on %s: %s, context %u\n", meirei_model_get_id (model),
             meirei_server_get_name (server), state, context);
  else
    g_print ("%s on %s: %s\n", meirei_model_get_id (model),
             meirei_server_get_name (server), state);
}

static gboolean
check_usage (int          argc,
             int          context,
             const char  *verb,
             GError     **error)
{
  if (argc != 2)
    g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                 "Name one model: %s MODEL", verb);
  else if (context < 0 || context > MAX_CONTEXT)
    g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                 "The context is %d tokens; it must be from 1 to %d", context, MAX_CONTEXT);
  else
    return TRUE;

  return FALSE;
}

/**
 * meirei_cli_load:
 *
 * `load MODEL [--context N] [--server URL]`.
 */
gboolean
meirei_cli_load (MeireiCli  *cli,
                 int         argc,
                 char      **argv,
                 int        *status,
                 GError    **error)
{
  g_autofree char *url = NULL;
  int context = 0;
  const GOptionEntry entries[] = {
    { "context", 'c', 0, G_OPTION_ARG_INT, &context, "Tokens of context", "N" },
    { "server", 0, 0, G_OPTION_ARG_STRING, &url, "On this server", "URL" },
    { NULL }
  };
  MeireiServerRegistry *registry;
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(MeireiModel) model = NULL;
  g_autoptr(MeireiModel) loaded = NULL;

  if (!meirei_cli_parse (cli, "load MODEL", entries, &argc, &argv, error)
      || !check_usage (argc, context, "load", error)
      || meirei_cli_get_context (cli, error) == NULL)
    return FALSE;

  registry = meirei_context_get_registry (cli->context);
  model = find_model (registry, url, argv[1], &server, error);
  if (model == NULL)
    return FALSE;

  meirei_cli_print_note (cli, "Loading %s on %s …", argv[1], meirei_server_get_name (server));
  loaded = load (registry, server, model, (guint) context, error);
  if (loaded == NULL)
    return FALSE;

  print_model (cli, server, loaded);
  if (meirei_model_get_loaded_context (loaded) < (guint) context)
    {
      meirei_cli_print_note (cli, "%s gave it a context of %u in place of %d, probably for "
                             "lack of memory", meirei_server_get_name (server),
                             meirei_model_get_loaded_context (loaded), context);
      *status = MEIREI_EXIT_FAILED;
    }

  return TRUE;
}

/**
 * meirei_cli_unload:
 *
 * `unload MODEL [--server URL]`.
 */
gboolean
meirei_cli_unload (MeireiCli  *cli,
                   int         argc,
                   char      **argv,
                   int        *status,
                   GError    **error)
{
  g_autofree char *url = NULL;
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &url, "On this server", "URL" },
    { NULL }
  };
  MeireiServerRegistry *registry;
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(MeireiModel) model = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  if (!meirei_cli_parse (cli, "unload MODEL", entries, &argc, &argv, error)
      || !check_usage (argc, 0, "unload", error)
      || meirei_cli_get_context (cli, error) == NULL)
    return FALSE;

  registry = meirei_context_get_registry (cli->context);
  model = find_model (registry, url, argv[1], &server, error);
  if (model == NULL)
    return FALSE;

  meirei_server_registry_unload_model_async (registry, model, NULL,
                                             meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);
  if (!meirei_server_registry_unload_model_finish (registry, result, error))
    return FALSE;

  print_model (cli, server, model);

  return TRUE;
}
