/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-extraction-builder.h"
#include "meirei-extraction-private.h"
#include "meirei-refusal.h"

static MeireiPart
part_of_block (MeireiExtractionBuilder *self,
               MeireiCodeBlock         *block)
{
  switch (block->kind)
    {
    case MEIREI_CODE_KIND_OUTPUT:
      return MEIREI_PART_OUTPUT;
    case MEIREI_CODE_KIND_SHELL:
      return MEIREI_PART_SHELL;
    case MEIREI_CODE_KIND_OTHER_LANGUAGE:
      return MEIREI_PART_OTHER_LANGUAGE;
    case MEIREI_CODE_KIND_SESSION:
      return MEIREI_PART_SESSION;
    case MEIREI_CODE_KIND_TEST:
      return MEIREI_PART_TEST;
    case MEIREI_CODE_KIND_SETUP:
    case MEIREI_CODE_KIND_SCRIPT:
      return self->draft != NULL && g_hash_table_size (self->draft->defines) > 0
             ? MEIREI_PART_USAGE : MEIREI_PART_ALTERNATIVE;
    case MEIREI_CODE_KIND_FRAGMENT:
    case MEIREI_CODE_KIND_DEFINITIONS:
      return MEIREI_PART_ALTERNATIVE;
    case MEIREI_CODE_KIND_EMPTY:
    default:
      return MEIREI_PART_PROSE;
    }
}

/* What is still plain text in [first, end) becomes @part. */
static void
mark_lines (MeireiExtractionBuilder *self,
            guint                    first,
            guint                    end,
            MeireiPart               part)
{
  for (guint i = first; i < end; i++)
    {
      MeireiAnswerLine *line = meirei_answer_lines_get (self->reading->lines, i);

      if (line->part == MEIREI_PART_PROSE && !meirei_answer_line_is_blank (line))
        line->part = part;
    }
}

static MeireiExtractionMarks
mark_draft (MeireiExtractionBuilder *self)
{
  MeireiExtractionMarks marks = MEIREI_EXTRACTION_MARK_NONE;

  for (guint i = 0; i < self->draft->lines->len; i++)
    {
      MeireiCodeLine *code = &g_array_index (self->draft->lines, MeireiCodeLine, i);

      if (code->index == MEIREI_CODE_DRAFT_NO_INDEX)
        continue;
      meirei_answer_lines_get (self->reading->lines, code->index)->part = MEIREI_PART_CODE;
      marks |= code->line.marks;
    }

  for (guint i = 0; i < self->draft->blocks->len; i++)
    {
      MeireiCodeBlock *block = g_ptr_array_index (self->draft->blocks, i);

      block->chosen = TRUE;
      marks |= block->marks;
      if (!block->fenced)
        marks |= MEIREI_EXTRACTION_MARK_UNFENCED;
      else if (block->how == MEIREI_FENCE_END_OPEN)
        marks |= MEIREI_EXTRACTION_MARK_UNCLOSED;
      mark_lines (self, block->first, block->end,
                  self->draft->trimmed ? MEIREI_PART_TRIMMED : MEIREI_PART_PROSE);
    }

  if (self->draft->blocks->len > 1)
    marks |= MEIREI_EXTRACTION_MARK_JOINED;
  if (self->draft->trimmed)
    marks |= MEIREI_EXTRACTION_MARK_TRIMMED;

  return marks;
}

static MeireiExtractionMarks
mark_rest (MeireiExtractionBuilder *self)
{
  MeireiAnswerReading *reading = self->reading;
  MeireiExtractionMarks marks = MEIREI_EXTRACTION_MARK_NONE;

  for (guint i = 0; i < reading->blocks->len; i++)
    {
      MeireiCodeBlock *block = g_ptr_array_index (reading->blocks, i);

      if (block->chosen)
        continue;
      if (self->draft != NULL && part_of_block (self, block) == MEIREI_PART_ALTERNATIVE)
        marks |= MEIREI_EXTRACTION_MARK_ALTERNATIVES;
      mark_lines (self, block->first, block->end, part_of_block (self, block));
    }

  for (guint i = self->draft != NULL ? reading->turn + 1 : reading->turns->len;
       i < reading->turns->len; i++)
    {
      MeireiAnswerTurn *turn = &g_array_index (reading->turns, MeireiAnswerTurn, i);

      if (turn->end > turn->first + 1)
        marks |= MEIREI_EXTRACTION_MARK_CONTINUATION_CUT;
      mark_lines (self, turn->first, turn->end, MEIREI_PART_CONTINUATION);
    }

  if (reading->repetition)
    marks |= MEIREI_EXTRACTION_MARK_REPETITION_CUT;
  if (reading->from_reasoning && self->draft != NULL)
    marks |= MEIREI_EXTRACTION_MARK_FROM_REASONING;

  return marks;
}

/* Neighbouring lines that are the same become one span; line ends belong to
 * the line before. */
static GArray *
make_spans (MeireiExtractionBuilder *self,
            MeireiExtractionMarks   *marks)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (MeireiExtractionSpan));
  GArray *lines = self->reading->lines->lines;
  gsize size = g_bytes_get_size (self->answer);

  for (guint i = 0; i < lines->len; i++)
    {
      MeireiAnswerLine *line = &g_array_index (lines, MeireiAnswerLine, i);
      gsize start = i == 0 ? 0 : line->offset;
      gsize end = i + 1 < lines->len ? g_array_index (lines, MeireiAnswerLine, i + 1).offset : size;
      MeireiExtractionSpan *last = spans->len > 0
                                   ? &g_array_index (spans, MeireiExtractionSpan, spans->len - 1)
                                   : NULL;
      MeireiExtractionSpan span = { start, end - start, line->part };

      if (line->part == MEIREI_PART_TOKEN)
        *marks |= MEIREI_EXTRACTION_MARK_TOKENS_REMOVED;
      if (line->part == MEIREI_PART_REASONING && !meirei_answer_line_is_blank (line))
        *marks |= MEIREI_EXTRACTION_MARK_REASONING_REMOVED;

      if (last != NULL && (last->part == line->part || meirei_answer_line_is_blank (line)))
        last->length = end - last->start;
      else
        g_array_append_val (spans, span);
    }

  return spans;
}

static GArray *
make_offsets (MeireiExtractionBuilder *self)
{
  GArray *offsets = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (guint i = 0; self->draft != NULL && i < self->draft->lines->len; i++)
    {
      MeireiCodeLine *code = &g_array_index (self->draft->lines, MeireiCodeLine, i);
      gsize offset = code->index == MEIREI_CODE_DRAFT_NO_INDEX ? MEIREI_EXTRACTION_NO_OFFSET
                                                               : code->line.offset;

      g_array_append_val (offsets, offset);
    }

  return offsets;
}

/* The first block of code in another language, with or without its name. */
static MeireiCodeBlock *
find_other_language (MeireiExtractionBuilder *self)
{
  MeireiCodeBlock *found = NULL;

  for (guint i = 0; i < self->reading->blocks->len; i++)
    {
      MeireiCodeBlock *block = g_ptr_array_index (self->reading->blocks, i);

      if (block->kind != MEIREI_CODE_KIND_OTHER_LANGUAGE && block->kind != MEIREI_CODE_KIND_SHELL
          && (block->lines->len == 0 || g_str_equal (self->language, "python")))
        continue;
      if (found == NULL || (found->language == NULL && block->language != NULL))
        found = block;
    }

  return found;
}

static gboolean
has_text (MeireiExtractionBuilder *self)
{
  for (guint i = 0; i < self->reading->lines->lines->len; i++)
    {
      MeireiAnswerLine *line = meirei_answer_lines_get (self->reading->lines, i);

      if (line->part != MEIREI_PART_TOKEN && line->part != MEIREI_PART_REASONING
          && line->part != MEIREI_PART_FENCE && !meirei_answer_line_is_blank (line))
        return TRUE;
    }

  return FALSE;
}

static gboolean
ends_in_open_fence (MeireiExtractionBuilder *self)
{
  GPtrArray *blocks = self->reading->blocks;
  MeireiCodeBlock *last = blocks->len > 0 ? g_ptr_array_index (blocks, blocks->len - 1) : NULL;

  return last != NULL && last->how == MEIREI_FENCE_END_OPEN;
}

static MeireiExtractionProblem
find_problem (MeireiExtractionBuilder *self)
{
  if (self->reading->reasoning_open)
    return MEIREI_EXTRACTION_PROBLEM_TRUNCATED;
  if (self->draft != NULL && self->draft->truncated)
    return MEIREI_EXTRACTION_PROBLEM_TRUNCATED;
  if (self->draft != NULL)
    return self->checked && !self->parses ? MEIREI_EXTRACTION_PROBLEM_SYNTAX
                                          : MEIREI_EXTRACTION_PROBLEM_NONE;

  if (find_other_language (self) != NULL)
    return MEIREI_EXTRACTION_PROBLEM_OTHER_LANGUAGE;
  if (ends_in_open_fence (self))
    return MEIREI_EXTRACTION_PROBLEM_TRUNCATED;
  if (!has_text (self))
    return MEIREI_EXTRACTION_PROBLEM_EMPTY;

  return meirei_refusal_found (self->reading->lines) ? MEIREI_EXTRACTION_PROBLEM_REFUSED
                                                     : MEIREI_EXTRACTION_PROBLEM_PROSE_ONLY;
}

/**
 * meirei_extraction_builder_build:
 * @self: what was found
 *
 * Makes the result.
 *
 * Returns: (transfer full): the extraction
 */
MeireiExtraction *
meirei_extraction_builder_build (MeireiExtractionBuilder *self)
{
  MeireiExtractionData data = { .answer = g_bytes_ref (self->answer) };

  data.problem = find_problem (self);
  if (self->draft != NULL)
    {
      data.marks = mark_draft (self);
      data.code = meirei_code_draft_to_text (self->draft, &data.code_length);
      data.n_blocks = self->draft->blocks->len;
      data.language = g_strdup (self->language);
      data.error_line = self->parses ? 0 : self->error_line;
    }
  else if (data.problem == MEIREI_EXTRACTION_PROBLEM_OTHER_LANGUAGE)
    data.language = g_strdup (find_other_language (self)->language);

  data.checked = self->checked;
  data.marks |= mark_rest (self);
  data.offsets = make_offsets (self);
  data.spans = make_spans (self, &data.marks);

  return _meirei_extraction_new (&data);
}
