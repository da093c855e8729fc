/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-workspace-error.h"

G_DEFINE_QUARK (meirei-workspace-error-quark, meirei_workspace_error)
