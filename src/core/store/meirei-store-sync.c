/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A sync mostly waits for the disk to confirm that its cache is empty, even if
 * there is nothing to write.  Syncs that wait at the same time share that
 * confirmation, so several cost hardly more than one. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "meirei-store-step.h"
#include "meirei-store-sync.h"

/* More at once gain nothing on a disk of a desk, and a thread each. */
#define MAX_AT_ONCE 6

/* From this many on, syncing the file system once is cheaper than syncing
 * each. */
#define FILE_SYSTEM_FROM 24

typedef struct {
  MeireiStoreDir *dir; /* (owned) */
  char *name;          /* (nullable): %NULL for the folder itself */
  int system_error;
} Target;

struct _MeireiStoreSync
{
  GPtrArray *targets; /* (element-type Target) */
  GHashTable *paths;  /* (element-type filename): those of the targets */
  int next;           /* atomic: the first target that nobody has taken yet */
};

static void
target_free (gpointer data)
{
  Target *target = data;

  meirei_store_dir_unref (target->dir);
  g_free (target->name);
  g_free (target);
}

MeireiStoreSync *
meirei_store_sync_new (void)
{
  MeireiStoreSync *self = g_new0 (MeireiStoreSync, 1);

  self->targets = g_ptr_array_new_with_free_func (target_free);
  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
meirei_store_sync_free (MeireiStoreSync *self)
{
  g_ptr_array_unref (self->targets);
  g_hash_table_unref (self->paths);
  g_free (self);
}

static void
add_target (MeireiStoreSync *self,
            MeireiStoreDir  *dir,
            const char      *name)
{
  Target *target;

  if (!g_hash_table_add (self->paths, meirei_store_dir_build_path (dir, name)))
    return;

  target = g_new0 (Target, 1);
  target->dir = meirei_store_dir_ref (dir);
  target->name = g_strdup (name);
  g_ptr_array_add (self->targets, target);
}

/**
 * meirei_store_sync_add_file:
 * @self: what is to be synced
 * @dir: a folder
 * @name: a file in it whose content is to be on the disk
 */
void
meirei_store_sync_add_file (MeireiStoreSync *self,
                            MeireiStoreDir  *dir,
                            const char      *name)
{
  add_target (self, dir, name);
}

/**
 * meirei_store_sync_add_dir:
 * @self: what is to be synced
 * @dir: a folder whose names are to be on the disk
 */
void
meirei_store_sync_add_dir (MeireiStoreSync *self,
                           MeireiStoreDir  *dir)
{
  add_target (self, dir, NULL);
}

static int
sync_file (Target *target)
{
  int fd = openat (meirei_store_dir_get_fd (target->dir), target->name,
                   O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
  int system_error;

  if (fd < 0)
    return errno;
  system_error = fdatasync (fd) != 0 ? errno : 0;
  close (fd);

  return system_error;
}

static int
sync_dir (Target *target)
{
  return fsync (meirei_store_dir_get_fd (target->dir)) != 0 ? errno : 0;
}

static void
sync_targets (gpointer data,
              gpointer user_data)
{
  MeireiStoreSync *self = data;
  guint i;

  while ((i = (guint) g_atomic_int_add (&self->next, 1)) < self->targets->len)
    {
      Target *target = self->targets->pdata[i];

      target->system_error = target->name != NULL ? sync_file (target) : sync_dir (target);
    }
}

/* The caller takes part, so that it works even if no thread can be had; what
 * no thread has begun when the caller is through has nothing left to do. */
static void
sync_at_once (MeireiStoreSync *self)
{
  guint n_helpers = MIN (self->targets->len, MAX_AT_ONCE) - 1;
  GThreadPool *pool = NULL;

  self->next = 0;
  if (n_helpers > 0)
    pool = g_thread_pool_new (sync_targets, NULL, (int) n_helpers, FALSE, NULL);
  for (guint i = 0; pool != NULL && i < n_helpers; i++)
    g_thread_pool_push (pool, self, NULL);
  sync_targets (self, NULL);
  if (pool != NULL)
    g_thread_pool_free (pool, TRUE, TRUE);
}

static gboolean
sync_file_system (MeireiStoreSync  *self,
                  GError          **error)
{
  MeireiStoreDir *dir = ((Target *) self->targets->pdata[0])->dir;

  meirei_store_step (MEIREI_STORE_STEP_SYNC_ALL, dir, NULL);
  if (syncfs (meirei_store_dir_get_fd (dir)) == 0)
    return TRUE;

  meirei_store_dir_set_errno (dir, NULL, "sync", errno, error);

  return FALSE;
}

/**
 * meirei_store_sync_run:
 * @self: files and folders of one file system
 * @error: return location for an error
 *
 * Waits until all are on the disk.
 *
 * Returns: whether they are
 */
gboolean
meirei_store_sync_run (MeireiStoreSync  *self,
                       GError          **error)
{
  if (self->targets->len == 0)
    return TRUE;
  if (self->targets->len >= FILE_SYSTEM_FROM)
    return sync_file_system (self, error);

  for (guint i = 0; i < self->targets->len; i++)
    {
      Target *target = self->targets->pdata[i];

      meirei_store_step (MEIREI_STORE_STEP_SYNC, target->dir, target->name);
    }
  sync_at_once (self);

  for (guint i = 0; i < self->targets->len; i++)
    {
      Target *target = self->targets->pdata[i];

      if (target->system_error != 0)
        {
          meirei_store_dir_set_errno (target->dir, target->name, "sync", target->system_error,
                                      error);
          return FALSE;
        }
    }

  return TRUE;
}
