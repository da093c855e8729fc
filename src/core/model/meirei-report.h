/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-finding.h"
#include "meirei-gate-result.h"

G_BEGIN_DECLS

/* The rows of the scoring table that other parts ask for by name. */
#define MEIREI_ITEM_SYNTAX_ERROR        "syntax-error"
#define MEIREI_ITEM_NO_CODE             "no-code"
#define MEIREI_ITEM_TRUNCATED           "truncated"
#define MEIREI_ITEM_MISSING_DECLARATION "missing-declaration"
#define MEIREI_ITEM_INVENTED_MODULE     "invented-module"

/**
 * MeireiCategoryScore:
 * @cap: the most that the category can cost
 * @lost: what it cost, at most @cap
 *
 * One category of a report.
 */
typedef struct {
  int cap;
  int lost;
} MeireiCategoryScore;

/**
 * MeireiScoreLimit:
 * @item: the row of the scoring table that set the limit
 * @limit: the highest score that it allows
 *
 * A limit on the total that applied.
 */
typedef struct {
  const char *item;
  int         limit;
} MeireiScoreLimit;

/**
 * MeireiLineCounts:
 * @code: lines with code
 * @comment: lines with nothing but a comment
 * @doc: lines of documentation strings
 * @blank: empty lines
 *
 * The lines of a file by kind; each line counts once.
 */
typedef struct {
  int code;
  int comment;
  int doc;
  int blank;
} MeireiLineCounts;

/**
 * MeireiToolInfo:
 * @name: the tool's name
 * @version: (nullable): its version
 * @notice: (nullable): what it could not do, in one English sentence; %NULL
 *   if it did all its work
 *
 * What a tool said about itself.
 */
typedef struct {
  const char *name;
  const char *version;
  const char *notice;
} MeireiToolInfo;

/**
 * MeireiReportFields:
 * @model: the scoring model's version, such as `quality/1.0`
 * @table_sha256: the hash of the scoring table's file
 * @language: the language of the file, such as `python`
 * @scored: whether there is a score
 * @score: 0 to 100; 0 if there is none
 * @unscored_reason: (nullable): why there is no score, in one English sentence
 * @categories: points lost and caps
 * @limits: (array length=n_limits) (nullable): limits that lowered the score
 * @n_limits: how many there are
 * @findings: (element-type MeireiFinding) (nullable): all findings
 * @counts: lines by kind
 * @syntax_known: whether the parser could look at the file
 * @syntax_ok: whether it compiles
 * @syntax_line: where it does not, from 1; 0 if unknown
 * @syntax_message: (nullable): the parser's message
 * @declared_known: whether the declared functions could be compared
 * @declared_total: declared functions, methods and classes
 * @declared_found: how many of them are there as declared
 * @tools: (array length=n_tools) (nullable): who looked at the file
 * @n_tools: how many there are
 * @gate: (nullable): what the gate said
 *
 * What a [class@Meirei.Report] is made of.
 */
typedef struct {
  const char             *model;
  const char             *table_sha256;
  const char             *language;
  gboolean                scored;
  int                     score;
  const char             *unscored_reason;
  MeireiCategoryScore     categories[MEIREI_N_CATEGORIES];
  const MeireiScoreLimit *limits;
  guint                   n_limits;
  GPtrArray              *findings;
  MeireiLineCounts        counts;
  gboolean                syntax_known;
  gboolean                syntax_ok;
  int                     syntax_line;
  const char             *syntax_message;
  gboolean                declared_known;
  int                     declared_total;
  int                     declared_found;
  const MeireiToolInfo   *tools;
  guint                   n_tools;
  MeireiGateResult       *gate;
} MeireiReportFields;

#define MEIREI_TYPE_REPORT (meirei_report_get_type ())

G_DECLARE_FINAL_TYPE (MeireiReport, meirei_report, MEIREI, REPORT, GObject)

MeireiReport             *meirei_report_new                 (const MeireiReportFields *fields);
MeireiReport             *meirei_report_new_from_json       (JsonObject               *object);
JsonObject               *meirei_report_to_json             (MeireiReport             *self);
MeireiReport             *meirei_report_with_gate           (MeireiReport             *self,
                                                             MeireiGateResult         *gate);
const MeireiReportFields *meirei_report_get_fields          (MeireiReport             *self);
gboolean                  meirei_report_is_scored           (MeireiReport             *self);
int                       meirei_report_get_score           (MeireiReport             *self);
const char               *meirei_report_get_unscored_reason (MeireiReport             *self);
MeireiCategoryScore       meirei_report_get_category        (MeireiReport             *self,
                                                             MeireiCategory            category);
MeireiLineCounts          meirei_report_get_counts          (MeireiReport             *self);
GPtrArray                *meirei_report_get_findings        (MeireiReport             *self);
guint                     meirei_report_get_n_deductions    (MeireiReport             *self);
const MeireiToolInfo     *meirei_report_get_tools           (MeireiReport             *self,
                                                             guint                    *n_tools);
MeireiGateResult         *meirei_report_get_gate            (MeireiReport             *self);

G_END_DECLS
