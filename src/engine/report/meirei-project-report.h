/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"
#include "meirei-document-format.h"
#include "meirei-next-step.h"
#include "meirei-project-figures.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiProjectReport:
 * @project: the workspace's name
 * @at: when something last changed, in microseconds since the epoch; 0 if
 *   nothing ever did.  All that is said about time is said for this moment
 * @figures: the figures of the project
 * @batches: (element-type MeireiBatch): the latest recorded batches, the newest
 *   first
 * @n_batches: how many recorded batches there are
 * @steps: (element-type MeireiNextStep): what can be done next, in order
 *
 * What a document tells about a project: the data, in no format yet.
 */
typedef struct {
  char                 *project;
  gint64                at;
  MeireiProjectFigures *figures;
  GPtrArray            *batches;
  guint                 n_batches;
  GPtrArray            *steps;
} MeireiProjectReport;

MeireiProjectReport *meirei_project_report_load      (MeireiWorkspace       *workspace,
                                                      GPtrArray             *items,
                                                      GError               **error);
void                 meirei_project_report_free      (MeireiProjectReport   *self);
char                *meirei_project_report_json      (MeireiProjectReport   *self);
char                *meirei_project_report_dashboard (MeireiProjectReport   *self,
                                                      MeireiDocumentFormat   format);
char                *meirei_project_report_guide     (MeireiProjectReport   *self,
                                                      MeireiDocumentFormat   format);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiProjectReport, meirei_project_report_free)

G_END_DECLS
