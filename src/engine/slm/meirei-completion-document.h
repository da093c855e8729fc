/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-completion.h"

G_BEGIN_DECLS

gboolean meirei_completion_read_document (MeireiCompletion  *self,
                                          GBytes            *document,
                                          GError           **error);

G_END_DECLS
