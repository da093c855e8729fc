/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "meirei-store-lock.h"
#include "meirei-workspace-error.h"

/* A writer holds the lock for milliseconds, a bulk change for a second or two.
 * Whoever has it for longer than this is stopped or hangs. */
#define MAX_WAIT (30 * G_USEC_PER_SEC)

struct _MeireiStoreLock
{
  GMutex mutex;
  int fd;
  char *path;
};

/**
 * meirei_store_lock_new:
 * @dir: a folder
 * @name: the name of the file to lock, created if it does not exist
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the lock, not acquired
 */
MeireiStoreLock *
meirei_store_lock_new (MeireiStoreDir  *dir,
                       const char      *name,
                       GError         **error)
{
  MeireiStoreLock *self;
  int fd = openat (meirei_store_dir_get_fd (dir), name,
                   O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);

  if (fd < 0)
    {
      meirei_store_dir_set_errno (dir, name, "write", errno, error);
      return NULL;
    }

  self = g_new0 (MeireiStoreLock, 1);
  g_mutex_init (&self->mutex);
  self->fd = fd;
  self->path = meirei_store_dir_build_path (dir, name);

  return self;
}

void
meirei_store_lock_free (MeireiStoreLock *self)
{
  close (self->fd);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

/* A file system without locks, such as some network shares, still keeps the
 * files whole; only simultaneous writers on it are not kept apart. */
static gboolean
is_unsupported (int system_error)
{
  return system_error == ENOLCK || system_error == ENOSYS || system_error == EOPNOTSUPP
         || system_error == EINVAL;
}

/**
 * meirei_store_lock_acquire:
 * @self: a lock
 * @error: return location for an error
 *
 * Waits until nobody else has the lock.
 *
 * Returns: whether the caller has it now, else %FALSE with
 *   %MEIREI_WORKSPACE_ERROR_BUSY
 */
gboolean
meirei_store_lock_acquire (MeireiStoreLock  *self,
                           GError          **error)
{
  gint64 deadline;
  gulong pause = 100;

  g_mutex_lock (&self->mutex);

  deadline = g_get_monotonic_time () + MAX_WAIT;
  while (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      int system_error = errno;

      if (is_unsupported (system_error))
        break;
      if (system_error != EWOULDBLOCK && system_error != EINTR)
        {
          meirei_store_set_errno (self->path, "lock", system_error, error);
          g_mutex_unlock (&self->mutex);
          return FALSE;
        }
      if (g_get_monotonic_time () > deadline)
        {
          g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_BUSY,
                       "Another process has had “%s” locked for more than %d s; "
                       "end it or wait, then try again",
                       self->path, (int) (MAX_WAIT / G_USEC_PER_SEC));
          g_mutex_unlock (&self->mutex);
          return FALSE;
        }
      g_usleep (pause);
      pause = MIN (pause * 2, 5000);
    }

  return TRUE;
}

/**
 * meirei_store_lock_release:
 * @self: a lock that the calling thread acquired
 */
void
meirei_store_lock_release (MeireiStoreLock *self)
{
  flock (self->fd, LOCK_UN);
  g_mutex_unlock (&self->mutex);
}
