/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch.h"
#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

JsonObject *meirei_batch_describe_version (MeireiVersion    *version);
guint       meirei_batch_recover          (MeireiBatch      *batch,
                                           MeireiWorkspace  *workspace);

G_END_DECLS
