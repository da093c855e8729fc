/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-foreign-findings.h"

G_BEGIN_DECLS

MeireiForeignFindings *meirei_sarif_read   (GBytes   *bytes,
                                            GError  **error);
MeireiForeignFindings *meirei_pyright_read (GBytes   *bytes,
                                            GError  **error);

G_END_DECLS
