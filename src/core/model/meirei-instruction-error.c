/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-instruction-error.h"

G_DEFINE_QUARK (meirei-instruction-error-quark, meirei_instruction_error)
