/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How long the main loop works without a pause, in microseconds. */
typedef struct {
  gint64 wall;
  gint64 cpu; /* of this thread: stands still while a busy machine does something else */
} FrameTime;

FrameTime frame_watch_now   (void);
void      frame_watch_start (GtkWidget  *window);
void      frame_watch_stop  (const char *name);

void      frame_times_print (const char *name,
                             GArray     *times);

G_END_DECLS
