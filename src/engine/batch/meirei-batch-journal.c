/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchJournal:
 *
 * The append-only JSON Lines file of a batch.  Entries are written by a thread
 * of the journal's own, everything that is waiting in one go with one sync, so
 * that a batch never waits for the disk.  A process that dies in the middle of
 * a write leaves at most one incomplete last line, which readers leave out and
 * the next writer ends with a newline.  After an error nothing more is written:
 * what came after a line that is half there would be lost with it.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "meirei-batch-error.h"
#include "meirei-batch-journal.h"
#include "meirei-json.h"

struct _MeireiBatchJournal
{
  GObject parent_instance;

  char *path;
  int fd;
  GThread *thread;
  GAsyncQueue *queue; /* of Entry */

  GMutex mutex;
  GError *error;      /* (owned) (nullable) the first that happened */
  gboolean empty;     /* there was no entry when it was opened */
};

/* Either a line to write, or a task to return once all before it is synced,
 * or neither, which ends the thread. */
typedef struct {
  char *line;
  gsize length;
  GTask *task;
} Entry;

G_DEFINE_FINAL_TYPE (MeireiBatchJournal, meirei_batch_journal, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_free (entry->line);
  g_clear_object (&entry->task);
  g_free (entry);
}

static void
set_error (MeireiBatchJournal *self,
           const char         *what)
{
  int saved_errno = errno;

  g_mutex_lock (&self->mutex);
  if (self->error == NULL)
    g_set_error (&self->error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL,
                 "Could not %s the journal %s: %s; make room or make it writable, "
                 "then resume the batch", what, self->path, g_strerror (saved_errno));
  g_mutex_unlock (&self->mutex);
}

static GError *
dup_error (MeireiBatchJournal *self)
{
  GError *copy;

  g_mutex_lock (&self->mutex);
  copy = self->error != NULL ? g_error_copy (self->error) : NULL;
  g_mutex_unlock (&self->mutex);

  return copy;
}

static void
write_all (MeireiBatchJournal *self,
           const GString      *text)
{
  gsize written = 0;

  if (meirei_batch_journal_is_broken (self))
    return;

  while (written < text->len)
    {
      gssize n = write (self->fd, text->str + written, text->len - written);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_error (self, "write to");
          return;
        }
      written += (gsize) n;
    }

  if (text->len > 0 && fdatasync (self->fd) != 0)
    set_error (self, "sync");
}

static gboolean
return_flush_cb (gpointer user_data)
{
  GTask *task = user_data;
  GError *error = dup_error (g_task_get_source_object (task));

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

/* Takes the task.  It must not be let go in the writer's thread: it may hold
 * the last reference to the journal, whose end waits for that thread. */
static void
return_flush (GTask *task)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, return_flush_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static gpointer
writer_thread (gpointer user_data)
{
  MeireiBatchJournal *self = user_data;
  gboolean done = FALSE;

  while (!done)
    {
      g_autoptr(GPtrArray) group =
        g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
      g_autoptr(GString) text = g_string_new (NULL);

      for (Entry *entry = g_async_queue_pop (self->queue); entry != NULL;
           entry = g_async_queue_try_pop (self->queue))
        {
          g_ptr_array_add (group, entry);
          if (entry->line != NULL)
            g_string_append_len (text, entry->line, (gssize) entry->length);
          else if (entry->task == NULL)
            done = TRUE;
        }

      write_all (self, text);
      for (guint i = 0; i < group->len; i++)
        {
          Entry *entry = group->pdata[i];

          if (entry->task != NULL)
            return_flush (g_steal_pointer (&entry->task));
        }
    }

  return NULL;
}

static void
meirei_batch_journal_finalize (GObject *object)
{
  MeireiBatchJournal *self = MEIREI_BATCH_JOURNAL (object);

  if (self->thread != NULL)
    {
      g_async_queue_push (self->queue, g_new0 (Entry, 1));
      g_thread_join (self->thread);
    }
  g_async_queue_unref (self->queue);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (meirei_batch_journal_parent_class)->finalize (object);
}

static void
meirei_batch_journal_class_init (MeireiBatchJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_batch_journal_finalize;
}

static void
meirei_batch_journal_init (MeireiBatchJournal *self)
{
  self->fd = -1;
  self->queue = g_async_queue_new_full ((GDestroyNotify) entry_free);
  g_mutex_init (&self->mutex);
}

static gboolean
ends_in_newline (int   fd,
                 off_t size)
{
  char last = '\n';

  return size == 0 || (pread (fd, &last, 1, size - 1) == 1 && last == '\n');
}

/* A new file is only there after a power failure if its folder is synced. */
static void
sync_folder (const char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);
  int fd = open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

static off_t
get_size (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 ? info.st_size : 0;
}

/**
 * meirei_batch_journal_open:
 * @path: the journal's file; made if it does not exist
 * @error: return location for an error
 *
 * Opens a journal for appending.  Only one process can have it open so.
 *
 * Returns: (transfer full) (nullable): the journal, or %NULL with
 *   %MEIREI_BATCH_ERROR_JOURNAL
 */
MeireiBatchJournal *
meirei_batch_journal_open (const char  *path,
                           GError     **error)
{
  g_autoptr(MeireiBatchJournal) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_BATCH_JOURNAL, NULL);
  self->path = g_strdup (path);
  self->fd = open (path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (self->fd < 0)
    {
      set_error (self, "open");
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }

  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL,
                   "The batch is being run by another process: %s is locked; "
                   "wait for it or stop it", path);
      return NULL;
    }

  self->empty = get_size (self->fd) == 0;
  if (self->empty)
    sync_folder (path);
  if (!ends_in_newline (self->fd, get_size (self->fd)) && write (self->fd, "\n", 1) != 1)
    {
      set_error (self, "write to");
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }

  self->thread = g_thread_new ("meirei-journal", writer_thread, self);

  return g_steal_pointer (&self);
}

/**
 * meirei_batch_journal_is_empty:
 * @self: a journal
 *
 * Returns: whether it had no entry when it was opened
 */
gboolean
meirei_batch_journal_is_empty (MeireiBatchJournal *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_JOURNAL (self), TRUE);

  return self->empty;
}

/**
 * meirei_batch_journal_is_broken:
 * @self: a journal
 *
 * Returns: whether something could not be written; nothing more is then
 */
gboolean
meirei_batch_journal_is_broken (MeireiBatchJournal *self)
{
  gboolean broken;

  g_return_val_if_fail (MEIREI_IS_BATCH_JOURNAL (self), TRUE);

  g_mutex_lock (&self->mutex);
  broken = self->error != NULL;
  g_mutex_unlock (&self->mutex);

  return broken;
}

/**
 * meirei_batch_journal_append:
 * @self: a journal
 * @entry: what to write
 *
 * Queues an entry.  It is on the disk once a later flush has succeeded.
 */
void
meirei_batch_journal_append (MeireiBatchJournal *self,
                             JsonObject         *entry)
{
  Entry *queued;

  g_return_if_fail (MEIREI_IS_BATCH_JOURNAL (self));
  g_return_if_fail (entry != NULL);

  queued = g_new0 (Entry, 1);
  queued->line = meirei_json_to_line (entry, &queued->length);
  g_async_queue_push (self->queue, queued);
}

/**
 * meirei_batch_journal_flush_async:
 * @self: a journal
 * @cancellable: (nullable): a cancellable
 * @callback: called when all entries so far are on the disk
 * @user_data: for @callback
 */
void
meirei_batch_journal_flush_async (MeireiBatchJournal  *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Entry *queued;

  g_return_if_fail (MEIREI_IS_BATCH_JOURNAL (self));

  queued = g_new0 (Entry, 1);
  queued->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (queued->task, meirei_batch_journal_flush_async);
  g_async_queue_push (self->queue, queued);
}

/**
 * meirei_batch_journal_flush_finish:
 * @self: a journal
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if everything is on the disk, else %FALSE with
 *   %MEIREI_BATCH_ERROR_JOURNAL, the first error that happened
 */
gboolean
meirei_batch_journal_flush_finish (MeireiBatchJournal  *self,
                                   GAsyncResult        *result,
                                   GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
