/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Ends the process before a given step of the store.  For a power failure it
 * first makes the disk look as if what was not synced had never reached it:
 * files lose their second half or vanish, renames and removals are taken
 * back. */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "meirei-store-step.h"
#include "meirei-test-crash.h"

typedef struct {
  MeireiStoreStep step;
  char *path;
  char *new_path; /* (nullable) */
  char *backup;   /* (nullable): what was there before */
  off_t size;     /* of a file before something was added */
} Change;

static struct {
  MeireiTestCrash crash;
  guint crash_at;
  guint n_steps;
  GPtrArray *changes; /* (element-type Change): not on the disk yet */
  char *syncing;      /* (nullable): what the last step was about to sync */
  gboolean syncing_all;
} state;

static char *
keep_backup (const char *path)
{
  static guint n_backups = 0;
  char *backup = g_strdup_printf ("%s.backup%u", path, n_backups++);

  if (link (path, backup) == 0)
    return backup;
  g_free (backup);

  return NULL;
}

static gboolean
is_in_dir (const char *path,
           const char *dir)
{
  g_autofree char *parent = path != NULL ? g_path_get_dirname (path) : NULL;

  return g_strcmp0 (parent, dir) == 0;
}

static gboolean
is_on_disk (Change *change)
{
  if (state.syncing_all)
    return TRUE;
  if (change->step == MEIREI_STORE_STEP_RENAME || change->step == MEIREI_STORE_STEP_REMOVE)
    return is_in_dir (change->new_path != NULL ? change->new_path : change->path,
                      state.syncing);

  return strcmp (change->path, state.syncing) == 0;
}

/* What was made under a name is gone once another file took the name. */
static void
forget_replaced (Change *change)
{
  for (guint i = 0; i < state.changes->len && state.changes->pdata[i] != change; i++)
    {
      Change *earlier = state.changes->pdata[i];

      if (earlier->step == MEIREI_STORE_STEP_CREATE && change->new_path != NULL
          && strcmp (earlier->path, change->new_path) == 0)
        earlier->step = MEIREI_STORE_STEP_WRITE;
    }
}

/* The step before has been done now. */
static void
note_synced (void)
{
  if (state.syncing == NULL && !state.syncing_all)
    return;

  for (guint i = state.changes->len; i > 0; i--)
    {
      Change *change = state.changes->pdata[i - 1];

      if (!is_on_disk (change))
        continue;
      forget_replaced (change);
      if (change->backup != NULL)
        unlink (change->backup);
      g_ptr_array_remove_index (state.changes, i - 1);
    }
  g_clear_pointer (&state.syncing, g_free);
  state.syncing_all = FALSE;
}

static void
note_change (MeireiStoreStep  step,
             const char      *path,
             const char      *new_path)
{
  Change *change = g_new0 (Change, 1);
  struct stat status;

  change->step = step;
  change->path = g_strdup (path);
  change->new_path = g_strdup (new_path);
  if (step == MEIREI_STORE_STEP_RENAME)
    change->backup = keep_backup (new_path);
  else if (step == MEIREI_STORE_STEP_REMOVE)
    change->backup = keep_backup (path);
  else if (step == MEIREI_STORE_STEP_APPEND)
    change->size = stat (path, &status) == 0 ? status.st_size : 0;
  g_ptr_array_add (state.changes, change);
}

static void
take_back (Change *change)
{
  struct stat status;

  switch (change->step)
    {
    case MEIREI_STORE_STEP_CREATE:
      if (stat (change->path, &status) != 0)
        break;
      if (status.st_size < 2)
        unlink (change->path);
      else if (truncate (change->path, status.st_size / 2) != 0)
        g_error ("Cannot truncate %s", change->path);
      break;
    case MEIREI_STORE_STEP_APPEND:
      if (stat (change->path, &status) == 0
          && truncate (change->path, (change->size + status.st_size) / 2) != 0)
        g_error ("Cannot truncate %s", change->path);
      break;
    case MEIREI_STORE_STEP_RENAME:
      if (rename (change->new_path, change->path) == 0 && change->backup != NULL
          && rename (change->backup, change->new_path) != 0)
        g_error ("Cannot restore %s", change->new_path);
      break;
    case MEIREI_STORE_STEP_REMOVE:
      if (change->backup != NULL && rename (change->backup, change->path) != 0)
        g_error ("Cannot restore %s", change->path);
      break;
    case MEIREI_STORE_STEP_WRITE:
    case MEIREI_STORE_STEP_SYNC:
    case MEIREI_STORE_STEP_SYNC_ALL:
    default:
      break;
    }
}

static gboolean
is_lost (Change *change,
         guint   number)
{
  if (change->step != MEIREI_STORE_STEP_RENAME && change->step != MEIREI_STORE_STEP_REMOVE)
    return TRUE;
  if (state.crash == MEIREI_TEST_CRASH_POWER)
    return TRUE;

  return (number % 2 == 1) == (state.crash == MEIREI_TEST_CRASH_POWER_ODD);
}

static void
crash (void)
{
  for (guint i = state.changes->len; i > 0; i--)
    {
      Change *change = state.changes->pdata[i - 1];

      if (state.crash != MEIREI_TEST_CRASH_KILL && is_lost (change, i))
        take_back (change);
      else
        {
          forget_replaced (change);
          if (change->backup != NULL)
            unlink (change->backup);
        }
    }
  raise (SIGKILL);
}

static void
step_hook (MeireiStoreStep  step,
           const char      *path,
           const char      *new_path)
{
  static GMutex mutex;

  g_mutex_lock (&mutex);
  note_synced ();
  if (++state.n_steps == state.crash_at)
    crash ();

  switch (step)
    {
    case MEIREI_STORE_STEP_SYNC:
      state.syncing = g_strdup (path);
      break;
    case MEIREI_STORE_STEP_SYNC_ALL:
      state.syncing_all = TRUE;
      break;
    case MEIREI_STORE_STEP_WRITE:
      break;
    case MEIREI_STORE_STEP_CREATE:
    case MEIREI_STORE_STEP_APPEND:
    case MEIREI_STORE_STEP_RENAME:
    case MEIREI_STORE_STEP_REMOVE:
    default:
      note_change (step, path, new_path);
    }
  g_mutex_unlock (&mutex);
}

/**
 * meirei_test_crash_arm:
 * @crash: how to end
 * @step: before which step from now on, from 1
 */
void
meirei_test_crash_arm (MeireiTestCrash crash_kind,
                       guint           step)
{
  state.crash = crash_kind;
  state.crash_at = step;
  state.n_steps = 0;
  state.changes = g_ptr_array_new ();
  meirei_store_step_hook = step_hook;
}

/**
 * meirei_test_crash_n_steps:
 *
 * Returns: how many steps have been done
 */
guint
meirei_test_crash_n_steps (void)
{
  return state.n_steps;
}
