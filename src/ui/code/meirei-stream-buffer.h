/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_STREAM_BUFFER (meirei_stream_buffer_get_type ())
G_DECLARE_FINAL_TYPE (MeireiStreamBuffer, meirei_stream_buffer, MEIREI, STREAM_BUFFER, GObject)

MeireiStreamBuffer *meirei_stream_buffer_new         (GtkTextView        *view);
void                meirei_stream_buffer_append      (MeireiStreamBuffer *self,
                                                      const char         *text,
                                                      gssize              length);
void                meirei_stream_buffer_flush       (MeireiStreamBuffer *self);
void                meirei_stream_buffer_reset       (MeireiStreamBuffer *self);
gboolean            meirei_stream_buffer_get_follow  (MeireiStreamBuffer *self);
void                meirei_stream_buffer_set_follow  (MeireiStreamBuffer *self,
                                                      gboolean            follow);
gsize               meirei_stream_buffer_get_pending (MeireiStreamBuffer *self);

G_END_DECLS
