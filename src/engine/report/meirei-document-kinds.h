/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-document-maker.h"

G_BEGIN_DECLS

/**
 * MeireiDocumentSource:
 * @workspace: what the documents are about
 * @table: the scoring table, for its texts
 * @language: the language or locale of its texts
 * @items: (element-type MeireiInstructionItem): all instructions as they were
 *   when the document was asked for
 *
 * What documents are made from, on any thread.
 */
typedef struct {
  MeireiWorkspace  *workspace;
  MeireiScoreTable *table;
  const char       *language;
  GPtrArray        *items;
} MeireiDocumentSource;

char *_meirei_document_make (const MeireiDocumentSource   *source,
                             const MeireiDocumentRequest  *request,
                             GError                      **error);

G_END_DECLS
