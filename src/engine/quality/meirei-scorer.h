/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report.h"
#include "meirei-score-table.h"
#include "meirei-source.h"

G_BEGIN_DECLS

/**
 * MeireiScoreInput:
 * @language: the file's language
 * @flags: what the extraction found out
 * @has_docstring_duty: whether the sheet asks for docstrings
 * @observations: (element-type MeireiFinding): what the tools found, without
 *   points
 * @counts: lines by kind
 * @syntax_known: whether the parser could look at the file
 * @syntax_ok: whether it compiles
 * @parsed: whether there was a syntax tree, compiled or not
 * @cut_off: whether the parser's error is that the end is missing
 * @syntax_line: where it does not compile; 0 if unknown
 * @syntax_column: where in the line, in characters
 * @syntax_message: (nullable): the parser's message
 * @declared_known: whether the declarations could be compared
 * @declared_total: how many there are
 * @declared_found: how many are met
 * @unscored_reason: (nullable): why there can be no score, unless the file
 *   does not compile or is empty
 * @tools: (array length=n_tools) (nullable): who looked
 * @n_tools: how many
 * @python_version: (nullable): the version of the parser
 *
 * What the score of one file is computed from.
 */
typedef struct {
  const char           *language;
  MeireiSourceFlags     flags;
  gboolean              has_docstring_duty;
  GPtrArray            *observations;
  MeireiLineCounts      counts;
  gboolean              syntax_known;
  gboolean              syntax_ok;
  gboolean              parsed;
  gboolean              cut_off;
  int                   syntax_line;
  int                   syntax_column;
  const char           *syntax_message;
  gboolean              declared_known;
  int                   declared_total;
  int                   declared_found;
  const char           *unscored_reason;
  const MeireiToolInfo *tools;
  guint                 n_tools;
  const char           *python_version;
} MeireiScoreInput;

MeireiReport *meirei_scorer_score    (MeireiScoreTable       *table,
                                      const MeireiScoreInput *input);
MeireiReport *meirei_scorer_rescore  (MeireiScoreTable       *table,
                                      MeireiReport           *report,
                                      GPtrArray              *findings);
MeireiReport *meirei_scorer_suppress (MeireiScoreTable       *table,
                                      MeireiReport           *report,
                                      MeireiFinding          *finding,
                                      const char             *reason);

G_END_DECLS
