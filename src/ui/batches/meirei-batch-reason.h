/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *meirei_batch_reason_dup_text (const char *reason);

G_END_DECLS
