/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

/* What libFuzzer calls; each fuzz-*.c has one. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
