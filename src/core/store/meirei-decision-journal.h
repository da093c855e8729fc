/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-store-dir.h"

G_BEGIN_DECLS

/**
 * MeireiDecisionGroup:
 * @number: its number in the journal, from 1
 * @lines: (element-type JsonObject): one object for each verdict: `id`, `version`,
 *   `verdict`, `previous_verdict`
 * @undo: whether these verdicts are being taken back
 *
 * Verdicts that were given, and are undone, together.
 */
typedef struct {
  gint64     number;
  GPtrArray *lines;
  gboolean   undo;
} MeireiDecisionGroup;

void                 meirei_decision_group_free            (MeireiDecisionGroup *group);

gboolean             meirei_decision_journal_append        (MeireiStoreDir  *dir,
                                                            GPtrArray       *lines,
                                                            gint64          *number,
                                                            GError         **error);
gboolean             meirei_decision_journal_append_undo   (MeireiStoreDir  *dir,
                                                            gint64           number,
                                                            GError         **error);
void                 meirei_decision_journal_append_done   (MeireiStoreDir  *dir,
                                                            gint64           number);
MeireiDecisionGroup *meirei_decision_journal_read_undoable (MeireiStoreDir  *dir,
                                                            GError         **error);
MeireiDecisionGroup *meirei_decision_journal_read_interrupted
                                                           (MeireiStoreDir  *dir,
                                                            GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiDecisionGroup, meirei_decision_group_free)

G_END_DECLS
