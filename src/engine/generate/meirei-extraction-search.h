/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-extraction.h"
#include "meirei-parse-check.h"

G_BEGIN_DECLS

/**
 * MeireiExtractionSearch:
 *
 * The way from an answer to its code: first the candidates are found, then
 * they are tried one after the other, as long as somebody says whether they
 * parse.
 */
typedef struct _MeireiExtractionSearch MeireiExtractionSearch;

MeireiExtractionSearch *meirei_extraction_search_new       (GBytes                  *answer,
                                                            const char              *language,
                                                            const char * const      *declared);
void                    meirei_extraction_search_free      (MeireiExtractionSearch  *self);

const char             *meirei_extraction_search_next      (MeireiExtractionSearch  *self,
                                                            gsize                   *length);
void                    meirei_extraction_search_tell      (MeireiExtractionSearch  *self,
                                                            const MeireiParseResult *result);
MeireiExtraction       *meirei_extraction_search_end       (MeireiExtractionSearch  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiExtractionSearch, meirei_extraction_search_free)

G_END_DECLS
