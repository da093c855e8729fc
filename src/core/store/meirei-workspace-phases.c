/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Changing the phases of a project, and which phase instructions belong to.
 *
 * All functions have to be called on the main context of the workspace, because
 * they look at its list of instructions. */

#include "config.h"

#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-workspace-phases.h"
#include "meirei-workspace-private.h"

/**
 * meirei_workspace_find_phase:
 * @self: a workspace
 * @number: the number of a phase
 *
 * Returns: (transfer full) (nullable): the phase, if `meirei.json` has it
 */
MeireiPhase *
meirei_workspace_find_phase (MeireiWorkspace *self,
                             int              number)
{
  GListModel *phases;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);

  phases = G_LIST_MODEL (self->phases);
  for (guint i = 0; i < g_list_model_get_n_items (phases); i++)
    {
      g_autoptr(MeireiPhase) phase = g_list_model_get_item (phases, i);

      if (meirei_phase_get_number (phase) == number)
        return g_steal_pointer (&phase);
    }

  return NULL;
}

static GPtrArray *
list_ids_in_phase (MeireiWorkspace *self,
                   int              number)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GListModel *items = meirei_workspace_get_items (self);
  guint n_items;

  meirei_workspace_apply_changes (self);
  n_items = g_list_model_get_n_items (items);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (items, i);

      if (meirei_instruction_item_get_phase (item) == number)
        g_ptr_array_add (ids, g_strdup (meirei_instruction_item_get_id (item)));
    }

  return ids;
}

/**
 * meirei_workspace_count_in_phase:
 * @self: a workspace
 * @number: the number of a phase
 *
 * Returns: how many instructions belong to it
 */
guint
meirei_workspace_count_in_phase (MeireiWorkspace *self,
                                 int              number)
{
  g_autoptr(GPtrArray) ids = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), 0);

  ids = list_ids_in_phase (self, number);

  return ids->len;
}

typedef struct {
  int number;
  MeireiPhase *phase; /* (owned) (nullable): %NULL removes it */
  char **ids;         /* of those that belong to it */
} Change;

static Change *
change_new (MeireiWorkspace *self,
            int              number,
            MeireiPhase     *phase)
{
  Change *change = g_new0 (Change, 1);
  GPtrArray *ids = list_ids_in_phase (self, number);

  g_ptr_array_add (ids, NULL);
  change->number = number;
  change->phase = phase != NULL ? g_object_ref (phase) : NULL;
  change->ids = (char **) g_ptr_array_free (ids, FALSE);

  return change;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->phase);
  g_strfreev (change->ids);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static gint64
get_number (JsonArray *phases,
            guint      position)
{
  JsonObject *object = meirei_json_array_object (phases, position);

  return object != NULL ? meirei_json_get_int (object, "number", -1) : -1;
}

static gboolean
has_number (JsonArray *phases,
            int        number)
{
  for (guint i = 0; phases != NULL && i < json_array_get_length (phases); i++)
    if (get_number (phases, i) == number)
      return TRUE;

  return FALSE;
}

static gboolean
check_change (const Change  *change,
              JsonArray     *phases,
              GError       **error)
{
  int new_number = change->phase != NULL ? meirei_phase_get_number (change->phase)
                                         : change->number;

  if (change->number != MEIREI_PHASE_NEW && !has_number (phases, change->number)
      && change->phase == NULL)
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_PHASE,
                   "There is no phase %d; “phase list” names those that there are",
                   change->number);
      return FALSE;
    }
  if (new_number != change->number && has_number (phases, new_number))
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_PHASE_EXISTS,
                   "There is a phase %d already; choose another number", new_number);
      return FALSE;
    }
  if (change->phase == NULL && change->ids[0] != NULL)
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_PHASE_NOT_EMPTY,
                   "Phase %d has %u instructions; move them to another phase first",
                   change->number, g_strv_length (change->ids));
      return FALSE;
    }

  return TRUE;
}

/* What this Meirei does not know about a phase, or cannot read, stays. */
static JsonObject *
merge_phase (JsonObject  *stored,
             MeireiPhase *phase)
{
  JsonObject *object = meirei_phase_to_json (phase);
  g_autoptr(GList) names = stored != NULL ? json_object_get_members (stored) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    if (!json_object_has_member (object, l->data))
      json_object_set_member (object, l->data, json_object_dup_member (stored, l->data));

  return object;
}

static gboolean
change_phases (JsonObject  *settings,
               gpointer     user_data,
               GError     **error)
{
  const Change *change = user_data;
  JsonArray *stored = meirei_json_get_array (settings, "phases");
  g_autoptr(JsonArray) phases = json_array_new ();
  gboolean done = change->phase == NULL;

  if (!check_change (change, stored, error))
    return FALSE;

  for (guint i = 0; stored != NULL && i < json_array_get_length (stored); i++)
    {
      if (get_number (stored, i) != change->number)
        json_array_add_element (phases, json_array_dup_element (stored, i));
      else if (!done)
        {
          json_array_add_object_element (phases,
                                         merge_phase (meirei_json_array_object (stored, i),
                                                      change->phase));
          done = TRUE;
        }
    }
  if (!done)
    json_array_add_object_element (phases, merge_phase (NULL, change->phase));
  json_object_set_array_member (settings, "phases", g_steal_pointer (&phases));

  return TRUE;
}

static gboolean
move_instruction (MeireiInstruction  *instruction,
                  gpointer            number,
                  GError            **error)
{
  g_autoptr(JsonNode) value = json_node_init_int (json_node_alloc (), GPOINTER_TO_INT (number));
  g_autoptr(MeireiSheet) sheet = NULL;

  sheet = meirei_sheet_with_member (meirei_instruction_get_sheet (instruction), "phase", value,
                                    error);

  return sheet != NULL && meirei_lifecycle_edit (instruction, sheet, error);
}

/* Its instructions move with a phase that gets another number. */
static gboolean
follow_phase (MeireiWorkspace  *self,
              const Change     *change,
              GError          **error)
{
  int number = meirei_phase_get_number (change->phase);
  g_autoptr(GPtrArray) outcomes = NULL;
  const GError *first = NULL;
  guint n_failed = 0;

  if (number == change->number || change->ids[0] == NULL)
    return TRUE;
  outcomes = meirei_workspace_update_instructions (self, (const char * const *) change->ids,
                                                   move_instruction, GINT_TO_POINTER (number),
                                                   error);
  if (outcomes == NULL)
    return FALSE;
  for (guint i = 0; i < outcomes->len; i++)
    if (outcomes->pdata[i] != NULL && n_failed++ == 0)
      first = outcomes->pdata[i];
  if (n_failed == 0)
    return TRUE;

  g_set_error (error, first->domain, first->code,
               "Phase %d is phase %d now, but %u of its %u instructions stayed behind: %s; "
               "move them later", change->number, number, n_failed, outcomes->len,
               first->message);

  return FALSE;
}

static gboolean
apply_change (MeireiWorkspace  *self,
              Change           *change,
              GError          **error)
{
  return meirei_workspace_update_settings (self, change_phases, change, error)
         && (change->phase == NULL || follow_phase (self, change, error));
}

static gpointer
change_call (MeireiWorkspace  *self,
             gpointer          change,
             GError          **error)
{
  return GINT_TO_POINTER (apply_change (self, change, error));
}

static gboolean
finish_change (MeireiWorkspace  *self,
               GAsyncResult     *result,
               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/**
 * meirei_workspace_put_phase:
 * @self: a workspace
 * @number: the number of the phase to replace, which `meirei.json` need not
 *   have, or %MEIREI_PHASE_NEW
 * @phase: what it shall be; its instructions follow if it has another number
 * @error: return location for an error
 *
 * Adds or changes a phase.
 *
 * Returns: whether it is stored, else with %MEIREI_WORKSPACE_ERROR_PHASE_EXISTS if there is
 *   another one with that number
 */
gboolean
meirei_workspace_put_phase (MeireiWorkspace  *self,
                            int               number,
                            MeireiPhase      *phase,
                            GError          **error)
{
  g_autoptr(Change) change = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_PHASE (phase), FALSE);

  change = change_new (self, number, phase);

  return apply_change (self, change, error);
}

/**
 * meirei_workspace_put_phase_async:
 * @self: a workspace
 * @number: the number of the phase to replace, or %MEIREI_PHASE_NEW
 * @phase: what it shall be
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.put_phase], without blocking.
 */
void
meirei_workspace_put_phase_async (MeireiWorkspace     *self,
                                  int                  number,
                                  MeireiPhase         *phase,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (MEIREI_IS_PHASE (phase));

  _meirei_workspace_call (self, change_call, change_new (self, number, phase), change_free, NULL,
                          TRUE, meirei_workspace_put_phase_async, cancellable, callback,
                          user_data);
}

/**
 * meirei_workspace_put_phase_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether it is stored
 */
gboolean
meirei_workspace_put_phase_finish (MeireiWorkspace  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  return finish_change (self, result, error);
}

/**
 * meirei_workspace_remove_phase:
 * @self: a workspace
 * @number: the number of a phase without instructions
 * @error: return location for an error
 *
 * Removes a phase from `meirei.json`.
 *
 * Returns: whether it is gone, else with %MEIREI_WORKSPACE_ERROR_PHASE_NOT_EMPTY or
 *   %MEIREI_WORKSPACE_ERROR_NO_PHASE
 */
gboolean
meirei_workspace_remove_phase (MeireiWorkspace  *self,
                               int               number,
                               GError          **error)
{
  g_autoptr(Change) change = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);

  change = change_new (self, number, NULL);

  return apply_change (self, change, error);
}

/**
 * meirei_workspace_remove_phase_async:
 * @self: a workspace
 * @number: the number of a phase without instructions
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.remove_phase], without blocking.
 */
void
meirei_workspace_remove_phase_async (MeireiWorkspace     *self,
                                     int                  number,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));

  _meirei_workspace_call (self, change_call, change_new (self, number, NULL), change_free, NULL,
                          TRUE, meirei_workspace_remove_phase_async, cancellable, callback,
                          user_data);
}

/**
 * meirei_workspace_remove_phase_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether it is gone
 */
gboolean
meirei_workspace_remove_phase_finish (MeireiWorkspace  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  return finish_change (self, result, error);
}

/**
 * meirei_workspace_move_to_phase:
 * @self: a workspace
 * @ids: (array zero-terminated=1): UUIDs
 * @number: a phase, 0 to %MEIREI_SHEET_MAX_PHASE, which `meirei.json` need not have
 * @error: return location for an error
 *
 * Moves instructions to a phase.  Their approvals stay as they are.
 *
 * Returns: (transfer full) (nullable) (element-type GError): what became of each id, see
 *   [method@Workspace.update_instructions]
 */
GPtrArray *
meirei_workspace_move_to_phase (MeireiWorkspace     *self,
                                const char * const  *ids,
                                int                  number,
                                GError             **error)
{
  return meirei_workspace_update_instructions (self, ids, move_instruction,
                                               GINT_TO_POINTER (number), error);
}

/**
 * meirei_workspace_move_to_phase_async:
 * @self: a workspace
 * @ids: (array zero-terminated=1): UUIDs
 * @number: a phase
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.move_to_phase], without blocking.
 */
void
meirei_workspace_move_to_phase_async (MeireiWorkspace     *self,
                                      const char * const  *ids,
                                      int                  number,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  meirei_workspace_update_instructions_async (self, ids, move_instruction,
                                              GINT_TO_POINTER (number), NULL, cancellable,
                                              callback, user_data);
}

/**
 * meirei_workspace_move_to_phase_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type GError): what became of each id
 */
GPtrArray *
meirei_workspace_move_to_phase_finish (MeireiWorkspace  *self,
                                       GAsyncResult     *result,
                                       GError          **error)
{
  return meirei_workspace_update_instructions_finish (self, result, error);
}
