/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-version.h"

G_BEGIN_DECLS

/**
 * MeireiBatchRule:
 * @min_score: the score it takes; 0 for the rule of gate and tests
 *
 * A rule by which versions are accepted or rejected without a person.
 */
typedef struct {
  int min_score;
} MeireiBatchRule;

gboolean meirei_batch_rule_parse (const char             *text,
                                  MeireiBatchRule        *rule,
                                  GError                **error);
gboolean meirei_batch_rule_check (const MeireiBatchRule  *rule,
                                  MeireiVersion          *version,
                                  const char             *tests,
                                  gboolean               *known,
                                  char                  **why);

G_END_DECLS
