/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"
#include "meirei-document-format.h"
#include "meirei-report-subject.h"
#include "meirei-score-table.h"

G_BEGIN_DECLS

#define MEIREI_N_SCORE_BINS 10

/**
 * MeireiBatchReportEntry:
 * @item: the item
 * @subject: its instruction, with the version that this batch made or worked on
 *
 * One item of a batch in a document.
 */
typedef struct {
  MeireiBatchItem     *item;
  MeireiReportSubject *subject;
} MeireiBatchReportEntry;

/**
 * MeireiRuleCount:
 * @rule: the tool's name of the rule
 * @tool: who found it
 * @title: what it is, in the language of the document
 * @count: how often it was found
 * @points: what all its findings cost together
 *
 * How often a rule was broken in a batch.
 */
typedef struct {
  char *rule;
  char *tool;
  char *title;
  guint count;
  guint points;
} MeireiRuleCount;

/**
 * MeireiBatchReport:
 * @batch: the batch
 * @project: the workspace's name
 * @entries: (element-type MeireiBatchReportEntry): its items
 * @n_items: how many items are in each state
 * @n_scored: how many versions have a score
 * @mean_score: their mean
 * @lowest_score: the lowest
 * @highest_score: the highest
 * @bins: how many scores are 0 to 9, 10 to 19, …, 90 to 100
 * @n_gates: how many versions have been held against a gate
 * @n_gates_passed: how many of them passed it
 * @prompt_tokens: what was sent
 * @completion_tokens: what was answered
 * @request_seconds: how long all requests took, one after the other
 * @rules: (element-type MeireiRuleCount): the broken rules, the dearest first
 *
 * What a document tells about a batch: the data, in no format yet.
 */
typedef struct {
  MeireiBatch *batch;
  char        *project;
  GPtrArray   *entries;
  guint        n_items[MEIREI_N_BATCH_ITEM_STATES];
  guint        n_scored;
  double       mean_score;
  int          lowest_score;
  int          highest_score;
  guint        bins[MEIREI_N_SCORE_BINS];
  guint        n_gates;
  guint        n_gates_passed;
  gint64       prompt_tokens;
  gint64       completion_tokens;
  double       request_seconds;
  GPtrArray   *rules;
} MeireiBatchReport;

MeireiBatchReport *meirei_batch_report_load     (MeireiWorkspace    *workspace,
                                                 const char         *batch_id,
                                                 MeireiScoreTable   *table,
                                                 const char         *language,
                                                 GError            **error);
void               meirei_batch_report_free     (MeireiBatchReport  *self);

char              *meirei_batch_report_json     (MeireiBatchReport  *self);
char              *meirei_batch_report_document (MeireiBatchReport    *self,
                                                 MeireiDocumentFormat  format,
                                                 MeireiScoreTable     *table,
                                                 const char           *language);
char              *meirei_batch_report_sarif    (MeireiBatchReport  *self,
                                                 MeireiScoreTable   *table,
                                                 const char         *language);
char              *meirei_batch_report_junit    (MeireiBatchReport  *self,
                                                 MeireiScoreTable   *table,
                                                 const char         *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiBatchReport, meirei_batch_report_free)

G_END_DECLS
