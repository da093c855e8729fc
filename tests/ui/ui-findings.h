/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-finding.h"

G_BEGIN_DECLS

GPtrArray *ui_findings_new (void);
void       ui_findings_add (GPtrArray      *findings,
                            int             line,
                            MeireiSeverity  severity,
                            int             points,
                            const char     *message);

G_END_DECLS
