/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-extraction.h"
#include "meirei-parse-check.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CODE_EXTRACTOR (meirei_code_extractor_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCodeExtractor, meirei_code_extractor, MEIREI, CODE_EXTRACTOR, GObject)

/**
 * MeireiParseFunc:
 * @code: (array length=length): code
 * @length: its length in bytes
 * @result: (out caller-allocates): whether it parses
 * @user_data: the caller's data
 *
 * Says whether code parses.
 *
 * Returns: %FALSE if that cannot be said
 */
typedef gboolean (*MeireiParseFunc) (const char        *code,
                                     gsize              length,
                                     MeireiParseResult *result,
                                     gpointer           user_data);

MeireiCodeExtractor *meirei_code_extractor_new             (const char           *language,
                                                            const char * const   *functions);

MeireiExtraction    *meirei_code_extractor_extract         (MeireiCodeExtractor  *self,
                                                            const char           *answer,
                                                            gssize                length);
MeireiExtraction    *meirei_code_extractor_extract_with    (MeireiCodeExtractor  *self,
                                                            const char           *answer,
                                                            gssize                length,
                                                            MeireiParseFunc       parse_func,
                                                            gpointer              user_data);
void                 meirei_code_extractor_extract_async   (MeireiCodeExtractor  *self,
                                                            GBytes               *answer,
                                                            MeireiParseCheck     *check,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
MeireiExtraction    *meirei_code_extractor_extract_finish  (MeireiCodeExtractor  *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

G_END_DECLS
