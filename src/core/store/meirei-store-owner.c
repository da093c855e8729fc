/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A process number says little: it is used again, and inside a Flatpak or a
 * container it is another one than outside.  A locked byte is neither.  Where
 * the file system has no locks, the process's number, start time and the boot
 * it belongs to have to do. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "meirei-json.h"
#include "meirei-store-owner.h"

struct _MeireiStoreOwner
{
  int fd;
  gint64 byte;    /* which byte of the file this owner has locked */
  gboolean locks; /* whether the file system has locks */
  char *boot_id;
  gint64 started; /* when the process started, in ticks since the boot */
};

static gboolean
lock_byte (int    fd,
           gint64 byte,
           int    command,
           short *type)
{
  struct flock request = {
    .l_type = *type,
    .l_whence = SEEK_SET,
    .l_start = byte,
    .l_len = 1,
  };

  if (fcntl (fd, command, &request) != 0)
    return FALSE;
  *type = request.l_type;

  return TRUE;
}

static char *
read_boot_id (void)
{
  char *text = NULL;

  /* Without it nobody is taken for alive on another boot's word. */
  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
    return g_strdup ("");

  return g_strstrip (text);
}

/* Field 22 of /proc/PID/stat; the second field may hold blanks and
 * parentheses. */
static gint64
read_process_start (gint64 pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/stat", pid);
  g_autofree char *text = NULL;
  g_auto(GStrv) fields = NULL;
  const char *rest;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return -1;
  rest = strrchr (text, ')');
  if (rest == NULL || strlen (rest) < 3)
    return -1;
  fields = g_strsplit (rest + 2, " ", -1);

  return g_strv_length (fields) > 19 ? g_ascii_strtoll (fields[19], NULL, 10) : -1;
}

/**
 * meirei_store_owner_new:
 * @dir: the folder of the file with the locks
 * @name: that file's name, created if it does not exist
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a new owner, alive until it is freed
 */
MeireiStoreOwner *
meirei_store_owner_new (MeireiStoreDir  *dir,
                        const char      *name,
                        GError         **error)
{
  MeireiStoreOwner *self;
  int fd = openat (meirei_store_dir_get_fd (dir), name,
                   O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);

  if (fd < 0)
    {
      meirei_store_dir_set_errno (dir, name, "write", errno, error);
      return NULL;
    }

  self = g_new0 (MeireiStoreOwner, 1);
  self->fd = fd;
  self->boot_id = read_boot_id ();
  self->started = read_process_start (getpid ());
  for (int i = 0; i < 16 && !self->locks; i++)
    {
      short type = F_WRLCK;

      self->byte = ((gint64) g_random_int_range (1, G_MAXINT32) << 20)
                   + g_random_int_range (0, 1 << 20);
      self->locks = lock_byte (fd, self->byte, F_OFD_SETLK, &type);
      if (!self->locks && errno != EAGAIN && errno != EACCES)
        break;
    }

  return self;
}

void
meirei_store_owner_free (MeireiStoreOwner *self)
{
  close (self->fd);
  g_free (self->boot_id);
  g_free (self);
}

/**
 * meirei_store_owner_add_to_json:
 * @self: an owner
 * @execution: an instruction's `execution`
 *
 * Notes that @self is executing.
 */
void
meirei_store_owner_add_to_json (MeireiStoreOwner *self,
                                JsonObject       *execution)
{
  json_object_set_int_member (execution, "pid", getpid ());
  json_object_set_int_member (execution, "process_start", self->started);
  json_object_set_string_member (execution, "boot_id", self->boot_id);
  json_object_set_int_member (execution, "owner", self->byte);
}

/**
 * meirei_store_owner_is_own:
 * @self: an owner
 * @execution: an instruction's `execution`
 *
 * Returns: whether @self is the one that is noted
 */
gboolean
meirei_store_owner_is_own (MeireiStoreOwner *self,
                           JsonObject       *execution)
{
  return meirei_json_get_int (execution, "owner", -1) == self->byte
         && strcmp (meirei_json_get_string (execution, "boot_id", ""), self->boot_id) == 0;
}

/**
 * meirei_store_owner_is_alive:
 * @self: an owner, which asks
 * @execution: an instruction's `execution`
 *
 * Returns: whether the owner that is noted still exists
 */
gboolean
meirei_store_owner_is_alive (MeireiStoreOwner *self,
                             JsonObject       *execution)
{
  gint64 byte = meirei_json_get_int (execution, "owner", -1);
  gint64 pid = meirei_json_get_int (execution, "pid", -1);
  short type = F_WRLCK;

  if (meirei_store_owner_is_own (self, execution))
    return TRUE;
  if (self->locks && byte >= 0)
    return lock_byte (self->fd, byte, F_OFD_GETLK, &type) && type != F_UNLCK;

  return pid > 0 && self->boot_id[0] != '\0'
         && strcmp (meirei_json_get_string (execution, "boot_id", ""), self->boot_id) == 0
         && meirei_json_get_int (execution, "process_start", -2) == read_process_start (pid);
}
