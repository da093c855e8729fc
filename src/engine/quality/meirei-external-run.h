/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-external-tool.h"
#include "meirei-foreign-findings.h"

G_BEGIN_DECLS

/**
 * MeireiExternalOutcome:
 * @tool: the tool
 * @found: (element-type MeireiForeignFindings): what its runs found
 * @problems: (element-type utf8 utf8): for the name of a file that was not
 *   looked at, why; goes on after the tool's name
 *
 * What came of one external analyser.
 */
typedef struct {
  MeireiExternalTool *tool;
  GPtrArray          *found;
  GHashTable         *problems;
} MeireiExternalOutcome;

void                   meirei_external_run_async    (MeireiExternalTool     *tool,
                                                     const char             *folder,
                                                     const char * const     *names,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
MeireiExternalOutcome *meirei_external_run_finish   (MeireiExternalTool     *tool,
                                                     GAsyncResult           *result,
                                                     GError                **error);
MeireiExternalOutcome *meirei_external_outcome_new_refused
                                                    (MeireiExternalTool     *tool,
                                                     const char * const     *names);
void                   meirei_external_outcome_free (MeireiExternalOutcome  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiExternalOutcome, meirei_external_outcome_free)

G_END_DECLS
