/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-cli.h"

G_BEGIN_DECLS

gboolean meirei_cli_batch_file (MeireiCli   *cli,
                                const char  *word,
                                int          argc,
                                char       **argv,
                                int         *status,
                                GError     **error);

G_END_DECLS
