/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-block.h"
#include "meirei-code-cleaning.h"

/* What the lines at the outermost level are, and how many. */
typedef struct {
  guint    top[MEIREI_N_PYTHON_KINDS];
  guint    n_other;          /* at any level */
  guint    n_lines;          /* that are not blank */
  guint    n_definitions;
  guint    n_tests;
  guint    n_constants;
  guint    n_brace_lines;    /* that end like lines of the C family */
  gboolean begins_inside;    /* the first line belongs into a function */
} Census;

static void
add_name (GHashTable *table,
          const char *name,
          gsize       length)
{
  g_hash_table_add (table, g_strndup (name, length));
}

static void
add_import_cb (const char *name,
               gsize       length,
               gpointer    user_data)
{
  add_name (user_data, name, length);
}

static gboolean
is_test_name (const char *name,
              gsize       length)
{
  return length >= 4 && g_ascii_strncasecmp (name, "test", 4) == 0;
}

static gboolean
is_constant_name (const char *name,
                  gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_islower (name[i]))
        return FALSE;
    }

  return length > 1;
}

static gboolean
ends_like_c (const MeireiAnswerLine *line)
{
  gsize end = line->length;

  while (end > 0 && g_ascii_isspace (line->text[end - 1]))
    end--;

  return end > 0 && strchr ("{};", line->text[end - 1]) != NULL && line->text[end - 1] != '\0';
}

static gboolean
belongs_inside (const MeireiAnswerLine *line)
{
  static const char * const words[] = { "return", "elif", "else:", "except", "finally:", "yield" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (meirei_answer_line_has_prefix (line, words[i]))
        return TRUE;
    }

  return FALSE;
}

static void
count_top_line (MeireiCodeBlock        *self,
                const MeireiCodeLine   *code,
                const MeireiPythonLine *python,
                Census                 *census)
{
  census->top[python->kind]++;

  if (python->kind == MEIREI_PYTHON_KIND_DEFINITION && python->name != NULL)
    {
      add_name (self->defines, python->name, python->name_length);
      census->n_definitions++;
      census->n_tests += is_test_name (python->name, python->name_length);
    }
  else if (python->kind == MEIREI_PYTHON_KIND_STATEMENT && python->name != NULL)
    {
      add_name (self->assigns, python->name, python->name_length);
      census->n_constants += is_constant_name (python->name, python->name_length);
    }
  else if (python->kind == MEIREI_PYTHON_KIND_IMPORT)
    {
      MeireiPythonState state = { 0 };
      MeireiPythonLine again;

      meirei_python_line_read (code->line.text, code->line.length, &state, &again,
                               add_import_cb, self->assigns);
    }
}

static void
read_lines (MeireiCodeBlock *self,
            Census          *census)
{
  MeireiPythonState state = { 0 };

  memset (census, 0, sizeof *census);
  g_hash_table_remove_all (self->defines);
  g_hash_table_remove_all (self->assigns);

  for (guint i = 0; i < self->lines->len; i++)
    {
      MeireiCodeLine *code = meirei_code_block_get_line (self, i);
      MeireiPythonLine python;

      meirei_python_line_read (code->line.text, code->line.length, &state, &python, NULL, NULL);
      code->kind = python.kind;
      code->indent = python.indent;
      code->opens_block = python.opens_block;

      if (python.kind == MEIREI_PYTHON_KIND_BLANK)
        continue;
      if (census->n_lines++ == 0)
        census->begins_inside = belongs_inside (&code->line);
      census->n_other += python.kind == MEIREI_PYTHON_KIND_OTHER;
      census->n_brace_lines += ends_like_c (&code->line);
      if (python.indent == 0)
        count_top_line (self, code, &python, census);
    }

  self->open_end = meirei_python_state_is_open (&state);
}

static MeireiCodeKind
judge_foreign (MeireiCodeBlock *self,
               const Census    *census)
{
  if (g_strcmp0 (self->language, "bash") == 0)
    return MEIREI_CODE_KIND_SHELL;
  if (g_strcmp0 (self->language, "text") == 0)
    return MEIREI_CODE_KIND_OUTPUT;
  if (census->top[MEIREI_PYTHON_KIND_SHELL] > 0
      && census->top[MEIREI_PYTHON_KIND_SHELL] + census->top[MEIREI_PYTHON_KIND_COMMENT]
         >= census->n_lines)
    return MEIREI_CODE_KIND_SHELL;
  if (self->language == NULL && census->n_brace_lines * 3 < census->n_lines)
    return MEIREI_CODE_KIND_OUTPUT;

  return MEIREI_CODE_KIND_OTHER_LANGUAGE;
}

static MeireiCodeKind
judge_python (MeireiCodeBlock *self,
              const Census    *census)
{
  guint n_values = census->top[MEIREI_PYTHON_KIND_EXPRESSION]
                   + census->top[MEIREI_PYTHON_KIND_COMMENT]
                   + census->top[MEIREI_PYTHON_KIND_CONTINUED];
  guint n_top = 0;

  for (guint i = MEIREI_PYTHON_KIND_COMMENT; i < MEIREI_N_PYTHON_KINDS; i++)
    n_top += census->top[i];

  if (census->n_definitions > 0)
    return census->n_tests == census->n_definitions ? MEIREI_CODE_KIND_TEST
                                                    : MEIREI_CODE_KIND_DEFINITIONS;
  if (n_values == n_top)
    return MEIREI_CODE_KIND_OUTPUT;
  if (census->begins_inside)
    return MEIREI_CODE_KIND_FRAGMENT;
  if (self->marks & MEIREI_EXTRACTION_MARK_PROMPTS_REMOVED)
    return MEIREI_CODE_KIND_SESSION;
  if (census->top[MEIREI_PYTHON_KIND_IMPORT] + census->n_constants > 0
      && census->top[MEIREI_PYTHON_KIND_IMPORT] + census->n_constants + n_values == n_top)
    return MEIREI_CODE_KIND_SETUP;

  return MEIREI_CODE_KIND_SCRIPT;
}

/* Whether the block is Python, which a fence's label may say wrongly or not
 * at all. */
static gboolean
is_python (MeireiCodeBlock *self,
           const Census    *census)
{
  guint n_sure = census->top[MEIREI_PYTHON_KIND_DEFINITION] + census->top[MEIREI_PYTHON_KIND_IMPORT];
  guint n_likely = census->top[MEIREI_PYTHON_KIND_STATEMENT] + census->top[MEIREI_PYTHON_KIND_CALL]
                   + (self->marks & MEIREI_EXTRACTION_MARK_PROMPTS_REMOVED ? 1 : 0);

  if (g_strcmp0 (self->language, "python") == 0)
    return TRUE;
  if (self->language != NULL)
    return census->n_definitions > 0 && census->n_other * 10 <= census->n_lines
           && census->n_brace_lines * 4 <= census->n_lines;

  return n_sure + n_likely > 0 && n_sure * 4 + n_likely >= census->n_other;
}

static MeireiCodeKind
judge (MeireiCodeBlock *self,
       const Census    *census)
{
  if (census->n_lines == 0)
    return MEIREI_CODE_KIND_EMPTY;
  if (census->n_lines == census->top[MEIREI_PYTHON_KIND_SHELL])
    return MEIREI_CODE_KIND_SHELL;
  if (!is_python (self, census))
    return judge_foreign (self, census);

  self->mislabelled = self->language != NULL && strcmp (self->language, "python") != 0;

  return judge_python (self, census);
}

/**
 * meirei_code_block_new:
 * @lines: the answer's lines
 * @fence: where the block is and what its fence says
 * @fenced: whether there are fences at all
 * @python: whether Python is wanted; a block of another language is taken as
 *   it is
 *
 * Cleans a block of an answer and says what it is.
 *
 * Returns: (transfer full): the block
 */
MeireiCodeBlock *
meirei_code_block_new (MeireiAnswerLines *lines,
                       const MeireiFence *fence,
                       gboolean           fenced,
                       gboolean           python)
{
  MeireiCodeBlock *self = g_new0 (MeireiCodeBlock, 1);
  Census census;

  self->first = fence->first;
  self->end = fence->end;
  self->language = fence->language;
  self->fenced = fenced;
  self->how = fence->how;
  self->lines = g_array_new (FALSE, FALSE, sizeof (MeireiCodeLine));
  self->defines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->assigns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  meirei_code_cleaning_collect (self, lines, fence);
  meirei_code_cleaning_trim (self);
  meirei_code_cleaning_dedent (self);
  if (python)
    meirei_code_cleaning_session (self, lines);
  read_lines (self, &census);
  if (python && (self->language == NULL || strcmp (self->language, "python") == 0))
    {
      if (fence->how == MEIREI_FENCE_END_OPEN)
        meirei_code_cleaning_prose (self);
      meirei_code_cleaning_commands (self, lines);
      meirei_code_cleaning_trim (self);
      read_lines (self, &census);
    }
  self->kind = judge (self, &census);

  return self;
}

/**
 * meirei_code_block_free:
 * @self: (transfer full): a block
 *
 * Frees the block.
 */
void
meirei_code_block_free (MeireiCodeBlock *self)
{
  g_array_unref (self->lines);
  g_hash_table_unref (self->defines);
  g_hash_table_unref (self->assigns);
  g_free (self);
}
