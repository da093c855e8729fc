/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-enums.h"

G_BEGIN_DECLS

/**
 * MeireiFindingFields:
 * @rule: the tool's own name of the rule, such as `F401`
 * @item: (nullable): the row of the scoring table that the rule belongs to,
 *   such as `unused-import`; %NULL if the table has none
 * @tool: who found it, such as `ruff`
 * @tool_version: (nullable): the tool's version
 * @category: the category that pays for it
 * @severity: how grave it is
 * @points: what it costs after the cap of its rule, at least 0
 * @line: first line, from 1; 0 if it concerns the whole file
 * @column: first column in characters, from 1; 0 if unknown
 * @end_line: last line, from 1; 0 if unknown
 * @end_column: the column after the last character, from 1; 0 if unknown
 * @message: one English sentence
 * @argument: (nullable): the name that the message is about; fills the
 *   placeholder of the translated texts
 * @fix: (nullable): a unified diff that mends it safely
 * @suppressed: (nullable): why a person said that it does not count
 *
 * What a [class@Meirei.Finding] is made of.
 */
typedef struct {
  const char     *rule;
  const char     *item;
  const char     *tool;
  const char     *tool_version;
  MeireiCategory  category;
  MeireiSeverity  severity;
  int             points;
  int             line;
  int             column;
  int             end_line;
  int             end_column;
  const char     *message;
  const char     *argument;
  const char     *fix;
  const char     *suppressed;
} MeireiFindingFields;

#define MEIREI_TYPE_FINDING (meirei_finding_get_type ())

G_DECLARE_FINAL_TYPE (MeireiFinding, meirei_finding, MEIREI, FINDING, GObject)

MeireiFinding             *meirei_finding_new              (const MeireiFindingFields *fields);
MeireiFinding             *meirei_finding_new_from_json    (JsonObject                *object);
JsonObject                *meirei_finding_to_json          (MeireiFinding             *self);
const MeireiFindingFields *meirei_finding_get_fields       (MeireiFinding             *self);
const char                *meirei_finding_get_rule         (MeireiFinding             *self);
const char                *meirei_finding_get_item         (MeireiFinding             *self);
const char                *meirei_finding_get_tool         (MeireiFinding             *self);
const char                *meirei_finding_get_tool_version (MeireiFinding             *self);
MeireiCategory             meirei_finding_get_category     (MeireiFinding             *self);
MeireiSeverity             meirei_finding_get_severity     (MeireiFinding             *self);
int                        meirei_finding_get_points       (MeireiFinding             *self);
int                        meirei_finding_get_line         (MeireiFinding             *self);
int                        meirei_finding_get_column       (MeireiFinding             *self);
int                        meirei_finding_get_end_line     (MeireiFinding             *self);
int                        meirei_finding_get_end_column   (MeireiFinding             *self);
const char                *meirei_finding_get_message      (MeireiFinding             *self);
const char                *meirei_finding_get_argument     (MeireiFinding             *self);
const char                *meirei_finding_get_fix          (MeireiFinding             *self);
const char                *meirei_finding_get_suppressed   (MeireiFinding             *self);
int                        meirei_finding_compare          (MeireiFinding             *a,
                                                            MeireiFinding             *b);

G_END_DECLS
