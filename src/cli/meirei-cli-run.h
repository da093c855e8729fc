/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch-plan.h"
#include "meirei-cli.h"

G_BEGIN_DECLS

gboolean meirei_cli_run_operation (MeireiCli              *cli,
                                   const char             *operation,
                                   const MeireiSelection  *selection,
                                   JsonObject             *options,
                                   gboolean                recorded,
                                   int                    *status,
                                   GError                **error);
gboolean meirei_cli_run_batch     (MeireiCli              *cli,
                                   MeireiBatch            *batch,
                                   gboolean                recorded,
                                   int                    *status,
                                   GError                **error);

G_END_DECLS
