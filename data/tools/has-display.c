/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Exit status 0 if a window could be shown now, else 1.  For the script run:
 * DISPLAY and WAYLAND_DISPLAY may name a server that is gone or refuses us. */

#include <gdk/gdk.h>

int
main (void)
{
  return gdk_display_open (NULL) != NULL ? 0 : 1;
}
