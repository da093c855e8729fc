/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-report.h"

G_BEGIN_DECLS

GPtrArray *meirei_report_find_missing (MeireiReport *report,
                                       MeireiReport *other);

G_END_DECLS
