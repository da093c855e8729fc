/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"
#include "meirei-target.h"

G_BEGIN_DECLS

/* The entries of an export in its batch's journal. */
#define MEIREI_BATCH_ENTRY_REQUEST "request"
#define MEIREI_BATCH_ENTRY_EXPORT "export"
#define MEIREI_BATCH_ENTRY_SUBMIT "submit"

/**
 * MeireiBatchExportRecord:
 * @batch: the batch
 * @requests: what was asked, a JSON object for each instruction's UUID
 * @files: the paths of the files that were written
 * @submissions: (element-type JsonObject): what was submitted: `server`,
 *   `file`, `batch`
 *
 * What a journal says of a batch that was exported.
 */
typedef struct {
  MeireiBatch  *batch;
  GHashTable   *requests;
  char        **files;
  GPtrArray    *submissions;
} MeireiBatchExportRecord;

MeireiBatchExportRecord *meirei_batch_export_record_load       (const char              *workspace_dir,
                                                                const char              *batch_id,
                                                                GError                 **error);
void                     meirei_batch_export_record_free       (MeireiBatchExportRecord *self);
gboolean                 meirei_batch_is_exported              (MeireiBatch             *batch);
char                    *meirei_batch_export_make_custom_id    (const char              *batch_id,
                                                                const char              *id);
gboolean                 meirei_batch_export_parse_custom_id   (const char              *custom_id,
                                                                char                   **batch_id,
                                                                char                   **id);
MeireiTarget            *meirei_batch_export_make_target       (JsonObject              *asked,
                                                                GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiBatchExportRecord, meirei_batch_export_record_free)

G_END_DECLS
