/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchSchedule:
 *
 * Which item of a batch is next: by list, by phase or by what depends on what.
 * Only dependencies within the batch count; whoever names one instruction
 * wants that one.
 *
 * Items that depend on each other in a circle never become ready; when nothing
 * else is left they are the rest, see [method@BatchSchedule.take_rest].
 */

#include "config.h"

#include <string.h>

#include "meirei-batch-schedule.h"

#define UUID_LENGTH 36

typedef struct {
  MeireiBatchItem *item;  /* (owned) */
  char *feature;          /* (nullable) */
  char **depends_on;      /* (nullable) as the sheet has it; until it is linked */
  int phase;
  guint position;
  guint n_pending;        /* unsettled items that it depends on */
  GPtrArray *dependants;  /* of Node */
  GSequenceIter *ready;   /* (nullable) its place among those that can begin */
  gboolean taken;
  gboolean settled;
} Node;

struct _MeireiBatchSchedule
{
  GObject parent_instance;

  MeireiBatchOrder order;
  MeireiDependencyRule rule;
  GPtrArray *nodes;       /* of Node */
  GHashTable *by_item;    /* of Node, by MeireiBatchItem */
  GSequence *ready;       /* of Node, in their order */
  guint n_linked;         /* nodes whose dependencies are known */
  guint n_left;           /* nodes that are neither taken nor settled */
};

G_DEFINE_ENUM_TYPE (MeireiBatchOrder, meirei_batch_order,
  G_DEFINE_ENUM_VALUE (MEIREI_BATCH_ORDER_DEPENDS, "depends"),
  G_DEFINE_ENUM_VALUE (MEIREI_BATCH_ORDER_LIST, "list"),
  G_DEFINE_ENUM_VALUE (MEIREI_BATCH_ORDER_PHASE, "phase"))

G_DEFINE_ENUM_TYPE (MeireiDependencyRule, meirei_dependency_rule,
  G_DEFINE_ENUM_VALUE (MEIREI_DEPENDENCY_RULE_SKIP, "skip"),
  G_DEFINE_ENUM_VALUE (MEIREI_DEPENDENCY_RULE_STOP, "stop"),
  G_DEFINE_ENUM_VALUE (MEIREI_DEPENDENCY_RULE_CONTINUE, "continue"))

G_DEFINE_FINAL_TYPE (MeireiBatchSchedule, meirei_batch_schedule, G_TYPE_OBJECT)

static void
node_free (Node *node)
{
  g_object_unref (node->item);
  g_free (node->feature);
  g_strfreev (node->depends_on);
  g_ptr_array_unref (node->dependants);
  g_free (node);
}

static void
meirei_batch_schedule_finalize (GObject *object)
{
  MeireiBatchSchedule *self = MEIREI_BATCH_SCHEDULE (object);

  g_sequence_free (self->ready);
  g_hash_table_unref (self->by_item);
  g_ptr_array_unref (self->nodes);

  G_OBJECT_CLASS (meirei_batch_schedule_parent_class)->finalize (object);
}

static void
meirei_batch_schedule_class_init (MeireiBatchScheduleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_batch_schedule_finalize;
}

static void
meirei_batch_schedule_init (MeireiBatchSchedule *self)
{
  self->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  self->by_item = g_hash_table_new (NULL, NULL);
  self->ready = g_sequence_new (NULL);
}

/**
 * meirei_batch_schedule_new:
 * @order: in which order
 * @rule: what happens when a dependency fails
 *
 * Returns: (transfer full): an empty schedule
 */
MeireiBatchSchedule *
meirei_batch_schedule_new (MeireiBatchOrder     order,
                           MeireiDependencyRule rule)
{
  MeireiBatchSchedule *self = g_object_new (MEIREI_TYPE_BATCH_SCHEDULE, NULL);

  self->order = order;
  self->rule = rule;

  return self;
}

/**
 * meirei_batch_schedule_get_order:
 * @self: a schedule
 *
 * Returns: in which order items begin
 */
MeireiBatchOrder
meirei_batch_schedule_get_order (MeireiBatchSchedule *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_SCHEDULE (self), MEIREI_BATCH_ORDER_LIST);

  return self->order;
}

/**
 * meirei_batch_schedule_get_rule:
 * @self: a schedule
 *
 * Returns: what happens when a dependency fails
 */
MeireiDependencyRule
meirei_batch_schedule_get_rule (MeireiBatchSchedule *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_SCHEDULE (self), MEIREI_DEPENDENCY_RULE_SKIP);

  return self->rule;
}

static int
compare_nodes (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const Node *left = a;
  const Node *right = b;

  if (left->phase != right->phase)
    return left->phase < right->phase ? -1 : 1;

  return left->position < right->position ? -1 : left->position > right->position;
}

static void
make_ready (MeireiBatchSchedule *self,
            Node                *node)
{
  if (node->ready == NULL && !node->taken && !node->settled)
    node->ready = g_sequence_insert_sorted (self->ready, node, compare_nodes, NULL);
}

static void
leave_ready (Node *node)
{
  if (node->ready != NULL)
    g_sequence_remove (node->ready);
  node->ready = NULL;
}

/**
 * meirei_batch_schedule_add:
 * @self: a schedule
 * @item: an item; one that is settled only counts as a dependency
 * @phase: the instruction's phase
 * @feature: (nullable): the instruction's feature
 * @depends_on: (nullable) (array zero-terminated=1): ids, beginnings of ids or
 *   features
 *
 * Adds an item at the end.  Call [method@BatchSchedule.link] when all are there.
 */
void
meirei_batch_schedule_add (MeireiBatchSchedule *self,
                           MeireiBatchItem     *item,
                           int                  phase,
                           const char          *feature,
                           const char * const  *depends_on)
{
  Node *node;

  g_return_if_fail (MEIREI_IS_BATCH_SCHEDULE (self));
  g_return_if_fail (MEIREI_IS_BATCH_ITEM (item));
  g_return_if_fail (!g_hash_table_contains (self->by_item, item));

  node = g_new0 (Node, 1);
  node->item = g_object_ref (item);
  node->feature = g_strdup (feature);
  node->phase = self->order == MEIREI_BATCH_ORDER_PHASE ? phase : 0;
  node->position = self->nodes->len;
  node->dependants = g_ptr_array_new ();
  node->settled = meirei_batch_item_is_settled (item);
  if (self->order == MEIREI_BATCH_ORDER_DEPENDS)
    node->depends_on = g_strdupv ((char **) depends_on);
  g_ptr_array_add (self->nodes, node);
  g_hash_table_insert (self->by_item, item, node);
  if (!node->settled)
    self->n_left++;
}

static Node *
find_node (MeireiBatchSchedule *self,
           GHashTable          *by_name,
           const char          *name)
{
  Node *node = g_hash_table_lookup (by_name, name);

  /* A whole id that is not in the batch is no part of another one either, and
   * looking at every item for each of them would take long. */
  if (node != NULL || strlen (name) < 4 || strlen (name) >= UUID_LENGTH)
    return node;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *other = self->nodes->pdata[i];

      if (g_str_has_prefix (meirei_batch_item_get_id (other->item), name))
        return other;
    }

  return NULL;
}

/* One that failed in an earlier run holds up what depends on it until it is
 * tried again. */
static gboolean
is_satisfied (MeireiBatchSchedule *self,
              Node                *node)
{
  return node->settled
         && (self->rule == MEIREI_DEPENDENCY_RULE_CONTINUE
             || meirei_batch_item_get_state (node->item) == MEIREI_BATCH_ITEM_DONE);
}

/* Whether a dependency is named twice.  The node is linked at one go, so that
 * it would be the last one. */
static gboolean
is_linked (Node *other,
           Node *node)
{
  return other->dependants->len > 0
         && g_ptr_array_index (other->dependants, other->dependants->len - 1) == node;
}

static void
link_node (MeireiBatchSchedule *self,
           GHashTable          *by_name,
           Node                *node)
{
  for (gsize i = 0; node->depends_on != NULL && node->depends_on[i] != NULL; i++)
    {
      Node *other = find_node (self, by_name, node->depends_on[i]);

      if (other == NULL || other == node || is_satisfied (self, other)
          || is_linked (other, node))
        continue;
      g_ptr_array_add (other->dependants, node);
      node->n_pending++;
    }
  g_clear_pointer (&node->depends_on, g_strfreev);
  if (node->n_pending == 0)
    make_ready (self, node);
}

/**
 * meirei_batch_schedule_link:
 * @self: a schedule
 *
 * Works out what depends on what among the items that were added since the
 * last time.
 */
void
meirei_batch_schedule_link (MeireiBatchSchedule *self)
{
  g_autoptr(GHashTable) by_name = NULL;

  g_return_if_fail (MEIREI_IS_BATCH_SCHEDULE (self));

  by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = self->nodes->len; i > 0; i--)
    {
      Node *node = self->nodes->pdata[i - 1];

      if (node->feature != NULL)
        g_hash_table_insert (by_name, node->feature, node);
    }
  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *node = self->nodes->pdata[i];

      g_hash_table_insert (by_name, (char *) meirei_batch_item_get_id (node->item), node);
    }

  for (; self->n_linked < self->nodes->len; self->n_linked++)
    link_node (self, by_name, self->nodes->pdata[self->n_linked]);
}

/**
 * meirei_batch_schedule_take:
 * @self: a schedule
 *
 * Returns: (transfer full) (nullable): the item that begins next; %NULL if none
 *   can begin now
 */
MeireiBatchItem *
meirei_batch_schedule_take (MeireiBatchSchedule *self)
{
  GSequenceIter *first;
  Node *node;

  g_return_val_if_fail (MEIREI_IS_BATCH_SCHEDULE (self), NULL);

  first = g_sequence_get_begin_iter (self->ready);
  if (g_sequence_iter_is_end (first))
    return NULL;

  node = g_sequence_get (first);
  leave_ready (node);
  node->taken = TRUE;
  self->n_left--;

  return g_object_ref (node->item);
}

/**
 * meirei_batch_schedule_put_back:
 * @self: a schedule
 * @item: an item of it that was taken or is settled
 *
 * Makes an item wait again, at its old place.
 */
void
meirei_batch_schedule_put_back (MeireiBatchSchedule *self,
                                MeireiBatchItem     *item)
{
  Node *node;

  g_return_if_fail (MEIREI_IS_BATCH_SCHEDULE (self));

  node = g_hash_table_lookup (self->by_item, item);
  g_return_if_fail (node != NULL);

  if (!node->taken && !node->settled)
    return;

  node->taken = FALSE;
  node->settled = FALSE;
  self->n_left++;
  if (node->n_pending == 0)
    make_ready (self, node);
}

static void
settle_node (MeireiBatchSchedule *self,
             Node                *node)
{
  if (!node->taken && !node->settled)
    self->n_left--;
  leave_ready (node);
  node->taken = FALSE;
  node->settled = TRUE;
}

/* Everything that waits for the node, directly or not.  What was found is the
 * list of what is looked at next: a chain may be longer than the stack. */
static void
skip_dependants (MeireiBatchSchedule *self,
                 Node                *node,
                 GPtrArray           *skipped)
{
  for (guint next = 0; node != NULL; next++)
    {
      for (guint i = 0; i < node->dependants->len; i++)
        {
          Node *dependant = node->dependants->pdata[i];

          if (dependant->taken || dependant->settled)
            continue;
          settle_node (self, dependant);
          g_ptr_array_add (skipped, g_object_ref (dependant->item));
        }
      node = next < skipped->len ? g_hash_table_lookup (self->by_item, skipped->pdata[next])
                                 : NULL;
    }
}

/**
 * meirei_batch_schedule_settle:
 * @self: a schedule
 * @item: an item of it that is settled now
 *
 * Lets begin what waited for it, or not, by the rule.
 *
 * Returns: (transfer full) (element-type MeireiBatchItem): the items that are
 *   to be skipped because @item failed, mostly none
 */
GPtrArray *
meirei_batch_schedule_settle (MeireiBatchSchedule *self,
                              MeireiBatchItem     *item)
{
  GPtrArray *skipped = g_ptr_array_new_with_free_func (g_object_unref);
  Node *node;

  g_return_val_if_fail (MEIREI_IS_BATCH_SCHEDULE (self), skipped);

  node = g_hash_table_lookup (self->by_item, item);
  g_return_val_if_fail (node != NULL, skipped);

  settle_node (self, node);
  if (meirei_batch_item_get_state (item) != MEIREI_BATCH_ITEM_DONE
      && self->rule != MEIREI_DEPENDENCY_RULE_CONTINUE)
    {
      skip_dependants (self, node, skipped);
      return skipped;
    }

  for (guint i = 0; i < node->dependants->len; i++)
    {
      Node *dependant = node->dependants->pdata[i];

      if (dependant->n_pending > 0 && --dependant->n_pending == 0)
        make_ready (self, dependant);
    }
  g_ptr_array_set_size (node->dependants, 0);

  return skipped;
}

/**
 * meirei_batch_schedule_take_rest:
 * @self: a schedule
 *
 * Returns: (transfer full) (element-type MeireiBatchItem): all items that wait,
 *   in their order; they count as settled
 */
GPtrArray *
meirei_batch_schedule_take_rest (MeireiBatchSchedule *self)
{
  GPtrArray *rest = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (MEIREI_IS_BATCH_SCHEDULE (self), rest);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *node = self->nodes->pdata[i];

      if (node->taken || node->settled)
        continue;
      settle_node (self, node);
      g_ptr_array_add (rest, g_object_ref (node->item));
    }

  return rest;
}

/**
 * meirei_batch_schedule_is_stuck:
 * @self: a schedule
 *
 * Returns: whether items wait of which none can begin; when nothing is in work,
 *   none ever will
 */
gboolean
meirei_batch_schedule_is_stuck (MeireiBatchSchedule *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_SCHEDULE (self), FALSE);

  return self->n_left > 0 && g_sequence_is_empty (self->ready);
}

/**
 * meirei_batch_schedule_get_n_left:
 * @self: a schedule
 *
 * Returns: how many items wait, whether they can begin or not
 */
guint
meirei_batch_schedule_get_n_left (MeireiBatchSchedule *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_SCHEDULE (self), 0);

  return self->n_left;
}
