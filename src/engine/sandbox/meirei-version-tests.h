/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-test-runner.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

void              meirei_version_tests_run_async  (MeireiTestRunner     *runner,
                                                   MeireiWorkspace      *workspace,
                                                   const char           *id,
                                                   const char           *version,
                                                   const char           *only,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
MeireiTestReport *meirei_version_tests_run_finish (MeireiTestRunner     *runner,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
