/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-test-runner.h"

G_BEGIN_DECLS

gboolean          meirei_test_has_sandbox   (void);
MeireiSheet      *meirei_test_sandbox_sheet (const char             *function,
                                             const char             *tests);
MeireiTestReport *meirei_test_sandbox_run   (MeireiTestRunner       *runner,
                                             const char             *function,
                                             const char             *code,
                                             const char             *tests,
                                             const MeireiTestLimits *limits);
char             *meirei_test_outcomes      (MeireiTestReport       *report);

G_END_DECLS
