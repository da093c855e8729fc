/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-batch-archive.h"
#include "meirei-json.h"
#include "meirei-project-report.h"
#include "meirei-workspace-figures.h"

#define MAX_BATCHES 5

static void
load_batches (MeireiProjectReport *self,
              const char          *dir)
{
  g_auto(GStrv) ids = meirei_batch_archive_list (dir);

  self->n_batches = g_strv_length (ids);
  for (gsize i = 0; ids[i] != NULL && self->batches->len < MAX_BATCHES; i++)
    {
      /* One that cannot be read is told by “batch list”. */
      MeireiBatch *batch = meirei_batch_archive_load (dir, ids[i], NULL);

      if (batch != NULL)
        g_ptr_array_add (self->batches, batch);
    }
}

/**
 * meirei_project_report_load:
 * @workspace: a workspace
 * @items: (element-type MeireiInstructionItem): all its instructions, not to
 *   be changed meanwhile
 * @error: return location for an error
 *
 * Reads what the documents tell about a project.  Blocks; any thread may call
 * it.
 *
 * Returns: (transfer full) (nullable): the data, or %NULL with an error of
 *   reading the workspace
 */
MeireiProjectReport *
meirei_project_report_load (MeireiWorkspace  *workspace,
                            GPtrArray        *items,
                            GError          **error)
{
  g_autoptr(MeireiProjectReport) self = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (items != NULL, NULL);

  self = g_new0 (MeireiProjectReport, 1);
  self->project = meirei_workspace_dup_name (workspace);
  self->batches = g_ptr_array_new_with_free_func (g_object_unref);
  load_batches (self, meirei_workspace_get_dir (workspace));
  for (guint i = 0; i < items->len; i++)
    self->at = MAX (self->at, meirei_instruction_item_get_updated_at (items->pdata[i]));
  self->figures = meirei_project_figures_compute (workspace, self->at, NULL, error);
  if (self->figures == NULL)
    return NULL;
  self->steps = meirei_next_step_list (workspace, items);

  return g_steal_pointer (&self);
}

/**
 * meirei_project_report_free:
 * @self: (transfer full): what a document tells about a project
 */
void
meirei_project_report_free (MeireiProjectReport *self)
{
  g_clear_object (&self->figures);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_ptr_array_unref (self->batches);
  g_free (self->project);
  g_free (self);
}

/**
 * meirei_project_report_json:
 * @self: what a document tells about a project
 *
 * Returns: (transfer full): the figures, the latest batches and the next steps
 */
char *
meirei_project_report_json (MeireiProjectReport *self)
{
  g_autoptr(JsonObject) document = meirei_project_figures_to_json (self->figures);
  JsonArray *batches = json_array_new ();
  JsonArray *steps = json_array_new ();

  json_object_set_string_member (document, "project", self->project);
  meirei_json_set_time (document, "changed_at", self->at);
  for (guint i = 0; i < self->batches->len; i++)
    {
      JsonObject *entry = meirei_batch_to_result (self->batches->pdata[i]);

      json_object_remove_member (entry, "details");
      meirei_json_set_time (entry, "created_at",
                            meirei_batch_get_created_at (self->batches->pdata[i]));
      json_array_add_object_element (batches, entry);
    }
  json_object_set_int_member (document, "n_batches", self->n_batches);
  json_object_set_array_member (document, "batches", batches);
  for (guint i = 0; i < self->steps->len; i++)
    json_array_add_object_element (steps, meirei_next_step_to_json (self->steps->pdata[i]));
  json_object_set_array_member (document, "next_steps", steps);

  return meirei_json_to_text (document, NULL);
}
