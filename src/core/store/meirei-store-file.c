/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "meirei-store-file.h"
#include "meirei-workspace-error.h"

MeireiFileStamp
meirei_file_stamp_from_stat (const struct stat *status)
{
  return (MeireiFileStamp) {
    .inode = status->st_ino,
    .mtime = (gint64) status->st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000)
             + status->st_mtim.tv_nsec,
    .size = status->st_size,
  };
}

gboolean
meirei_file_stamp_equal (const MeireiFileStamp *a,
                         const MeireiFileStamp *b)
{
  return a->inode == b->inode && a->mtime == b->mtime && a->size == b->size;
}

/**
 * meirei_store_is_plain_name:
 * @name: (nullable): a file name that comes from a file
 *
 * Returns: whether it names something directly in a folder and is not hidden
 */
gboolean
meirei_store_is_plain_name (const char *name)
{
  return name != NULL && name[0] != '\0' && name[0] != '.'
         && strchr (name, '/') == NULL && strlen (name) < 255;
}

/**
 * meirei_store_stat:
 * @dir: (nullable): a folder
 * @name: a name in it, possibly with a folder before it
 * @stamp: (out): the file's stamp; all 0 if there is no plain file
 *
 * Returns: whether there is a plain file of that name
 */
gboolean
meirei_store_stat (MeireiStoreDir  *dir,
                   const char      *name,
                   MeireiFileStamp *stamp)
{
  struct stat status;

  if (dir == NULL
      || fstatat (meirei_store_dir_get_fd (dir), name, &status, AT_SYMLINK_NOFOLLOW) != 0
      || !S_ISREG (status.st_mode))
    {
      *stamp = (MeireiFileStamp) { 0 };
      return FALSE;
    }
  *stamp = meirei_file_stamp_from_stat (&status);

  return TRUE;
}

static int
open_plain_file (MeireiStoreDir  *dir,
                 const char      *name,
                 gsize            max_size,
                 struct stat     *status,
                 GError         **error)
{
  /* O_NONBLOCK: a FIFO of that name must not hold the program up. */
  int fd = openat (meirei_store_dir_get_fd (dir), name,
                   O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  g_autofree char *path = NULL;

  if (fd < 0 || fstat (fd, status) != 0)
    {
      meirei_store_dir_set_errno (dir, name, "read", errno, error);
      if (fd >= 0)
        close (fd);
      return -1;
    }

  if (S_ISREG (status->st_mode) && (guint64) status->st_size <= max_size)
    return fd;

  close (fd);
  path = meirei_store_dir_build_path (dir, name);
  if (!S_ISREG (status->st_mode))
    g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_UNSAFE_PATH,
                 "Cannot read “%s”: it is not a plain file; move it away", path);
  else
    g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_TOO_LARGE,
                 "Cannot read “%s”: it has %" G_GINT64_FORMAT " bytes, the limit is %"
                 G_GSIZE_FORMAT "; make it shorter",
                 path, (gint64) status->st_size, max_size);

  return -1;
}

/**
 * meirei_store_read:
 * @dir: a folder
 * @name: the name of a file in it
 * @max_size: larger files are refused
 * @stamp: (out) (optional): the stamp of what was read
 * @error: return location for an error
 *
 * Reads a plain file; links are not followed.
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
meirei_store_read (MeireiStoreDir   *dir,
                   const char       *name,
                   gsize             max_size,
                   MeireiFileStamp  *stamp,
                   GError          **error)
{
  struct stat status;
  int fd = open_plain_file (dir, name, max_size, &status, error);
  g_autofree char *buffer = NULL;
  gsize capacity, length = 0;

  if (fd < 0)
    return NULL;

  capacity = (gsize) status.st_size;
  buffer = g_malloc (capacity + 1);
  while (length < capacity)
    {
      gssize n_read = read (fd, buffer + length, capacity - length);

      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read < 0)
        {
          meirei_store_dir_set_errno (dir, name, "read", errno, error);
          close (fd);
          return NULL;
        }
      if (n_read == 0)
        break;
      length += (gsize) n_read;
    }
  close (fd);
  buffer[length] = '\0';
  if (stamp != NULL)
    *stamp = meirei_file_stamp_from_stat (&status);

  return g_bytes_new_take (g_steal_pointer (&buffer), length);
}
