/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-markdown-fences.h"

G_BEGIN_DECLS

GArray *meirei_code_regions_read (MeireiAnswerLines *lines,
                                  guint              first,
                                  guint              end,
                                  GArray            *fences);

G_END_DECLS
