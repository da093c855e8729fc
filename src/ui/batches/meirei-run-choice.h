/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiRunScope:
 * @MEIREI_RUN_SCOPE_CHECKED: those that are checked in the list
 * @MEIREI_RUN_SCOPE_ALL: all
 * @MEIREI_RUN_SCOPE_PHASE: those of one phase
 * @MEIREI_RUN_SCOPE_STATUS: those of one status
 *
 * Among which instructions a new run chooses.
 */
typedef enum {
  MEIREI_RUN_SCOPE_CHECKED,
  MEIREI_RUN_SCOPE_ALL,
  MEIREI_RUN_SCOPE_PHASE,
  MEIREI_RUN_SCOPE_STATUS,
} MeireiRunScope;

/**
 * MeireiRunChoice:
 * @operation: what shall be done
 * @scope: among which instructions
 * @phase: for %MEIREI_RUN_SCOPE_PHASE
 * @status: for %MEIREI_RUN_SCOPE_STATUS
 *
 * What a person chose for a new run.
 */
typedef struct {
  MeireiOperation operation;
  MeireiRunScope  scope;
  int             phase;
  MeireiStatus    status;
} MeireiRunChoice;

gboolean     meirei_run_choice_allows     (MeireiOperation         operation,
                                           MeireiInstructionItem  *item);
MeireiStatus meirei_run_choice_get_status (MeireiOperation         operation);
char       **meirei_run_choice_dup_ids    (const MeireiRunChoice  *choice,
                                           MeireiWorkspace        *workspace,
                                           guint                  *n_skipped);

G_END_DECLS
