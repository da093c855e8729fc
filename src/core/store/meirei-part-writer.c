/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "meirei-part-writer.h"
#include "meirei-store-step.h"

/* What a crash of the program may cost of an answer that is still arriving. */
#define FLUSH_AFTER_MS 100

struct _MeireiPartWriter
{
  gatomicrefcount refs;
  MeireiStoreThread *thread;
  char *name;

  GMutex mutex;
  /* Guarded by the mutex. */
  int fd;
  GString *buffer;
  gboolean scheduled;
  gboolean restart;
  gboolean failed;
};

/**
 * meirei_part_writer_new:
 * @dir: the folder of generated code
 * @name: the file's name, which must be free
 * @thread: the thread that shall write; it must live longer than the writer is used
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a writer for the new, empty file
 */
MeireiPartWriter *
meirei_part_writer_new (MeireiStoreDir     *dir,
                        const char         *name,
                        MeireiStoreThread  *thread,
                        GError            **error)
{
  MeireiPartWriter *self;
  int fd;

  meirei_store_step (MEIREI_STORE_STEP_CREATE, dir, name);
  fd = openat (meirei_store_dir_get_fd (dir), name,
               O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      meirei_store_dir_set_errno (dir, name, "create", errno, error);
      return NULL;
    }

  self = g_new0 (MeireiPartWriter, 1);
  g_atomic_ref_count_init (&self->refs);
  self->thread = thread;
  self->name = g_strdup (name);
  g_mutex_init (&self->mutex);
  self->fd = fd;
  self->buffer = g_string_new (NULL);

  return self;
}

MeireiPartWriter *
meirei_part_writer_ref (MeireiPartWriter *self)
{
  g_atomic_ref_count_inc (&self->refs);

  return self;
}

void
meirei_part_writer_unref (MeireiPartWriter *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  meirei_part_writer_flush (self);
  close (self->fd);
  g_string_free (self->buffer, TRUE);
  g_mutex_clear (&self->mutex);
  g_free (self->name);
  g_free (self);
}

const char *
meirei_part_writer_get_name (MeireiPartWriter *self)
{
  return self->name;
}

/* A partial text that cannot be written is no reason to stop an answer: the
 * whole answer is written at the end, and that reports what is wrong. */
static void
write_buffer (MeireiPartWriter *self)
{
  gsize done = 0;

  if (self->restart && ftruncate (self->fd, 0) != 0)
    self->failed = TRUE;
  self->restart = FALSE;

  while (!self->failed && done < self->buffer->len)
    {
      gssize n_written = write (self->fd, self->buffer->str + done, self->buffer->len - done);

      if (n_written >= 0)
        done += (gsize) n_written;
      else if (errno != EINTR)
        {
          g_debug ("Cannot write “%s”: %s", self->name, g_strerror (errno));
          self->failed = TRUE;
        }
    }
  g_string_truncate (self->buffer, 0);
}

/**
 * meirei_part_writer_flush:
 * @self: a writer
 *
 * Writes what has been appended so far.
 */
void
meirei_part_writer_flush (MeireiPartWriter *self)
{
  g_mutex_lock (&self->mutex);
  write_buffer (self);
  g_mutex_unlock (&self->mutex);
}

static void
flush_worker (gpointer data)
{
  g_autoptr(MeireiPartWriter) self = data;

  g_mutex_lock (&self->mutex);
  self->scheduled = FALSE;
  write_buffer (self);
  g_mutex_unlock (&self->mutex);
}

/* With the mutex held. */
static void
schedule_flush (MeireiPartWriter *self)
{
  if (self->scheduled)
    return;

  self->scheduled = TRUE;
  meirei_store_thread_delay (self->thread, FLUSH_AFTER_MS, flush_worker,
                             meirei_part_writer_ref (self));
}

/**
 * meirei_part_writer_append:
 * @self: a writer
 * @text: (array length=length): what arrived
 * @length: its length in bytes
 *
 * Never blocks for the disk.
 */
void
meirei_part_writer_append (MeireiPartWriter *self,
                           const char       *text,
                           gsize             length)
{
  g_mutex_lock (&self->mutex);
  g_string_append_len (self->buffer, text, (gssize) length);
  schedule_flush (self);
  g_mutex_unlock (&self->mutex);
}

/**
 * meirei_part_writer_restart:
 * @self: a writer
 *
 * Forgets the text: another attempt begins.
 */
void
meirei_part_writer_restart (MeireiPartWriter *self)
{
  g_mutex_lock (&self->mutex);
  g_string_truncate (self->buffer, 0);
  self->restart = TRUE;
  schedule_flush (self);
  g_mutex_unlock (&self->mutex);
}
