/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report.h"

G_BEGIN_DECLS

/**
 * MeireiReportedFile:
 * @path: the file's path, or the id of an instruction
 * @report: its report
 *
 * One file in a document about several.
 */
typedef struct {
  char         *path;
  MeireiReport *report;
} MeireiReportedFile;

MeireiReportedFile *meirei_reported_file_new  (const char         *path,
                                               MeireiReport       *report);
void                meirei_reported_file_free (MeireiReportedFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiReportedFile, meirei_reported_file_free)

G_END_DECLS
