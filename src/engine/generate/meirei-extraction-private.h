/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-extraction.h"

G_BEGIN_DECLS

/* What the extractor found, in one piece, so that the object it becomes can
 * be immutable.  The extraction takes over everything it points to. */
typedef struct {
  GBytes                  *answer;    /* (owned) */
  char                    *code;      /* (owned) (nullable) */
  gsize                    code_length;
  char                    *language;  /* (owned) (nullable) */
  MeireiExtractionProblem  problem;
  MeireiExtractionMarks    marks;
  guint                    n_blocks;
  gboolean                 checked;
  guint                    error_line;
  GArray                  *offsets;   /* (owned) (element-type gsize) */
  GArray                  *spans;     /* (owned) (element-type MeireiExtractionSpan) */
} MeireiExtractionData;

MeireiExtraction *_meirei_extraction_new (MeireiExtractionData *data);

G_END_DECLS
