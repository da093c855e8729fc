/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-attempt.h"

G_BEGIN_DECLS

char       *meirei_repair_dup_reason (MeireiAttempt  *attempt);
int         meirei_repair_compare    (MeireiAttempt  *a,
                                      MeireiAttempt  *b);
JsonObject *meirei_repair_describe   (GPtrArray      *attempts,
                                      MeireiAttempt  *chosen);

G_END_DECLS
