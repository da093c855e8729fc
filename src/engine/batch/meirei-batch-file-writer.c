/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchFileWriter:
 *
 * Writes requests as files of the OpenAI batch format, one JSON object a line.
 * Until all is written, the files end in `.new`; one that is full is followed
 * by another.  Blocks.
 */

#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "meirei-batch-error.h"
#include "meirei-batch-file-writer.h"
#include "meirei-json.h"

#define ENDPOINT "/v1/chat/completions"
#define ENDING ".jsonl"

struct _MeireiBatchFileWriter
{
  char *stem;        /* the path without its ending */
  char *ending;
  guint max_lines;
  gsize max_bytes;
  FILE *file;        /* (nullable) the one that is written */
  guint n_lines;     /* in it */
  gsize n_bytes;     /* in it */
  guint n_files;
};

/**
 * meirei_batch_file_writer_new:
 * @path: where to write; if one file is not enough, `-1`, `-2` … go before its
 *   ending
 * @max_lines: how many lines a file may have
 * @max_bytes: how long a file may be
 *
 * Returns: (transfer full): a new writer, which has written nothing
 */
MeireiBatchFileWriter *
meirei_batch_file_writer_new (const char *path,
                              guint       max_lines,
                              gsize       max_bytes)
{
  MeireiBatchFileWriter *self;
  gboolean has_ending;

  g_return_val_if_fail (path != NULL && max_lines > 0 && max_bytes > 0, NULL);

  has_ending = g_str_has_suffix (path, ENDING);
  self = g_new0 (MeireiBatchFileWriter, 1);
  self->stem = has_ending ? g_strndup (path, strlen (path) - strlen (ENDING)) : g_strdup (path);
  self->ending = g_strdup (has_ending ? ENDING : "");
  self->max_lines = max_lines;
  self->max_bytes = max_bytes;

  return self;
}

static char *
dup_temporary (MeireiBatchFileWriter *self,
               guint                  number)
{
  return g_strdup_printf ("%s-%u%s.new", self->stem, number, self->ending);
}

static char *
dup_final (MeireiBatchFileWriter *self,
           guint                  number)
{
  return self->n_files > 1 ? g_strdup_printf ("%s-%u%s", self->stem, number, self->ending)
                           : g_strconcat (self->stem, self->ending, NULL);
}

/**
 * meirei_batch_file_writer_free:
 * @self: (transfer full): a writer
 *
 * Frees it and takes away what was not closed.
 */
void
meirei_batch_file_writer_free (MeireiBatchFileWriter *self)
{
  if (self->file != NULL)
    fclose (self->file);
  for (guint i = 1; i <= self->n_files; i++)
    {
      g_autofree char *path = dup_temporary (self, i);

      g_unlink (path);
    }
  g_free (self->stem);
  g_free (self->ending);
  g_free (self);
}

static gboolean
fail (const char  *path,
      GError     **error)
{
  g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_FILE,
               "Could not write %s: %s; choose another place with --to", path,
               g_strerror (errno));

  return FALSE;
}

static gboolean
end_file (MeireiBatchFileWriter  *self,
          GError                **error)
{
  g_autofree char *path = dup_temporary (self, self->n_files);
  FILE *file = g_steal_pointer (&self->file);
  gboolean ok = fflush (file) == 0 && fsync (fileno (file)) == 0;

  ok = fclose (file) == 0 && ok;

  return ok || fail (path, error);
}

static gboolean
begin_file (MeireiBatchFileWriter  *self,
            GError                **error)
{
  g_autofree char *path = NULL;

  if (self->file != NULL && !end_file (self, error))
    return FALSE;

  path = dup_temporary (self, self->n_files + 1);
  self->file = g_fopen (path, "we");
  if (self->file == NULL)
    return fail (path, error);

  self->n_files++;
  self->n_lines = 0;
  self->n_bytes = 0;

  return TRUE;
}

static char *
make_line (const char *custom_id,
           JsonObject *body,
           gsize      *length)
{
  g_autoptr(JsonObject) line = json_object_new ();

  json_object_set_string_member (line, "custom_id", custom_id);
  json_object_set_string_member (line, "method", "POST");
  json_object_set_string_member (line, "url", ENDPOINT);
  json_object_set_object_member (line, "body", json_object_ref (body));

  return meirei_json_to_line (line, length);
}

/**
 * meirei_batch_file_writer_add:
 * @self: a writer
 * @custom_id: by what its answer will be known
 * @body: the body of the request
 * @error: return location for an error
 *
 * Returns: whether it was written; %FALSE with %MEIREI_BATCH_ERROR_FILE
 */
gboolean
meirei_batch_file_writer_add (MeireiBatchFileWriter  *self,
                              const char             *custom_id,
                              JsonObject             *body,
                              GError                **error)
{
  g_autofree char *line = NULL;
  gsize length = 0;

  g_return_val_if_fail (self != NULL && custom_id != NULL && body != NULL, FALSE);

  line = make_line (custom_id, body, &length);
  g_strchomp (line);
  length = strlen (line) + 1;
  if (length > self->max_bytes)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_FILE,
                   "The request has %" G_GSIZE_FORMAT " bytes, a batch file may have %"
                   G_GSIZE_FORMAT "; shorten the sheet", length, self->max_bytes);
      return FALSE;
    }
  if ((self->file == NULL || self->n_lines >= self->max_lines
       || self->n_bytes + length > self->max_bytes) && !begin_file (self, error))
    return FALSE;

  self->n_lines++;
  self->n_bytes += length;
  if (fputs (line, self->file) < 0 || fputc ('\n', self->file) < 0)
    return fail (self->stem, error);

  return TRUE;
}

/**
 * meirei_batch_file_writer_close:
 * @self: a writer
 * @error: return location for an error
 *
 * Gives the files their names.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): their paths,
 *   none if nothing was added; %NULL with %MEIREI_BATCH_ERROR_FILE
 */
char **
meirei_batch_file_writer_close (MeireiBatchFileWriter  *self,
                                GError                **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  if (self->file != NULL && !end_file (self, error))
    return NULL;

  for (guint i = 1; i <= self->n_files; i++)
    {
      g_autofree char *from = dup_temporary (self, i);
      g_autofree char *to = dup_final (self, i);

      if (g_rename (from, to) != 0)
        {
          fail (to, error);
          return NULL;
        }
      g_strv_builder_add (builder, to);
    }
  self->n_files = 0;

  return g_strv_builder_end (builder);
}
