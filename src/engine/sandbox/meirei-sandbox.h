/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

#include "meirei-enums.h"
#include "meirei-test-limits.h"

G_BEGIN_DECLS

/* The number that the report's pipe has in the sandbox. */
#define MEIREI_SANDBOX_REPORT_FD 3

#define MEIREI_TYPE_SANDBOX (meirei_sandbox_get_type ())

G_DECLARE_FINAL_TYPE (MeireiSandbox, meirei_sandbox, MEIREI, SANDBOX, GObject)

MeireiSandbox      *meirei_sandbox_new              (void);
MeireiSandbox      *meirei_sandbox_new_for_programs (MeireiSandboxKind        kind,
                                                     const char              *program,
                                                     const char              *python);
MeireiSandboxKind   meirei_sandbox_get_kind         (MeireiSandbox           *self);
const char         *meirei_sandbox_get_folder       (MeireiSandbox           *self);
MeireiTestObstacle  meirei_sandbox_get_obstacle     (MeireiSandbox           *self,
                                                     const char             **reason);
GSubprocess        *meirei_sandbox_spawn_python     (MeireiSandbox           *self,
                                                     const char              *script,
                                                     const MeireiTestLimits  *limits,
                                                     int                      report_fd,
                                                     GError                 **error);

G_END_DECLS
