/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Makes a workspace in a folder without blocking the window. */

#include "config.h"

#include "meirei-paths.h"
#include "meirei-sample.h"
#include "meirei-workspace-maker.h"

typedef struct {
  char *dir;
  gboolean sample;
} Make;

static void
make_free (gpointer data)
{
  Make *make = data;

  g_free (make->dir);
  g_free (make);
}

/**
 * meirei_workspace_maker_dup_default_dir:
 * @name: the name of the folder
 *
 * Where a workspace goes for which the user has not chosen a folder.
 *
 * Returns: (transfer full) (type filename): a path among the user's documents
 */
char *
meirei_workspace_maker_dup_default_dir (const char *name)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  return g_build_filename (documents != NULL ? documents : g_get_home_dir (), "Meirei", name,
                           NULL);
}

static void
make_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Make *make = task_data;
  g_autoptr(MeireiWorkspace) workspace = NULL;
  g_autofree char *data_dir = meirei_paths_dup_data_dir ();
  g_autoptr(GError) error = NULL;

  workspace = meirei_workspace_create (make->dir, NULL, &error);
  if (workspace == NULL && g_error_matches (error, MEIREI_WORKSPACE_ERROR,
                                            MEIREI_WORKSPACE_ERROR_EXISTS))
    {
      /* It is opened as it is. */
      g_task_return_pointer (task, g_strdup (make->dir), g_free);
      return;
    }

  if (workspace == NULL
      || (make->sample && !meirei_sample_fill (workspace, data_dir, NULL, &error)))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_strdup (make->dir), g_free);
}

/**
 * meirei_workspace_maker_make_async:
 * @dir: (type filename): a folder; it is made if it does not exist
 * @sample: whether the sample instructions are added
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is made
 * @user_data: its data
 *
 * Makes a workspace.  One that exists already is left as it is.
 */
void
meirei_workspace_maker_make_async (const char          *dir,
                                   gboolean             sample,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Make *make;

  g_return_if_fail (dir != NULL);

  make = g_new0 (Make, 1);
  make->dir = g_strdup (dir);
  make->sample = sample;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_workspace_maker_make_async);
  g_task_set_task_data (task, make, make_free);
  g_task_run_in_thread (task, make_worker);
}

/**
 * meirei_workspace_maker_make_finish:
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (type filename): the folder, to be opened
 */
char *
meirei_workspace_maker_make_finish (GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
