/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-diff-layout.h"
#include "meirei-version-list.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_COMPARE_PAIR (meirei_compare_pair_get_type ())
G_DECLARE_FINAL_TYPE (MeireiComparePair, meirei_compare_pair, MEIREI, COMPARE_PAIR, GObject)

MeireiComparePair *meirei_compare_pair_new         (MeireiReview        *review,
                                                    MeireiVersionList   *versions);
MeireiReview      *meirei_compare_pair_get_review  (MeireiComparePair   *self);
MeireiVersionList *meirei_compare_pair_get_versions (MeireiComparePair  *self);
void               meirei_compare_pair_set_active  (MeireiComparePair   *self,
                                                    gboolean             active);
MeireiVersion     *meirei_compare_pair_get_version (MeireiComparePair   *self,
                                                    MeireiDiffSide       side);
void               meirei_compare_pair_set_version (MeireiComparePair   *self,
                                                    MeireiDiffSide       side,
                                                    MeireiVersion       *version);
void               meirei_compare_pair_swap        (MeireiComparePair   *self);
void               meirei_compare_pair_set_flags   (MeireiComparePair   *self,
                                                    MeireiLineDiffFlags  flags);
void               meirei_compare_pair_set_form    (MeireiComparePair   *self,
                                                    gboolean             unified,
                                                    gboolean             only_changes);
MeireiLineDiff    *meirei_compare_pair_get_diff    (MeireiComparePair   *self);
MeireiDiffLayout  *meirei_compare_pair_get_layout  (MeireiComparePair   *self,
                                                    MeireiDiffForm       form);
const char        *meirei_compare_pair_get_problem (MeireiComparePair   *self);

G_END_DECLS
