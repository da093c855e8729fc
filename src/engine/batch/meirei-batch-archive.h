/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"

G_BEGIN_DECLS

char        *meirei_batch_archive_dup_path (const char   *workspace_dir,
                                            const char   *batch_id);
char       **meirei_batch_archive_list     (const char   *workspace_dir);
MeireiBatch *meirei_batch_archive_load     (const char   *workspace_dir,
                                            const char   *batch_id,
                                            GError      **error);

G_END_DECLS
