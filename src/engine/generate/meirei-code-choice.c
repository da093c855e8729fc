/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-block-cue.h"
#include "meirei-code-choice.h"
#include "meirei-code-companions.h"

#define MAX_VERSIONS 4

/* Blocks that together are one solution.  A block that defines again what a
 * solution already has begins another one. */
typedef struct {
  GPtrArray  *blocks;      /* (owned) (element-type MeireiCodeBlock, unowned) */
  GHashTable *names;       /* (owned) (element-type utf8, unowned) what they define */
  guint       order;
  guint       coverage;    /* how many of the declared names it defines */
  gboolean    unfinished;  /* the answer breaks off in it */
  int         cue;         /* what the text before it says about it */
} Version;

static Version *
version_new (guint order)
{
  Version *version = g_new0 (Version, 1);

  version->blocks = g_ptr_array_new ();
  version->names = g_hash_table_new (g_str_hash, g_str_equal);
  version->order = order;

  return version;
}

static void
version_free (Version *version)
{
  g_ptr_array_unref (version->blocks);
  g_hash_table_unref (version->names);
  g_free (version);
}

static gboolean
defines_any (MeireiCodeBlock    *block,
             const char * const *names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (g_hash_table_contains (block->defines, names[i]))
        return TRUE;
    }

  return FALSE;
}

/* What decides whether two blocks are about the same: their definitions, and
 * in scripts, which have none, their variables. */
static GHashTable *
get_names (MeireiCodeBlock *block)
{
  return g_hash_table_size (block->defines) > 0 ? block->defines : block->assigns;
}

static gboolean
rewrites (Version         *version,
          MeireiCodeBlock *block)
{
  GHashTable *names = get_names (block);
  GHashTableIter iter;
  gpointer name;
  guint n_same = 0;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    n_same += g_hash_table_contains (version->names, name);

  return names == block->defines ? n_same > 0 : n_same > 0 && n_same * 2 >= g_hash_table_size (names);
}

static void
add_block (Version         *version,
           MeireiCodeBlock *block)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, get_names (block));
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (version->names, name);

  g_ptr_array_add (version->blocks, block);
  version->unfinished = block->how == MEIREI_FENCE_END_OPEN && !block->cut_at_prose;
}

static GPtrArray *
make_versions (MeireiAnswerLines  *lines,
               GPtrArray          *anchors,
               const char * const *declared,
               gboolean            prefer_last)
{
  GPtrArray *versions = g_ptr_array_new_with_free_func ((GDestroyNotify) version_free);
  Version *version = NULL;

  for (guint i = 0; i < anchors->len; i++)
    {
      MeireiCodeBlock *block = g_ptr_array_index (anchors, i);

      if (version == NULL || rewrites (version, block))
        {
          version = version_new (versions->len);
          version->cue = versions->len > 0 ? meirei_block_cue_read (lines, block) : 0;
          g_ptr_array_add (versions, version);
        }
      add_block (version, block);
    }

  for (guint i = 0; i < versions->len; i++)
    {
      version = g_ptr_array_index (versions, i);
      if (prefer_last)
        version->cue += (int) i;
      for (guint k = 0; declared != NULL && declared[k] != NULL; k++)
        version->coverage += g_hash_table_contains (version->names, declared[k]);
    }

  return versions;
}

static int
compare_versions (gconstpointer a,
                  gconstpointer b)
{
  const Version *first = *(const Version * const *) a;
  const Version *second = *(const Version * const *) b;
  guint n_first = g_hash_table_size (first->names);
  guint n_second = g_hash_table_size (second->names);

  if (first->coverage != second->coverage)
    return first->coverage > second->coverage ? -1 : 1;
  if (first->unfinished != second->unfinished)
    return first->unfinished ? 1 : -1;
  if (first->cue != second->cue)
    return first->cue > second->cue ? -1 : 1;
  if (n_first != n_second)
    return n_first > n_second ? -1 : 1;

  return first->order < second->order ? -1 : 1;
}

static GPtrArray *
collect_kind (GPtrArray          *blocks,
              MeireiCodeKind      kind,
              const char * const *declared,
              gboolean            mislabelled)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < blocks->len; i++)
    {
      MeireiCodeBlock *block = g_ptr_array_index (blocks, i);
      gboolean wanted = block->kind == kind;

      if (declared != NULL)
        wanted = defines_any (block, declared);
      if (kind == MEIREI_CODE_KIND_SCRIPT)
        wanted = wanted || block->kind == MEIREI_CODE_KIND_SETUP;
      if (wanted && block->mislabelled == mislabelled)
        g_ptr_array_add (found, block);
    }

  return found;
}

/* The blocks that make a solution, of the best kind that there is. */
static GPtrArray *
find_anchors (GPtrArray          *blocks,
              const char * const *declared)
{
  static const MeireiCodeKind kinds[] = {
    MEIREI_CODE_KIND_DEFINITIONS, MEIREI_CODE_KIND_SCRIPT, MEIREI_CODE_KIND_TEST,
    MEIREI_CODE_KIND_SESSION, MEIREI_CODE_KIND_FRAGMENT,
  };
  GPtrArray *anchors;

  if (declared != NULL && declared[0] != NULL)
    {
      for (guint mislabelled = 0; mislabelled < 2; mislabelled++)
        {
          anchors = collect_kind (blocks, MEIREI_CODE_KIND_EMPTY, declared, mislabelled != 0);
          if (anchors->len > 0)
            return anchors;
          g_ptr_array_unref (anchors);
        }
    }

  for (guint i = 0; i < 2 * G_N_ELEMENTS (kinds); i++)
    {
      anchors = collect_kind (blocks, kinds[i / 2], NULL, i % 2 != 0);
      if (anchors->len > 0)
        return anchors;
      g_ptr_array_unref (anchors);
    }

  return g_ptr_array_new ();
}

static gboolean
is_same (GPtrArray *first,
         GPtrArray *second)
{
  return first->len == second->len
         && memcmp (first->pdata, second->pdata, first->len * sizeof (gpointer)) == 0;
}

static void
add_candidate (GPtrArray *candidates,
               GPtrArray *blocks)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      if (is_same (g_ptr_array_index (candidates, i), blocks))
        {
          g_ptr_array_unref (blocks);
          return;
        }
    }

  g_ptr_array_add (candidates, blocks);
}

/* The block with the most in it, in case the others spoil it. */
static GPtrArray *
make_main_only (GPtrArray          *blocks,
                const char * const *declared)
{
  GPtrArray *only = g_ptr_array_new ();
  MeireiCodeBlock *best = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      MeireiCodeBlock *block = g_ptr_array_index (blocks, i);
      gboolean declares = defines_any (block, declared);

      if (best == NULL || (declares && !defines_any (best, declared))
          || (declares == defines_any (best, declared) && block->lines->len > best->lines->len))
        best = block;
    }
  if (best != NULL)
    g_ptr_array_add (only, best);

  return only;
}

/**
 * meirei_code_choice_make:
 * @lines: the answer's lines
 * @blocks: (element-type MeireiCodeBlock): the blocks that may be code
 * @declared: (nullable) (array zero-terminated=1): names that the code has to
 *   define
 * @prefer_last: whether each solution replaces the one before, as when a model
 *   thinks aloud
 *
 * Chooses among the blocks of an answer.  Blocks that define different things
 * belong together, in their order; those that define the same are
 * alternatives.  Usage examples, output and tests stay out; imports,
 * constants and helpers that the chosen blocks need come along.
 *
 * Returns: (transfer full) (element-type GPtrArray): lists of blocks, the
 *   best choice first; empty when no block is code
 */
GPtrArray *
meirei_code_choice_make (MeireiAnswerLines  *lines,
                         GPtrArray          *blocks,
                         const char * const *declared,
                         gboolean            prefer_last)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) anchors = find_anchors (blocks, declared);
  g_autoptr(GPtrArray) versions = make_versions (lines, anchors, declared, prefer_last);

  g_ptr_array_sort (versions, compare_versions);
  for (guint i = 0; i < MIN (versions->len, MAX_VERSIONS); i++)
    {
      Version *version = g_ptr_array_index (versions, i);

      add_candidate (candidates, meirei_code_companions_add (version->blocks, blocks));
      add_candidate (candidates, make_main_only (version->blocks, declared));
    }

  return candidates;
}
