/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-version.h"

G_BEGIN_DECLS

char               *meirei_version_dup_label         (MeireiVersion *version);
GtkListItemFactory *meirei_version_label_factory_new (void);

G_END_DECLS
