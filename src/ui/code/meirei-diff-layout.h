/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-line-diff.h"

G_BEGIN_DECLS

/**
 * MeireiDiffForm:
 * @MEIREI_DIFF_FORM_OLD: the old text, with room for what the new one adds
 * @MEIREI_DIFF_FORM_NEW: the new text, with room for what the old one had
 * @MEIREI_DIFF_FORM_UNIFIED: both in one, removed lines before added ones
 *
 * What is shown of a comparison.
 */
typedef enum {
  MEIREI_DIFF_FORM_OLD,
  MEIREI_DIFF_FORM_NEW,
  MEIREI_DIFF_FORM_UNIFIED,
} MeireiDiffForm;

/**
 * MeireiDiffLineKind:
 * @MEIREI_DIFF_LINE_SAME: unchanged
 * @MEIREI_DIFF_LINE_REMOVED: only in the old text
 * @MEIREI_DIFF_LINE_ADDED: only in the new text
 * @MEIREI_DIFF_LINE_FILLER: empty, because the other side has a line here
 * @MEIREI_DIFF_LINE_FOLD: stands for unchanged lines
 *
 * What a line that is shown stands for.
 */
typedef enum {
  MEIREI_DIFF_LINE_SAME,
  MEIREI_DIFF_LINE_REMOVED,
  MEIREI_DIFF_LINE_ADDED,
  MEIREI_DIFF_LINE_FILLER,
  MEIREI_DIFF_LINE_FOLD,
} MeireiDiffLineKind;

/**
 * MeireiDiffPlace:
 * @kind: what it stands for
 * @line: by side, the line from 0, or -1
 * @n_folded: how many lines it stands for
 *
 * A line that is shown.
 */
typedef struct {
  MeireiDiffLineKind kind;
  int line[MEIREI_N_DIFF_SIDES];
  guint n_folded;
} MeireiDiffPlace;

#define MEIREI_TYPE_DIFF_LAYOUT (meirei_diff_layout_get_type ())
G_DECLARE_FINAL_TYPE (MeireiDiffLayout, meirei_diff_layout, MEIREI, DIFF_LAYOUT, GObject)

MeireiDiffLayout       *meirei_diff_layout_new          (MeireiLineDiff    *diff,
                                                         MeireiDiffForm     form,
                                                         gboolean           only_changes);
MeireiLineDiff         *meirei_diff_layout_get_diff     (MeireiDiffLayout  *self);
MeireiDiffForm          meirei_diff_layout_get_form     (MeireiDiffLayout  *self);
const char             *meirei_diff_layout_get_text     (MeireiDiffLayout  *self);
const MeireiDiffPlace  *meirei_diff_layout_get_places   (MeireiDiffLayout  *self,
                                                         guint             *n_places);
const MeireiDiffChange *meirei_diff_layout_get_changes  (MeireiDiffLayout  *self,
                                                         guint             *n_changes);
const MeireiDiffSpan   *meirei_diff_layout_get_words    (MeireiDiffLayout  *self,
                                                         guint              place,
                                                         guint             *n_words);

G_END_DECLS
