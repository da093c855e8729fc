/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-document-error.h"
#include "meirei-document-format.h"
#include "meirei-score-table.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiDocumentKind:
 * @MEIREI_DOCUMENT_BATCH: a report about a batch, in any format
 * @MEIREI_DOCUMENT_INSTRUCTION: a report about an instruction and one of its
 *   versions, in any format
 * @MEIREI_DOCUMENT_INSTRUCTION_RECORD: the record that an instruction is done,
 *   in Markdown or HTML
 * @MEIREI_DOCUMENT_PHASE_RECORD: the record that a phase is done, in Markdown
 *   or HTML
 * @MEIREI_DOCUMENT_DASHBOARD: how the project is doing, in Markdown, HTML or
 *   JSON; its file is `PROJECT_DASHBOARD.md`
 * @MEIREI_DOCUMENT_GUIDE: what to do next, in Markdown, HTML or JSON; its file
 *   is `NEXT_SESSION_GUIDE.md`
 *
 * What a document is about.
 */
typedef enum {
  MEIREI_DOCUMENT_BATCH,
  MEIREI_DOCUMENT_INSTRUCTION,
  MEIREI_DOCUMENT_INSTRUCTION_RECORD,
  MEIREI_DOCUMENT_PHASE_RECORD,
  MEIREI_DOCUMENT_DASHBOARD,
  MEIREI_DOCUMENT_GUIDE,
} MeireiDocumentKind;

/**
 * MeireiDocumentRequest:
 * @kind: what the document is about
 * @format: how it is written
 * @id: (nullable): the batch's id or the instruction's UUID; the newest batch
 *   if it is %NULL
 * @version: (nullable): the instruction's version; the latest if it is %NULL
 * @phase: the phase, for its record
 *
 * Which document is wanted.
 */
typedef struct {
  MeireiDocumentKind    kind;
  MeireiDocumentFormat  format;
  const char           *id;
  const char           *version;
  int                   phase;
} MeireiDocumentRequest;

#define MEIREI_TYPE_DOCUMENT_MAKER (meirei_document_maker_get_type ())

G_DECLARE_FINAL_TYPE (MeireiDocumentMaker, meirei_document_maker, MEIREI, DOCUMENT_MAKER, GObject)

MeireiDocumentMaker *meirei_document_maker_new          (MeireiWorkspace             *workspace,
                                                         MeireiScoreTable            *table,
                                                         const char                  *language);
GBytes              *meirei_document_maker_make         (MeireiDocumentMaker         *self,
                                                         const MeireiDocumentRequest *request,
                                                         GError                     **error);
void                 meirei_document_maker_make_async   (MeireiDocumentMaker         *self,
                                                         const MeireiDocumentRequest *request,
                                                         GCancellable                *cancellable,
                                                         GAsyncReadyCallback          callback,
                                                         gpointer                     user_data);
GBytes              *meirei_document_maker_make_finish  (MeireiDocumentMaker         *self,
                                                         GAsyncResult                *result,
                                                         GError                     **error);

/* `PROJECT_DASHBOARD.md` and `NEXT_SESSION_GUIDE.md`. */
char                *meirei_document_maker_write        (MeireiDocumentMaker         *self,
                                                         MeireiDocumentKind           kind,
                                                         GError                     **error);
void                 meirei_document_maker_write_async  (MeireiDocumentMaker         *self,
                                                         MeireiDocumentKind           kind,
                                                         GCancellable                *cancellable,
                                                         GAsyncReadyCallback          callback,
                                                         gpointer                     user_data);
char                *meirei_document_maker_write_finish (MeireiDocumentMaker         *self,
                                                         GAsyncResult                *result,
                                                         GError                     **error);

G_END_DECLS
