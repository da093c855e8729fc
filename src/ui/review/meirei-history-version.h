/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-context.h"
#include "meirei-review.h"

G_BEGIN_DECLS

GtkWidget *meirei_history_version_row_new (MeireiReview  *review,
                                           MeireiContext *context,
                                           MeireiVersion *version);

G_END_DECLS
