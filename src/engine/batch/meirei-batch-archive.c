/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The recorded batches of a workspace. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "meirei-batch-archive.h"
#include "meirei-batch-error.h"

#define ENDING ".jsonl"

static char *
dup_dir (const char *workspace_dir)
{
  return g_build_filename (workspace_dir, "data", "batches", NULL);
}

/**
 * meirei_batch_archive_dup_path:
 * @workspace_dir: the workspace's folder
 * @batch_id: a batch's id
 *
 * Returns: (transfer full): the path of the batch's journal
 */
char *
meirei_batch_archive_dup_path (const char *workspace_dir,
                               const char *batch_id)
{
  g_autofree char *dir = dup_dir (workspace_dir);
  g_autofree char *name = g_strconcat (batch_id, ENDING, NULL);

  return g_build_filename (dir, name, NULL);
}

static int
compare_descending (const void *a,
                    const void *b)
{
  return strcmp (*(const char * const *) b, *(const char * const *) a);
}

/**
 * meirei_batch_archive_list:
 * @workspace_dir: the workspace's folder
 *
 * Lists the recorded batches.  Blocks.
 *
 * Returns: (transfer full) (array zero-terminated=1): their ids, the newest
 *   first; an id begins with the time
 */
char **
meirei_batch_archive_list (const char *workspace_dir)
{
  g_autofree char *path = dup_dir (workspace_dir);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  char **ids;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ENDING))
      {
        g_autofree char *id = g_strndup (name, strlen (name) - strlen (ENDING));

        g_strv_builder_add (builder, id);
      }

  ids = g_strv_builder_end (builder);
  qsort (ids, g_strv_length (ids), sizeof (char *), compare_descending);

  return ids;
}

/**
 * meirei_batch_archive_load:
 * @workspace_dir: the workspace's folder
 * @batch_id: (nullable): a batch's id; %NULL for the newest
 * @error: return location for an error
 *
 * Reads a batch from its journal.  Blocks.
 *
 * Returns: (transfer full) (nullable): the batch, or %NULL with
 *   %MEIREI_BATCH_ERROR_NOT_FOUND or %MEIREI_BATCH_ERROR_JOURNAL
 */
MeireiBatch *
meirei_batch_archive_load (const char  *workspace_dir,
                           const char  *batch_id,
                           GError     **error)
{
  g_auto(GStrv) ids = meirei_batch_archive_list (workspace_dir);
  g_autofree char *path = NULL;

  if (batch_id == NULL)
    batch_id = ids[0];
  if (batch_id == NULL || !g_strv_contains ((const char * const *) ids, batch_id))
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_NOT_FOUND,
                   "There is no batch%s%s in this workspace; “batch list” shows the %u there are",
                   batch_id != NULL ? " " : "", batch_id != NULL ? batch_id : "",
                   g_strv_length (ids));
      return NULL;
    }

  path = meirei_batch_archive_dup_path (workspace_dir, batch_id);

  return meirei_batch_new_from_journal (path, NULL, error);
}
