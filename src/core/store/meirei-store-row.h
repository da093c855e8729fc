/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction-item.h"
#include "meirei-run-figures.h"
#include "meirei-store-file.h"

G_BEGIN_DECLS

/**
 * MeireiStoreRow:
 * @id: the instruction's UUID
 * @item: (nullable): what the list shows; taken out once it is shown
 * @text: (nullable): what can be searched for; taken out once it is indexed
 * @runs: (nullable) (element-type MeireiRunFigures): figures of versions that were
 *   read; never changed; taken out once they are indexed
 * @status: the instruction's status
 * @stamp: the instruction's file
 * @version_path: (nullable): the latest version's file, within `data/versions`
 * @version_stamp: its stamp
 * @code_file: (nullable): the code of a version with a verdict, whose file is
 *   watched, within `data/generated_code`
 * @code_stamp: its stamp
 *
 * What the store knows about an instruction without reading it, and which
 * files that comes from.
 */
typedef struct {
  char                  *id;
  MeireiInstructionItem *item;
  char                  *text;
  GPtrArray             *runs;
  MeireiStatus           status;
  MeireiFileStamp        stamp;
  char                  *version_path;
  MeireiFileStamp        version_stamp;
  char                  *code_file;
  MeireiFileStamp        code_stamp;
} MeireiStoreRow;

MeireiStoreRow *meirei_store_row_new        (const char     *id);
MeireiStoreRow *meirei_store_row_copy_files (MeireiStoreRow *row);
MeireiStoreRow *meirei_store_row_copy       (MeireiStoreRow *row);
void            meirei_store_row_free       (MeireiStoreRow *row);
void            meirei_store_row_add_run    (MeireiStoreRow *row,
                                             JsonObject     *version);
void            meirei_store_row_keep_runs  (MeireiStoreRow *row,
                                             MeireiStoreRow *older);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiStoreRow, meirei_store_row_free)

G_END_DECLS
