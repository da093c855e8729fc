/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-finding.h"
#include "meirei-score-table.h"

G_BEGIN_DECLS

/**
 * MeireiFindingLine:
 * @line: the line, from 1
 * @severity: the gravest severity on the line
 * @points: the sum of the points
 * @n_findings: how many findings there are
 * @findings: (array length=n_findings): the findings, the dearest first
 *
 * What there is to say about a line.
 */
typedef struct {
  int line;
  MeireiSeverity severity;
  int points;
  guint n_findings;
  MeireiFinding * const *findings;
} MeireiFindingLine;

#define MEIREI_TYPE_FINDING_INDEX (meirei_finding_index_get_type ())
G_DECLARE_FINAL_TYPE (MeireiFindingIndex, meirei_finding_index, MEIREI, FINDING_INDEX, GObject)

MeireiFindingIndex      *meirei_finding_index_new          (void);
void                     meirei_finding_index_set_findings (MeireiFindingIndex *self,
                                                            GPtrArray          *findings);
GPtrArray               *meirei_finding_index_get_findings (MeireiFindingIndex *self);
const MeireiFindingLine *meirei_finding_index_get_lines    (MeireiFindingIndex *self,
                                                            guint              *n_lines);
const MeireiFindingLine *meirei_finding_index_find         (MeireiFindingIndex *self,
                                                            int                 line);
guint                    meirei_finding_index_find_first   (MeireiFindingIndex *self,
                                                            int                 line);
const MeireiFindingLine *meirei_finding_index_find_next    (MeireiFindingIndex *self,
                                                            int                 line,
                                                            gboolean            backward);
void                     meirei_finding_index_set_table    (MeireiFindingIndex *self,
                                                            MeireiScoreTable   *table);
char                    *meirei_finding_index_dup_text     (MeireiFindingIndex *self,
                                                            MeireiFinding      *finding);
char                    *meirei_finding_index_dup_tooltip  (MeireiFindingIndex *self,
                                                            int                 line);

G_END_DECLS
