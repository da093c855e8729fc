/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiDocumentMaker:
 *
 * Writes documents about what a workspace holds: one function for all kinds and
 * formats.  The same state gives the same document; nothing in one says when it
 * was written.
 *
 * The maker is used on the workspace's main context; the asynchronous functions
 * read and write on another thread.
 */

#include "config.h"

#include <string.h>

#include "meirei-document-kinds.h"
#include "meirei-kept-places.h"

struct _MeireiDocumentMaker
{
  GObject parent_instance;

  MeireiWorkspace *workspace;
  MeireiScoreTable *table;
  char *language;
};

typedef struct {
  MeireiDocumentRequest request;
  char *id;         /* (nullable) */
  char *version;    /* (nullable) */
  GPtrArray *items;
} Job;

G_DEFINE_FINAL_TYPE (MeireiDocumentMaker, meirei_document_maker, G_TYPE_OBJECT)

G_DEFINE_QUARK (meirei-document-error-quark, meirei_document_error)

static void
job_free (Job *job)
{
  g_free (job->id);
  g_free (job->version);
  g_ptr_array_unref (job->items);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* The list and its items change on the main context only, so that a thread has
 * to have copies. */
static GPtrArray *
copy_items (MeireiWorkspace    *workspace,
            MeireiDocumentKind  kind)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *list = meirei_workspace_get_items (workspace);

  if (kind == MEIREI_DOCUMENT_BATCH || kind == MEIREI_DOCUMENT_INSTRUCTION)
    return items;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (list, i);

      g_ptr_array_add (items, meirei_instruction_item_copy (item));
    }

  return items;
}

static Job *
job_new (MeireiDocumentMaker         *self,
         const MeireiDocumentRequest *request)
{
  Job *job = g_new0 (Job, 1);

  job->request = *request;
  job->request.id = job->id = g_strdup (request->id);
  job->request.version = job->version = g_strdup (request->version);
  job->items = copy_items (self->workspace, request->kind);

  return job;
}

static char *
run_job (MeireiDocumentMaker  *self,
         const Job            *job,
         GError              **error)
{
  const MeireiDocumentSource source = { self->workspace, self->table, self->language, job->items };

  return _meirei_document_make (&source, &job->request, error);
}

static GBytes *
take_text (char *text)
{
  return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
}

static char *
dup_path (MeireiDocumentMaker *self,
          MeireiDocumentKind   kind)
{
  return g_build_filename (meirei_workspace_get_dir (self->workspace),
                           kind == MEIREI_DOCUMENT_GUIDE ? "NEXT_SESSION_GUIDE.md"
                                                         : "PROJECT_DASHBOARD.md", NULL);
}

/* A document that is there is replaced, but for what a person wrote in it. */
static char *
run_write (MeireiDocumentMaker  *self,
           const Job            *job,
           GError              **error)
{
  g_autofree char *path = dup_path (self, job->request.kind);
  g_autofree char *text = run_job (self, job, error);
  g_autofree char *existing = NULL;
  g_autofree char *merged = NULL;
  g_autoptr(GError) none = NULL;

  if (text == NULL)
    return NULL;
  if (meirei_workspace_is_read_only (self->workspace))
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_READ_ONLY,
                   "Nothing can be written: %s",
                   meirei_workspace_get_read_only_reason (self->workspace));
      return NULL;
    }

  if (!g_file_get_contents (path, &existing, NULL, &none)
      && !g_error_matches (none, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&none));
      return NULL;
    }
  merged = existing != NULL ? meirei_kept_places_merge (text, existing, error)
                            : g_steal_pointer (&text);
  if (merged == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (!g_file_set_contents_full (path, merged, -1, G_FILE_SET_CONTENTS_CONSISTENT
                                 | G_FILE_SET_CONTENTS_DURABLE, 0644, error))
    return NULL;

  return g_steal_pointer (&path);
}

static void
meirei_document_maker_dispose (GObject *object)
{
  MeireiDocumentMaker *self = MEIREI_DOCUMENT_MAKER (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (meirei_document_maker_parent_class)->dispose (object);
}

static void
meirei_document_maker_finalize (GObject *object)
{
  MeireiDocumentMaker *self = MEIREI_DOCUMENT_MAKER (object);

  g_free (self->language);

  G_OBJECT_CLASS (meirei_document_maker_parent_class)->finalize (object);
}

static void
meirei_document_maker_class_init (MeireiDocumentMakerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_document_maker_dispose;
  object_class->finalize = meirei_document_maker_finalize;
}

static void
meirei_document_maker_init (MeireiDocumentMaker *self)
{
}

/**
 * meirei_document_maker_new:
 * @workspace: what the documents are about
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts; %NULL for that of
 *   the process
 *
 * Returns: (transfer full): a new maker
 */
MeireiDocumentMaker *
meirei_document_maker_new (MeireiWorkspace  *workspace,
                           MeireiScoreTable *table,
                           const char       *language)
{
  MeireiDocumentMaker *self;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (table), NULL);

  self = g_object_new (MEIREI_TYPE_DOCUMENT_MAKER, NULL);
  self->workspace = g_object_ref (workspace);
  self->table = g_object_ref (table);
  self->language = g_strdup (language != NULL ? language : g_get_language_names ()[0]);

  return self;
}

/**
 * meirei_document_maker_make:
 * @self: a maker
 * @request: which document is wanted
 * @error: return location for an error
 *
 * Reads what the document needs and writes it.  Blocks; see
 * [method@DocumentMaker.make_async].
 *
 * Returns: (transfer full) (nullable): the document in UTF-8, or %NULL with
 *   %MEIREI_DOCUMENT_ERROR, %MEIREI_BATCH_ERROR_NOT_FOUND,
 *   %MEIREI_BATCH_ERROR_JOURNAL, %MEIREI_INSTRUCTION_ERROR or
 *   %MEIREI_WORKSPACE_ERROR
 */
GBytes *
meirei_document_maker_make (MeireiDocumentMaker          *self,
                            const MeireiDocumentRequest  *request,
                            GError                      **error)
{
  g_autoptr(Job) job = NULL;

  g_return_val_if_fail (MEIREI_IS_DOCUMENT_MAKER (self), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  job = job_new (self, request);

  return take_text (run_job (self, job, error));
}

static void
make_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *document = take_text (run_job (source_object, task_data, &error));

  if (document != NULL)
    g_task_return_pointer (task, document, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * meirei_document_maker_make_async:
 * @self: a maker
 * @request: which document is wanted; it is copied
 * @cancellable: (nullable): to give up
 * @callback: called when the document is written
 * @user_data: for @callback
 *
 * Like [method@DocumentMaker.make], without blocking.
 */
void
meirei_document_maker_make_async (MeireiDocumentMaker         *self,
                                  const MeireiDocumentRequest *request,
                                  GCancellable                *cancellable,
                                  GAsyncReadyCallback          callback,
                                  gpointer                     user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_DOCUMENT_MAKER (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_document_maker_make_async);
  g_task_set_task_data (task, job_new (self, request), (GDestroyNotify) job_free);
  g_task_run_in_thread (task, make_worker);
}

/**
 * meirei_document_maker_make_finish:
 * @self: a maker
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): as [method@DocumentMaker.make]; also
 *   %NULL with %G_IO_ERROR_CANCELLED
 */
GBytes *
meirei_document_maker_make_finish (MeireiDocumentMaker  *self,
                                   GAsyncResult         *result,
                                   GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static Job *
job_new_for_file (MeireiDocumentMaker *self,
                  MeireiDocumentKind   kind)
{
  MeireiDocumentRequest request = { kind, MEIREI_DOCUMENT_FORMAT_MARKDOWN, NULL, NULL, 0 };

  return job_new (self, &request);
}

/**
 * meirei_document_maker_write:
 * @self: a maker
 * @kind: %MEIREI_DOCUMENT_DASHBOARD or %MEIREI_DOCUMENT_GUIDE
 * @error: return location for an error
 *
 * Writes `PROJECT_DASHBOARD.md` or `NEXT_SESSION_GUIDE.md` into the workspace's
 * folder.  What a person wrote between the marks of the existing document stays.
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the file's path, or %NULL with
 *   %MEIREI_DOCUMENT_ERROR_MARKS if the existing document must not be replaced,
 *   or an error of reading or writing
 */
char *
meirei_document_maker_write (MeireiDocumentMaker  *self,
                             MeireiDocumentKind    kind,
                             GError              **error)
{
  g_autoptr(Job) job = NULL;

  g_return_val_if_fail (MEIREI_IS_DOCUMENT_MAKER (self), NULL);
  g_return_val_if_fail (kind == MEIREI_DOCUMENT_DASHBOARD || kind == MEIREI_DOCUMENT_GUIDE, NULL);

  job = job_new_for_file (self, kind);

  return run_write (self, job, error);
}

static void
write_worker (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  char *path = run_write (source_object, task_data, &error);

  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * meirei_document_maker_write_async:
 * @self: a maker
 * @kind: %MEIREI_DOCUMENT_DASHBOARD or %MEIREI_DOCUMENT_GUIDE
 * @cancellable: (nullable): to give up
 * @callback: called when the file is written
 * @user_data: for @callback
 *
 * Like [method@DocumentMaker.write], without blocking.
 */
void
meirei_document_maker_write_async (MeireiDocumentMaker *self,
                                   MeireiDocumentKind   kind,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_DOCUMENT_MAKER (self));
  g_return_if_fail (kind == MEIREI_DOCUMENT_DASHBOARD || kind == MEIREI_DOCUMENT_GUIDE);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_document_maker_write_async);
  g_task_set_task_data (task, job_new_for_file (self, kind), (GDestroyNotify) job_free);
  g_task_run_in_thread (task, write_worker);
}

/**
 * meirei_document_maker_write_finish:
 * @self: a maker
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): as [method@DocumentMaker.write]; also
 *   %NULL with %G_IO_ERROR_CANCELLED
 */
char *
meirei_document_maker_write_finish (MeireiDocumentMaker  *self,
                                    GAsyncResult         *result,
                                    GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
