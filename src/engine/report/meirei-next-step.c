/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-next-step.h"

/* An instruction on its way into the list. */
typedef struct {
  MeireiInstructionItem *item;
  char **depends_on;            /* what is not accepted, by id */
  gboolean placed;
} Candidate;

static void
candidate_free (Candidate *candidate)
{
  g_strfreev (candidate->depends_on);
  g_free (candidate);
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  MeireiInstructionItem *first = (*(const Candidate * const *) a)->item;
  MeireiInstructionItem *second = (*(const Candidate * const *) b)->item;
  int phases = meirei_instruction_item_get_phase (first)
               - meirei_instruction_item_get_phase (second);
  gint64 first_at = meirei_instruction_item_get_created_at (first);
  gint64 second_at = meirei_instruction_item_get_created_at (second);

  if (phases != 0)
    return phases;
  if (first_at != second_at)
    return first_at < second_at ? -1 : 1;

  return g_strcmp0 (meirei_instruction_item_get_id (first),
                    meirei_instruction_item_get_id (second));
}

/* What an instruction depends on and nobody has accepted; what is not there
 * is never accepted. */
static char **
list_open_dependencies (MeireiWorkspace *workspace,
                        const char      *id,
                        GHashTable      *items_by_id)
{
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction (workspace, id, NULL);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  const char * const *ids =
    instruction != NULL
    ? meirei_sheet_get_depends_on (meirei_instruction_get_sheet (instruction)) : NULL;

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      MeireiInstructionItem *item = g_hash_table_lookup (items_by_id, ids[i]);

      if (item == NULL
          || meirei_instruction_item_get_status (item) != MEIREI_STATUS_ACCEPTED)
        g_strv_builder_add (builder, ids[i]);
    }

  return g_strv_builder_end (builder);
}

static GPtrArray *
list_candidates (MeireiWorkspace *workspace,
                 GPtrArray       *items,
                 GHashTable      *items_by_id)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);

  for (guint i = 0; i < items->len; i++)
    {
      MeireiInstructionItem *item = items->pdata[i];
      Candidate *candidate;

      if (meirei_instruction_item_get_status (item) == MEIREI_STATUS_ACCEPTED)
        continue;
      candidate = g_new0 (Candidate, 1);
      candidate->item = item;
      candidate->depends_on =
        list_open_dependencies (workspace, meirei_instruction_item_get_id (item), items_by_id);
      g_ptr_array_add (candidates, candidate);
    }
  g_ptr_array_sort (candidates, compare_candidates);

  return candidates;
}

static MeireiNextStep *
make_step (const Candidate *candidate,
           GHashTable      *items_by_id,
           gboolean         in_cycle)
{
  MeireiNextStep *step = g_new0 (MeireiNextStep, 1);
  MeireiInstructionItem *item = candidate->item;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  step->id = g_strdup (meirei_instruction_item_get_id (item));
  step->title = g_strdup (meirei_instruction_item_get_title (item));
  step->phase = meirei_instruction_item_get_phase (item);
  step->status = meirei_instruction_item_get_status (item);
  step->score = meirei_instruction_item_get_score (item);
  step->note = g_strdup (meirei_instruction_item_get_note (item));
  step->in_cycle = in_cycle;
  for (gsize i = 0; candidate->depends_on[i] != NULL; i++)
    {
      MeireiInstructionItem *other = g_hash_table_lookup (items_by_id, candidate->depends_on[i]);

      g_strv_builder_add (builder, other != NULL ? meirei_instruction_item_get_title (other)
                                                 : candidate->depends_on[i]);
    }
  step->waits_for = g_strv_builder_end (builder);

  return step;
}

static gboolean
is_ready (const Candidate *candidate,
          GHashTable      *open)
{
  for (gsize i = 0; candidate->depends_on[i] != NULL; i++)
    if (g_hash_table_contains (open, candidate->depends_on[i]))
      return FALSE;

  return TRUE;
}

/* One round places what waits for nothing that is not placed; as an instruction
 * usually comes after what it depends on, few rounds do. */
static gboolean
place_ready (GPtrArray  *candidates,
             GHashTable *open,
             GHashTable *items_by_id,
             GPtrArray  *steps)
{
  gboolean placed = FALSE;

  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = candidates->pdata[i];

      if (candidate->placed || !is_ready (candidate, open))
        continue;
      candidate->placed = placed = TRUE;
      g_ptr_array_add (steps, make_step (candidate, items_by_id, FALSE));
      g_hash_table_remove (open, meirei_instruction_item_get_id (candidate->item));
    }

  return placed;
}

/**
 * meirei_next_step_list:
 * @workspace: a workspace
 * @items: (element-type MeireiInstructionItem): all its instructions
 *
 * Lists what is not accepted yet in the order in which it can be done: what
 * others depend on first, then by phase and age.  Blocks; any thread may call
 * it.
 *
 * Returns: (transfer full) (element-type MeireiNextStep): the steps; those that
 *   wait for each other are the last
 */
GPtrArray *
meirei_next_step_list (MeireiWorkspace *workspace,
                       GPtrArray       *items)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_next_step_free);
  g_autoptr(GHashTable) items_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) open = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) candidates = NULL;

  for (guint i = 0; i < items->len; i++)
    g_hash_table_insert (items_by_id, (char *) meirei_instruction_item_get_id (items->pdata[i]),
                         items->pdata[i]);
  candidates = list_candidates (workspace, items, items_by_id);
  for (guint i = 0; i < candidates->len; i++)
    g_hash_table_add (open, (char *) meirei_instruction_item_get_id (
                              ((Candidate *) candidates->pdata[i])->item));

  while (place_ready (candidates, open, items_by_id, steps))
    ;
  for (guint i = 0; i < candidates->len; i++)
    if (!((Candidate *) candidates->pdata[i])->placed)
      g_ptr_array_add (steps, make_step (candidates->pdata[i], items_by_id, TRUE));

  return steps;
}

/**
 * meirei_next_step_free:
 * @self: (transfer full): a step
 */
void
meirei_next_step_free (MeireiNextStep *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->note);
  g_strfreev (self->waits_for);
  g_free (self);
}

/**
 * meirei_next_step_is_blocked:
 * @self: a step
 *
 * Returns: whether it waits for another instruction
 */
gboolean
meirei_next_step_is_blocked (const MeireiNextStep *self)
{
  return self->waits_for[0] != NULL;
}

/**
 * meirei_next_step_get_operation:
 * @self: a step
 *
 * Returns: the verb of the command line that does it
 */
const char *
meirei_next_step_get_operation (const MeireiNextStep *self)
{
  switch (self->status)
    {
    case MEIREI_STATUS_DRAFT:
    case MEIREI_STATUS_VALIDATED:
      return "approve";
    case MEIREI_STATUS_EXECUTED:
      return "show";
    case MEIREI_STATUS_APPROVED:
    case MEIREI_STATUS_EXECUTING:
    case MEIREI_STATUS_REJECTED:
    case MEIREI_STATUS_FAILED:
    case MEIREI_STATUS_ACCEPTED:
    default:
      return "execute";
    }
}

/**
 * meirei_next_step_to_json:
 * @self: a step
 *
 * Returns: (transfer full): `{"id", "title", "phase", "status", "score",
 *   "operation", "note", "waits_for", "in_cycle"}`
 */
JsonObject *
meirei_next_step_to_json (const MeireiNextStep *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "title", self->title);
  json_object_set_int_member (object, "phase", self->phase);
  json_object_set_string_member (object, "status",
                                 meirei_enum_to_nick (MEIREI_TYPE_STATUS, (int) self->status));
  if (self->score >= 0)
    json_object_set_int_member (object, "score", self->score);
  else
    json_object_set_null_member (object, "score");
  json_object_set_string_member (object, "operation", meirei_next_step_get_operation (self));
  meirei_json_set_string (object, "note", self->note);
  meirei_json_set_strv (object, "waits_for", (const char * const *) self->waits_for);
  json_object_set_boolean_member (object, "in_cycle", self->in_cycle);

  return object;
}
