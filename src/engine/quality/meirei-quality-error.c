/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-quality-error.h"

G_DEFINE_QUARK (meirei-quality-error-quark, meirei_quality_error)
