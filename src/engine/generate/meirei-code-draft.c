/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-code-draft.h"

/* PEP 8 wants two blank lines between definitions. */
#define N_BLANK_LINES 2

static MeireiCodeDraft *
draft_alloc (void)
{
  MeireiCodeDraft *self = g_new0 (MeireiCodeDraft, 1);

  self->defines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * meirei_code_draft_read:
 * @self: a draft
 *
 * Looks at the lines again after some have been left out.
 */
void
meirei_code_draft_read (MeireiCodeDraft *self)
{
  MeireiPythonState state = { 0 };

  g_hash_table_remove_all (self->defines);
  for (guint i = 0; i < self->lines->len; i++)
    {
      MeireiCodeLine *code = &g_array_index (self->lines, MeireiCodeLine, i);
      MeireiPythonLine python;

      meirei_python_line_read (code->line.text, code->line.length, &state, &python, NULL, NULL);
      code->kind = python.kind;
      code->indent = python.indent;
      code->opens_block = python.opens_block;
      if (python.kind == MEIREI_PYTHON_KIND_DEFINITION && python.indent == 0 && python.name != NULL)
        g_hash_table_add (self->defines, g_strndup (python.name, python.name_length));
    }
}

/**
 * meirei_code_draft_new:
 * @blocks: (element-type MeireiCodeBlock): the blocks, in order
 * @truncated: whether the answer breaks off in the last one
 *
 * Puts blocks together.
 *
 * Returns: (transfer full): the draft
 */
MeireiCodeDraft *
meirei_code_draft_new (GPtrArray *blocks,
                       gboolean   truncated)
{
  MeireiCodeDraft *self = draft_alloc ();
  MeireiCodeLine blank = { { "", 0, 0, 0, 0 }, MEIREI_CODE_DRAFT_NO_INDEX };

  self->lines = g_array_new (FALSE, FALSE, sizeof (MeireiCodeLine));
  self->blocks = g_ptr_array_ref (blocks);
  self->truncated = truncated;

  for (guint i = 0; i < blocks->len; i++)
    {
      MeireiCodeBlock *block = g_ptr_array_index (blocks, i);

      for (guint k = 0; i > 0 && k < N_BLANK_LINES; k++)
        g_array_append_val (self->lines, blank);
      g_array_append_vals (self->lines, block->lines->data, block->lines->len);
    }
  meirei_code_draft_read (self);

  return self;
}

/**
 * meirei_code_draft_copy:
 * @self: a draft
 *
 * Returns: (transfer full): a draft of its own with the same lines
 */
MeireiCodeDraft *
meirei_code_draft_copy (MeireiCodeDraft *self)
{
  MeireiCodeDraft *copy = draft_alloc ();

  copy->lines = g_array_copy (self->lines);
  copy->blocks = g_ptr_array_ref (self->blocks);
  copy->truncated = self->truncated;
  copy->trimmed = self->trimmed;
  meirei_code_draft_read (copy);

  return copy;
}

/**
 * meirei_code_draft_free:
 * @self: (transfer full): a draft
 *
 * Frees the draft.
 */
void
meirei_code_draft_free (MeireiCodeDraft *self)
{
  g_array_unref (self->lines);
  g_hash_table_unref (self->defines);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/**
 * meirei_code_draft_to_text:
 * @self: a draft
 * @length: (out): the text's length in bytes
 *
 * Returns: (transfer full): the code, each line ended by a line feed
 */
char *
meirei_code_draft_to_text (MeireiCodeDraft *self,
                           gsize           *length)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      MeireiCodeLine *code = &g_array_index (self->lines, MeireiCodeLine, i);

      g_string_append_len (text, code->line.text, code->line.length);
      g_string_append_c (text, '\n');
    }
  *length = text->len;

  return g_string_free (text, FALSE);
}

/**
 * meirei_code_draft_count:
 * @self: a draft
 * @names: (nullable) (array zero-terminated=1): names
 *
 * Returns: how many of the names the draft defines
 */
guint
meirei_code_draft_count (MeireiCodeDraft    *self,
                         const char * const *names)
{
  guint n = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    n += g_hash_table_contains (self->defines, names[i]);

  return n;
}

/**
 * meirei_code_draft_count_code:
 * @self: a draft
 *
 * Returns: the number of lines that are neither blank nor only a comment
 */
guint
meirei_code_draft_count_code (MeireiCodeDraft *self)
{
  guint n = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      guint8 kind = g_array_index (self->lines, MeireiCodeLine, i).kind;

      n += kind != MEIREI_PYTHON_KIND_BLANK && kind != MEIREI_PYTHON_KIND_COMMENT;
    }

  return n;
}
