/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Runs a batch to its end and prints its result. */

#include "config.h"

#include <glib-unix.h>
#include <signal.h>

#include "meirei-batch-error.h"
#include "meirei-batch-runner.h"
#include "meirei-cli-progress.h"
#include "meirei-cli-run.h"
#include "meirei-json.h"

typedef struct {
  GMainLoop *loop;
  GCancellable *cancellable;
  gboolean ok;
  GError *error;
} Waiting;

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Waiting *waiting = user_data;

  waiting->ok = meirei_batch_runner_run_finish (MEIREI_BATCH_RUNNER (source), result,
                                                &waiting->error);
  g_main_loop_quit (waiting->loop);
}

static gboolean
interrupt_cb (gpointer user_data)
{
  Waiting *waiting = user_data;

  g_printerr ("\nStopping …\n");
  g_cancellable_cancel (waiting->cancellable);

  return G_SOURCE_CONTINUE;
}

static gboolean
run_to_end (MeireiCli          *cli,
            MeireiBatchRunner  *runner,
            gboolean            recorded,
            GError            **error)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(MeireiCliProgress) progress = NULL;
  Waiting waiting = { loop, cancellable, FALSE, NULL };
  guint interrupt_id = g_unix_signal_add (SIGINT, interrupt_cb, &waiting);
  guint terminate_id = g_unix_signal_add (SIGTERM, interrupt_cb, &waiting);

  if (!cli->quiet)
    progress = meirei_cli_progress_new (meirei_batch_runner_get_batch (runner));
  meirei_batch_runner_run_async (runner, recorded, cancellable, run_cb, &waiting);
  g_main_loop_run (loop);
  if (progress != NULL)
    meirei_cli_progress_end (progress);
  g_source_remove (interrupt_id);
  g_source_remove (terminate_id);
  if (!waiting.ok)
    g_propagate_error (error, waiting.error);

  return waiting.ok;
}

static void
print_result (MeireiCli   *cli,
              MeireiBatch *batch,
              gboolean     recorded)
{
  g_autoptr(JsonObject) result = meirei_batch_to_result (batch);
  GListModel *items = meirei_batch_get_items (batch);

  if (cli->json)
    {
      meirei_cli_print_json (result);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);
      const char *file = meirei_json_get_string (meirei_batch_item_get_result (item), "file", NULL);

      if (file != NULL)
        g_print ("%s/data/generated_code/%s\n", meirei_workspace_get_dir (cli->workspace), file);
    }

  if (recorded)
    g_print ("batch %s: ", meirei_batch_get_id (batch));
  g_print ("success %" G_GINT64_FORMAT " · failed %" G_GINT64_FORMAT " · total %.1f s\n",
           json_object_get_int_member (result, "success"),
           json_object_get_int_member (result, "failed"),
           json_object_get_double_member (result, "total_time"));
}

/* What a rule left as it is has not failed; what a failed dependency held up
 * has. */
static gboolean
is_good (MeireiBatch *batch)
{
  GListModel *items = meirei_batch_get_items (batch);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);
      JsonObject *error = meirei_json_get_object (meirei_batch_item_get_result (item), "error");

      if (meirei_batch_item_get_state (item) != MEIREI_BATCH_ITEM_DONE
          && g_strcmp0 (meirei_json_get_string (error, "code", NULL), "not_decided") != 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * meirei_cli_run_batch:
 * @cli: the call; its workspace is open
 * @batch: what to run
 * @recorded: whether to keep a journal
 * @status: (out): the exit status if the batch ran
 * @error: return location for an error
 *
 * Runs a batch with progress on standard error and prints its result.  Ctrl+C
 * cancels it: what the models had written is kept.
 *
 * Returns: %TRUE if it ran, even if items failed
 */
gboolean
meirei_cli_run_batch (MeireiCli    *cli,
                      MeireiBatch  *batch,
                      gboolean      recorded,
                      int          *status,
                      GError      **error)
{
  MeireiContext *context = meirei_cli_get_context (cli, error);
  g_autoptr(MeireiBatchRunner) runner = NULL;

  if (context == NULL)
    return FALSE;

  runner = meirei_batch_runner_new (context, cli->workspace, batch);
  if (!run_to_end (cli, runner, recorded, error))
    return FALSE;

  print_result (cli, batch, recorded);
  *status = is_good (batch) ? MEIREI_EXIT_OK : MEIREI_EXIT_FAILED;

  return TRUE;
}

/**
 * meirei_cli_run_operation:
 * @cli: the call
 * @operation: the operation's word
 * @selection: which instructions
 * @options: (nullable): the options of the operation
 * @recorded: whether to keep a journal
 * @status: (out): the exit status if the operation ran
 * @error: return location for an error
 *
 * Plans and runs an operation.  When `--all` or a filter finds nothing for
 * which it is legal, that is said and is no failure.
 *
 * Returns: %TRUE if it ran, even if items failed
 */
gboolean
meirei_cli_run_operation (MeireiCli              *cli,
                          const char             *operation,
                          const MeireiSelection  *selection,
                          JsonObject             *options,
                          gboolean                recorded,
                          int                    *status,
                          GError                **error)
{
  MeireiWorkspace *workspace = meirei_cli_get_workspace (cli, error);
  g_autoptr(MeireiBatch) batch = NULL;

  if (workspace == NULL)
    return FALSE;

  if (meirei_selection_is_empty (selection))
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "Name the instructions: %s ID…, or --all, --status S, --phase N", operation);
      return FALSE;
    }

  batch = meirei_batch_plan (workspace, operation, selection, options, error);
  if (batch == NULL)
    return FALSE;

  return meirei_cli_run_batch (cli, batch, recorded, status, error);
}
