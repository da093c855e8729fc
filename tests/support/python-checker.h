/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-extractor.h"

G_BEGIN_DECLS

/* Says whether Python code parses, by asking a real Python: one process for
 * many questions. */
typedef struct _PythonChecker PythonChecker;

PythonChecker *python_checker_new   (void);
void           python_checker_free  (PythonChecker      *self);
gboolean       python_checker_parse (const char         *code,
                                     gsize               length,
                                     MeireiParseResult  *result,
                                     gpointer            checker);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PythonChecker, python_checker_free)

G_END_DECLS
