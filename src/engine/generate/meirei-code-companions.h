/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-block.h"

G_BEGIN_DECLS

GPtrArray *meirei_code_companions_add (GPtrArray *chosen,
                                       GPtrArray *blocks);

G_END_DECLS
