/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-block.h"

G_BEGIN_DECLS

/* The index of a blank line between two blocks, which is not in the answer. */
#define MEIREI_CODE_DRAFT_NO_INDEX G_MAXUINT

/**
 * MeireiCodeDraft:
 * @lines: (element-type MeireiCodeLine): the code
 * @defines: (element-type utf8): functions and classes at the outermost level
 * @blocks: (element-type MeireiCodeBlock): where it comes from, unowned
 * @truncated: whether the answer breaks off in it
 * @trimmed: whether lines have been left out
 *
 * Code put together from blocks, ready to be tried.
 */
typedef struct {
  GArray     *lines;
  GHashTable *defines;
  GPtrArray  *blocks;
  gboolean    truncated;
  gboolean    trimmed;
} MeireiCodeDraft;

MeireiCodeDraft *meirei_code_draft_new        (GPtrArray          *blocks,
                                               gboolean            truncated);
MeireiCodeDraft *meirei_code_draft_copy       (MeireiCodeDraft    *self);
void             meirei_code_draft_free       (MeireiCodeDraft    *self);
char            *meirei_code_draft_to_text    (MeireiCodeDraft    *self,
                                               gsize              *length);
guint            meirei_code_draft_count      (MeireiCodeDraft    *self,
                                               const char * const *names);
guint            meirei_code_draft_count_code (MeireiCodeDraft    *self);
void             meirei_code_draft_read       (MeireiCodeDraft    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiCodeDraft, meirei_code_draft_free)

G_END_DECLS
