/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchFileReader:
 *
 * Reads what an engine wrote in answer to a batch file: results and errors, in
 * the spellings of OpenAI's service and of vLLM.  One line is in memory at a
 * time, and none that is longer than the limit; the file may be anything.
 */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "meirei-batch-error.h"
#include "meirei-batch-file-reader.h"
#include "meirei-json.h"
#include "meirei-surrogates.h"

#define MAX_CUSTOM_ID 256
#define MAX_MESSAGE 500

struct _MeireiBatchFileReader
{
  GObject parent_instance;

  char *path;
  FILE *file;
  gsize max_line;
  guint64 number;
  GString *line;
};

G_DEFINE_FINAL_TYPE (MeireiBatchFileReader, meirei_batch_file_reader, G_TYPE_OBJECT)

/**
 * meirei_batch_file_line_free:
 * @self: (transfer full): a line
 */
void
meirei_batch_file_line_free (MeireiBatchFileLine *self)
{
  g_free (self->custom_id);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->message);
  g_free (self);
}

static void
meirei_batch_file_reader_finalize (GObject *object)
{
  MeireiBatchFileReader *self = MEIREI_BATCH_FILE_READER (object);

  g_free (self->path);
  g_clear_pointer (&self->file, fclose);
  g_string_free (self->line, TRUE);

  G_OBJECT_CLASS (meirei_batch_file_reader_parent_class)->finalize (object);
}

static void
meirei_batch_file_reader_class_init (MeireiBatchFileReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_batch_file_reader_finalize;
}

static void
meirei_batch_file_reader_init (MeireiBatchFileReader *self)
{
  self->line = g_string_new (NULL);
}

/**
 * meirei_batch_file_reader_open:
 * @path: a file's path
 * @max_line: how many bytes a line may have, usually
 *   %MEIREI_BATCH_FILE_MAX_LINE
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a reader, or %NULL with
 *   %MEIREI_BATCH_ERROR_FILE
 */
MeireiBatchFileReader *
meirei_batch_file_reader_open (const char  *path,
                               gsize        max_line,
                               GError     **error)
{
  FILE *file;
  MeireiBatchFileReader *self;

  g_return_val_if_fail (path != NULL && max_line > 0, NULL);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_FILE,
                   "%s is a folder; name the result files in it", path);
      return NULL;
    }
  file = g_fopen (path, "re");
  if (file == NULL)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_FILE, "Could not read %s: %s",
                   path, g_strerror (errno));
      return NULL;
    }

  self = g_object_new (MEIREI_TYPE_BATCH_FILE_READER, NULL);
  self->path = g_strdup (path);
  self->file = file;
  self->max_line = max_line;

  return self;
}

/* What is longer than the limit is passed over, not kept. */
static gboolean
read_line (MeireiBatchFileReader *self,
           gboolean              *too_long)
{
  int c;
  gboolean any = FALSE;

  *too_long = FALSE;
  g_string_truncate (self->line, 0);
  while ((c = getc_unlocked (self->file)) != EOF && c != '\n')
    {
      any = TRUE;
      if (self->line->len < self->max_line)
        g_string_append_c (self->line, (char) c);
      else
        *too_long = TRUE;
    }

  return any || c != EOF;
}

/* A terminal takes some of them for orders. */
static gboolean
has_controls (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static char *
dup_bounded (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  if (has_controls (valid))
    {
      g_autofree char *unsafe = g_steal_pointer (&valid);

      valid = g_strescape (unsafe, NULL);
    }

  if (g_utf8_strlen (valid, -1) <= MAX_MESSAGE)
    return g_steal_pointer (&valid);

  return g_utf8_substring (valid, 0, MAX_MESSAGE);
}

/* `error` beside the response, or the response's own body: OpenAI has
 * `error.message` in it, older vLLM `message`. */
static char *
dup_failure (JsonObject *line,
             JsonObject *body,
             gint64      status)
{
  JsonObject *outer = meirei_json_get_object (line, "error");
  JsonObject *inner = meirei_json_get_object (body, "error");
  const char *text = meirei_json_get_string (outer, "message", NULL);
  g_autofree char *bounded = NULL;

  if (text == NULL)
    text = meirei_json_get_string (inner, "message", NULL);
  if (text == NULL)
    text = meirei_json_get_string (body, "message", NULL);
  if (text == NULL)
    text = meirei_json_get_string (line, "error", NULL);
  if (text == NULL)
    text = meirei_json_get_string (outer, "code", "it does not say why");
  bounded = dup_bounded (text);
  if (status > 0)
    return g_strdup_printf ("The engine did not answer (HTTP %d): %s", (int) CLAMP (status, 0, 999),
                            bounded);

  return g_strdup_printf ("The engine did not answer: %s", bounded);
}

static void
take_response (MeireiBatchFileLine *self,
               JsonObject          *line)
{
  JsonObject *response = meirei_json_get_object (line, "response");
  JsonObject *body = meirei_json_get_object (response, "body");
  gint64 status = meirei_json_get_int (response, "status_code", 0);
  gboolean is_good = status == 0 || (status >= 200 && status < 300);
  gsize length = 0;
  char *text;

  if (!is_good || meirei_json_get_array (body, "choices") == NULL)
    {
      self->message = dup_failure (line, body, status);
      return;
    }

  text = meirei_json_to_line (body, &length);
  self->body = g_bytes_new_take (text, length);
}

static void
parse (MeireiBatchFileReader *self,
       MeireiBatchFileLine   *line)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autofree char *mended = NULL;
  const char *id;

  if (!g_utf8_validate_len (self->line->str, self->line->len, NULL))
    {
      line->message = g_strdup ("The line is not text in UTF-8");
      return;
    }
  /* json-glib makes bytes that are not UTF-8 out of half a surrogate pair. */
  mended = meirei_surrogates_mend (self->line->str, self->line->len);
  object = mended != NULL ? meirei_json_parse_object (mended, -1, &error)
                          : meirei_json_parse_object (self->line->str, (gssize) self->line->len,
                                                      &error);
  if (object == NULL)
    {
      g_autofree char *reason = dup_bounded (error->message);

      line->message = g_strdup_printf ("The line is not a JSON object: %s", reason);
      return;
    }

  id = meirei_json_get_string (object, "custom_id", NULL);
  if (id == NULL || strlen (id) > MAX_CUSTOM_ID || !g_utf8_validate (id, -1, NULL)
      || has_controls (id))
    {
      line->message = g_strdup ("The line has no custom_id of Meirei's");
      return;
    }
  line->custom_id = g_strdup (id);
  take_response (line, object);
}

/**
 * meirei_batch_file_reader_next:
 * @self: a reader
 * @error: return location for an error
 *
 * Reads the next line that is not empty.  Blocks.
 *
 * Returns: (transfer full) (nullable): it; %NULL at the end of the file, or
 *   with %MEIREI_BATCH_ERROR_FILE
 */
MeireiBatchFileLine *
meirei_batch_file_reader_next (MeireiBatchFileReader  *self,
                               GError                **error)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_FILE_READER (self), NULL);

  for (;;)
    {
      gboolean too_long;
      MeireiBatchFileLine *line;

      if (!read_line (self, &too_long))
        break;
      self->number++;
      if (!too_long && strspn (self->line->str, " \t\r") == self->line->len)
        continue;

      line = g_new0 (MeireiBatchFileLine, 1);
      line->number = self->number;
      if (too_long)
        line->message = g_strdup_printf ("The line is longer than %" G_GSIZE_FORMAT " bytes",
                                         self->max_line);
      else
        parse (self, line);
      return line;
    }

  if (ferror (self->file))
    g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_FILE,
                 "Could not read %s after line %" G_GUINT64_FORMAT, self->path, self->number);

  return NULL;
}

static void
next_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  MeireiBatchFileLine *line = meirei_batch_file_reader_next (source_object, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, line, (GDestroyNotify) meirei_batch_file_line_free);
}

/**
 * meirei_batch_file_reader_next_async:
 * @self: a reader that does not read
 * @callback: called when a line was read
 * @user_data: for @callback
 */
void
meirei_batch_file_reader_next_async (MeireiBatchFileReader *self,
                                     GAsyncReadyCallback    callback,
                                     gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_BATCH_FILE_READER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, meirei_batch_file_reader_next_async);
  g_task_run_in_thread (task, next_worker);
}

/**
 * meirei_batch_file_reader_next_finish:
 * @self: a reader
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): see
 *   [method@BatchFileReader.next]
 */
MeireiBatchFileLine *
meirei_batch_file_reader_next_finish (MeireiBatchFileReader  *self,
                                      GAsyncResult           *result,
                                      GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
