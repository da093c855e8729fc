/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiInstructionFilter:
 *
 * Which instructions a list shows: all conditions that are set must hold.
 * `changed` is emitted after every change.
 */

#include "config.h"

#include <string.h>

#include "meirei-instruction-filter.h"
#include "meirei-string.h"

struct _MeireiInstructionFilter
{
  GObject parent_instance;

  guint statuses; /* bits; 0: any */
  int phase;
  char *tag;      /* (nullable) */
  char *model;    /* (nullable) */
  double lowest;
  double highest;
  MeireiItemFlags flags; /* any of them; none: any */
  GHashTable *found; /* (nullable) ids that a search gave */
  GHashTable *only;  /* (nullable) ids of a run */
};

G_DEFINE_FINAL_TYPE (MeireiInstructionFilter, meirei_instruction_filter, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
meirei_instruction_filter_finalize (GObject *object)
{
  MeireiInstructionFilter *self = MEIREI_INSTRUCTION_FILTER (object);

  g_free (self->tag);
  g_free (self->model);
  g_clear_pointer (&self->found, g_hash_table_unref);
  g_clear_pointer (&self->only, g_hash_table_unref);

  G_OBJECT_CLASS (meirei_instruction_filter_parent_class)->finalize (object);
}

static void
meirei_instruction_filter_class_init (MeireiInstructionFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_instruction_filter_finalize;

  /**
   * MeireiInstructionFilter::changed:
   * @self: a filter
   *
   * A condition changed.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MEIREI_TYPE_INSTRUCTION_FILTER,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
meirei_instruction_filter_init (MeireiInstructionFilter *self)
{
  self->phase = MEIREI_FILTER_ANY_PHASE;
  self->lowest = -1;
  self->highest = 100;
}

/**
 * meirei_instruction_filter_new:
 *
 * Returns: (transfer full): a new filter that everything matches
 */
MeireiInstructionFilter *
meirei_instruction_filter_new (void)
{
  return g_object_new (MEIREI_TYPE_INSTRUCTION_FILTER, NULL);
}

/**
 * meirei_instruction_filter_match:
 * @self: a filter
 * @item: an instruction
 *
 * Returns: whether the instruction shall be shown
 */
gboolean
meirei_instruction_filter_match (MeireiInstructionFilter *self,
                                 MeireiInstructionItem   *item)
{
  int score;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (item), FALSE);

  if (self->statuses != 0
      && !(self->statuses & MEIREI_STATUS_BIT (meirei_instruction_item_get_status (item))))
    return FALSE;
  if (self->phase != MEIREI_FILTER_ANY_PHASE
      && self->phase != meirei_instruction_item_get_phase (item))
    return FALSE;
  if (self->flags != 0 && !(self->flags & meirei_instruction_item_get_flags (item)))
    return FALSE;
  score = meirei_instruction_item_get_score (item);
  if (score < self->lowest || score > self->highest)
    return FALSE;
  if (self->model != NULL
      && strcmp (self->model, meirei_instruction_item_get_model (item)) != 0)
    return FALSE;
  if (self->tag != NULL && !meirei_instruction_item_has_tag (item, self->tag))
    return FALSE;

  if (self->only != NULL
      && !g_hash_table_contains (self->only, meirei_instruction_item_get_id (item)))
    return FALSE;

  return self->found == NULL
         || g_hash_table_contains (self->found, meirei_instruction_item_get_id (item));
}

/**
 * meirei_instruction_filter_is_empty:
 * @self: a filter
 *
 * Returns: whether it has no condition, so that everything matches
 */
gboolean
meirei_instruction_filter_is_empty (MeireiInstructionFilter *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self), TRUE);

  return self->statuses == 0 && self->phase == MEIREI_FILTER_ANY_PHASE
         && self->tag == NULL && self->model == NULL && self->found == NULL
         && self->only == NULL && self->flags == 0
         && self->lowest <= -1 && self->highest >= 100;
}

/**
 * meirei_instruction_filter_clear:
 * @self: a filter
 *
 * Takes all conditions away.
 */
void
meirei_instruction_filter_clear (MeireiInstructionFilter *self)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self));

  if (meirei_instruction_filter_is_empty (self))
    return;

  meirei_instruction_filter_init (self);
  self->statuses = 0;
  self->flags = MEIREI_ITEM_FLAG_NONE;
  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->found, g_hash_table_unref);
  g_clear_pointer (&self->only, g_hash_table_unref);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * meirei_instruction_filter_get_statuses:
 * @self: a filter
 *
 * Returns: the statuses to show as bits, see %MEIREI_STATUS_BIT; 0 for any
 */
guint
meirei_instruction_filter_get_statuses (MeireiInstructionFilter *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self), 0);

  return self->statuses;
}

/**
 * meirei_instruction_filter_set_statuses:
 * @self: a filter
 * @status_bits: the statuses to show, see %MEIREI_STATUS_BIT; 0 for any
 */
void
meirei_instruction_filter_set_statuses (MeireiInstructionFilter *self,
                                        guint                    status_bits)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self));

  if (self->statuses == status_bits)
    return;

  self->statuses = status_bits;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * meirei_instruction_filter_get_phase:
 * @self: a filter
 *
 * Returns: the phase to show, or %MEIREI_FILTER_ANY_PHASE
 */
int
meirei_instruction_filter_get_phase (MeireiInstructionFilter *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self), MEIREI_FILTER_ANY_PHASE);

  return self->phase;
}

/**
 * meirei_instruction_filter_set_phase:
 * @self: a filter
 * @phase: the phase to show, or %MEIREI_FILTER_ANY_PHASE
 */
void
meirei_instruction_filter_set_phase (MeireiInstructionFilter *self,
                                     int                      phase)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self));

  if (self->phase == phase)
    return;

  self->phase = phase;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * meirei_instruction_filter_get_tag:
 * @self: a filter
 *
 * Returns: (nullable): the tag to show, or %NULL for any
 */
const char *
meirei_instruction_filter_get_tag (MeireiInstructionFilter *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self), NULL);

  return self->tag;
}

/**
 * meirei_instruction_filter_set_tag:
 * @self: a filter
 * @tag: (nullable): the tag to show, or %NULL for any
 */
void
meirei_instruction_filter_set_tag (MeireiInstructionFilter *self,
                                   const char              *tag)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self));

  if (meirei_set_str (&self->tag, tag))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * meirei_instruction_filter_get_model:
 * @self: a filter
 *
 * Returns: (nullable): the model whose versions to show, or %NULL for any
 */
const char *
meirei_instruction_filter_get_model (MeireiInstructionFilter *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self), NULL);

  return self->model;
}

/**
 * meirei_instruction_filter_set_model:
 * @self: a filter
 * @model: (nullable): the id of the model whose versions to show, or %NULL for any
 */
void
meirei_instruction_filter_set_model (MeireiInstructionFilter *self,
                                     const char              *model)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self));

  if (meirei_set_str (&self->model, model))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * meirei_instruction_filter_get_flags:
 * @self: a filter
 *
 * Returns: what is pointed out about the instructions that are shown;
 *   %MEIREI_ITEM_FLAG_NONE for any
 */
MeireiItemFlags
meirei_instruction_filter_get_flags (MeireiInstructionFilter *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self), MEIREI_ITEM_FLAG_NONE);

  return self->flags;
}

/**
 * meirei_instruction_filter_set_flags:
 * @self: a filter
 * @flags: shows those about which one of these is pointed out;
 *   %MEIREI_ITEM_FLAG_NONE for any
 */
void
meirei_instruction_filter_set_flags (MeireiInstructionFilter *self,
                                     MeireiItemFlags          flags)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self));

  if (self->flags == flags)
    return;
  self->flags = flags;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * meirei_instruction_filter_get_score_range:
 * @self: a filter
 * @lowest: (out) (optional): the lowest score to show; -1 includes those without one
 * @highest: (out) (optional): the highest score to show
 */
void
meirei_instruction_filter_get_score_range (MeireiInstructionFilter *self,
                                           double                  *lowest,
                                           double                  *highest)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self));

  if (lowest != NULL)
    *lowest = self->lowest;
  if (highest != NULL)
    *highest = self->highest;
}

/**
 * meirei_instruction_filter_set_score_range:
 * @self: a filter
 * @lowest: the lowest score to show; -1 includes those without one
 * @highest: the highest score to show
 */
void
meirei_instruction_filter_set_score_range (MeireiInstructionFilter *self,
                                           double                   lowest,
                                           double                   highest)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self));

  if (self->lowest <= lowest && self->lowest >= lowest
      && self->highest <= highest && self->highest >= highest)
    return;

  self->lowest = lowest;
  self->highest = highest;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * meirei_instruction_filter_set_found:
 * @self: a filter
 * @ids: (nullable) (element-type utf8): the result of a search, a set of ids;
 *   %NULL if nothing is searched for.  It must not change any more.
 */
void
meirei_instruction_filter_set_found (MeireiInstructionFilter *self,
                                     GHashTable              *ids)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self));

  if (self->found == ids)
    return;

  g_clear_pointer (&self->found, g_hash_table_unref);
  if (ids != NULL)
    self->found = g_hash_table_ref (ids);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * meirei_instruction_filter_set_only:
 * @self: a filter
 * @ids: (nullable) (element-type utf8): a set of ids, such as those of a run;
 *   %NULL for all.  It must not change any more.
 */
void
meirei_instruction_filter_set_only (MeireiInstructionFilter *self,
                                    GHashTable              *ids)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_FILTER (self));

  if (self->only == ids)
    return;

  g_clear_pointer (&self->only, g_hash_table_unref);
  if (ids != NULL)
    self->only = g_hash_table_ref (ids);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
