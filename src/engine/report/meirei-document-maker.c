/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiDocumentMaker:
 *
 * Writes documents about what a workspace holds: one function for all kinds and
 * formats.  The same state gives the same document; nothing in one says when it
 * was written.  It never changes after it has been made, so that any thread may
 * use it.
 */

#include "config.h"

#include <string.h>

#include "meirei-batch-report.h"
#include "meirei-document-maker.h"
#include "meirei-enums.h"
#include "meirei-instruction-report.h"

struct _MeireiDocumentMaker
{
  GObject parent_instance;

  MeireiWorkspace *workspace;
  MeireiScoreTable *table;
  char *language;  /* (nullable) */
};

typedef struct {
  MeireiDocumentRequest request;
  char *id;        /* (nullable) */
  char *version;   /* (nullable) */
} Job;

G_DEFINE_FINAL_TYPE (MeireiDocumentMaker, meirei_document_maker, G_TYPE_OBJECT)

G_DEFINE_QUARK (meirei-document-error-quark, meirei_document_error)

static void
job_free (Job *job)
{
  g_free (job->id);
  g_free (job->version);
  g_free (job);
}

static char *
refuse_format (MeireiDocumentFormat   format,
               const char            *formats,
               GError               **error)
{
  g_set_error (error, MEIREI_DOCUMENT_ERROR, MEIREI_DOCUMENT_ERROR_FORMAT,
               "This document is not written as %s; use %s",
               meirei_enum_to_nick (MEIREI_TYPE_DOCUMENT_FORMAT, (int) format), formats);

  return NULL;
}

static char *
make_batch (MeireiDocumentMaker          *self,
            const MeireiDocumentRequest  *request,
            GError                      **error)
{
  g_autoptr(MeireiBatchReport) report = NULL;

  if (request->format == MEIREI_DOCUMENT_FORMAT_SARIF)
    return refuse_format (request->format, "json, markdown, html or junit", error);

  report = meirei_batch_report_load (self->workspace, request->id, self->table, self->language,
                                     error);
  if (report == NULL)
    return NULL;

  switch (request->format)
    {
    case MEIREI_DOCUMENT_FORMAT_JSON:
      return meirei_batch_report_json (report);
    case MEIREI_DOCUMENT_FORMAT_MARKDOWN:
    case MEIREI_DOCUMENT_FORMAT_HTML:
      return meirei_batch_report_document (report, request->format, self->table, self->language);
    case MEIREI_DOCUMENT_FORMAT_JUNIT:
      return meirei_batch_report_junit (report, self->table, self->language);
    case MEIREI_DOCUMENT_FORMAT_SARIF:
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
make_instruction (MeireiDocumentMaker          *self,
                  const MeireiDocumentRequest  *request,
                  GError                      **error)
{
  g_autoptr(MeireiInstructionReport) report =
    meirei_instruction_report_load (self->workspace, request->id, request->version, error);

  if (report == NULL)
    return NULL;

  switch (request->format)
    {
    case MEIREI_DOCUMENT_FORMAT_JSON:
      return meirei_instruction_report_json (report);
    case MEIREI_DOCUMENT_FORMAT_MARKDOWN:
    case MEIREI_DOCUMENT_FORMAT_HTML:
      return meirei_instruction_report_document (report, request->format, self->table,
                                                 self->language);
    case MEIREI_DOCUMENT_FORMAT_SARIF:
      return meirei_instruction_report_sarif (report, self->table, self->language);
    case MEIREI_DOCUMENT_FORMAT_JUNIT:
      return meirei_instruction_report_junit (report, self->table, self->language);
    default:
      g_return_val_if_reached (NULL);
    }
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
  char *text;

  g_return_val_if_fail (MEIREI_IS_DOCUMENT_MAKER (self), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  switch (request->kind)
    {
    case MEIREI_DOCUMENT_BATCH:
      text = make_batch (self, request, error);
      break;
    case MEIREI_DOCUMENT_INSTRUCTION:
      text = make_instruction (self, request, error);
      break;
    default:
      g_return_val_if_reached (NULL);
    }

  return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
}

static void
make_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  GBytes *document = meirei_document_maker_make (source_object, &job->request, &error);

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
  Job *job;

  g_return_if_fail (MEIREI_IS_DOCUMENT_MAKER (self));
  g_return_if_fail (request != NULL);

  job = g_new0 (Job, 1);
  job->request = *request;
  job->request.id = job->id = g_strdup (request->id);
  job->request.version = job->version = g_strdup (request->version);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_document_maker_make_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
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
