/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char **meirei_declared_names_from_signatures (const char * const *signatures);

G_END_DECLS
