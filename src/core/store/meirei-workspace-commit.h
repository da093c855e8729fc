/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-store-job.h"

G_BEGIN_DECLS

/* The names of an execution's files.  Until they are committed they have these
 * temporary names, which a recovery knows. */
#define MEIREI_PART_SUFFIX ".part"
#define MEIREI_NEW_SUFFIX ".new"

/**
 * MeireiOutcome:
 * @version: what the version's record says, with its finish
 * @part_name: (nullable): the name of its `.part` file
 * @code: (nullable): its code; %NULL if what is in the `.part` file is all there is
 * @raw: (nullable): the whole answer; %NULL if what is in the `.part` file is
 *   all there is
 * @note: (nullable): what to say in the history
 * @differs: set if it is not the answer of the checkpoint
 *
 * How an execution ended.
 */
typedef struct {
  MeireiVersion *version;
  char          *part_name;
  GBytes        *code;
  GBytes        *raw;
  char          *note;
  gboolean       differs;
} MeireiOutcome;

gboolean _meirei_workspace_write_outcome (MeireiWorkspace  *self,
                                          MeireiStoreJob   *job,
                                          MeireiOutcome    *outcome,
                                          GError          **error);
gboolean _meirei_workspace_write_checkpoint
                                         (MeireiWorkspace  *self,
                                          MeireiStoreJob   *job,
                                          MeireiOutcome    *outcome,
                                          GError          **error);
gboolean _meirei_workspace_drop_draft    (MeireiWorkspace  *self,
                                          MeireiStoreJob   *job,
                                          const char       *version,
                                          const char       *part_name,
                                          GError          **error);
char    *_meirei_workspace_dup_part_name (MeireiWorkspace   *self,
                                          MeireiInstruction *instruction,
                                          MeireiVersion     *version);

gboolean _meirei_workspace_roll_back     (MeireiWorkspace  *self,
                                          MeireiStoreJob   *job,
                                          const char       *note,
                                          GError          **error);

G_END_DECLS
