/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-line-comments.h"
#include "meirei-workspace-versions.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_REVIEW (meirei_review_get_type ())
G_DECLARE_FINAL_TYPE (MeireiReview, meirei_review, MEIREI, REVIEW, GObject)

MeireiReview          *meirei_review_new              (void);

MeireiWorkspace       *meirei_review_get_workspace    (MeireiReview          *self);
void                   meirei_review_set_workspace    (MeireiReview          *self,
                                                       MeireiWorkspace       *workspace);
MeireiInstructionItem *meirei_review_get_item         (MeireiReview          *self);
void                   meirei_review_set_item         (MeireiReview          *self,
                                                       MeireiInstructionItem *item);
const char            *meirei_review_get_version_name (MeireiReview          *self);
void                   meirei_review_set_version_name (MeireiReview          *self,
                                                       const char            *version_name);
void                   meirei_review_reload           (MeireiReview          *self);

gboolean               meirei_review_is_loading       (MeireiReview          *self);
const GError          *meirei_review_get_error        (MeireiReview          *self);
MeireiInstruction     *meirei_review_get_instruction  (MeireiReview          *self);
MeireiVersion         *meirei_review_get_version      (MeireiReview          *self);

const char            *meirei_review_get_seen_sha256  (MeireiReview          *self);
void                   meirei_review_set_seen_sha256  (MeireiReview          *self,
                                                       const char            *sha256);
MeireiLineComments    *meirei_review_get_comments     (MeireiReview          *self);

G_END_DECLS
