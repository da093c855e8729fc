/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-finding.h"

G_BEGIN_DECLS

/**
 * MeireiScoreItem:
 * @key: the row's name, such as `unused-import`
 * @category: the category that pays
 * @severity: how grave it is
 * @points: what one finding costs
 * @cap: the most that all findings of the row cost; -1 without
 * @limit: the highest total while there is one; -1 without
 * @once_per_argument: whether each name counts once
 * @only_if_asked: whether it counts only if the sheet asks for it
 * @instead_of: (nullable): the row that does not count when this one names
 *   the same cause
 *
 * One row of the scoring table.
 */
typedef struct {
  const char     *key;
  MeireiCategory  category;
  MeireiSeverity  severity;
  int             points;
  int             cap;
  int             limit;
  gboolean        once_per_argument;
  gboolean        only_if_asked;
  const char     *instead_of;
} MeireiScoreItem;

#define MEIREI_TYPE_SCORE_TABLE (meirei_score_table_get_type ())

G_DECLARE_FINAL_TYPE (MeireiScoreTable, meirei_score_table, MEIREI, SCORE_TABLE, GObject)

MeireiScoreTable      *meirei_score_table_load             (const char        *path,
                                                            GError           **error);
const char            *meirei_score_table_get_model        (MeireiScoreTable  *self);
const char            *meirei_score_table_get_sha256       (MeireiScoreTable  *self);
int                    meirei_score_table_get_cap          (MeireiScoreTable  *self,
                                                            MeireiCategory     category);
guint                  meirei_score_table_get_n_items      (MeireiScoreTable  *self);
const MeireiScoreItem *meirei_score_table_get_item         (MeireiScoreTable  *self,
                                                            guint              index_);
const MeireiScoreItem *meirei_score_table_find_item        (MeireiScoreTable  *self,
                                                            const char        *key);
const MeireiScoreItem *meirei_score_table_find_rule        (MeireiScoreTable  *self,
                                                            const char        *tool,
                                                            const char        *rule);
gboolean               meirei_score_table_is_same_place    (MeireiScoreTable  *self,
                                                            const char        *first_item,
                                                            const char        *second_item);
char                 **meirei_score_table_dup_rules        (MeireiScoreTable  *self,
                                                            const char        *tool);
char                  *meirei_score_table_dup_text         (MeireiScoreTable  *self,
                                                            const char        *rule_or_item,
                                                            const char        *kind,
                                                            const char        *language);
char                  *meirei_score_table_dup_message      (MeireiScoreTable  *self,
                                                            MeireiFinding     *finding,
                                                            const char        *language);
char                  *meirei_score_table_dup_category     (MeireiScoreTable  *self,
                                                            MeireiCategory     category,
                                                            const char        *language);
const char            *meirei_score_table_get_band         (MeireiScoreTable  *self,
                                                            int                lost,
                                                            int                cap);
char                  *meirei_score_table_dup_band         (MeireiScoreTable  *self,
                                                            const char        *band,
                                                            const char        *language);

G_END_DECLS
