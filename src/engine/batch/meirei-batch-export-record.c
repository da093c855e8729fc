/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What is remembered of an export, so that its answers can come back. */

#include "config.h"

#include <string.h>

#include "meirei-batch-archive.h"
#include "meirei-batch-error.h"
#include "meirei-batch-export-record.h"
#include "meirei-batch-journal.h"
#include "meirei-json.h"

/* Between the batch and the instruction in a custom_id. */
#define SEPARATOR ':'

/**
 * meirei_batch_export_record_free:
 * @self: (transfer full): a record
 */
void
meirei_batch_export_record_free (MeireiBatchExportRecord *self)
{
  g_clear_object (&self->batch);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_clear_pointer (&self->files, g_strfreev);
  g_clear_pointer (&self->submissions, g_ptr_array_unref);
  g_free (self);
}

static gboolean
entry_cb (JsonObject *entry,
          gpointer    user_data)
{
  MeireiBatchExportRecord *self = user_data;
  const char *type = meirei_json_get_string (entry, "type", "");
  const char *id = meirei_json_get_string (entry, "id", NULL);

  if (g_str_equal (type, MEIREI_BATCH_ENTRY_REQUEST) && id != NULL)
    g_hash_table_replace (self->requests, g_strdup (id), json_object_ref (entry));
  else if (g_str_equal (type, MEIREI_BATCH_ENTRY_EXPORT))
    {
      g_strfreev (self->files);
      self->files = meirei_json_dup_strv (entry, "files");
    }
  else if (g_str_equal (type, MEIREI_BATCH_ENTRY_SUBMIT))
    g_ptr_array_add (self->submissions, json_object_ref (entry));

  return TRUE;
}

/**
 * meirei_batch_export_record_load:
 * @workspace_dir: the workspace's folder
 * @batch_id: (nullable): a batch's id; %NULL for the newest that was exported
 * @error: return location for an error
 *
 * Reads what was exported.  Blocks.
 *
 * Returns: (transfer full) (nullable): the record, or %NULL with
 *   %MEIREI_BATCH_ERROR_NOT_FOUND or %MEIREI_BATCH_ERROR_JOURNAL
 */
MeireiBatchExportRecord *
meirei_batch_export_record_load (const char  *workspace_dir,
                                 const char  *batch_id,
                                 GError     **error)
{
  g_autoptr(MeireiBatchExportRecord) self = g_new0 (MeireiBatchExportRecord, 1);
  g_auto(GStrv) ids = batch_id == NULL ? meirei_batch_archive_list (workspace_dir) : NULL;
  g_autofree char *path = NULL;

  for (gsize i = 0; ids != NULL && ids[i] != NULL && self->batch == NULL; i++)
    {
      self->batch = meirei_batch_archive_load (workspace_dir, ids[i], NULL);
      if (self->batch != NULL && !meirei_batch_is_exported (self->batch))
        g_clear_object (&self->batch);
    }
  if (batch_id != NULL)
    {
      self->batch = meirei_batch_archive_load (workspace_dir, batch_id, error);
      if (self->batch == NULL)
        return NULL;
    }
  if (self->batch == NULL || !meirei_batch_is_exported (self->batch))
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_NOT_FOUND,
                   "%s was not exported; “batch export --to FILE.jsonl” makes a batch file",
                   batch_id != NULL ? batch_id : "A batch of this workspace");
      return NULL;
    }

  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) json_object_unref);
  self->submissions = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  path = meirei_batch_archive_dup_path (workspace_dir, meirei_batch_get_id (self->batch));
  if (!meirei_batch_journal_foreach (path, entry_cb, self, NULL, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * meirei_batch_is_exported:
 * @batch: a batch
 *
 * Returns: whether somebody else answers its requests, so that it must not be
 *   run from here
 */
gboolean
meirei_batch_is_exported (MeireiBatch *batch)
{
  return meirei_json_get_boolean (meirei_batch_get_options (batch), "exported", FALSE);
}

/**
 * meirei_batch_export_make_custom_id:
 * @batch_id: a batch's id
 * @id: an instruction's UUID
 *
 * Returns: (transfer full): by what the answer is known
 */
char *
meirei_batch_export_make_custom_id (const char *batch_id,
                                    const char *id)
{
  return g_strdup_printf ("%s%c%s", batch_id, SEPARATOR, id);
}

/**
 * meirei_batch_export_parse_custom_id:
 * @custom_id: what a file says
 * @batch_id: (out) (transfer full): a batch's id, which need not exist
 * @id: (out) (transfer full): an instruction's UUID, which need not exist
 *
 * Returns: whether it looks like one of ours
 */
gboolean
meirei_batch_export_parse_custom_id (const char  *custom_id,
                                     char       **batch_id,
                                     char       **id)
{
  const char *separator = strchr (custom_id, SEPARATOR);

  if (separator == NULL || separator == custom_id || !g_uuid_string_is_valid (separator + 1))
    return FALSE;

  *batch_id = g_strndup (custom_id, (gsize) (separator - custom_id));
  *id = g_ascii_strdown (separator + 1, -1);

  return TRUE;
}

/**
 * meirei_batch_export_make_target:
 * @asked: `model`, `kind` and `server`
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the server and the model as the export
 *   knew them, without asking anybody; %NULL with %MEIREI_BATCH_ERROR_JOURNAL
 */
MeireiTarget *
meirei_batch_export_make_target (JsonObject  *asked,
                                 GError     **error)
{
  const char *name = meirei_json_get_string (asked, "model", NULL);
  int kind = MEIREI_SERVER_KIND_OPENAI;
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(MeireiModel) model = NULL;

  if (name == NULL || *name == '\0')
    {
      g_set_error_literal (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL,
                           "The batch does not say which model was asked");
      return NULL;
    }

  meirei_enum_from_nick (MEIREI_TYPE_SERVER_KIND, meirei_json_get_string (asked, "kind", NULL),
                         &kind);
  server = meirei_server_new (meirei_json_get_string (asked, "server", "batch-file"),
                              (MeireiServerKind) kind);
  model = meirei_model_new (name);

  return meirei_target_new (server, model);
}
