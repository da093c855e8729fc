/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-answer-reading.h"

G_BEGIN_DECLS

/**
 * MeireiExtractionBuilder:
 * @answer: the answer
 * @language: the language that is wanted
 * @reading: the answer taken apart
 * @draft: (nullable): the code that was chosen
 * @checked: whether a parser was asked
 * @parses: whether the draft parses
 * @error_line: where it does not
 *
 * What an extraction is made of.
 */
typedef struct {
  GBytes              *answer;
  const char          *language;
  MeireiAnswerReading *reading;
  MeireiCodeDraft     *draft;
  gboolean             checked;
  gboolean             parses;
  guint                error_line;
} MeireiExtractionBuilder;

MeireiExtraction *meirei_extraction_builder_build (MeireiExtractionBuilder *self);

G_END_DECLS
