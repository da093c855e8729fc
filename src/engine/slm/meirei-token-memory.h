/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-token-estimator.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_TOKEN_MEMORY (meirei_token_memory_get_type ())
G_DECLARE_FINAL_TYPE (MeireiTokenMemory, meirei_token_memory, MEIREI, TOKEN_MEMORY, GObject)

char              *meirei_token_memory_dup_default_path (void);
MeireiTokenMemory *meirei_token_memory_new              (MeireiTokenEstimator  *estimator,
                                                         const char            *path);
void               meirei_token_memory_changed          (MeireiTokenMemory     *self);
gboolean           meirei_token_memory_flush            (MeireiTokenMemory     *self,
                                                         GError               **error);

G_END_DECLS
