/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MeireiExtractionProblem:
 * @MEIREI_EXTRACTION_PROBLEM_NONE: code was found
 * @MEIREI_EXTRACTION_PROBLEM_TRUNCATED: the answer breaks off: an unclosed
 *   fence, reasoning that never ends, or code with an open bracket or string
 *   at the very end; there may be code all the same
 * @MEIREI_EXTRACTION_PROBLEM_SYNTAX: there is code, but what was asked does
 *   not parse, and leaving out its end would lose the functions asked for;
 *   said only when a parse check was used
 * @MEIREI_EXTRACTION_PROBLEM_REFUSED: the model declined
 * @MEIREI_EXTRACTION_PROBLEM_PROSE_ONLY: text without code
 * @MEIREI_EXTRACTION_PROBLEM_EMPTY: nothing but white space, reasoning and
 *   special tokens
 * @MEIREI_EXTRACTION_PROBLEM_OTHER_LANGUAGE: there is code, but none in the
 *   language that was asked for
 *
 * Why an answer gave no code, or no whole code.
 */
typedef enum {
  MEIREI_EXTRACTION_PROBLEM_NONE,
  MEIREI_EXTRACTION_PROBLEM_TRUNCATED,
  MEIREI_EXTRACTION_PROBLEM_SYNTAX,
  MEIREI_EXTRACTION_PROBLEM_REFUSED,
  MEIREI_EXTRACTION_PROBLEM_PROSE_ONLY,
  MEIREI_EXTRACTION_PROBLEM_EMPTY,
  MEIREI_EXTRACTION_PROBLEM_OTHER_LANGUAGE,
} MeireiExtractionProblem;

#define MEIREI_N_EXTRACTION_PROBLEMS (MEIREI_EXTRACTION_PROBLEM_OTHER_LANGUAGE + 1)
#define MEIREI_TYPE_EXTRACTION_PROBLEM (meirei_extraction_problem_get_type ())
GType meirei_extraction_problem_get_type (void);

/**
 * MeireiExtractionMarks:
 * @MEIREI_EXTRACTION_MARK_NONE: the answer was taken as it is
 * @MEIREI_EXTRACTION_MARK_TRIMMED: lines were left out so that the rest parses
 * @MEIREI_EXTRACTION_MARK_JOINED: the code comes from several blocks
 * @MEIREI_EXTRACTION_MARK_ALTERNATIVES: the answer holds other solutions too
 * @MEIREI_EXTRACTION_MARK_UNFENCED: the code stood in the text without fences
 * @MEIREI_EXTRACTION_MARK_UNCLOSED: the fence around the code was never closed
 * @MEIREI_EXTRACTION_MARK_REPETITION_CUT: an endless repetition was cut off
 * @MEIREI_EXTRACTION_MARK_CONTINUATION_CUT: the model went on with a turn of
 *   the user that it invented; that was cut off
 * @MEIREI_EXTRACTION_MARK_TOKENS_REMOVED: leaked special tokens were removed
 * @MEIREI_EXTRACTION_MARK_REASONING_REMOVED: a reasoning part was removed
 * @MEIREI_EXTRACTION_MARK_FROM_REASONING: the code stands in the reasoning,
 *   because there is nothing else
 * @MEIREI_EXTRACTION_MARK_PROMPTS_REMOVED: the prompts (and the output) of an
 *   interactive session were removed
 * @MEIREI_EXTRACTION_MARK_SHELL_REMOVED: shell or notebook commands were
 *   removed
 * @MEIREI_EXTRACTION_MARK_PROSE_REMOVED: prose inside the code was removed
 * @MEIREI_EXTRACTION_MARK_DEDENTED: indentation common to all was removed
 * @MEIREI_EXTRACTION_MARK_CHARACTERS_REPLACED: control characters or exotic
 *   spaces were removed or replaced
 *
 * What had to be done to get the code out of the answer.
 */
typedef enum {
  MEIREI_EXTRACTION_MARK_NONE = 0,
  MEIREI_EXTRACTION_MARK_TRIMMED = 1 << 0,
  MEIREI_EXTRACTION_MARK_JOINED = 1 << 1,
  MEIREI_EXTRACTION_MARK_ALTERNATIVES = 1 << 2,
  MEIREI_EXTRACTION_MARK_UNFENCED = 1 << 3,
  MEIREI_EXTRACTION_MARK_UNCLOSED = 1 << 4,
  MEIREI_EXTRACTION_MARK_REPETITION_CUT = 1 << 5,
  MEIREI_EXTRACTION_MARK_CONTINUATION_CUT = 1 << 6,
  MEIREI_EXTRACTION_MARK_TOKENS_REMOVED = 1 << 7,
  MEIREI_EXTRACTION_MARK_REASONING_REMOVED = 1 << 8,
  MEIREI_EXTRACTION_MARK_FROM_REASONING = 1 << 9,
  MEIREI_EXTRACTION_MARK_PROMPTS_REMOVED = 1 << 10,
  MEIREI_EXTRACTION_MARK_SHELL_REMOVED = 1 << 11,
  MEIREI_EXTRACTION_MARK_PROSE_REMOVED = 1 << 12,
  MEIREI_EXTRACTION_MARK_DEDENTED = 1 << 13,
  MEIREI_EXTRACTION_MARK_CHARACTERS_REPLACED = 1 << 14,
} MeireiExtractionMarks;

#define MEIREI_TYPE_EXTRACTION_MARKS (meirei_extraction_marks_get_type ())
GType meirei_extraction_marks_get_type (void);

/**
 * MeireiPart:
 * @MEIREI_PART_PROSE: text around the code
 * @MEIREI_PART_CODE: what became the code
 * @MEIREI_PART_FENCE: a fence line
 * @MEIREI_PART_REASONING: the model's thinking aloud
 * @MEIREI_PART_TOKEN: a leaked special token
 * @MEIREI_PART_CONTINUATION: a turn that the model invented
 * @MEIREI_PART_REPETITION: an endless repetition
 * @MEIREI_PART_SHELL: shell and notebook commands
 * @MEIREI_PART_SESSION: input and output of an interactive session
 * @MEIREI_PART_USAGE: an example of how to use the code
 * @MEIREI_PART_TEST: tests that the model wrote
 * @MEIREI_PART_ALTERNATIVE: another solution, or a piece of one
 * @MEIREI_PART_OUTPUT: what a program prints
 * @MEIREI_PART_OTHER_LANGUAGE: code in another language
 * @MEIREI_PART_TRIMMED: what was left out so that the rest parses
 *
 * What a stretch of an answer is.
 */
typedef enum {
  MEIREI_PART_PROSE,
  MEIREI_PART_CODE,
  MEIREI_PART_FENCE,
  MEIREI_PART_REASONING,
  MEIREI_PART_TOKEN,
  MEIREI_PART_CONTINUATION,
  MEIREI_PART_REPETITION,
  MEIREI_PART_SHELL,
  MEIREI_PART_SESSION,
  MEIREI_PART_USAGE,
  MEIREI_PART_TEST,
  MEIREI_PART_ALTERNATIVE,
  MEIREI_PART_OUTPUT,
  MEIREI_PART_OTHER_LANGUAGE,
  MEIREI_PART_TRIMMED,
} MeireiPart;

#define MEIREI_TYPE_PART (meirei_part_get_type ())
GType meirei_part_get_type (void);

/**
 * MeireiExtractionSpan:
 * @start: first byte in the answer
 * @length: number of bytes
 * @part: what they are
 *
 * A stretch of the answer.
 */
typedef struct {
  gsize      start;
  gsize      length;
  MeireiPart part;
} MeireiExtractionSpan;

/* No byte of the answer: the line was put in between two blocks. */
#define MEIREI_EXTRACTION_NO_OFFSET G_MAXSIZE

#define MEIREI_TYPE_EXTRACTION (meirei_extraction_get_type ())
G_DECLARE_FINAL_TYPE (MeireiExtraction, meirei_extraction, MEIREI, EXTRACTION, GObject)

const char                 *meirei_extraction_get_code          (MeireiExtraction *self);
gsize                       meirei_extraction_get_code_length   (MeireiExtraction *self);
const char                 *meirei_extraction_get_language      (MeireiExtraction *self);
MeireiExtractionProblem     meirei_extraction_get_problem       (MeireiExtraction *self);
MeireiExtractionMarks       meirei_extraction_get_marks         (MeireiExtraction *self);
char                      **meirei_extraction_dup_mark_nicks    (MeireiExtraction *self);
guint                       meirei_extraction_get_n_blocks      (MeireiExtraction *self);
gboolean                    meirei_extraction_is_checked        (MeireiExtraction *self);
guint                       meirei_extraction_get_error_line    (MeireiExtraction *self);
char                       *meirei_extraction_dup_description   (MeireiExtraction *self);
guint                       meirei_extraction_get_n_lines       (MeireiExtraction *self);
gsize                       meirei_extraction_get_source_offset (MeireiExtraction *self,
                                                                 guint             line);
const MeireiExtractionSpan *meirei_extraction_get_spans         (MeireiExtraction *self,
                                                                 guint            *n_spans);
char                       *meirei_extraction_dup_left_out      (MeireiExtraction *self);

G_END_DECLS
