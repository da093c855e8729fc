/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The figures of a workspace: from the index, and from the files where the
 * index does not know a version yet or there is no index. */

#include "config.h"

#include <string.h>

#include "meirei-figures-builder.h"
#include "meirei-gate-set.h"
#include "meirei-json.h"
#include "meirei-workspace-figures.h"
#include "meirei-workspace-private.h"

/* An event is never later than its instruction's last change, but a change may
 * come without an event; so a few more are looked at than are shown. */
#define N_RECENT (2 * MEIREI_FIGURES_N_EVENTS)

#define DEFAULT_GATE_SCORE 80

typedef struct {
  char *id;
  gint64 updated_at;
  int score;
} Recent;

typedef struct {
  MeireiWorkspace *workspace;
  MeireiFiguresBuilder *builder;
  GArray *recent;     /* Recent, latest first */
  GHashTable *unread; /* id → GPtrArray of the runs that the index did not know */
} Computation;

static void
clear_recent (gpointer data)
{
  Recent *recent = data;

  g_free (recent->id);
}

static void
computation_clear (Computation *computation)
{
  g_clear_pointer (&computation->builder, meirei_figures_builder_free);
  g_clear_pointer (&computation->recent, g_array_unref);
  g_clear_pointer (&computation->unread, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Computation, computation_clear)

static int
find_gate_score (JsonObject *settings)
{
  g_autoptr(MeireiGateSet) gates = meirei_gate_set_new_from_json (settings, NULL);
  MeireiGate *gate = gates != NULL ? meirei_gate_set_get_current (gates) : NULL;
  const MeireiGateCondition *conditions;
  guint n_conditions = 0;

  if (gate == NULL)
    return DEFAULT_GATE_SCORE;
  conditions = meirei_gate_get_conditions (gate, &n_conditions);
  for (guint i = 0; i < n_conditions; i++)
    if (conditions[i].key == MEIREI_GATE_KEY_SCORE)
      return conditions[i].limit;

  /* A gate that does not ask for a score lets all scores through. */
  return 0;
}

static void
add_phases (MeireiFiguresBuilder *builder,
            JsonObject           *settings)
{
  JsonArray *array = meirei_json_get_array (settings, "phases");
  guint n_phases = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n_phases; i++)
    {
      JsonObject *object = meirei_json_array_object (array, i);
      g_autoptr(MeireiPhase) phase = NULL;

      /* What cannot be read is listed as a problem of the workspace. */
      if (object != NULL)
        phase = meirei_phase_new_from_json (object, NULL);
      if (phase != NULL)
        meirei_figures_builder_add_phase (builder, phase);
    }
}

static void
computation_init (Computation     *computation,
                  MeireiWorkspace *workspace,
                  gint64           now)
{
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (workspace);
  g_autoptr(GTimeZone) local = g_time_zone_new_local ();

  computation->workspace = workspace;
  computation->builder = meirei_figures_builder_new (now, local, find_gate_score (settings));
  computation->recent = g_array_new (FALSE, FALSE, sizeof (Recent));
  g_array_set_clear_func (computation->recent, clear_recent);
  computation->unread = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               (GDestroyNotify) g_ptr_array_unref);
  add_phases (computation->builder, settings);
}

static gboolean
is_known (const MeireiRunFigures *const *runs,
          guint                          n_runs,
          const char                    *version)
{
  for (guint i = 0; i < n_runs; i++)
    if (strcmp (runs[i]->version, version) == 0)
      return TRUE;

  return FALSE;
}

/* Versions that cannot be read are listed as problems when they are the
 * latest; here they are only not counted. */
static GPtrArray *
read_unknown_runs (MeireiWorkspace               *self,
                   const char                    *id,
                   const MeireiRunFigures *const *runs,
                   guint                          n_runs)
{
  GPtrArray *unknown = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_run_figures_free);
  g_autoptr(MeireiInstruction) instruction = NULL;
  const char * const *versions;

  instruction = _meirei_workspace_read_instruction (self, id, NULL, NULL);
  if (instruction == NULL)
    return unknown;
  versions = meirei_instruction_get_versions (instruction);
  for (gsize i = 0; versions[i] != NULL; i++)
    {
      g_autoptr(JsonObject) object = NULL;
      MeireiRunFigures run;

      if (is_known (runs, n_runs, versions[i]))
        continue;
      object = _meirei_workspace_read_version (self, id, versions[i], NULL, NULL, NULL);
      if (object != NULL && meirei_run_figures_read (&run, object))
        g_ptr_array_add (unknown, meirei_run_figures_copy (&run));
    }

  return unknown;
}

static void
remember_recent (Computation            *computation,
                 const MeireiItemFields *fields)
{
  GArray *recent = computation->recent;
  Recent element;
  guint position = recent->len;

  while (position > 0)
    {
      const Recent *before = &g_array_index (recent, Recent, position - 1);

      if (before->updated_at > fields->updated_at
          || (before->updated_at == fields->updated_at && strcmp (before->id, fields->id) < 0))
        break;
      position--;
    }
  if (position >= N_RECENT)
    return;
  if (recent->len == N_RECENT)
    g_array_set_size (recent, N_RECENT - 1);
  element = (Recent) { g_strdup (fields->id), fields->updated_at, fields->score };
  g_array_insert_val (recent, position, element);
}

static void
add_instruction (const MeireiItemFields        *fields,
                 const MeireiRunFigures *const *runs,
                 guint                          n_runs,
                 gpointer                       user_data)
{
  Computation *computation = user_data;
  g_autoptr(GPtrArray) all = NULL;
  GPtrArray *unread;

  remember_recent (computation, fields);
  if (fields->n_versions <= n_runs)
    {
      meirei_figures_builder_add_instruction (computation->builder, fields, runs, n_runs);
      return;
    }

  unread = read_unknown_runs (computation->workspace, fields->id, runs, n_runs);
  all = g_ptr_array_new ();
  for (guint i = 0; i < n_runs; i++)
    g_ptr_array_add (all, (gpointer) runs[i]);
  for (guint i = 0; i < unread->len; i++)
    g_ptr_array_add (all, unread->pdata[i]);
  meirei_figures_builder_add_instruction (computation->builder, fields,
                                          (const MeireiRunFigures *const *) all->pdata,
                                          all->len);
  g_hash_table_replace (computation->unread, g_strdup (fields->id), unread);
}

static void
add_events (Computation  *computation,
            GCancellable *cancellable)
{
  for (guint i = 0; i < computation->recent->len; i++)
    {
      const Recent *recent = &g_array_index (computation->recent, Recent, i);
      g_autoptr(MeireiInstruction) instruction = NULL;
      MeireiItemFields fields = { .id = recent->id, .score = recent->score };
      GPtrArray *history;

      if (g_cancellable_is_cancelled (cancellable))
        return;
      instruction = _meirei_workspace_read_instruction (computation->workspace, recent->id, NULL,
                                                        NULL);
      if (instruction == NULL)
        continue;
      fields.title = meirei_sheet_get_title (meirei_instruction_get_sheet (instruction));
      fields.phase = meirei_sheet_get_phase (meirei_instruction_get_sheet (instruction));
      fields.status = meirei_instruction_get_status (instruction);
      history = meirei_instruction_get_history (instruction);
      /* Later ones first, so that earlier ones at the same time stay behind. */
      for (guint j = history->len; j-- > 0;)
        meirei_figures_builder_add_event (computation->builder, &fields, history->pdata[j],
                                          MEIREI_FIGURES_N_EVENTS);
    }
}

static void
add_row (Computation    *computation,
         MeireiStoreRow *row)
{
  MeireiInstructionItem *item = row->item;
  const MeireiItemFields fields = {
    .id = row->id,
    .title = meirei_instruction_item_get_title (item),
    .phase = meirei_instruction_item_get_phase (item),
    .status = meirei_instruction_item_get_status (item),
    .score = meirei_instruction_item_get_score (item),
    .flags = meirei_instruction_item_get_flags (item),
    .version = meirei_instruction_item_get_version (item),
    .n_versions = meirei_instruction_item_get_n_versions (item),
    .updated_at = meirei_instruction_item_get_updated_at (item),
    .note = meirei_instruction_item_get_note (item),
  };

  add_instruction (&fields,
                   row->runs != NULL ? (const MeireiRunFigures *const *) row->runs->pdata : NULL,
                   row->runs != NULL ? row->runs->len : 0, computation);
}

static gboolean
read_files (Computation   *computation,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GPtrArray) ids = _meirei_workspace_list_ids (computation->workspace);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(MeireiStoreRow) row = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      row = _meirei_workspace_read_row (computation->workspace, ids->pdata[i], NULL);
      if (row != NULL)
        add_row (computation, row);
    }

  return TRUE;
}

static gboolean
read_index (Computation   *computation,
            GCancellable  *cancellable,
            GError       **error)
{
  MeireiStoreIndex *index = computation->workspace->index;

  if (!meirei_store_index_read_figures (index, add_instruction, computation, cancellable, error))
    return FALSE;
  if (g_hash_table_size (computation->unread) > 0)
    meirei_store_index_add_runs (index, computation->unread);

  return TRUE;
}

/**
 * meirei_project_figures_compute:
 * @workspace: a workspace
 * @now: the moment they are about, in microseconds since the epoch
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Computes the figures of a project, from what is stored and on any thread.
 * Blocks, see [func@project_figures_compute_async].
 *
 * Returns: (transfer full) (nullable): the figures, or %NULL if it was cancelled
 */
MeireiProjectFigures *
meirei_project_figures_compute (MeireiWorkspace  *workspace,
                                gint64            now,
                                GCancellable     *cancellable,
                                GError          **error)
{
  g_auto(Computation) computation = { NULL, };
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);

  computation_init (&computation, workspace, now);
  if (!meirei_store_index_is_usable (workspace->index)
      || !read_index (&computation, cancellable, &local_error))
    {
      /* What the index gave before it failed does not count. */
      computation_clear (&computation);
      computation_init (&computation, workspace, now);
      if (!read_files (&computation, cancellable, error))
        return NULL;
    }
  add_events (&computation, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return meirei_figures_builder_end (computation.builder);
}

typedef struct {
  gint64 now;
  GCancellable *cancellable; /* (nullable) */
} Arguments;

static void
arguments_free (gpointer data)
{
  Arguments *arguments = data;

  g_clear_object (&arguments->cancellable);
  g_free (arguments);
}

static gpointer
compute_call (MeireiWorkspace  *self,
              gpointer          data,
              GError          **error)
{
  Arguments *arguments = data;

  return meirei_project_figures_compute (self, arguments->now, arguments->cancellable, error);
}

/**
 * meirei_project_figures_compute_async:
 * @workspace: a workspace
 * @now: the moment they are about, in microseconds since the epoch
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: its data
 *
 * Computes the figures of a project on another thread.
 */
void
meirei_project_figures_compute_async (MeireiWorkspace     *workspace,
                                      gint64               now,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  Arguments *arguments;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));

  arguments = g_new (Arguments, 1);
  arguments->now = now;
  arguments->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  _meirei_workspace_call (workspace, compute_call, arguments, arguments_free, g_object_unref,
                          FALSE, meirei_project_figures_compute_async, cancellable, callback,
                          user_data);
}

/**
 * meirei_project_figures_compute_finish:
 * @workspace: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the figures, or %NULL if it was cancelled
 */
MeireiProjectFigures *
meirei_project_figures_compute_finish (MeireiWorkspace  *workspace,
                                       GAsyncResult     *result,
                                       GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
