/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-code-companions.h"

/* Which names the chosen blocks use but do not define, and which of the other
 * blocks can provide them. */
typedef struct {
  GHashTable *provided;   /* (element-type utf8, unowned) */
  GHashTable *chosen;     /* (element-type MeireiCodeBlock) */
  GQueue      pending;    /* (element-type MeireiCodeBlock) whose names are to be read */
  GHashTable *providers;  /* (element-type utf8 MeireiCodeBlock), both unowned */
} Search;

static void
for_each_name (MeireiCodeBlock      *block,
               MeireiPythonNameFunc  func,
               gpointer              user_data)
{
  MeireiPythonState state = { 0 };

  for (guint i = 0; i < block->lines->len; i++)
    {
      MeireiCodeLine *code = meirei_code_block_get_line (block, i);
      MeireiPythonLine python;

      meirei_python_line_read (code->line.text, code->line.length, &state, &python, func, user_data);
    }
}

static void
add_names (GHashTable *to,
           GHashTable *from)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (to, name);
}

static void
choose (Search          *search,
        MeireiCodeBlock *block)
{
  g_hash_table_add (search->chosen, block);
  add_names (search->provided, block->defines);
  add_names (search->provided, block->assigns);
  g_queue_push_tail (&search->pending, block);
}

static void
want_name_cb (const char *name,
              gsize       length,
              gpointer    user_data)
{
  Search *search = user_data;
  g_autofree char *key = g_strndup (name, length);
  MeireiCodeBlock *provider = g_hash_table_lookup (search->providers, key);

  if (provider != NULL && !g_hash_table_contains (search->provided, key))
    choose (search, provider);
}

static gboolean
intersects (GHashTable *first,
            GHashTable *second)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, first);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (g_hash_table_contains (second, name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
may_provide (Search          *search,
             MeireiCodeBlock *block,
             GHashTable      *defined)
{
  if (g_hash_table_contains (search->chosen, block) || block->mislabelled)
    return FALSE;

  switch (block->kind)
    {
    case MEIREI_CODE_KIND_DEFINITIONS:
      return !intersects (block->defines, defined);
    case MEIREI_CODE_KIND_SETUP:
      return TRUE;
    case MEIREI_CODE_KIND_SCRIPT:
    case MEIREI_CODE_KIND_EMPTY:
    case MEIREI_CODE_KIND_OUTPUT:
    case MEIREI_CODE_KIND_SHELL:
    case MEIREI_CODE_KIND_OTHER_LANGUAGE:
    case MEIREI_CODE_KIND_FRAGMENT:
    case MEIREI_CODE_KIND_SESSION:
    case MEIREI_CODE_KIND_TEST:
    default:
      return FALSE;
    }
}

static void
add_providers (Search     *search,
               GHashTable *names,
               gpointer    block)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (!g_hash_table_contains (search->providers, name))
        g_hash_table_insert (search->providers, name, block);
    }
}

static void
find_providers (Search    *search,
                GPtrArray *chosen,
                GPtrArray *blocks)
{
  g_autoptr(GHashTable) defined = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosen->len; i++)
    add_names (defined, ((MeireiCodeBlock *) g_ptr_array_index (chosen, i))->defines);

  for (guint i = 0; i < blocks->len; i++)
    {
      MeireiCodeBlock *block = g_ptr_array_index (blocks, i);

      if (!may_provide (search, block, defined))
        continue;
      add_providers (search, block->defines, block);
      add_providers (search, block->assigns, block);
    }
}

/**
 * meirei_code_companions_add:
 * @chosen: (element-type MeireiCodeBlock): the blocks that make a solution
 * @blocks: (element-type MeireiCodeBlock): all blocks of the answer
 *
 * Adds the blocks that @chosen need: those with imports, constants and
 * helpers whose names they use and do not have.
 *
 * Returns: (transfer container) (element-type MeireiCodeBlock): all of them
 *   in the order of the answer
 */
GPtrArray *
meirei_code_companions_add (GPtrArray *chosen,
                            GPtrArray *blocks)
{
  Search search = { .pending = G_QUEUE_INIT };
  GPtrArray *all = g_ptr_array_new ();

  search.provided = g_hash_table_new (g_str_hash, g_str_equal);
  search.chosen = g_hash_table_new (NULL, NULL);
  search.providers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosen->len; i++)
    choose (&search, g_ptr_array_index (chosen, i));
  if (blocks->len > chosen->len)
    {
      find_providers (&search, chosen, blocks);
      while (!g_queue_is_empty (&search.pending))
        for_each_name (g_queue_pop_head (&search.pending), want_name_cb, &search);
    }

  for (guint i = 0; i < blocks->len; i++)
    {
      if (g_hash_table_contains (search.chosen, g_ptr_array_index (blocks, i)))
        g_ptr_array_add (all, g_ptr_array_index (blocks, i));
    }

  g_queue_clear (&search.pending);
  g_hash_table_unref (search.provided);
  g_hash_table_unref (search.chosen);
  g_hash_table_unref (search.providers);

  return all;
}
