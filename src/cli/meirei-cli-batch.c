/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `batch OPERATION`, `batch list`, `batch show`, `batch resume` and
 * `batch retry`. */

#include "config.h"

#include "meirei-batch-archive.h"
#include "meirei-batch-error.h"
#include "meirei-batch-export-record.h"
#include "meirei-cli-batch-file.h"
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
list (MeireiCli  *cli,
      const char *text)
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
      if (text != NULL && !meirei_batch_matches (batch, text))
        continue;
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

/* The batch that is named, or the newest one that is not finished; to try
 * again, the newest one in which something failed. */
static MeireiBatch *
find_resumable (MeireiCli   *cli,
                const char  *id,
                gboolean     failed,
                GError     **error)
{
  const char *dir = meirei_workspace_get_dir (cli->workspace);
  g_auto(GStrv) ids = meirei_batch_archive_list (dir);

  if (id != NULL)
    return meirei_batch_archive_load (dir, id, error);

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      MeireiBatch *batch = meirei_batch_archive_load (dir, ids[i], NULL);

      /* What was exported somebody else answers. */
      if (batch != NULL && !meirei_batch_is_exported (batch)
          && (failed ? meirei_batch_count (batch, MEIREI_BATCH_ITEM_FAILED) > 0
                     : meirei_batch_get_state (batch) != MEIREI_BATCH_STATE_FINISHED))
        return batch;
      g_clear_object (&batch);
    }
  g_set_error_literal (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_NOT_FOUND,
                       failed ? "There is no batch in which something failed"
                              : "There is no unfinished batch to resume");

  return NULL;
}

static gboolean
resume (MeireiCli   *cli,
        const char  *id,
        gboolean     failed,
        int         *status,
        GError     **error)
{
  g_autoptr(MeireiBatch) batch = find_resumable (cli, id, failed, error);

  if (batch == NULL)
    return FALSE;

  if (meirei_batch_is_exported (batch))
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "Batch %s was exported; “batch import FILE.jsonl…” takes its answers",
                   meirei_batch_get_id (batch));
      return FALSE;
    }
  if (failed)
    meirei_batch_reopen_failed (batch, NULL);
  else
    meirei_batch_reopen (batch);

  return meirei_cli_run_batch (cli, batch, TRUE, status, error);
}

/**
 * meirei_cli_batch:
 *
 * `batch OPERATION ID…`, `batch list [--search TEXT]`, `batch show [BATCH]`,
 * `batch resume [BATCH]`, `batch retry [BATCH]`.
 */
gboolean
meirei_cli_batch (MeireiCli  *cli,
                  int         argc,
                  char      **argv,
                  int        *status,
                  GError    **error)
{
  static const char * const file_words[] = { "export", "import", NULL };
  static const char * const words[] = { "list", "show", "resume", "retry", NULL };
  g_autofree char *text = NULL;
  const GOptionEntry entries[] = {
    { "search", 0, 0, G_OPTION_ARG_STRING, &text,
      "Only batches with this in their id, operation, state, model or titles", "TEXT" },
    { NULL }
  };
  const char *word = argc > 1 ? argv[1] : "";
  gboolean is_list = g_str_equal (word, "list");

  if (g_strv_contains (file_words, word))
    return meirei_cli_batch_file (cli, word, argc, argv, status, error);
  if (!g_strv_contains (words, word))
    return meirei_cli_operate (cli, NULL, TRUE, argc, argv, status, error);

  if (!meirei_cli_parse (cli, "batch list|show|resume|retry [BATCH]", entries, &argc, &argv,
                         error))
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
    return list (cli, text);
  if (g_str_equal (word, "show"))
    return show (cli, argc > 2 ? argv[2] : NULL, status, error);

  return resume (cli, argc > 2 ? argv[2] : NULL, g_str_equal (word, "retry"), status, error);
}
