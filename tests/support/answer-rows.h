/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-json.h"

G_BEGIN_DECLS

/* Answers composed for the extractor, and what it ought to make of them. */
JsonArray *answer_rows_load     (void);
char      *answer_rows_dup_text (JsonArray *lines);

G_END_DECLS
