/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `batch OPERATION`, `batch list`, `batch show` and `batch resume`. */

#include "config.h"

#include "meirei-batch-archive.h"
#include "meirei-batch-error.h"
#include "meirei-cli-operation.h"
#include "meirei-cli-run.h"
#include "meirei-cli.h"
#include "meirei-json.h"
#include "meirei-time.h"

static void
print_line (MeireiBatch *batch)
{
  g_autofree char *at = meirei_time_format (meirei_batch_get_created_at (batch));

  g_print ("%s  %s  %-9s %-11s %u items · %u ok · %u failed · %.1f s\n",
           meirei_batch_get_id (batch), at, meirei_batch_get_operation_name (batch),
           meirei_enum_to_nick (MEIREI_TYPE_BATCH_STATE, meirei_batch_get_state (batch)),
           g_list_model_get_n_items (meirei_batch_get_items (batch)),
           meirei_batch_count (batch, MEIREI_BATCH_ITEM_DONE),
           meirei_batch_count (batch, MEIREI_BATCH_ITEM_FAILED),
           meirei_batch_get_total_time (batch));
}

static gboolean
list (MeireiCli *cli)
{
  const char *dir = meirei_workspace_get_dir (cli->workspace);
  g_auto(GStrv) ids = meirei_batch_archive_list (dir);
  g_autoptr(JsonObject) document = json_object_new ();
  JsonArray *batches = json_array_new ();

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiBatch) batch = meirei_batch_archive_load (dir, ids[i], &error);
      JsonObject *entry;

      if (batch == NULL)
        {
          g_printerr ("meirei-cli: %s\n", error->message);
          continue;
        }
      entry = meirei_batch_to_result (batch);
      json_object_remove_member (entry, "details");
      meirei_json_set_time (entry, "created_at", meirei_batch_get_created_at (batch));
      json_array_add_object_element (batches, entry);
      if (!cli->json)
        print_line (batch);
    }
  json_object_set_array_member (document, "batches", batches);
  if (cli->json)
    meirei_cli_print_json (document);

  return TRUE;
}

static void
print_items (MeireiBatch *batch)
{
  GListModel *items = meirei_batch_get_items (batch);

  print_line (batch);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);
      JsonObject *error = meirei_json_get_object (meirei_batch_item_get_result (item), "error");

      g_print ("  %.8s  %-9s %6.1f s  %s%s%s\n", meirei_batch_item_get_id (item),
               meirei_enum_to_nick (MEIREI_TYPE_BATCH_ITEM_STATE,
                                    meirei_batch_item_get_state (item)),
               meirei_batch_item_get_seconds (item), meirei_batch_item_get_title (item),
               error != NULL ? " · " : "",
               meirei_json_get_string (error, "message", ""));
    }
}

static gboolean
show (MeireiCli   *cli,
      const char  *id,
      int         *status,
      GError     **error)
{
  g_autoptr(MeireiBatch) batch =
    meirei_batch_archive_load (meirei_workspace_get_dir (cli->workspace), id, error);

  if (batch == NULL)
    return FALSE;

  if (cli->json)
    {
      g_autoptr(JsonObject) document = meirei_batch_to_result (batch);

      meirei_cli_print_json (document);
    }
  else
    print_items (batch);

  return TRUE;
}

/* Goes on with the newest batch that is not finished, or with the one named. */
static MeireiBatch *
find_resumable (MeireiCli   *cli,
                const char  *id,
                GError     **error)
{
  const char *dir = meirei_workspace_get_dir (cli->workspace);
  g_auto(GStrv) ids = meirei_batch_archive_list (dir);

  if (id != NULL)
    return meirei_batch_archive_load (dir, id, error);

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      MeireiBatch *batch = meirei_batch_archive_load (dir, ids[i], NULL);

      if (batch != NULL && meirei_batch_get_state (batch) != MEIREI_BATCH_STATE_FINISHED)
        return batch;
      g_clear_object (&batch);
    }
  g_set_error_literal (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_NOT_FOUND,
                       "There is no unfinished batch to resume");

  return NULL;
}

static gboolean
resume (MeireiCli   *cli,
        const char  *id,
        int         *status,
        GError     **error)
{
  g_autoptr(MeireiBatch) batch = find_resumable (cli, id, error);

  if (batch == NULL)
    return FALSE;

  meirei_batch_reopen (batch);

  return meirei_cli_run_batch (cli, batch, TRUE, status, error);
}

/**
 * meirei_cli_batch:
 *
 * `batch OPERATION ID…`, `batch list`, `batch show [BATCH]`,
 * `batch resume [BATCH]`.
 */
gboolean
meirei_cli_batch (MeireiCli  *cli,
                  int         argc,
                  char      **argv,
                  int        *status,
                  GError    **error)
{
  const char *word = argc > 1 ? argv[1] : "";
  gboolean is_list = g_str_equal (word, "list");
  gboolean is_show = g_str_equal (word, "show");
  gboolean is_resume = g_str_equal (word, "resume");

  if (!is_list && !is_show && !is_resume)
    return meirei_cli_operate (cli, NULL, TRUE, argc, argv, status, error);

  if (!meirei_cli_parse (cli, "batch list|show|resume [BATCH]", NULL, &argc, &argv, error))
    return FALSE;
  if (argc > 3 || (is_list && argc > 2))
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "“batch %s” does not take that many arguments", word);
      return FALSE;
    }
  if (meirei_cli_get_workspace (cli, error) == NULL)
    return FALSE;

  if (is_list)
    return list (cli);

  return is_show ? show (cli, argc > 2 ? argv[2] : NULL, status, error)
                 : resume (cli, argc > 2 ? argv[2] : NULL, status, error);
}
