/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "meirei-store-dir.h"
#include "meirei-workspace-error.h"

struct _MeireiStoreDir
{
  gatomicrefcount refs;
  int fd;
  char *path;
};

static MeireiStoreDir *
store_dir_new (int   fd,
               char *path)
{
  MeireiStoreDir *self = g_new0 (MeireiStoreDir, 1);

  g_atomic_ref_count_init (&self->refs);
  self->fd = fd;
  self->path = path;

  return self;
}

/**
 * meirei_store_set_errno:
 * @path: the file's path
 * @action: what was tried, such as `write`
 * @system_error: the value of `errno`
 * @error: return location for an error
 *
 * Puts a system error into the domain of the workspace, with the path and what
 * to do.
 */
void
meirei_store_set_errno (const char  *path,
                        const char  *action,
                        int          system_error,
                        GError     **error)
{
  static const struct {
    int system_error;
    MeireiWorkspaceError code;
    const char *advice;
  } known[] = {
    { ENOSPC, MEIREI_WORKSPACE_ERROR_NO_SPACE, "free some space and try again" },
    { EDQUOT, MEIREI_WORKSPACE_ERROR_NO_SPACE, "free some space and try again" },
    { EROFS, MEIREI_WORKSPACE_ERROR_READ_ONLY, "use a folder that can be written" },
    { EACCES, MEIREI_WORKSPACE_ERROR_READ_ONLY, "check the permissions of the folder" },
    { EPERM, MEIREI_WORKSPACE_ERROR_READ_ONLY, "check the permissions of the folder" },
    { ELOOP, MEIREI_WORKSPACE_ERROR_UNSAFE_PATH,
      "it is a symbolic link; put a plain file or folder there" },
    { ENOTDIR, MEIREI_WORKSPACE_ERROR_UNSAFE_PATH,
      "it is a link or a file; put a plain folder there" },
    { EISDIR, MEIREI_WORKSPACE_ERROR_UNSAFE_PATH, "move the folder away" },
    { EFBIG, MEIREI_WORKSPACE_ERROR_TOO_LARGE, "the file system cannot hold it" },
    { ENOENT, MEIREI_WORKSPACE_ERROR_NO_FILE, "was it moved or deleted outside Meirei?" },
    { EMFILE, MEIREI_WORKSPACE_ERROR_FAILED, "close some programs or raise the limit" },
  };
  MeireiWorkspaceError code = MEIREI_WORKSPACE_ERROR_FAILED;
  const char *advice = "check the disk and try again";

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].system_error == system_error)
      {
        code = known[i].code;
        advice = known[i].advice;
      }

  g_set_error (error, MEIREI_WORKSPACE_ERROR, (int) code, "Cannot %s “%s”: %s; %s",
               action, path, g_strerror (system_error), advice);
}

/**
 * meirei_store_dir_set_errno:
 * @self: a folder
 * @name: (nullable): a name in it; %NULL for the folder itself
 * @action: what was tried, such as `write`
 * @system_error: the value of `errno`
 * @error: return location for an error
 */
void
meirei_store_dir_set_errno (MeireiStoreDir  *self,
                            const char      *name,
                            const char      *action,
                            int              system_error,
                            GError         **error)
{
  g_autofree char *path = meirei_store_dir_build_path (self, name);

  meirei_store_set_errno (path, action, system_error, error);
}

/**
 * meirei_store_dir_open:
 * @path: the path of a folder
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the folder
 */
MeireiStoreDir *
meirei_store_dir_open (const char  *path,
                       GError     **error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    {
      meirei_store_set_errno (path, "open", errno, error);
      return NULL;
    }

  return store_dir_new (fd, g_strdup (path));
}

/**
 * meirei_store_dir_open_child:
 * @parent: a folder
 * @name: the name of a folder in it
 * @create: whether to make it if it does not exist
 * @error: return location for an error
 *
 * Opens a folder in a folder.  A symbolic link is refused.
 *
 * Returns: (transfer full) (nullable): the folder
 */
MeireiStoreDir *
meirei_store_dir_open_child (MeireiStoreDir  *parent,
                             const char      *name,
                             gboolean         create,
                             GError         **error)
{
  const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  int fd = openat (parent->fd, name, flags);

  if (fd < 0 && errno == ENOENT && create)
    {
      if (mkdirat (parent->fd, name, 0777) != 0 && errno != EEXIST)
        {
          meirei_store_dir_set_errno (parent, name, "create", errno, error);
          return NULL;
        }
      fd = openat (parent->fd, name, flags);
    }

  if (fd < 0)
    {
      meirei_store_dir_set_errno (parent, name, "open", errno, error);
      return NULL;
    }

  return store_dir_new (fd, meirei_store_dir_build_path (parent, name));
}

MeireiStoreDir *
meirei_store_dir_ref (MeireiStoreDir *self)
{
  g_atomic_ref_count_inc (&self->refs);

  return self;
}

void
meirei_store_dir_unref (MeireiStoreDir *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  close (self->fd);
  g_free (self->path);
  g_free (self);
}

int
meirei_store_dir_get_fd (MeireiStoreDir *self)
{
  return self->fd;
}

const char *
meirei_store_dir_get_path (MeireiStoreDir *self)
{
  return self->path;
}

/**
 * meirei_store_dir_build_path:
 * @self: a folder
 * @name: (nullable): a name in it
 *
 * Returns: (transfer full): the path, for people and for other programs
 */
char *
meirei_store_dir_build_path (MeireiStoreDir *self,
                             const char     *name)
{
  return name != NULL ? g_build_filename (self->path, name, NULL) : g_strdup (self->path);
}

/**
 * meirei_store_dir_list_names:
 * @self: a folder
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type filename) (nullable): the names
 *   in the folder in no order, without `.` and `..`
 */
GPtrArray *
meirei_store_dir_list_names (MeireiStoreDir  *self,
                             GError         **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int fd = openat (self->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *stream = fd >= 0 ? fdopendir (fd) : NULL;
  struct dirent *entry;

  if (stream == NULL)
    {
      meirei_store_dir_set_errno (self, NULL, "list", errno, error);
      if (fd >= 0)
        close (fd);
      return NULL;
    }

  errno = 0;
  while ((entry = readdir (stream)) != NULL)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
      g_ptr_array_add (names, g_strdup (entry->d_name));

  if (errno != 0)
    {
      meirei_store_dir_set_errno (self, NULL, "list", errno, error);
      g_clear_pointer (&names, g_ptr_array_unref);
    }
  closedir (stream);

  return g_steal_pointer (&names);
}
