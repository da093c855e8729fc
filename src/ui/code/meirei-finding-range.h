/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-finding.h"

G_BEGIN_DECLS

gboolean meirei_finding_get_range (MeireiFinding *finding,
                                   GtkTextBuffer *buffer,
                                   GtkTextIter   *start,
                                   GtkTextIter   *end);

G_END_DECLS
