/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Commits one file with git, and nothing else that may wait in the index.
 * Hooks run, because they are the person's own; nothing is ever pushed. */

#include "config.h"

#include <string.h>

#include "meirei-command.h"
#include "meirei-delivery-private.h"

/* Hooks may run tests; a signature may ask for a passphrase. */
#define TIMEOUT_MS (120 * 1000)
#define MAX_OUTPUT (1024 * 1024)

typedef enum {
  STEP_LOOK,    /* is the file known to git? */
  STEP_ADD,     /* if not: its name only */
  STEP_STATUS,  /* is there anything to commit? */
  STEP_COMMIT,
  STEP_FORGET,  /* after a refused commit of a new file */
  STEP_NAME,
} Step;

typedef struct {
  Step step;
  char *git;
  char *dir;
  char *name;
  char *subject;
  char *trailers;
  gboolean new_file;
  GError *error;
} Commit;

static void
commit_free (Commit *commit)
{
  g_free (commit->git);
  g_free (commit->dir);
  g_free (commit->name);
  g_free (commit->subject);
  g_free (commit->trailers);
  g_clear_error (&commit->error);
  g_free (commit);
}

static void ran_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data);

/* Takes the task.  A git that started this program must not lend its
 * repository. */
static void
run_step (GTask *task,
          Step   step)
{
  Commit *commit = g_task_get_task_data (task);
  const MeireiCommandLimits limits = { TIMEOUT_MS, MAX_OUTPUT };
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  const char *start[] = { "env", "-u", "GIT_DIR", "-u", "GIT_WORK_TREE", "-u", "GIT_INDEX_FILE",
                          commit->git, "--literal-pathspecs", NULL };
  const char *steps[][9] = {
    [STEP_LOOK] = { "ls-files", "--error-unmatch", "--", commit->name, NULL },
    [STEP_ADD] = { "add", "--intent-to-add", "--", commit->name, NULL },
    [STEP_STATUS] = { "status", "--porcelain", "--", commit->name, NULL },
    [STEP_COMMIT] = { "commit", "--only", "--quiet", "-m", commit->subject, "-m", commit->trailers,
                      "--", commit->name },
    [STEP_FORGET] = { "rm", "--cached", "--force", "--quiet", "--", commit->name, NULL },
    [STEP_NAME] = { "rev-parse", "HEAD", NULL },
  };

  for (gsize i = 0; start[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) start[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (steps[step]) && steps[step][i] != NULL; i++)
    g_ptr_array_add (argv, (char *) steps[step][i]);
  g_ptr_array_add (argv, NULL);
  commit->step = step;
  meirei_command_run_async ((const char * const *) argv->pdata, commit->dir, &limits, NULL, ran_cb,
                            task);
}

static void
set_refused (Commit                    *commit,
             const MeireiCommandResult *result)
{
  g_autofree char *messages = g_strstrip (g_strdup (result->messages));

  if (commit->error == NULL)
    commit->error = g_error_new (MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_NOT_COMMITTED,
                                 "“%s” is in “%s” but was not committed, git ended with status %d: "
                                 "%s; commit it by hand", commit->name, commit->dir,
                                 result->exit_status, *messages != '\0' ? messages : "no message");
}

/* Takes the task. */
static void
end (GTask *task,
     char  *name)
{
  Commit *commit = g_task_get_task_data (task);

  if (commit->error != NULL)
    g_task_return_error (task, g_steal_pointer (&commit->error));
  else
    g_task_return_pointer (task, name, g_free);
  g_object_unref (task);
}

/* Takes the task. */
static void
go_on (GTask               *task,
       MeireiCommandResult *result)
{
  Commit *commit = g_task_get_task_data (task);
  gboolean good = result->exit_status == 0;
  gsize length = g_bytes_get_size (result->output);
  g_autofree char *output = g_strndup (g_bytes_get_data (result->output, NULL), length);

  /* 1 is a file that git does not know, 128 a folder that is no work tree. */
  if (commit->step == STEP_LOOK && result->exit_status == 1)
    commit->new_file = TRUE;
  else if (!good)
    set_refused (commit, result);

  if (commit->step == STEP_LOOK && commit->error == NULL)
    run_step (task, commit->new_file ? STEP_ADD : STEP_STATUS);
  else if (commit->step == STEP_ADD && good)
    run_step (task, STEP_COMMIT);
  else if (commit->step == STEP_STATUS && good && length > 0)
    run_step (task, STEP_COMMIT);
  else if (commit->step == STEP_COMMIT && good)
    run_step (task, STEP_NAME);
  else if (commit->step == STEP_COMMIT && commit->new_file)
    run_step (task, STEP_FORGET);
  else
    end (task, commit->step == STEP_NAME && good ? g_strdup (g_strstrip (output)) : NULL);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *async_result,
        gpointer      user_data)
{
  GTask *task = user_data;
  Commit *commit = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiCommandResult) result = meirei_command_run_finish (async_result, &error);

  if (result != NULL)
    {
      go_on (task, result);
      return;
    }

  if (commit->error == NULL)
    commit->error = g_error_new (MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_NOT_COMMITTED,
                                 "“%s” is in “%s” but was not committed: git %s; commit it by hand",
                                 commit->name, commit->dir, error->message);
  if (commit->step == STEP_COMMIT && commit->new_file)
    run_step (task, STEP_FORGET);
  else
    end (task, NULL);
}

/**
 * _meirei_delivery_commit_async:
 * @dir: the folder of the file
 * @delivery: what was put there
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Commits the file.
 */
void
_meirei_delivery_commit_async (const char          *dir,
                               MeireiDelivery      *delivery,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Commit *commit = g_new0 (Commit, 1);

  g_task_set_source_tag (task, _meirei_delivery_commit_async);
  g_task_set_task_data (task, commit, (GDestroyNotify) commit_free);
  commit->git = g_find_program_in_path ("git");
  commit->dir = g_strdup (dir);
  commit->name = g_strdup (delivery->name);
  commit->subject = g_strdup (delivery->subject);
  commit->trailers = g_strdup (delivery->trailers);
  if (commit->git != NULL)
    {
      run_step (task, STEP_LOOK);
      return;
    }

  commit->error = g_error_new (MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_NO_GIT,
                               "“%s” is in “%s” but was not committed, because there is no git; "
                               "install it, or switch committing off", commit->name, dir);
  end (task, NULL);
}

/**
 * _meirei_delivery_commit_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the commit's name; %NULL without an
 *   error if git had the file already as it is
 */
char *
_meirei_delivery_commit_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
