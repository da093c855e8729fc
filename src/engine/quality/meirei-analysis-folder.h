/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MeireiAnalysisFolder:
 * @path: a folder of this user only
 * @names: for each source the name of the file that the rule engine reads
 * @raw_names: for each source the name of the file with its exact bytes
 *
 * A throw-away folder with the files of one group.
 */
typedef struct {
  char      *path;
  GPtrArray *names;
  GPtrArray *raw_names;
} MeireiAnalysisFolder;

MeireiAnalysisFolder *meirei_analysis_folder_new  (GPtrArray             *sources,
                                                   GError               **error);
void                  meirei_analysis_folder_free (MeireiAnalysisFolder  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiAnalysisFolder, meirei_analysis_folder_free)

G_END_DECLS
