/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-finding.h"

G_BEGIN_DECLS

/**
 * MeireiForeignFindings:
 * @tool: (nullable): what the program calls itself
 * @version: (nullable): its version
 * @by_name: (element-type utf8 GPtrArray): for the name of each file an array
 *   of [class@Meirei.Finding]; columns count UTF-16 units where @utf16 is set
 * @utf16: whether columns have to be converted to characters
 *
 * What an external analyser found.
 */
typedef struct {
  char       *tool;
  char       *version;
  GHashTable *by_name;
  gboolean    utf16;
} MeireiForeignFindings;

MeireiForeignFindings *meirei_foreign_findings_new     (void);
void                   meirei_foreign_findings_free    (MeireiForeignFindings     *self);
void                   meirei_foreign_findings_add     (MeireiForeignFindings     *self,
                                                        const char                *uri,
                                                        const MeireiFindingFields *fields);
MeireiFinding         *meirei_foreign_finding_convert  (MeireiFinding             *finding,
                                                        const char                *tool,
                                                        const char                *version,
                                                        GPtrArray                 *lines,
                                                        gboolean                   utf16);
const char            *meirei_foreign_rule_to_own      (const char                *rule);
void                   meirei_foreign_findings_merge   (GPtrArray                 *findings,
                                                        GPtrArray                 *foreign);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiForeignFindings, meirei_foreign_findings_free)

G_END_DECLS
