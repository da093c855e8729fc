/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-note.h"
#include "meirei-document-format.h"
#include "meirei-report.h"
#include "meirei-score-table.h"
#include "meirei-svg-chart.h"

G_BEGIN_DECLS

typedef struct _MeireiDocument MeireiDocument;

MeireiDocument *meirei_document_new            (MeireiDocumentFormat  format,
                                                const char           *title);
char           *meirei_document_free_to_text   (MeireiDocument       *self);
void            meirei_document_free           (MeireiDocument       *self);

void            meirei_document_add_heading    (MeireiDocument       *self,
                                                guint                 level,
                                                const char           *text);
void            meirei_document_add_paragraph  (MeireiDocument       *self,
                                                const char           *text);
void            meirei_document_add_item       (MeireiDocument       *self,
                                                const char           *name,
                                                const char           *text);
void            meirei_document_add_fact       (MeireiDocument       *self,
                                                const char           *name,
                                                const char           *value);
void            meirei_document_add_code_fact  (MeireiDocument       *self,
                                                const char           *name,
                                                const char           *value);
void            meirei_document_begin_table    (MeireiDocument       *self,
                                                const char * const   *headings,
                                                guint                 n_headings,
                                                guint                 numbers);
void            meirei_document_add_row        (MeireiDocument       *self,
                                                ...) G_GNUC_NULL_TERMINATED;
void            meirei_document_add_place      (MeireiDocument       *self,
                                                const char           *name);
void            meirei_document_add_code       (MeireiDocument       *self,
                                                const char           *language,
                                                const char           *text,
                                                GPtrArray            *notes);
void            meirei_document_add_quality    (MeireiDocument       *self,
                                                guint                 level,
                                                MeireiScoreTable     *table,
                                                const char           *language,
                                                MeireiReport         *report);
void            meirei_document_begin_details  (MeireiDocument       *self,
                                                guint                 level,
                                                const char           *title);
void            meirei_document_end_details    (MeireiDocument       *self);

/* Charts; Markdown has none. */
void            meirei_document_add_segments   (MeireiDocument       *self,
                                                const char           *title,
                                                const MeireiSvgPart  *parts,
                                                guint                 n_parts);
void            meirei_document_add_columns    (MeireiDocument       *self,
                                                const char           *title,
                                                const MeireiSvgPart  *parts,
                                                guint                 n_parts);
void            meirei_document_add_bars       (MeireiDocument       *self,
                                                const char           *title,
                                                const MeireiSvgPart  *parts,
                                                guint                 n_parts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiDocument, meirei_document_free)

G_END_DECLS
