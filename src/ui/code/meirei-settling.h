/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiSettling:
 * @seen: the value of the last frame
 * @acted_at: the time of the last action in µs
 *
 * Tells when to act on a value that changes in every frame for a while, such
 * as the height of a text whose layout is under way.
 */
typedef struct {
  double seen;
  gint64 acted_at;
} MeireiSettling;

gboolean meirei_settling_is_due (MeireiSettling *self,
                                 double          value,
                                 gint64          time);

G_END_DECLS
