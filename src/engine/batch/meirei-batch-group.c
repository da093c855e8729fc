/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The operations that only change files of the workspace: they go in groups,
 * each synced once.
 *
 * With a rule, “accept” accepts what meets it and “reject” rejects what does
 * not; what the rule cannot judge, and the others, are left as they are. */

#include "config.h"

#include "meirei-batch-error.h"
#include "meirei-batch-group.h"
#include "meirei-batch-rule.h"
#include "meirei-delivery.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-workspace-decisions.h"

/**
 * meirei_batch_group_handles:
 * @operation: an operation
 *
 * Returns: whether it is one of those that go in groups
 */
gboolean
meirei_batch_group_handles (MeireiOperation operation)
{
  return operation == MEIREI_OPERATION_VALIDATE || operation == MEIREI_OPERATION_APPROVE
         || operation == MEIREI_OPERATION_ACCEPT || operation == MEIREI_OPERATION_REJECT;
}

static gboolean
validate (MeireiInstruction  *instruction,
          gpointer            user_data,
          GError            **error)
{
  return meirei_lifecycle_validate (instruction, error);
}

static gboolean
approve (MeireiInstruction  *instruction,
         gpointer            user_data,
         GError            **error)
{
  return meirei_lifecycle_approve (instruction, user_data, error);
}

static void
return_errors (GTask     *task,
               GPtrArray *errors,
               GError    *error)
{
  if (errors != NULL)
    g_task_return_pointer (task, errors, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
update_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *errors = meirei_workspace_update_instructions_finish (MEIREI_WORKSPACE (source),
                                                                   result, &error);

  return_errors (task, errors, error);
}

/* What was accepted goes to the workspace's target. */

typedef struct {
  GTask *task;        /* (owned) */
  GPtrArray *errors;  /* (owned): what became of each item */
  GArray *places;     /* (owned): of those that were accepted, in @errors */
} Delivering;

static void
delivered_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Delivering *delivering = user_data;
  g_autoptr(GPtrArray) deliveries =
    meirei_delivery_finish (MEIREI_WORKSPACE (source), result, NULL);

  for (guint i = 0; deliveries != NULL && i < deliveries->len; i++)
    {
      MeireiDelivery *delivery = deliveries->pdata[i];

      if (delivery->error != NULL)
        {
          g_prefix_error (&delivery->error, "Accepted, and stays so, but: ");
          delivering->errors->pdata[g_array_index (delivering->places, guint, i)] =
            g_steal_pointer (&delivery->error);
        }
    }
  return_errors (delivering->task, delivering->errors, NULL);
  g_object_unref (delivering->task);
  g_array_unref (delivering->places);
  g_free (delivering);
}

/* Takes @errors: for each of @ids %NULL if it was decided. */
static void
deliver (GTask      *task,
         char      **ids,
         GPtrArray  *errors)
{
  Delivering *delivering = g_new0 (Delivering, 1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) accepted = NULL;

  delivering->task = g_object_ref (task);
  delivering->errors = errors;
  delivering->places = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < errors->len && ids[i] != NULL; i++)
    if (errors->pdata[i] == NULL)
      {
        g_strv_builder_add (builder, ids[i]);
        g_array_append_val (delivering->places, i);
      }
  accepted = g_strv_builder_end (builder);
  meirei_delivery_run_async (g_task_get_source_object (task), (const char * const *) accepted,
                             delivered_cb, delivering);
}

static void
reject_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *errors = meirei_workspace_decide_many_finish (MEIREI_WORKSPACE (source), result,
                                                           &error);

  return_errors (task, errors, error);
}

/* The task's data are the ids. */
static void
accept_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *errors = meirei_workspace_decide_many_finish (MEIREI_WORKSPACE (source), result,
                                                           &error);

  if (errors != NULL)
    deliver (task, g_task_get_task_data (task), errors);
  else
    g_task_return_error (task, error);
}

static char **
dup_ids (GPtrArray *items)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < items->len; i++)
    g_strv_builder_add (builder, meirei_batch_item_get_id (items->pdata[i]));

  return g_strv_builder_end (builder);
}

/* Deciding by a rule. */

typedef struct {
  /* Input */
  MeireiWorkspace *workspace;
  MeireiOperation operation;
  MeireiBatchRule rule;
  char *rule_text;
  char *note;         /* (nullable) */
  char **ids;
  /* In progress */
  GPtrArray *errors;  /* of GError, for each id: why it is left as it is */
} RuleState;

static void
rule_state_free (RuleState *state)
{
  g_object_unref (state->workspace);
  g_free (state->rule_text);
  g_free (state->note);
  g_strfreev (state->ids);
  g_clear_pointer (&state->errors, g_ptr_array_unref);
  g_free (state);
}

static void
error_clear (GError *error)
{
  g_clear_error (&error);
}

/* Why the rule does not decide about an instruction; %NULL if it does. */
static GError *
apply_rule (RuleState  *state,
            const char *id)
{
  GError *error = NULL;
  g_autofree char *why = NULL;
  gboolean known = FALSE;
  gboolean meets;
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction (state->workspace, id, &error);

  if (instruction == NULL
      || !meirei_lifecycle_check (instruction, state->operation, &error))
    return error;
  version = meirei_workspace_load_version (state->workspace, id,
                                           meirei_instruction_get_latest_version (instruction),
                                           &error);
  if (version == NULL)
    return error;

  meets = meirei_batch_rule_check (&state->rule, version,
                                   meirei_sheet_get_tests (
                                     meirei_instruction_get_sheet (instruction)), &known, &why);
  if (known && meets == (state->operation == MEIREI_OPERATION_ACCEPT))
    return NULL;

  return g_error_new (MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_NOT_DECIDED,
                      "Left as it is by the rule %s: %s", state->rule_text, why);
}

static void
rule_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  RuleState *state = task_data;

  state->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) error_clear);
  for (gsize i = 0; state->ids[i] != NULL; i++)
    g_ptr_array_add (state->errors, apply_rule (state, state->ids[i]));
  g_task_return_boolean (task, TRUE);
}

static char **
dup_decided (RuleState *state)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < state->errors->len; i++)
    if (state->errors->pdata[i] == NULL)
      g_strv_builder_add (builder, state->ids[i]);

  return g_strv_builder_end (builder);
}

/* What became of those that the rule decided about goes to their places. */
static void
rule_decided_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RuleState *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) outcomes =
    meirei_workspace_decide_many_finish (MEIREI_WORKSPACE (source), result, &error);
  guint next = 0;

  for (guint i = 0; outcomes != NULL && i < state->errors->len; i++)
    if (state->errors->pdata[i] == NULL && next < outcomes->len)
      {
        if (outcomes->pdata[next] != NULL)
          state->errors->pdata[i] = g_error_copy (outcomes->pdata[next]);
        next++;
      }

  if (outcomes != NULL && state->operation == MEIREI_OPERATION_ACCEPT)
    deliver (task, state->ids, g_steal_pointer (&state->errors));
  else
    return_errors (task, outcomes != NULL ? g_steal_pointer (&state->errors) : NULL, error);
}

static MeireiDecision
get_decision (MeireiOperation operation)
{
  return operation == MEIREI_OPERATION_ACCEPT ? MEIREI_DECISION_ACCEPTED
                                              : MEIREI_DECISION_REJECTED;
}

static void
ruled_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RuleState *state = g_task_get_task_data (G_TASK (result));
  g_auto(GStrv) ids = dup_decided (state);

  g_object_set_data_full (G_OBJECT (task), "state", g_object_ref (result), g_object_unref);
  g_task_set_task_data (task, state, NULL);
  if (ids[0] == NULL)
    return_errors (task, g_steal_pointer (&state->errors), NULL);
  else
    meirei_workspace_decide_many_async (state->workspace, (const char * const *) ids,
                                        get_decision (state->operation), state->note,
                                        state->rule_text, g_task_get_cancellable (task),
                                        rule_decided_cb, g_object_ref (task));
}

/* Takes the task. */
static void
decide_by_rule (MeireiWorkspace *workspace,
                MeireiOperation  operation,
                const char      *rule,
                const char      *note,
                char           **ids,
                GTask           *task)
{
  g_autoptr(GTask) ruling = g_task_new (workspace, NULL, ruled_cb, task);
  RuleState *state = g_new0 (RuleState, 1);
  g_autoptr(GError) error = NULL;

  g_task_set_source_tag (ruling, rule_worker);
  state->workspace = g_object_ref (workspace);
  state->operation = operation;
  state->rule_text = g_strdup (rule);
  state->note = g_strdup (note);
  state->ids = g_strdupv (ids);
  g_task_set_task_data (ruling, state, (GDestroyNotify) rule_state_free);
  if (meirei_batch_rule_parse (rule, &state->rule, &error))
    g_task_run_in_thread (ruling, rule_worker);
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
    }
}

/**
 * meirei_batch_group_run_async:
 * @workspace: the workspace
 * @operation: one that goes in groups
 * @options: (nullable): its options: `note` and `rule`
 * @items: (element-type MeireiBatchItem): the items
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
meirei_batch_group_run_async (MeireiWorkspace     *workspace,
                              MeireiOperation      operation,
                              JsonObject          *options,
                              GPtrArray           *items,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  g_auto(GStrv) ids = dup_ids (items);
  const char * const *list = (const char * const *) ids;
  const char *note = meirei_json_get_string (options, "note", NULL);
  const char *rule = meirei_json_get_string (options, "rule", NULL);

  g_return_if_fail (meirei_batch_group_handles (operation));

  g_task_set_source_tag (task, meirei_batch_group_run_async);
  if (operation == MEIREI_OPERATION_VALIDATE)
    meirei_workspace_update_instructions_async (workspace, list, validate, NULL, NULL,
                                                cancellable, update_cb, task);
  else if (operation == MEIREI_OPERATION_APPROVE)
    meirei_workspace_update_instructions_async (workspace, list, approve, g_strdup (note), g_free,
                                                cancellable, update_cb, task);
  else if (rule != NULL)
    decide_by_rule (workspace, operation, rule, note, ids, task);
  else
    {
      g_task_set_task_data (task, g_strdupv (ids), (GDestroyNotify) g_strfreev);
      meirei_workspace_decide_many_async (workspace, list, get_decision (operation), note,
                                          NULL /* no rule */, cancellable,
                                          operation == MEIREI_OPERATION_ACCEPT ? accept_cb
                                                                               : reject_cb, task);
    }
}

/**
 * meirei_batch_group_run_finish:
 * @workspace: the workspace
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type GError): what became of
 *   each item: %NULL if it is done, else why not; or %NULL with @error set if
 *   nothing could be done
 */
GPtrArray *
meirei_batch_group_run_finish (MeireiWorkspace  *workspace,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
