/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-test-report.h"
#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

void           meirei_workspace_set_version_tests_async  (MeireiWorkspace      *self,
                                                          const char           *id,
                                                          const char           *version,
                                                          MeireiTestReport     *tests,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
MeireiVersion *meirei_workspace_set_version_tests_finish (MeireiWorkspace      *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);
MeireiVersion *meirei_workspace_set_version_tests        (MeireiWorkspace      *self,
                                                          const char           *id,
                                                          const char           *version,
                                                          MeireiTestReport     *tests,
                                                          GError              **error);

G_END_DECLS
