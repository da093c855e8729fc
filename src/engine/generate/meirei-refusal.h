/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-answer-lines.h"

G_BEGIN_DECLS

gboolean meirei_refusal_found (MeireiAnswerLines *lines);

G_END_DECLS
