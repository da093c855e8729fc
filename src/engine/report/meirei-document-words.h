/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report-subject.h"

G_BEGIN_DECLS

char *_meirei_words_time     (gint64               usec);
char *_meirei_words_seconds  (double               seconds);
char *_meirei_words_number   (gint64               number);
char *_meirei_words_size     (gint64               bytes);
char *_meirei_words_percent  (guint                part,
                              guint                whole);
char *_meirei_words_tokens   (gint64               prompt,
                              gint64               completion);
char *_meirei_words_score    (MeireiReport        *report);
char *_meirei_words_gate     (MeireiReport        *report);
char *_meirei_words_tests    (MeireiTestReport    *tests);
char *_meirei_words_model    (MeireiVersion       *version);
char *_meirei_words_params   (MeireiVersion       *version);

G_END_DECLS
