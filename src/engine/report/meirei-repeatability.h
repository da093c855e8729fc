/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-version.h"

G_BEGIN_DECLS

char *meirei_repeatability_describe (MeireiVersion *version);

G_END_DECLS
