/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `batch export` and `batch import`: files for engines that answer many
 * requests at once. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-export-record.h"
#include "meirei-batch-export.h"
#include "meirei-batch-import.h"
#include "meirei-batch-plan.h"
#include "meirei-cli-batch-file.h"
#include "meirei-cli-wait.h"
#include "meirei-json.h"

typedef struct {
  char *to;
  char *model;
  char *kind;
  char *status;
  int phase;
  gboolean all;
  int max_tokens;
  int seed;
} ExportArguments;

static void
export_arguments_clear (ExportArguments *arguments)
{
  g_free (arguments->to);
  g_free (arguments->model);
  g_free (arguments->kind);
  g_free (arguments->status);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ExportArguments, export_arguments_clear)

static JsonObject *
make_options (MeireiCli              *cli,
              const ExportArguments  *arguments,
              GError                **error)
{
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (cli->workspace);
  const char *model = arguments->model != NULL
                      ? arguments->model : meirei_json_get_string (settings, "default_model", NULL);
  const char *kind = arguments->kind != NULL ? arguments->kind : "vllm";
  g_autoptr(JsonObject) options = json_object_new ();
  JsonObject *params;
  int value;

  if (arguments->to == NULL || model == NULL)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           arguments->to == NULL
                           ? _("Name the file: batch export --to FILE.jsonl ID… or --all")
                           : _("Name the model as the engine knows it: --model MODEL"));
      return NULL;
    }
  if (!meirei_enum_from_nick (MEIREI_TYPE_SERVER_KIND, kind, &value))
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "--kind is “%s”, but must be vllm, sglang or openai", kind);
      return NULL;
    }

  json_object_set_boolean_member (options, "exported", TRUE);
  json_object_set_string_member (options, "model", model);
  json_object_set_string_member (options, "kind", kind);
  params = json_object_new ();
  if (arguments->max_tokens > 0)
    json_object_set_int_member (params, "max_tokens", arguments->max_tokens);
  if (arguments->seed >= 0)
    json_object_set_int_member (params, "seed", arguments->seed);
  json_object_set_object_member (options, "params", params);

  return g_steal_pointer (&options);
}

static void
print_export (MeireiCli           *cli,
              MeireiBatch         *batch,
              const char * const  *files)
{
  if (cli->json)
    {
      g_autoptr(JsonObject) document = json_object_new ();

      json_object_set_string_member (document, "batch", meirei_batch_get_id (batch));
      json_object_set_int_member (document, "requests", meirei_batch_get_n_items (batch));
      meirei_json_set_strv (document, "files", files);
      meirei_cli_print_json (document);
      return;
    }

  for (gsize i = 0; files[i] != NULL; i++)
    g_print ("%s\n", files[i]);
  meirei_cli_print_note (cli, ngettext ("batch %s: %u request exported",
                                        "batch %s: %u requests exported",
                                        meirei_batch_get_n_items (batch)),
                         meirei_batch_get_id (batch), meirei_batch_get_n_items (batch));
}

static gboolean
export (MeireiCli              *cli,
        const ExportArguments  *arguments,
        const MeireiSelection  *selection,
        GError                **error)
{
  g_autoptr(JsonObject) options = make_options (cli, arguments, error);
  MeireiContext *context = options != NULL ? meirei_cli_get_context (cli, error) : NULL;
  g_autoptr(MeireiBatch) batch = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *path = NULL;
  g_auto(GStrv) files = NULL;

  if (context == NULL)
    return FALSE;

  batch = meirei_batch_plan (cli->workspace, "execute", selection, options, error);
  if (batch == NULL)
    return FALSE;

  path = g_canonicalize_filename (arguments->to, NULL);
  meirei_batch_export_run_async (context, cli->workspace, batch, path, NULL, meirei_cli_wait_cb,
                                 &result);
  meirei_cli_wait (&result);
  files = meirei_batch_export_run_finish (context, result, error);
  if (files == NULL)
    return FALSE;

  print_export (cli, batch, (const char * const *) files);

  return TRUE;
}

static gboolean
run_export (MeireiCli  *cli,
            int         argc,
            char      **argv,
            int        *status,
            GError    **error)
{
  g_auto(ExportArguments) arguments = { .phase = -1, .seed = -1 };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &arguments.to,
      "The file; if one is not enough, -1, -2 … go before its ending", "FILE.jsonl" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &arguments.all, "All that can be executed", NULL },
    { "status", 0, 0, G_OPTION_ARG_STRING, &arguments.status, "Those of a status", "STATUS" },
    { "phase", 0, 0, G_OPTION_ARG_INT, &arguments.phase, "Those of a phase", "N" },
    { "model", 0, 0, G_OPTION_ARG_STRING, &arguments.model,
      "The model, as the engine knows it", "MODEL" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &arguments.kind,
      "What the engine understands: vllm (default), sglang or openai", "KIND" },
    { "max-tokens", 0, 0, G_OPTION_ARG_INT, &arguments.max_tokens, "Limit of the answer", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &arguments.seed, "Seed of the sampling", "N" },
    { NULL }
  };
  MeireiSelection selection;

  if (!meirei_cli_parse (cli, "batch export --to FILE.jsonl ID…", entries, &argc, &argv, error)
      || meirei_cli_get_workspace (cli, error) == NULL)
    return FALSE;

  selection = (MeireiSelection) { (const char * const *) argv + 2, arguments.all,
                                  arguments.status, arguments.phase, 0 };
  if (meirei_selection_is_empty (&selection))
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Name the instructions: batch export --to FILE.jsonl ID…, or --all, "
                           "--status S, --phase N");
      return FALSE;
    }
  *status = MEIREI_EXIT_OK;

  return export (cli, &arguments, &selection, error);
}

static void
print_import (MeireiCli  *cli,
              JsonObject *summary)
{
  static const char * const words[] = {
    "imported", "failed", "unchanged", "duplicates", "stale", "unknown", "damaged", "missing",
  };
  JsonArray *problems = meirei_json_get_array (summary, "problems");
  gint64 left_out = meirei_json_get_int (summary, "problems_left_out", 0);

  if (cli->json)
    {
      meirei_cli_print_json (summary);
      return;
    }

  for (guint i = 0; i < json_array_get_length (problems); i++)
    {
      JsonObject *problem = meirei_json_array_object (problems, i);
      const char *file = meirei_json_get_string (problem, "file", NULL);
      const char *id = meirei_json_get_string (problem, "id", NULL);

      if (file != NULL)
        g_print ("%s:%" G_GINT64_FORMAT ": ", file, meirei_json_get_int (problem, "line", 0));
      if (id != NULL)
        g_print ("%.80s: ", id);
      g_print ("%s: %s\n", meirei_json_get_string (problem, "kind", ""),
               meirei_json_get_string (problem, "message", ""));
    }
  if (left_out > 0)
    g_print ("… %" G_GINT64_FORMAT " more\n", left_out);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_print ("%s%s %" G_GINT64_FORMAT, i > 0 ? " · " : "", words[i],
             meirei_json_get_int (summary, words[i], 0));
  g_print ("\n");
}

/* Whether everything that was asked has its answer. */
static gboolean
is_good (JsonObject *summary)
{
  static const char * const bad[] = { "failed", "stale", "unknown", "damaged", "missing" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    if (meirei_json_get_int (summary, bad[i], 0) > 0)
      return FALSE;

  return TRUE;
}

static gboolean
run_import (MeireiCli  *cli,
            int         argc,
            char      **argv,
            int        *status,
            GError    **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(JsonObject) summary = NULL;
  MeireiContext *context;

  if (!meirei_cli_parse (cli, "batch import FILE.jsonl…", entries, &argc, &argv, error))
    return FALSE;
  if (argc < 3)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           _("Name the result and error files: batch import FILE.jsonl…"));
      return FALSE;
    }
  if (meirei_cli_get_workspace (cli, error) == NULL)
    return FALSE;
  context = meirei_cli_get_context (cli, error);
  if (context == NULL)
    return FALSE;

  meirei_batch_import_run_async (context, cli->workspace, (const char * const *) argv + 2, NULL,
                                 meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);
  summary = meirei_batch_import_run_finish (context, result, error);
  if (summary == NULL)
    return FALSE;

  print_import (cli, summary);
  *status = is_good (summary) ? MEIREI_EXIT_OK : MEIREI_EXIT_FAILED;

  return TRUE;
}

/**
 * meirei_cli_batch_file:
 * @cli: the call
 * @word: `export` or `import`
 * @argc: number of arguments
 * @argv: the arguments, `batch` first
 * @status: (out): the exit status
 * @error: return location for an error
 *
 * Returns: %TRUE if it ran
 */
gboolean
meirei_cli_batch_file (MeireiCli   *cli,
                       const char  *word,
                       int          argc,
                       char       **argv,
                       int         *status,
                       GError     **error)
{
  if (g_str_equal (word, "export"))
    return run_export (cli, argc, argv, status, error);

  return run_import (cli, argc, argv, status, error);
}
