/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

void meirei_code_scheme_follow (GtkSourceBuffer *buffer);

G_END_DECLS
