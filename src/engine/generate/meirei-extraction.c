/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-extraction-private.h"

/**
 * MeireiExtraction:
 *
 * The code that was found in a model's answer, how it had to be got out, and
 * what was left out. Immutable; may be shared between threads.
 */
struct _MeireiExtraction
{
  GObject parent_instance;

  MeireiExtractionData data;
};

G_DEFINE_ENUM_TYPE (MeireiExtractionProblem, meirei_extraction_problem,
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_PROBLEM_NONE, "none"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_PROBLEM_TRUNCATED, "truncated"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_PROBLEM_SYNTAX, "syntax"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_PROBLEM_REFUSED, "refused"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_PROBLEM_PROSE_ONLY, "prose-only"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_PROBLEM_EMPTY, "empty"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_PROBLEM_OTHER_LANGUAGE, "other-language"))

G_DEFINE_FLAGS_TYPE (MeireiExtractionMarks, meirei_extraction_marks,
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_TRIMMED, "trimmed"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_JOINED, "joined"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_ALTERNATIVES, "alternatives"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_UNFENCED, "unfenced"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_UNCLOSED, "unclosed"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_REPETITION_CUT, "repetition-cut"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_CONTINUATION_CUT, "continuation-cut"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_TOKENS_REMOVED, "tokens-removed"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_REASONING_REMOVED, "reasoning-removed"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_FROM_REASONING, "from-reasoning"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_PROMPTS_REMOVED, "prompts-removed"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_SHELL_REMOVED, "shell-removed"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_PROSE_REMOVED, "prose-removed"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_DEDENTED, "dedented"),
  G_DEFINE_ENUM_VALUE (MEIREI_EXTRACTION_MARK_CHARACTERS_REPLACED, "characters-replaced"))

G_DEFINE_ENUM_TYPE (MeireiPart, meirei_part,
  G_DEFINE_ENUM_VALUE (MEIREI_PART_PROSE, "prose"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_CODE, "code"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_FENCE, "fence"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_REASONING, "reasoning"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_TOKEN, "token"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_CONTINUATION, "continuation"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_REPETITION, "repetition"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_SHELL, "shell"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_SESSION, "session"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_USAGE, "usage"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_TEST, "test"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_ALTERNATIVE, "alternative"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_OUTPUT, "output"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_OTHER_LANGUAGE, "other-language"),
  G_DEFINE_ENUM_VALUE (MEIREI_PART_TRIMMED, "trimmed"))

G_DEFINE_FINAL_TYPE (MeireiExtraction, meirei_extraction, G_TYPE_OBJECT)

static void
meirei_extraction_finalize (GObject *object)
{
  MeireiExtraction *self = MEIREI_EXTRACTION (object);

  g_clear_pointer (&self->data.answer, g_bytes_unref);
  g_clear_pointer (&self->data.code, g_free);
  g_clear_pointer (&self->data.language, g_free);
  g_clear_pointer (&self->data.offsets, g_array_unref);
  g_clear_pointer (&self->data.spans, g_array_unref);

  G_OBJECT_CLASS (meirei_extraction_parent_class)->finalize (object);
}

static void
meirei_extraction_class_init (MeireiExtractionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_extraction_finalize;
}

static void
meirei_extraction_init (MeireiExtraction *self)
{
}

/* Takes over what @data points to. */
MeireiExtraction *
_meirei_extraction_new (MeireiExtractionData *data)
{
  MeireiExtraction *self = g_object_new (MEIREI_TYPE_EXTRACTION, NULL);

  self->data = *data;

  return self;
}

/**
 * meirei_extraction_get_code:
 * @self: an extraction
 *
 * Gets the code: UTF-8, lines ended by a line feed, the last one too.  Code
 * may be there although there is a problem.
 *
 * Returns: (nullable): the code, or %NULL if there is none
 */
const char *
meirei_extraction_get_code (MeireiExtraction *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), NULL);

  return self->data.code;
}

/**
 * meirei_extraction_get_code_length:
 * @self: an extraction
 *
 * Returns: the code's length in bytes
 */
gsize
meirei_extraction_get_code_length (MeireiExtraction *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), 0);

  return self->data.code_length;
}

/**
 * meirei_extraction_get_language:
 * @self: an extraction
 *
 * Returns: (nullable): the language of the code, or, if it is not the one
 *   that was asked for, of the code that was found instead
 */
const char *
meirei_extraction_get_language (MeireiExtraction *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), NULL);

  return self->data.language;
}

/**
 * meirei_extraction_get_problem:
 * @self: an extraction
 *
 * Returns: why there is no code, or no whole code
 */
MeireiExtractionProblem
meirei_extraction_get_problem (MeireiExtraction *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), MEIREI_EXTRACTION_PROBLEM_EMPTY);

  return self->data.problem;
}

/**
 * meirei_extraction_get_marks:
 * @self: an extraction
 *
 * Returns: what had to be done to get the code
 */
MeireiExtractionMarks
meirei_extraction_get_marks (MeireiExtraction *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), MEIREI_EXTRACTION_MARK_NONE);

  return self->data.marks;
}

/**
 * meirei_extraction_dup_mark_nicks:
 * @self: an extraction
 *
 * Gets the marks as the words that files have for them.
 *
 * Returns: (transfer full) (array zero-terminated=1): the words
 */
char **
meirei_extraction_dup_mark_nicks (MeireiExtraction *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GFlagsClass) flags = g_type_class_ref (MEIREI_TYPE_EXTRACTION_MARKS);

  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), NULL);

  for (guint i = 0; i < flags->n_values; i++)
    {
      if (self->data.marks & flags->values[i].value)
        g_strv_builder_add (builder, flags->values[i].value_nick);
    }

  return g_strv_builder_end (builder);
}

/**
 * meirei_extraction_get_n_blocks:
 * @self: an extraction
 *
 * Returns: from how many blocks of the answer the code was put together
 */
guint
meirei_extraction_get_n_blocks (MeireiExtraction *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), 0);

  return self->data.n_blocks;
}

/**
 * meirei_extraction_is_checked:
 * @self: an extraction
 *
 * Returns: %TRUE if a parser had its say
 */
gboolean
meirei_extraction_is_checked (MeireiExtraction *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), FALSE);

  return self->data.checked;
}

/**
 * meirei_extraction_get_error_line:
 * @self: an extraction
 *
 * Returns: the line of the code, counted from 1, at which a parser stopped;
 *   0 if it parses or if it is not known
 */
guint
meirei_extraction_get_error_line (MeireiExtraction *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), 0);

  return self->data.error_line;
}

/**
 * meirei_extraction_dup_description:
 * @self: an extraction
 *
 * Says in one English line, for logs and the command line, what is the matter
 * and what can be done.
 *
 * Returns: (transfer full) (nullable): the sentence, or %NULL if there is no
 *   problem
 */
char *
meirei_extraction_dup_description (MeireiExtraction *self)
{
  gsize size;

  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), NULL);

  size = g_bytes_get_size (self->data.answer);
  switch (self->data.problem)
    {
    case MEIREI_EXTRACTION_PROBLEM_TRUNCATED:
      return g_strdup_printf ("The answer breaks off after %" G_GSIZE_FORMAT " bytes; "
                              "raise the token limit or shorten the specification", size);
    case MEIREI_EXTRACTION_PROBLEM_SYNTAX:
      return g_strdup_printf ("The code does not parse (line %u of %u); "
                              "let the model repair it or execute again",
                              self->data.error_line, self->data.offsets->len);
    case MEIREI_EXTRACTION_PROBLEM_REFUSED:
      return g_strdup ("The model declined; reword the specification or use another model");
    case MEIREI_EXTRACTION_PROBLEM_PROSE_ONLY:
      return g_strdup_printf ("The answer (%" G_GSIZE_FORMAT " bytes) holds text but no code; "
                              "execute again or say more clearly what is wanted", size);
    case MEIREI_EXTRACTION_PROBLEM_EMPTY:
      return g_strdup ("The answer is empty; the prompt may be too long for the model's context");
    case MEIREI_EXTRACTION_PROBLEM_OTHER_LANGUAGE:
      return g_strdup_printf ("The answer holds code in another language (%s); "
                              "name the language in the specification",
                              self->data.language != NULL ? self->data.language : "unnamed");
    case MEIREI_EXTRACTION_PROBLEM_NONE:
    default:
      return NULL;
    }
}

/**
 * meirei_extraction_get_n_lines:
 * @self: an extraction
 *
 * Returns: the number of lines of the code
 */
guint
meirei_extraction_get_n_lines (MeireiExtraction *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), 0);

  return self->data.offsets->len;
}

/**
 * meirei_extraction_get_source_offset:
 * @self: an extraction
 * @line: a line of the code, counted from 1
 *
 * Returns: the byte of the answer at which the line begins, or
 *   %MEIREI_EXTRACTION_NO_OFFSET for a blank line put in between two blocks
 */
gsize
meirei_extraction_get_source_offset (MeireiExtraction *self,
                                     guint             line)
{
  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), MEIREI_EXTRACTION_NO_OFFSET);
  g_return_val_if_fail (line >= 1 && line <= self->data.offsets->len, MEIREI_EXTRACTION_NO_OFFSET);

  return g_array_index (self->data.offsets, gsize, line - 1);
}

/**
 * meirei_extraction_get_spans:
 * @self: an extraction
 * @n_spans: (out): their number
 *
 * Gets the whole answer as stretches without gaps, so that it can be shown
 * which part was taken and what the rest was thought to be.
 *
 * Returns: (array length=n_spans) (nullable): the stretches in order
 */
const MeireiExtractionSpan *
meirei_extraction_get_spans (MeireiExtraction *self,
                             guint            *n_spans)
{
  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), NULL);
  g_return_val_if_fail (n_spans != NULL, NULL);

  *n_spans = self->data.spans->len;

  return (const MeireiExtractionSpan *) (gpointer) self->data.spans->data;
}

/**
 * meirei_extraction_dup_left_out:
 * @self: an extraction
 *
 * Returns: (transfer full): everything of the answer that is not code
 */
char *
meirei_extraction_dup_left_out (MeireiExtraction *self)
{
  GString *text = g_string_new (NULL);
  const char *answer;
  gsize size;

  g_return_val_if_fail (MEIREI_IS_EXTRACTION (self), NULL);

  answer = g_bytes_get_data (self->data.answer, &size);
  for (guint i = 0; i < self->data.spans->len; i++)
    {
      MeireiExtractionSpan *span = &g_array_index (self->data.spans, MeireiExtractionSpan, i);

      if (span->part != MEIREI_PART_CODE && span->start + span->length <= size)
        g_string_append_len (text, answer + span->start, (gssize) span->length);
    }

  return g_string_free (text, FALSE);
}
