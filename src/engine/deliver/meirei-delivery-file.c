/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Files in somebody else's folder.  Nothing is followed, and nothing that
 * Meirei did not write there is replaced or removed. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "meirei-delivery-file.h"
#include "meirei-delivery.h"
#include "meirei-string.h"
#include "meirei-workspace-versions.h"

#define READ_FLAGS (O_RDONLY | O_CLOEXEC | O_NOFOLLOW)

static void
set_system_error (GError     **error,
                  const char  *path,
                  const char  *action,
                  int          number)
{
  if (number == ELOOP || number == ENOTDIR)
    g_set_error (error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_UNSAFE,
                 "“%s” is or leads through a symbolic link or is no folder, which is not "
                 "followed; choose the real folder", path);
  else
    g_set_error (error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_FAILED,
                 "Cannot %s “%s”: %s", action, path, g_strerror (number));
}

static int
open_folder (const MeireiDeliveryTarget  *target,
             GError                     **error)
{
  const int flags = READ_FLAGS | O_DIRECTORY;
  g_autofree char *dir = meirei_delivery_target_dup_dir (target);
  g_auto(GStrv) parts = NULL;
  int fd;

  /* What is above an absolute folder belongs to the system. */
  if (g_path_is_absolute (target->folder))
    fd = open (dir, flags);
  else
    fd = open (target->workspace_dir, O_RDONLY | O_CLOEXEC | O_DIRECTORY);

  parts = g_strsplit (g_path_is_absolute (target->folder) ? "" : target->folder,
                      G_DIR_SEPARATOR_S, -1);
  for (gsize i = 0; fd >= 0 && parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      {
        int next = openat (fd, parts[i], flags);
        int number = errno;

        close (fd);
        errno = number;
        fd = next;
      }
  if (fd < 0)
    set_system_error (error, dir, "open the folder", errno);

  return fd;
}

/* The hash of what is there; %NULL without an error if nothing is. */
static char *
hash_existing (int          dir_fd,
               const char  *name,
               const char  *path,
               GError     **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  int fd = openat (dir_fd, name, READ_FLAGS | O_NONBLOCK);
  guchar buffer[64 * 1024];
  struct stat status;
  gssize length = -1;

  if (fd < 0 && errno == ENOENT)
    return NULL;
  if (fd < 0)
    {
      set_system_error (error, path, "read", errno);
      return NULL;
    }

  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode)
      && status.st_size <= MEIREI_WORKSPACE_MAX_CODE)
    while ((length = read (fd, buffer, sizeof buffer)) > 0)
      g_checksum_update (checksum, buffer, length);
  close (fd);
  if (length < 0)
    {
      g_set_error (error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_UNSAFE,
                   "“%s” is not an ordinary file, cannot be read or is larger than %d MiB; move it "
                   "away", path, MEIREI_WORKSPACE_MAX_CODE / (1024 * 1024));
      return NULL;
    }

  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
write_all (int     fd,
           GBytes *code)
{
  gsize length;
  const char *data = g_bytes_get_data (code, &length);

  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0 && errno != EINTR)
        return FALSE;
      if (written > 0)
        {
          data += written;
          length -= (gsize) written;
        }
    }

  return fsync (fd) == 0;
}

/* A new file never replaces one that somebody makes in this moment. */
static gboolean
write_file (int          dir_fd,
            const char  *name,
            const char  *path,
            GBytes      *code,
            gboolean     replace,
            GError     **error)
{
  g_autofree char *temporary = g_strdup_printf (".%s.%08x.tmp", name, g_random_int ());
  int fd = openat (dir_fd, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  gboolean done;
  int number;

  if (fd < 0)
    {
      set_system_error (error, path, "write", errno);
      return FALSE;
    }

  done = write_all (fd, code);
  number = errno;
  close (fd);
  if (done)
    {
      done = replace ? renameat (dir_fd, temporary, dir_fd, name) == 0
                     : linkat (dir_fd, temporary, dir_fd, name, 0) == 0;
      number = errno;
    }
  unlinkat (dir_fd, temporary, 0);
  if (!done)
    {
      set_system_error (error, path, "write", number);
      return FALSE;
    }
  fsync (dir_fd);

  return TRUE;
}

/**
 * meirei_delivery_file_place:
 * @target: where to
 * @name: the file's name, an identifier and `.py`
 * @code: what to write
 * @ours: (element-type utf8 utf8): a set of the hashes of what was written
 *   there for the same instruction before
 * @error: return location for an error
 *
 * Writes a file as a whole or not at all.  Blocks.
 *
 * Returns: whether @code is there now, else %FALSE with
 *   %MEIREI_DELIVERY_ERROR_FOREIGN_FILE if something else is
 */
gboolean
meirei_delivery_file_place (const MeireiDeliveryTarget  *target,
                            const char                  *name,
                            GBytes                      *code,
                            GHashTable                  *ours,
                            GError                     **error)
{
  int dir_fd = open_folder (target, error);
  g_autofree char *dir = meirei_delivery_target_dup_dir (target);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *existing = NULL;
  g_autoptr(GError) local_error = NULL;

  if (dir_fd < 0)
    return FALSE;

  existing = hash_existing (dir_fd, name, path, &local_error);
  if (existing != NULL && !g_hash_table_contains (ours, existing))
    g_set_error (&local_error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_FOREIGN_FILE,
                 "“%s” was not written by Meirei for this instruction or was changed since "
                 "(SHA-256 %.12s…), so it was left as it is; move it away or merge by hand", path,
                 existing);
  if (local_error == NULL)
    write_file (dir_fd, name, path, code, existing != NULL, &local_error);
  close (dir_fd);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * meirei_delivery_file_remove:
 * @target: where it is
 * @name: the file's name
 * @sha256: the hash of what was written there
 * @error: return location for an error
 *
 * Removes a file that is still what was written there.  Blocks.
 *
 * Returns: whether it is not there any more
 */
gboolean
meirei_delivery_file_remove (const MeireiDeliveryTarget  *target,
                             const char                  *name,
                             const char                  *sha256,
                             GError                     **error)
{
  int dir_fd = open_folder (target, error);
  g_autofree char *dir = meirei_delivery_target_dup_dir (target);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *existing = NULL;
  g_autoptr(GError) local_error = NULL;

  if (dir_fd < 0)
    return FALSE;

  existing = hash_existing (dir_fd, name, path, &local_error);
  if (existing != NULL && g_strcmp0 (existing, sha256) != 0)
    g_set_error (&local_error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_FOREIGN_FILE,
                 "“%s” was changed since Meirei wrote it (SHA-256 %.12s…), so it was left there; "
                 "remove it by hand if you do not need it", path, existing);
  else if (existing != NULL && unlinkat (dir_fd, name, 0) != 0)
    set_system_error (&local_error, path, "remove", errno);
  close (dir_fd);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}
