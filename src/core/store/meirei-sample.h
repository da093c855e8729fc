/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace.h"

G_BEGIN_DECLS

gboolean meirei_sample_fill (MeireiWorkspace  *workspace,
                             const char       *data_dir,
                             guint            *n_instructions,
                             GError          **error);

G_END_DECLS
