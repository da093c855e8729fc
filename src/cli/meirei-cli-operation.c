/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `validate`, `approve` and `execute`; also the arguments of `batch`. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "meirei-batch-rule.h"
#include "meirei-batch-schedule.h"
#include "meirei-cli-operation.h"
#include "meirei-cli-run.h"
#include "meirei-execution-options.h"
#include "meirei-json.h"

typedef struct {
  char *status;
  int phase;
  gboolean all;
  char *note;
  char *model;
  char **servers;
  gboolean all_servers;
  char *order;
  char *on_dependency_failure;
  char *rule;
  int below;
  char *parallel;
  gboolean sequential;
  int attempts;
  int repair;
  int max_tokens;
  char *seed;
  char *temperature;
  char *fit;
  gboolean no_cache;
  int best_of;
  char *models;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->status);
  g_free (arguments->note);
  g_free (arguments->model);
  g_strfreev (arguments->servers);
  g_free (arguments->order);
  g_free (arguments->on_dependency_failure);
  g_free (arguments->rule);
  g_free (arguments->parallel);
  g_free (arguments->seed);
  g_free (arguments->temperature);
  g_free (arguments->fit);
  g_free (arguments->models);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
usage_error (GError     **error,
             const char  *option,
             const char  *value,
             const char  *what)
{
  g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
               "%s is “%s”, but must be %s", option, value, what);

  return FALSE;
}

static gboolean
parse_parallel (const Arguments  *arguments,
                JsonObject       *options,
                GError          **error)
{
  guint64 number = 0;

  if (arguments->sequential && arguments->parallel != NULL)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Give either --parallel or --sequential, not both");
      return FALSE;
    }
  if (arguments->sequential)
    {
      json_object_set_int_member (options, "parallel", 1);
      json_object_set_boolean_member (options, "sequential", TRUE);
    }
  if (arguments->parallel == NULL || g_str_equal (arguments->parallel, "auto"))
    return TRUE;
  if (!g_ascii_string_to_unsigned (arguments->parallel, 10, 1, 64, &number, NULL))
    return usage_error (error, "--parallel", arguments->parallel, "auto or a number from 1 to 64");

  json_object_set_int_member (options, "parallel", (gint64) number);

  return TRUE;
}

static gboolean
parse_params (const Arguments  *arguments,
              JsonObject       *options,
              GError          **error)
{
  g_autoptr(JsonObject) params = json_object_new ();

  if (arguments->max_tokens != 0)
    {
      if (arguments->max_tokens < 1)
        return usage_error (error, "--max-tokens", "less than 1", "a number from 1");
      json_object_set_int_member (params, "max_tokens", arguments->max_tokens);
    }
  if (arguments->seed != NULL)
    {
      gint64 seed = 0;

      if (!g_ascii_string_to_signed (arguments->seed, 10, 0, G_MAXINT32, &seed, NULL))
        return usage_error (error, "--seed", arguments->seed, "a number from 0 to 2147483647");
      json_object_set_int_member (params, "seed", seed);
    }
  if (arguments->temperature != NULL)
    {
      char *end = NULL;
      double temperature = g_ascii_strtod (arguments->temperature, &end);

      if (end == arguments->temperature || *end != '\0' || !(temperature >= 0 && temperature <= 2))
        return usage_error (error, "--temperature", arguments->temperature,
                            "a number from 0 to 2");
      json_object_set_double_member (params, "temperature", temperature);
    }
  if (json_object_get_size (params) > 0)
    json_object_set_object_member (options, "params", g_steal_pointer (&params));

  return TRUE;
}

static gboolean
parse_rounds (const Arguments  *arguments,
              JsonObject       *options,
              GError          **error)
{
  int fit = 0;

  if (arguments->attempts != 0 && (arguments->attempts < 1 || arguments->attempts > 10))
    return usage_error (error, "--attempts", "out of range", "a number from 1 to 10");
  if (arguments->repair < -1 || arguments->repair > MEIREI_EXECUTION_MAX_REPAIR_ROUNDS)
    return usage_error (error, "--repair", "out of range", "0, 1 or 2");
  if (arguments->fit != NULL && !meirei_enum_from_nick (MEIREI_TYPE_FIT, arguments->fit, &fit))
    return usage_error (error, "--fit", arguments->fit, "check, reload or cut");

  if (arguments->best_of != 0
      && (arguments->best_of < 1 || arguments->best_of > MEIREI_EXECUTION_MAX_BEST_OF))
    return usage_error (error, "--best-of", "out of range", "a number from 1 to 16");

  if (arguments->best_of != 0)
    json_object_set_int_member (options, "best_of", arguments->best_of);
  if (arguments->models != NULL)
    {
      g_auto(GStrv) models = g_strsplit (arguments->models, ",", MEIREI_EXECUTION_MAX_BEST_OF);

      meirei_json_set_strv (options, "models", (const char * const *) models);
    }
  if (arguments->attempts != 0)
    json_object_set_int_member (options, "attempts", arguments->attempts);
  if (arguments->repair >= 0)
    json_object_set_int_member (options, "repair", arguments->repair);
  if (arguments->fit != NULL)
    json_object_set_string_member (options, "fit", arguments->fit);

  return TRUE;
}

/* `URL`, or `URL=N` for a server with a limit of its own. */
static gboolean
add_server (JsonArray   *servers,
            const char  *text,
            GError     **error)
{
  const char *equals = strrchr (text, '=');
  g_autofree char *url = equals != NULL ? g_strndup (text, (gsize) (equals - text)) : NULL;
  guint64 limit = 0;
  JsonObject *server;

  if (equals == NULL)
    {
      json_array_add_string_element (servers, text);
      return TRUE;
    }
  if (!g_ascii_string_to_unsigned (equals + 1, 10, 1, 64, &limit, NULL))
    return usage_error (error, "--server", text, "URL or URL=N with a number from 1 to 64");

  server = json_object_new ();
  json_object_set_string_member (server, "url", url);
  json_object_set_int_member (server, "parallel", (gint64) limit);
  json_array_add_object_element (servers, server);

  return TRUE;
}

static gboolean
parse_servers (const Arguments  *arguments,
               JsonObject       *options,
               GError          **error)
{
  g_autoptr(JsonArray) servers = json_array_new ();
  char **list = arguments->servers;

  if (arguments->all_servers)
    json_object_set_boolean_member (options, "all_servers", TRUE);
  if (list == NULL)
    return TRUE;

  for (gsize i = 0; list[i] != NULL; i++)
    if (!add_server (servers, list[i], error))
      return FALSE;
  if (list[1] == NULL && strchr (list[0], '=') == NULL)
    json_object_set_string_member (options, "server", list[0]);
  else
    json_object_set_array_member (options, "servers", g_steal_pointer (&servers));

  return TRUE;
}

static gboolean
parse_order (const Arguments  *arguments,
             JsonObject       *options,
             GError          **error)
{
  int value = 0;

  if (arguments->order != NULL
      && !meirei_enum_from_nick (MEIREI_TYPE_BATCH_ORDER, arguments->order, &value))
    return usage_error (error, "--order", arguments->order, "depends, list or phase");
  if (arguments->on_dependency_failure != NULL
      && !meirei_enum_from_nick (MEIREI_TYPE_DEPENDENCY_RULE, arguments->on_dependency_failure,
                                 &value))
    return usage_error (error, "--on-dependency-failure", arguments->on_dependency_failure,
                        "skip, stop or continue");
  if (arguments->below < 0 || arguments->below > 100)
    return usage_error (error, "--below", "out of range", "a score from 1 to 100");

  if (arguments->order != NULL)
    json_object_set_string_member (options, "order", arguments->order);
  if (arguments->on_dependency_failure != NULL)
    json_object_set_string_member (options, "on_dependency_failure",
                                   arguments->on_dependency_failure);
  /* The same answer once more would not be better. */
  if (arguments->below > 0)
    json_object_set_boolean_member (options, "no_cache", TRUE);

  return TRUE;
}

static gboolean
parse_rule (const Arguments  *arguments,
            JsonObject       *options,
            GError          **error)
{
  if (arguments->rule == NULL)
    return TRUE;
  if (!meirei_batch_rule_parse (arguments->rule, NULL, error))
    return FALSE;

  json_object_set_string_member (options, "rule", arguments->rule);

  return TRUE;
}

static JsonObject *
parse_options (const Arguments  *arguments,
               GError          **error)
{
  g_autoptr(JsonObject) options = json_object_new ();

  if (arguments->note != NULL)
    json_object_set_string_member (options, "note", arguments->note);
  if (arguments->model != NULL)
    json_object_set_string_member (options, "model", arguments->model);
  if (arguments->no_cache)
    json_object_set_boolean_member (options, "no_cache", TRUE);
  if (!parse_parallel (arguments, options, error) || !parse_rounds (arguments, options, error)
      || !parse_params (arguments, options, error) || !parse_servers (arguments, options, error)
      || !parse_order (arguments, options, error) || !parse_rule (arguments, options, error))
    return NULL;

  return g_steal_pointer (&options);
}

/**
 * meirei_cli_operate:
 * @cli: the call
 * @operation: (nullable): the operation's word; %NULL to take it from the
 *   first argument
 * @recorded: whether to keep a journal
 * @argc: number of arguments
 * @argv: the arguments, the verb first
 * @status: (out): the exit status if the operation ran
 * @error: return location for an error
 *
 * Reads the arguments of an operation and runs it.
 *
 * Returns: %TRUE if it ran, even if items failed
 */
gboolean
meirei_cli_operate (MeireiCli   *cli,
                    const char  *operation,
                    gboolean     recorded,
                    int          argc,
                    char       **argv,
                    int         *status,
                    GError     **error)
{
  g_auto(Arguments) arguments = { .phase = -1, .repair = -1 };
  g_autofree char *usage = operation != NULL
                           ? g_strdup_printf ("%s ID…", operation)
                           : g_strdup ("batch validate|approve|execute|accept|reject|analyze|test "
                                       "ID…\n  meirei-cli batch list|show|resume|retry [BATCH]");
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &arguments.all, "All for which it is legal", NULL },
    { "status", 0, 0, G_OPTION_ARG_STRING, &arguments.status, "Those of a status", "STATUS" },
    { "phase", 0, 0, G_OPTION_ARG_INT, &arguments.phase, "Those of a phase", "N" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &arguments.note, "A note for the verdicts", "TEXT" },
    { "model", 0, 0, G_OPTION_ARG_STRING, &arguments.model, "The model to use", "MODEL" },
    { "server", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.servers,
      "The server to use; several share the work", "URL[=N]" },
    { "all-servers", 0, 0, G_OPTION_ARG_NONE, &arguments.all_servers,
      "All servers that have the model share the work", NULL },
    { "order", 0, 0, G_OPTION_ARG_STRING, &arguments.order,
      "Which first: depends (default), list or phase", "ORDER" },
    { "on-dependency-failure", 0, 0, G_OPTION_ARG_STRING, &arguments.on_dependency_failure,
      "Then: skip what depends on it (default), stop or continue", "RULE" },
    { "below", 0, 0, G_OPTION_ARG_INT, &arguments.below, "Those with a lower score", "N" },
    { "rule", 0, 0, G_OPTION_ARG_STRING, &arguments.rule,
      "Decide by a rule: gate-and-tests or score>=N", "RULE" },
    { "parallel", 0, 0, G_OPTION_ARG_STRING, &arguments.parallel,
      "Requests in flight (default: auto)", "N|auto" },
    { "sequential", 0, 0, G_OPTION_ARG_NONE, &arguments.sequential, "One after another", NULL },
    { "attempts", 0, 0, G_OPTION_ARG_INT, &arguments.attempts,
      "How often a request is tried before its first byte", "N" },
    { "repair", 0, 0, G_OPTION_ARG_INT, &arguments.repair,
      "Repair rounds, 0 to 2, for code that does not compile, lacks a function or fails its tests "
      "(default: what the sheet, the workspace or the model's preset say, else 1)", "N" },
    { "max-tokens", 0, 0, G_OPTION_ARG_INT, &arguments.max_tokens, "Limit of the answer", "N" },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &arguments.seed, "Seed of the sampling", "N" },
    { "temperature", 0, 0, G_OPTION_ARG_STRING, &arguments.temperature,
      "Temperature of the sampling", "T" },
    { "fit", 0, 0, G_OPTION_ARG_STRING, &arguments.fit,
      "When prompt and answer are too long: check refuses (default), reload loads the model with "
      "a larger context, cut shortens the answer's limit, never the sheet", "HOW" },
    { "best-of", 0, 0, G_OPTION_ARG_INT, &arguments.best_of,
      "Versions per instruction, each with another seed; the best one (gate, tests, score, "
      "agreement) becomes the current one", "N" },
    { "models", 0, 0, G_OPTION_ARG_STRING, &arguments.models,
      "With these models in turn; without --best-of one version for each", "A,B,…" },
    { "no-cache", 0, 0, G_OPTION_ARG_NONE, &arguments.no_cache, "Never reuse an answer", NULL },
    { NULL }
  };
  g_autoptr(JsonObject) options = NULL;
  MeireiSelection selection;

  if (!meirei_cli_parse (cli, usage, entries, &argc, &argv, error))
    return FALSE;
  options = parse_options (&arguments, error);
  if (options == NULL)
    return FALSE;

  if (operation == NULL)
    {
      if (argc < 2)
        {
          g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                               "Name the operation: batch OPERATION ID…, batch list, "
                               "batch show BATCH or batch resume [BATCH]");
          return FALSE;
        }
      operation = argv[1];
      argv++;
    }

  selection = (MeireiSelection) { (const char * const *) argv + 1, arguments.all,
                                  arguments.status, arguments.phase, arguments.below };

  return meirei_cli_run_operation (cli, operation, &selection, options, recorded, status, error);
}

/**
 * meirei_cli_validate:
 *
 * `validate ID…` – check sheets.
 */
gboolean
meirei_cli_validate (MeireiCli  *cli,
                     int         argc,
                     char      **argv,
                     int        *status,
                     GError    **error)
{
  return meirei_cli_operate (cli, "validate", FALSE, argc, argv, status, error);
}

/**
 * meirei_cli_approve:
 *
 * `approve ID…` – allow the execution of sheets.
 */
gboolean
meirei_cli_approve (MeireiCli  *cli,
                    int         argc,
                    char      **argv,
                    int        *status,
                    GError    **error)
{
  return meirei_cli_operate (cli, "approve", FALSE, argc, argv, status, error);
}

/**
 * meirei_cli_execute:
 *
 * `execute ID…` – let a model write the code.
 */
gboolean
meirei_cli_execute (MeireiCli  *cli,
                    int         argc,
                    char      **argv,
                    int        *status,
                    GError    **error)
{
  return meirei_cli_operate (cli, "execute", FALSE, argc, argv, status, error);
}
