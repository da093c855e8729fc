/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchRecorder:
 *
 * Writes what happens to a batch into its journal:
 *
 * - `batch`: the header, once, with all items
 * - `begin`: a run begins; without a `result` after it, it was interrupted
 * - `item`: an item is settled, with its result
 * - `retry`: an item waits again, with the reason if it was not a person
 * - `add`: items were added
 * - `result`: the run has ended, with the whole result
 */

#include "config.h"

#include <errno.h>

#include "meirei-batch-archive.h"
#include "meirei-batch-error.h"
#include "meirei-batch-journal.h"
#include "meirei-batch-recorder.h"
#include "meirei-json.h"

struct _MeireiBatchRecorder
{
  GObject parent_instance;

  MeireiBatch *batch;
  MeireiBatchJournal *journal;
  gboolean resumed;
};

G_DEFINE_FINAL_TYPE (MeireiBatchRecorder, meirei_batch_recorder, G_TYPE_OBJECT)

static void
meirei_batch_recorder_dispose (GObject *object)
{
  MeireiBatchRecorder *self = MEIREI_BATCH_RECORDER (object);

  g_clear_object (&self->journal);
  g_clear_object (&self->batch);

  G_OBJECT_CLASS (meirei_batch_recorder_parent_class)->dispose (object);
}

static void
meirei_batch_recorder_class_init (MeireiBatchRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_batch_recorder_dispose;
}

static void
meirei_batch_recorder_init (MeireiBatchRecorder *self)
{
}

/**
 * meirei_batch_recorder_write_entry:
 * @self: a recorder
 * @type: what it is; who replays the journal leaves out what it does not know
 * @members: (nullable): what it says
 *
 * Writes an entry of its own kind.
 */
void
meirei_batch_recorder_write_entry (MeireiBatchRecorder *self,
                                   const char          *type,
                                   JsonObject          *members)
{
  g_autoptr(JsonObject) entry = json_object_new ();
  g_autoptr(GList) names = NULL;

  json_object_set_string_member (entry, "type", type);
  meirei_json_set_time (entry, "at", g_get_real_time ());
  names = members != NULL ? json_object_get_members (members) : NULL;
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (entry, l->data, json_object_dup_member (members, l->data));
  meirei_batch_journal_append (self->journal, entry);
}

/**
 * meirei_batch_recorder_open:
 * @batch: a batch
 * @workspace_dir: the workspace's folder
 * @error: return location for an error
 *
 * Opens the batch's journal, or makes it, and writes that a run begins.
 *
 * Returns: (transfer full) (nullable): the recorder, or %NULL with
 *   %MEIREI_BATCH_ERROR_JOURNAL
 */
MeireiBatchRecorder *
meirei_batch_recorder_open (MeireiBatch  *batch,
                            const char   *workspace_dir,
                            GError      **error)
{
  g_autoptr(MeireiBatchRecorder) self = NULL;
  g_autofree char *path = NULL;
  g_autofree char *dir = NULL;

  g_return_val_if_fail (MEIREI_IS_BATCH (batch), NULL);
  g_return_val_if_fail (workspace_dir != NULL, NULL);

  path = meirei_batch_archive_dup_path (workspace_dir, meirei_batch_get_id (batch));
  dir = g_path_get_dirname (path);
  if (g_mkdir_with_parents (dir, 0777) != 0)
    {
      g_set_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_JOURNAL,
                   "Could not make the folder %s: %s", dir, g_strerror (errno));
      return NULL;
    }

  self = g_object_new (MEIREI_TYPE_BATCH_RECORDER, NULL);
  self->batch = g_object_ref (batch);
  self->journal = meirei_batch_journal_open (path, error);
  if (self->journal == NULL)
    return NULL;

  self->resumed = !meirei_batch_journal_is_empty (self->journal);
  if (!self->resumed)
    {
      g_autoptr(JsonObject) header = meirei_batch_to_header (batch);

      meirei_batch_journal_append (self->journal, header);
    }
  meirei_batch_recorder_write_entry (self, "begin", NULL);

  return g_steal_pointer (&self);
}

/**
 * meirei_batch_recorder_is_resumed:
 * @self: a recorder
 *
 * Returns: whether there was a journal, so that this is not the first run
 */
gboolean
meirei_batch_recorder_is_resumed (MeireiBatchRecorder *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_RECORDER (self), FALSE);

  return self->resumed;
}

/**
 * meirei_batch_recorder_is_broken:
 * @self: a recorder
 *
 * Returns: whether something could not be written, such as because the disk is
 *   full; nothing more is then
 */
gboolean
meirei_batch_recorder_is_broken (MeireiBatchRecorder *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_RECORDER (self), TRUE);

  return meirei_batch_journal_is_broken (self->journal);
}

/**
 * meirei_batch_recorder_write_item:
 * @self: a recorder
 * @item: an item that is settled
 */
void
meirei_batch_recorder_write_item (MeireiBatchRecorder *self,
                                  MeireiBatchItem     *item)
{
  g_autoptr(JsonObject) members = NULL;

  g_return_if_fail (MEIREI_IS_BATCH_RECORDER (self));
  g_return_if_fail (meirei_batch_item_get_result (item) != NULL);

  members = json_object_new ();
  json_object_set_string_member (members, "id", meirei_batch_item_get_id (item));
  json_object_set_object_member (members, "result",
                                 json_object_ref (meirei_batch_item_get_result (item)));
  meirei_batch_recorder_write_entry (self, "item", members);
}

/**
 * meirei_batch_recorder_write_retry:
 * @self: a recorder
 * @item: an item that waits again
 * @reason: (nullable): why, unless a person wants it
 */
void
meirei_batch_recorder_write_retry (MeireiBatchRecorder *self,
                                   MeireiBatchItem     *item,
                                   const GError        *reason)
{
  g_autoptr(JsonObject) members = NULL;

  g_return_if_fail (MEIREI_IS_BATCH_RECORDER (self));

  members = json_object_new ();
  json_object_set_string_member (members, "id", meirei_batch_item_get_id (item));
  if (reason != NULL)
    json_object_set_object_member (members, "reason", meirei_error_to_json (reason));
  meirei_batch_recorder_write_entry (self, "retry", members);
}

/**
 * meirei_batch_recorder_write_added:
 * @self: a recorder
 * @items: (element-type MeireiBatchItem): items that were added
 */
void
meirei_batch_recorder_write_added (MeireiBatchRecorder *self,
                                   GPtrArray           *items)
{
  g_autoptr(JsonObject) members = NULL;
  JsonArray *array;

  g_return_if_fail (MEIREI_IS_BATCH_RECORDER (self));

  members = json_object_new ();
  array = json_array_sized_new (items->len);
  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, meirei_batch_item_to_header (items->pdata[i]));
  json_object_set_array_member (members, "items", array);
  meirei_batch_recorder_write_entry (self, "add", members);
}

/**
 * meirei_batch_recorder_write_result:
 * @self: a recorder
 *
 * Writes the batch's result, the last line of a run.
 */
void
meirei_batch_recorder_write_result (MeireiBatchRecorder *self)
{
  g_autoptr(JsonObject) result = NULL;

  g_return_if_fail (MEIREI_IS_BATCH_RECORDER (self));

  result = meirei_batch_to_result (self->batch);
  meirei_batch_recorder_write_entry (self, "result", result);
}

static void
flush_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (meirei_batch_journal_flush_finish (MEIREI_BATCH_JOURNAL (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * meirei_batch_recorder_flush_async:
 * @self: a recorder
 * @callback: called when everything so far is on the disk
 * @user_data: for @callback
 */
void
meirei_batch_recorder_flush_async (MeireiBatchRecorder *self,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (MEIREI_IS_BATCH_RECORDER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, meirei_batch_recorder_flush_async);
  meirei_batch_journal_flush_async (self->journal, NULL, flush_cb, task);
}

/**
 * meirei_batch_recorder_flush_finish:
 * @self: a recorder
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if everything is on the disk, else %FALSE with
 *   %MEIREI_BATCH_ERROR_JOURNAL, the first error that happened
 */
gboolean
meirei_batch_recorder_flush_finish (MeireiBatchRecorder  *self,
                                    GAsyncResult         *result,
                                    GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
