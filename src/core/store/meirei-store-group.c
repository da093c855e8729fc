/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "meirei-store-group.h"
#include "meirei-store-step.h"
#include "meirei-store-sync.h"

typedef enum {
  STEP_WRITE,
  STEP_RENAME,
  STEP_REMOVE,
  STEP_KEEP,
  STEP_NEED,
} StepKind;

typedef struct {
  StepKind kind;
  MeireiStoreDir *from_dir;
  char *from;
  MeireiStoreDir *to_dir;
  char *to;
  guint stage;
  gboolean done;
} Step;

struct _MeireiStoreGroup
{
  GPtrArray *steps; /* (element-type Step) */
  guint stage;      /* of steps that are added now */
  gboolean is_loose;
};

static void
step_free (gpointer data)
{
  Step *step = data;

  /* What was written and never got its name is of no use to anyone. */
  if (step->kind == STEP_WRITE && !step->done)
    unlinkat (meirei_store_dir_get_fd (step->from_dir), step->from, 0);

  g_clear_pointer (&step->from_dir, meirei_store_dir_unref);
  g_clear_pointer (&step->to_dir, meirei_store_dir_unref);
  g_free (step->from);
  g_free (step->to);
  g_free (step);
}

MeireiStoreGroup *
meirei_store_group_new (void)
{
  MeireiStoreGroup *self = g_new0 (MeireiStoreGroup, 1);

  self->steps = g_ptr_array_new_with_free_func (step_free);

  return self;
}

void
meirei_store_group_free (MeireiStoreGroup *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/**
 * meirei_store_group_begin_next_stage:
 * @self: a group that is not in its last stage
 *
 * What is added from now on is done only after what was added before is on the
 * disk, names and all.
 */
void
meirei_store_group_begin_next_stage (MeireiStoreGroup *self)
{
  g_return_if_fail (self->stage + 1 < MEIREI_STORE_N_STAGES);

  self->stage++;
}

/**
 * meirei_store_group_begin_last_stage:
 * @self: a group
 *
 * What is added from now on gets its name only after what was added before has
 * it on the disk, too.
 */
void
meirei_store_group_begin_last_stage (MeireiStoreGroup *self)
{
  self->stage = MEIREI_STORE_N_STAGES - 1;
}

static void
add_step (MeireiStoreGroup *self,
          StepKind          kind,
          MeireiStoreDir   *from_dir,
          const char       *from,
          MeireiStoreDir   *to_dir,
          const char       *to)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  step->stage = self->stage;
  step->from_dir = meirei_store_dir_ref (from_dir);
  step->from = g_strdup (from);
  if (to_dir != NULL)
    step->to_dir = meirei_store_dir_ref (to_dir);
  step->to = g_strdup (to);
  g_ptr_array_add (self->steps, step);
}

static gboolean
write_all (int         fd,
           const char *data,
           gsize       length)
{
  while (length > 0)
    {
      gssize n_written = write (fd, data, length);

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written < 0)
        return FALSE;
      data += n_written;
      length -= (gsize) n_written;
    }

  return TRUE;
}

/* In two halves, so that the crash tests see a file that is torn. */
static gboolean
write_halves (int             fd,
              MeireiStoreDir *dir,
              const char     *name,
              const char     *data,
              gsize           length)
{
  gsize half = meirei_store_step_hook != NULL ? length / 2 : 0;

  if (!write_all (fd, data, half))
    return FALSE;
  if (half > 0)
    meirei_store_step (MEIREI_STORE_STEP_WRITE, dir, name);

  return write_all (fd, data + half, length - half);
}

/**
 * meirei_store_group_write:
 * @self: a group
 * @dir: the folder
 * @name: the file's name
 * @temporary: (nullable): the name until the group is committed; %NULL for one
 *   that hides it
 * @data: (array length=length): the content
 * @length: its length in bytes
 * @stamp: (out) (optional): the new file's stamp
 * @error: return location for an error
 *
 * Writes a file that replaces @name when the group is committed.
 *
 * Returns: whether the file has been written, though not synced
 */
gboolean
meirei_store_group_write (MeireiStoreGroup  *self,
                          MeireiStoreDir    *dir,
                          const char        *name,
                          const char        *temporary,
                          const void        *data,
                          gsize              length,
                          MeireiFileStamp   *stamp,
                          GError           **error)
{
  g_autofree char *hidden = temporary == NULL ? g_strdup_printf (".%s.tmp", name) : NULL;
  const char *from = temporary != NULL ? temporary : hidden;
  int dir_fd = meirei_store_dir_get_fd (dir);
  struct stat status;
  gboolean written;
  int fd;

  meirei_store_step (MEIREI_STORE_STEP_CREATE, dir, from);
  unlinkat (dir_fd, from, 0);
  fd = openat (dir_fd, from, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      meirei_store_dir_set_errno (dir, name, "write", errno, error);
      return FALSE;
    }

  add_step (self, STEP_WRITE, dir, from, dir, name);
  written = write_halves (fd, dir, from, data, length) && fstat (fd, &status) == 0;
  if (!written)
    meirei_store_dir_set_errno (dir, name, "write", errno, error);
  else
    {
      /* Starts writing back now, so that syncing waits less. */
      sync_file_range (fd, 0, 0, SYNC_FILE_RANGE_WRITE);
      if (stamp != NULL)
        *stamp = meirei_file_stamp_from_stat (&status);
    }
  if (close (fd) != 0 && written)
    {
      meirei_store_dir_set_errno (dir, name, "write", errno, error);
      return FALSE;
    }

  return written;
}

/**
 * meirei_store_group_rename:
 * @self: a group
 * @from_dir: the folder of an existing file
 * @from: its name
 * @to_dir: the folder to move it to
 * @to: its new name
 *
 * Moves a file when the group is committed; one that is gone is left out.
 */
void
meirei_store_group_rename (MeireiStoreGroup *self,
                           MeireiStoreDir   *from_dir,
                           const char       *from,
                           MeireiStoreDir   *to_dir,
                           const char       *to)
{
  add_step (self, STEP_RENAME, from_dir, from, to_dir, to);
}

/**
 * meirei_store_group_remove:
 * @self: a group
 * @dir: a folder
 * @name: a file in it
 *
 * Removes a file when the group is committed; one that is gone is left out.
 */
void
meirei_store_group_remove (MeireiStoreGroup *self,
                           MeireiStoreDir   *dir,
                           const char       *name)
{
  add_step (self, STEP_REMOVE, dir, name, NULL, NULL);
}

/**
 * meirei_store_group_keep:
 * @self: a group
 * @dir: a folder
 * @name: a file in it that has been written already
 *
 * Makes sure that the file is on the disk, too.
 */
void
meirei_store_group_keep (MeireiStoreGroup *self,
                         MeireiStoreDir   *dir,
                         const char       *name)
{
  add_step (self, STEP_KEEP, dir, name, NULL, NULL);
}

/**
 * meirei_store_group_need:
 * @self: a group
 * @dir: a folder
 *
 * Makes sure that the names in the folder are on the disk before any name of
 * the group appears.
 */
void
meirei_store_group_need (MeireiStoreGroup *self,
                         MeireiStoreDir   *dir)
{
  add_step (self, STEP_NEED, dir, NULL, NULL, NULL);
}

/**
 * meirei_store_group_set_loose:
 * @self: a group
 *
 * What the group writes is whole, but nobody waits until its names are on the
 * disk: a power failure may undo it, or a part of it.  Whoever builds upon it
 * says so with meirei_store_group_need().
 */
void
meirei_store_group_set_loose (MeireiStoreGroup *self)
{
  self->is_loose = TRUE;
}

/**
 * meirei_store_groups_sync:
 * @groups: (element-type MeireiStoreGroup): groups on one file system
 * @error: return location for an error
 *
 * Waits until what all groups wrote is on the disk.
 *
 * Returns: whether it is
 */
gboolean
meirei_store_groups_sync (GPtrArray  *groups,
                          GError    **error)
{
  g_autoptr(MeireiStoreSync) sync = meirei_store_sync_new ();

  for (guint i = 0; i < groups->len; i++)
    {
      MeireiStoreGroup *self = groups->pdata[i];

      for (guint j = 0; j < self->steps->len; j++)
        {
          Step *step = self->steps->pdata[j];

          if (step->kind == STEP_NEED)
            meirei_store_sync_add_dir (sync, step->from_dir);
          else if (step->kind == STEP_WRITE || step->kind == STEP_KEEP)
            meirei_store_sync_add_file (sync, step->from_dir, step->from);
        }
    }

  return meirei_store_sync_run (sync, error);
}

static gboolean
commit_step (Step    *step,
             GError **error)
{
  int from_fd = meirei_store_dir_get_fd (step->from_dir);

  if (step->kind == STEP_KEEP || step->kind == STEP_NEED)
    return TRUE;
  if (step->kind == STEP_REMOVE)
    {
      meirei_store_step (MEIREI_STORE_STEP_REMOVE, step->from_dir, step->from);
      if (unlinkat (from_fd, step->from, 0) == 0 || errno == ENOENT)
        return TRUE;
      meirei_store_dir_set_errno (step->from_dir, step->from, "remove", errno, error);
      return FALSE;
    }

  meirei_store_step_move (step->from_dir, step->from, step->to_dir, step->to);
  if (renameat (from_fd, step->from, meirei_store_dir_get_fd (step->to_dir), step->to) == 0
      || (step->kind == STEP_RENAME && errno == ENOENT))
    {
      step->done = TRUE;
      return TRUE;
    }
  meirei_store_dir_set_errno (step->to_dir, step->to, "write", errno, error);

  return FALSE;
}

/**
 * meirei_store_group_commit:
 * @self: a group that is synced
 * @stage: the stage, from 0
 * @error: return location for an error
 *
 * Does the stage's steps in their order.
 *
 * Returns: whether all were done; if not, the steps after the failing one were
 *   not done
 */
gboolean
meirei_store_group_commit (MeireiStoreGroup  *self,
                           guint              stage,
                           GError           **error)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (((Step *) self->steps->pdata[i])->stage == stage
        && !commit_step (self->steps->pdata[i], error))
      return FALSE;

  return TRUE;
}

/**
 * meirei_store_groups_finish:
 * @groups: (element-type MeireiStoreGroup): groups whose stage is committed
 * @stage: the stage, from 0
 * @error: return location for an error
 *
 * Waits until the stage's names are on the disk, too, unless a group is loose.
 *
 * Returns: whether they are
 */
gboolean
meirei_store_groups_finish (GPtrArray  *groups,
                            guint       stage,
                            GError    **error)
{
  g_autoptr(MeireiStoreSync) sync = meirei_store_sync_new ();

  for (guint i = 0; i < groups->len; i++)
    {
      MeireiStoreGroup *self = groups->pdata[i];

      for (guint j = 0; j < self->steps->len && !self->is_loose; j++)
        {
          Step *step = self->steps->pdata[j];

          if (step->stage != stage || step->kind == STEP_KEEP || step->kind == STEP_NEED)
            continue;
          meirei_store_sync_add_dir (sync, step->from_dir);
          if (step->to_dir != NULL)
            meirei_store_sync_add_dir (sync, step->to_dir);
        }
    }

  return meirei_store_sync_run (sync, error);
}

/**
 * meirei_store_group_run:
 * @self: a group
 * @error: return location for an error
 *
 * Syncs and commits a single group.
 *
 * Returns: whether everything is on the disk
 */
gboolean
meirei_store_group_run (MeireiStoreGroup  *self,
                        GError           **error)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new ();

  g_ptr_array_add (groups, self);
  if (!meirei_store_groups_sync (groups, error))
    return FALSE;
  for (guint stage = 0; stage < MEIREI_STORE_N_STAGES; stage++)
    if (!meirei_store_group_commit (self, stage, error)
        || !meirei_store_groups_finish (groups, stage, error))
      return FALSE;

  return TRUE;
}
