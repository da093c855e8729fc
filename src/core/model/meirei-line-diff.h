/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MeireiLineDiffFlags:
 * @MEIREI_LINE_DIFF_DEFAULT: every character counts
 * @MEIREI_LINE_DIFF_IGNORE_SPACE: white space does not count, neither do
 *   empty lines
 * @MEIREI_LINE_DIFF_IGNORE_COMMENTS: comments from `#` to the end of a line
 *   do not count, neither do lines that are nothing else; a `#` within a
 *   Python string is none
 *
 * What makes two lines different.
 */
typedef enum {
  MEIREI_LINE_DIFF_DEFAULT         = 0,
  MEIREI_LINE_DIFF_IGNORE_SPACE    = 1 << 0,
  MEIREI_LINE_DIFF_IGNORE_COMMENTS = 1 << 1,
} MeireiLineDiffFlags;

/**
 * MeireiDiffSide:
 * @MEIREI_DIFF_OLD: the text before
 * @MEIREI_DIFF_NEW: the text after
 *
 * One of the two texts.
 */
typedef enum {
  MEIREI_DIFF_OLD,
  MEIREI_DIFF_NEW,
} MeireiDiffSide;

#define MEIREI_N_DIFF_SIDES 2

/**
 * MeireiDiffRow:
 * @line: by side, the line from 0, or -1 if the side has none here
 * @changed: by side, whether the line was removed or added
 *
 * Lines that stand beside each other.
 */
typedef struct {
  int      line[MEIREI_N_DIFF_SIDES];
  gboolean changed[MEIREI_N_DIFF_SIDES];
} MeireiDiffRow;

/**
 * MeireiDiffChange:
 * @first_row: its first row
 * @n_rows: how many rows it has
 *
 * A run of rows without an unchanged line in between.
 */
typedef struct {
  guint first_row;
  guint n_rows;
} MeireiDiffChange;

/**
 * MeireiDiffSpan:
 * @start: the first byte within the line
 * @end: the byte after the last one
 *
 * A part of a line.
 */
typedef struct {
  guint start;
  guint end;
} MeireiDiffSpan;

#define MEIREI_TYPE_LINE_DIFF (meirei_line_diff_get_type ())
G_DECLARE_FINAL_TYPE (MeireiLineDiff, meirei_line_diff, MEIREI, LINE_DIFF, GObject)

MeireiLineDiff         *meirei_line_diff_new         (const char          *old_text,
                                                      const char          *new_text,
                                                      MeireiLineDiffFlags  flags);
const MeireiDiffRow    *meirei_line_diff_get_rows    (MeireiLineDiff      *self,
                                                      guint               *n_rows);
const MeireiDiffChange *meirei_line_diff_get_changes (MeireiLineDiff      *self,
                                                      guint               *n_changes);
guint                   meirei_line_diff_get_n_lines (MeireiLineDiff      *self,
                                                      MeireiDiffSide       side);
const char             *meirei_line_diff_get_line    (MeireiLineDiff      *self,
                                                      MeireiDiffSide       side,
                                                      guint                line,
                                                      gsize               *length);
guint                   meirei_line_diff_get_n_changed (MeireiLineDiff    *self,
                                                      MeireiDiffSide       side);
const MeireiDiffSpan   *meirei_line_diff_get_words   (MeireiLineDiff      *self,
                                                      MeireiDiffSide       side,
                                                      guint                line,
                                                      guint               *n_words);
char                   *meirei_line_diff_to_unified  (MeireiLineDiff      *self,
                                                      const char          *old_name,
                                                      const char          *new_name,
                                                      guint                context);

G_END_DECLS
