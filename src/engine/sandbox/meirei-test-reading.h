/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-test-report.h"
#include "meirei-test-run.h"

G_BEGIN_DECLS

MeireiTestReport *meirei_test_reading_new (const MeireiTestReportFields *known,
                                           const MeireiTestAnswer       *answer,
                                           const char                   *secret);

G_END_DECLS
