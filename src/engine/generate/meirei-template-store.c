/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <errno.h>
#include <sys/stat.h>

#include "meirei-template-store.h"

/* A template adds at most 2 kB to a sheet; what is larger is something else. */
#define MAX_FILE_SIZE (1024 * 1024)

/**
 * MeireiTemplateStore:
 *
 * The prompt templates that have been read.  A file is read again only when it
 * is another one than before; looking at its stamp and reading it happens on a
 * thread.
 */
struct _MeireiTemplateStore
{
  GObject     parent_instance;

  char       *data_dir;
  GMutex      mutex;
  GHashTable *entries;  /* path → Entry; guarded by the mutex */
};

typedef struct {
  struct stat           status;
  MeireiPromptTemplate *template; /* (owned) */
} Entry;

typedef struct {
  char *workspace_dir;  /* (nullable) */
  char *name;
} Question;

G_DEFINE_FINAL_TYPE (MeireiTemplateStore, meirei_template_store, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->template);
  g_free (entry);
}

static void
question_free (Question *question)
{
  g_free (question->workspace_dir);
  g_free (question->name);
  g_free (question);
}

static void
meirei_template_store_finalize (GObject *object)
{
  MeireiTemplateStore *self = MEIREI_TEMPLATE_STORE (object);

  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->mutex);
  g_free (self->data_dir);

  G_OBJECT_CLASS (meirei_template_store_parent_class)->finalize (object);
}

static void
meirei_template_store_class_init (MeireiTemplateStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_template_store_finalize;
}

static void
meirei_template_store_init (MeireiTemplateStore *self)
{
  g_mutex_init (&self->mutex);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
}

/**
 * meirei_template_store_new:
 * @data_dir: the program's data folder
 *
 * Returns: (transfer full): a store that has not read anything yet
 */
MeireiTemplateStore *
meirei_template_store_new (const char *data_dir)
{
  MeireiTemplateStore *self;

  g_return_val_if_fail (data_dir != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_TEMPLATE_STORE, NULL);
  self->data_dir = g_strdup (data_dir);

  return self;
}

static gboolean
is_same_file (const struct stat *a,
              const struct stat *b)
{
  return a->st_ino == b->st_ino && a->st_dev == b->st_dev && a->st_size == b->st_size
         && a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static gboolean
look_at (const char   *path,
         struct stat  *status,
         GError      **error)
{
  if (stat (path, status) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
                   "Could not read %s: %s", path, g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (status->st_mode) || status->st_size > MAX_FILE_SIZE)
    {
      g_set_error (error, MEIREI_TEMPLATE_ERROR, MEIREI_TEMPLATE_ERROR_INVALID,
                   "%s is no prompt template: it has to be a file of at most %d bytes",
                   path, MAX_FILE_SIZE);
      return FALSE;
    }

  return TRUE;
}

static MeireiPromptTemplate *
get (MeireiTemplateStore  *self,
     const char           *path,
     GError              **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Entry *entry = g_hash_table_lookup (self->entries, path);
  MeireiPromptTemplate *template;
  struct stat status;

  if (!look_at (path, &status, error))
    return NULL;
  if (entry != NULL && is_same_file (&entry->status, &status))
    return g_object_ref (entry->template);

  g_hash_table_remove (self->entries, path);
  template = meirei_prompt_template_load (path, error);
  if (template == NULL)
    return NULL;

  entry = g_new0 (Entry, 1);
  entry->status = status;
  entry->template = template;
  g_hash_table_insert (self->entries, g_strdup (path), entry);

  return g_object_ref (template);
}

static void
find_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  MeireiTemplateStore *self = source_object;
  Question *question = task_data;
  g_autoptr(GError) error = NULL;
  MeireiPromptTemplate *template = NULL;
  g_autofree char *path =
    meirei_prompt_template_find_path (self->data_dir, question->workspace_dir, question->name,
                                      &error);

  if (path != NULL)
    template = get (self, path, &error);
  if (template != NULL)
    g_task_return_pointer (task, template, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * meirei_template_store_find_async:
 * @self: a store
 * @workspace_dir: (nullable): a workspace, whose folder `templates` goes first
 * @name: the template's name
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is found
 * @user_data: for @callback
 *
 * Finds a template without blocking.  A file that the workspace puts in place
 * of a shipped one, takes away or changes counts from the next call on.
 */
void
meirei_template_store_find_async (MeireiTemplateStore *self,
                                  const char          *workspace_dir,
                                  const char          *name,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Question *question;

  g_return_if_fail (MEIREI_IS_TEMPLATE_STORE (self));
  g_return_if_fail (name != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_template_store_find_async);
  question = g_new0 (Question, 1);
  question->workspace_dir = g_strdup (workspace_dir);
  question->name = g_strdup (name);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, find_worker);
}

/**
 * meirei_template_store_find_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the template, or %NULL with a
 *   %MEIREI_TEMPLATE_ERROR or an error of the file
 */
MeireiPromptTemplate *
meirei_template_store_find_finish (MeireiTemplateStore  *self,
                                   GAsyncResult         *result,
                                   GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
