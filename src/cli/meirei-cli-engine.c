/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `engine start|stop|status`: the built-in engine, kept running after this
 * program ends. */

#include "config.h"

#include "meirei-cli-wait.h"
#include "meirei-cli.h"
#include "meirei-json.h"

static gboolean
refresh (MeireiBuiltinEngine  *engine,
         GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  meirei_builtin_engine_refresh_async (engine, NULL, meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);

  return meirei_builtin_engine_refresh_finish (engine, result, error);
}

static gboolean
start (MeireiBuiltinEngine  *engine,
       GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  meirei_builtin_engine_start_async (engine, TRUE, NULL, meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);

  return meirei_builtin_engine_start_finish (engine, result, error);
}

static gboolean
stop (MeireiBuiltinEngine  *engine,
      GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  meirei_builtin_engine_stop_async (engine, NULL, meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);

  return meirei_builtin_engine_stop_finish (engine, result, error);
}

static void
print_status (MeireiCli           *cli,
              MeireiBuiltinEngine *engine)
{
  const char *phase = meirei_enum_to_nick (MEIREI_TYPE_ENGINE_PHASE,
                                           (int) meirei_builtin_engine_get_phase (engine));
  gboolean runs = meirei_builtin_engine_get_phase (engine) == MEIREI_ENGINE_PHASE_READY;
  const char *url = runs ? meirei_server_get_url (meirei_builtin_engine_get_server (engine)) : NULL;
  g_autofree char *model = meirei_builtin_engine_dup_model_path (engine);

  if (cli->json)
    {
      g_autoptr(JsonObject) document = json_object_new ();

      json_object_set_string_member (document, "phase", phase);
      meirei_json_set_string (document, "url", url);
      json_object_set_int_member (document, "pid", meirei_builtin_engine_get_pid (engine));
      meirei_json_set_string (document, "model", model);
      json_object_set_int_member (document, "context", meirei_builtin_engine_get_context (engine));
      meirei_cli_print_json (document);
      return;
    }

  g_print ("%s", phase);
  if (runs)
    g_print (" · %s · pid %d · context %u", url, meirei_builtin_engine_get_pid (engine),
             meirei_builtin_engine_get_context (engine));
  g_print ("\n");
}

/**
 * meirei_cli_engine:
 *
 * `engine start|stop|status`.
 */
gboolean
meirei_cli_engine (MeireiCli  *cli,
                   int         argc,
                   char      **argv,
                   int        *status,
                   GError    **error)
{
  MeireiContext *context;
  MeireiBuiltinEngine *engine;
  const char *word;
  gboolean ok;

  if (!meirei_cli_parse (cli, "engine start|stop|status", NULL, &argc, &argv, error))
    return FALSE;
  word = argc == 2 ? argv[1] : "";
  if (!g_str_equal (word, "start") && !g_str_equal (word, "stop") && !g_str_equal (word, "status"))
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Say what to do: engine start, engine stop or engine status");
      return FALSE;
    }
  context = meirei_cli_get_context (cli, error);
  if (context == NULL)
    return FALSE;

  engine = meirei_server_registry_get_engine (meirei_context_get_registry (context));
  ok = refresh (engine, error);
  if (ok && g_str_equal (word, "start"))
    ok = start (engine, error);
  else if (ok && g_str_equal (word, "stop"))
    ok = stop (engine, error);
  if (ok)
    print_status (cli, engine);

  return ok;
}
