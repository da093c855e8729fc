/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* When a process dies, an answer may be stored whose item is not in the
 * journal.  The version remembers its batch, so that the answer is not asked
 * for again. */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-batch-recovery.h"
#include "meirei-json.h"
#include "meirei-workspace-versions.h"

/**
 * meirei_batch_describe_version:
 * @version: (nullable): what an item's execution produced
 *
 * Returns: (transfer full): the facts for the item's result: `version`,
 *   `file`, `finish`, `model`, `attempts`, `score`
 */
JsonObject *
meirei_batch_describe_version (MeireiVersion *version)
{
  JsonObject *facts = json_object_new ();
  JsonObject *report;

  if (version == NULL)
    return facts;

  json_object_set_string_member (facts, "version", meirei_version_get_name (version));
  meirei_json_set_string (facts, "file", meirei_version_get_file (version));
  json_object_set_string_member (facts, "finish",
                                 meirei_enum_to_nick (MEIREI_TYPE_FINISH,
                                                      meirei_version_get_finish (version)));
  meirei_json_set_string (facts, "model", meirei_version_get_model_id (version));
  if (meirei_version_get_attempts (version) != NULL)
    json_object_set_int_member (facts, "attempts",
                                json_array_get_length (meirei_version_get_attempts (version)));
  report = meirei_version_get_section (version, "report");
  if (report != NULL && json_object_has_member (report, "score"))
    json_object_set_member (facts, "score", json_object_dup_member (report, "score"));

  return facts;
}

static double
sum_durations (MeireiVersion *version)
{
  JsonArray *attempts = meirei_version_get_attempts (version);
  double seconds = 0.0;

  for (guint i = 0; attempts != NULL && i < json_array_get_length (attempts); i++)
    seconds += meirei_json_get_double (meirei_json_array_object (attempts, i),
                                       "duration_s", 0.0);

  return seconds;
}

static MeireiVersion *
find_own_version (MeireiBatch     *batch,
                  MeireiWorkspace *workspace,
                  const char      *id)
{
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction (workspace, id, NULL);
  const char *name = instruction != NULL ? meirei_instruction_get_latest_version (instruction)
                                         : NULL;
  g_autoptr(MeireiVersion) version = NULL;

  if (name == NULL)
    return NULL;

  version = meirei_workspace_load_version (workspace, id, name, NULL);
  if (version == NULL || !meirei_version_is_finished (version)
      || g_strcmp0 (meirei_version_get_batch (version), meirei_batch_get_id (batch)) != 0)
    return NULL;

  return g_steal_pointer (&version);
}

/**
 * meirei_batch_recover:
 * @batch: a batch of executions that was interrupted
 * @workspace: its workspace, open, so that unfinished executions are repaired
 *
 * Settles the waiting items whose answer this batch got and stored completely
 * before it was interrupted.  Blocks.
 *
 * Returns: how many items were settled
 */
guint
meirei_batch_recover (MeireiBatch     *batch,
                      MeireiWorkspace *workspace)
{
  GListModel *items = meirei_batch_get_items (batch);
  guint n_settled = 0;

  g_return_val_if_fail (MEIREI_IS_BATCH (batch), 0);
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), 0);

  if (meirei_batch_get_operation (batch) != MEIREI_OPERATION_EXECUTE)
    return 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);
      g_autoptr(MeireiVersion) version = NULL;
      g_autoptr(JsonObject) facts = NULL;

      if (meirei_batch_item_get_state (item) != MEIREI_BATCH_ITEM_WAITING)
        continue;
      version = find_own_version (batch, workspace, meirei_batch_item_get_id (item));
      if (version == NULL || meirei_version_get_finish (version) != MEIREI_FINISH_COMPLETE)
        continue;

      facts = meirei_batch_describe_version (version);
      meirei_batch_item_settle (item, MEIREI_BATCH_ITEM_DONE, sum_durations (version), NULL,
                                facts);
      n_settled++;
    }

  return n_settled;
}
