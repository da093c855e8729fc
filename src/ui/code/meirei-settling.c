/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-settling.h"

#define PATIENCE (120 * G_TIME_SPAN_MILLISECOND)

/**
 * meirei_settling_is_due:
 * @self: what was seen; all 0 at first
 * @value: the value in this frame
 * @time: the time of this frame in µs
 *
 * To scroll in every frame makes every frame be painted, and on a slow machine
 * nothing is left for the layout that one is waiting for: a page of 1,000
 * lines took 13 s.  Therefore one waits until the value is the same in two
 * frames, but not for ever.
 *
 * Returns: whether to act now
 */
gboolean
meirei_settling_is_due (MeireiSettling *self,
                        double          value,
                        gint64          time)
{
  gboolean still = value == self->seen;

  self->seen = value;
  if (!still && time - self->acted_at < PATIENCE)
    return FALSE;

  self->acted_at = time;

  return TRUE;
}
