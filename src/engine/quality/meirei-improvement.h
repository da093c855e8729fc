/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report.h"
#include "meirei-score-table.h"

G_BEGIN_DECLS

/**
 * MeireiImprovement:
 * @item: the row of the scoring table
 * @points: what all its findings cost together
 * @count: how many findings cost something
 * @line: the first line; 0 if it concerns the whole file
 * @title: what it is, in a few words
 * @message: what the first finding says
 * @why: why it matters
 * @fix: what to do
 *
 * One thing that would raise the score.
 */
typedef struct {
  char *item;
  int   points;
  int   count;
  int   line;
  char *title;
  char *message;
  char *why;
  char *fix;
} MeireiImprovement;

GPtrArray *meirei_improvement_list (MeireiScoreTable  *table,
                                    MeireiReport      *report,
                                    const char        *language);
void       meirei_improvement_free (MeireiImprovement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiImprovement, meirei_improvement_free)

G_END_DECLS
