/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-version.h"

G_BEGIN_DECLS

JsonObject *meirei_batch_facts_of_version  (MeireiVersion *version);
double      meirei_batch_facts_sum_seconds (MeireiVersion *version);

G_END_DECLS
