/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-answer-reading.h"
#include "meirei-answer-repetition.h"
#include "meirei-code-choice.h"
#include "meirei-code-regions.h"

static MeireiAnswerTurn *
get_turn (MeireiAnswerReading *self,
          guint                index_)
{
  return &g_array_index (self->turns, MeireiAnswerTurn, index_);
}

static GPtrArray *
make_blocks (MeireiAnswerReading *self,
             GArray              *fences,
             gboolean             fenced,
             gboolean             python)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_code_block_free);

  for (guint i = 0; i < fences->len; i++)
    g_ptr_array_add (blocks, meirei_code_block_new (self->lines,
                                                    &g_array_index (fences, MeireiFence, i),
                                                    fenced, python));

  return blocks;
}

/* A turn that is not the last one, or that a token ended, is over: then an
 * open fence was forgotten and nothing is missing. */
static gboolean
is_cut_short (MeireiAnswerReading *self,
              guint                turn,
              GPtrArray           *blocks)
{
  MeireiCodeBlock *last = g_ptr_array_index (blocks, blocks->len - 1);

  if (get_turn (self, turn)->ended || turn + 1 < self->turns->len)
    return FALSE;
  if (last->fenced)
    return last->how == MEIREI_FENCE_END_OPEN && !last->cut_at_prose;
  if (!last->open_end)
    return FALSE;

  for (guint i = last->end; i < get_turn (self, turn)->end; i++)
    {
      if (!meirei_answer_line_is_blank (meirei_answer_lines_get (self->lines, i)))
        return FALSE;
    }

  return TRUE;
}

static void
add_drafts (MeireiAnswerReading *self,
            guint                turn,
            GPtrArray           *candidates)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      GPtrArray *blocks = g_ptr_array_index (candidates, i);

      g_ptr_array_add (self->drafts,
                       meirei_code_draft_new (blocks, is_cut_short (self, turn, blocks)));
    }
}

static gboolean
is_good (GPtrArray          *drafts,
         const char * const *declared)
{
  MeireiCodeDraft *draft;

  if (drafts->len == 0)
    return FALSE;
  draft = g_ptr_array_index (drafts, 0);
  if (declared != NULL && declared[0] != NULL && meirei_code_draft_count (draft, declared) > 0)
    return TRUE;

  return g_hash_table_size (draft->defines) > 0;
}

static int
compare_blocks (gconstpointer a,
                gconstpointer b)
{
  const MeireiCodeBlock *first = *(const MeireiCodeBlock * const *) a;
  const MeireiCodeBlock *second = *(const MeireiCodeBlock * const *) b;

  return first->first < second->first ? -1 : first->first > second->first;
}

static void
read_python (MeireiAnswerReading *self,
             guint                turn,
             GArray              *fences,
             const char * const  *declared)
{
  MeireiAnswerTurn *where = get_turn (self, turn);
  g_autoptr(GPtrArray) candidates = meirei_code_choice_make (self->lines, self->blocks, declared,
                                                             self->from_reasoning);
  g_autoptr(GPtrArray) more = NULL;
  g_autoptr(GArray) regions = NULL;
  g_autoptr(GPtrArray) unfenced = NULL;
  guint n_fenced;

  add_drafts (self, turn, candidates);
  if (is_good (self->drafts, declared))
    return;

  /* Nothing that defines anything in fences: then also what stands free. */
  regions = meirei_code_regions_read (self->lines, where->first, where->end, fences);
  if (regions->len == 0)
    return;

  n_fenced = self->drafts->len;
  unfenced = make_blocks (self, regions, FALSE, TRUE);
  g_ptr_array_extend_and_steal (self->blocks, g_steal_pointer (&unfenced));
  g_ptr_array_sort (self->blocks, compare_blocks);
  more = meirei_code_choice_make (self->lines, self->blocks, declared, self->from_reasoning);
  add_drafts (self, turn, more);
  if (n_fenced > 0 && self->drafts->len > n_fenced
      && g_hash_table_size (((MeireiCodeDraft *) g_ptr_array_index (self->drafts, n_fenced))->defines) > 0)
    g_ptr_array_remove_range (self->drafts, 0, n_fenced);
}

/* Of another language nothing is known: the longest block that does not say
 * to be in a third one. */
static void
read_other (MeireiAnswerReading *self,
            guint                turn,
            const char          *language)
{
  g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint unlabelled = 0; unlabelled < 2 && candidates->len == 0; unlabelled++)
    {
      MeireiCodeBlock *best = NULL;

      for (guint i = 0; i < self->blocks->len; i++)
        {
          MeireiCodeBlock *block = g_ptr_array_index (self->blocks, i);

          if (block->lines->len == 0
              || g_strcmp0 (block->language, unlabelled ? NULL : language) != 0)
            continue;
          if (best == NULL || block->lines->len > best->lines->len)
            best = block;
        }
      if (best != NULL)
        {
          g_ptr_array_add (candidates, g_ptr_array_new ());
          g_ptr_array_add (g_ptr_array_index (candidates, 0), best);
        }
    }

  add_drafts (self, turn, candidates);
}

static void
read_turn (MeireiAnswerReading *self,
           guint                turn,
           const char          *language,
           const char * const  *declared)
{
  MeireiAnswerTurn *where = get_turn (self, turn);
  g_autoptr(GArray) fences = meirei_markdown_fences_read (self->lines, where->first, where->end);
  gboolean python = strcmp (language, "python") == 0;
  g_autoptr(GPtrArray) blocks = make_blocks (self, fences, TRUE, python);

  g_ptr_array_set_size (self->blocks, 0);
  g_ptr_array_extend_and_steal (self->blocks, g_steal_pointer (&blocks));
  self->turn = turn;

  if (python)
    read_python (self, turn, fences, declared);
  else
    read_other (self, turn, language);
}

/* The first turn of the model in which there is code. */
static void
read_turns (MeireiAnswerReading *self,
            const char          *language,
            const char * const  *declared)
{
  for (guint i = 0; i < self->turns->len && self->drafts->len == 0; i++)
    {
      if (!get_turn (self, i)->user)
        read_turn (self, i, language, declared);
    }
}

static void
set_part (MeireiAnswerReading *self,
          GArray              *indices,
          MeireiPart           part)
{
  for (guint i = 0; i < indices->len; i++)
    meirei_answer_lines_get (self->lines, g_array_index (indices, guint, i))->part = part;
}

/* The model never came to an answer: its reasoning may hold the code. */
static void
read_reasoning (MeireiAnswerReading *self,
                const char          *language,
                const char * const  *declared)
{
  g_autoptr(GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->lines->lines->len; i++)
    {
      if (meirei_answer_lines_get (self->lines, i)->part == MEIREI_PART_REASONING)
        g_array_append_val (indices, i);
    }
  if (indices->len == 0)
    return;

  set_part (self, indices, MEIREI_PART_PROSE);
  self->from_reasoning = TRUE;
  read_turns (self, language, declared);
  if (is_good (self->drafts, declared))
    return;

  g_ptr_array_set_size (self->drafts, 0);
  set_part (self, indices, MEIREI_PART_REASONING);
  self->from_reasoning = FALSE;
  read_turns (self, language, declared);
}

/**
 * meirei_answer_reading_init:
 * @self: (out caller-allocates): the answer taken apart
 * @answer: (array length=length): valid UTF-8, which has to live as long
 * @length: its length in bytes
 * @language: the language that is wanted
 * @declared: (nullable) (array zero-terminated=1): names that the code has to
 *   define
 *
 * Takes an answer apart.
 */
void
meirei_answer_reading_init (MeireiAnswerReading *self,
                            const char          *answer,
                            gsize                length,
                            const char          *language,
                            const char * const  *declared)
{
  memset (self, 0, sizeof *self);
  self->lines = meirei_answer_lines_new (answer, length);
  self->turns = meirei_answer_turns_read (self->lines, &self->reasoning_open);
  self->repetition = meirei_answer_repetition_cut (self->lines);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_code_block_free);
  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_code_draft_free);

  read_turns (self, language, declared);
  if (self->drafts->len == 0)
    read_reasoning (self, language, declared);
}

/**
 * meirei_answer_reading_clear:
 * @self: an answer taken apart
 *
 * Frees what it holds.
 */
void
meirei_answer_reading_clear (MeireiAnswerReading *self)
{
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->turns, g_array_unref);
  g_clear_pointer (&self->lines, meirei_answer_lines_free);
}
