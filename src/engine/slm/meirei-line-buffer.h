/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MeireiLineBuffer MeireiLineBuffer;

MeireiLineBuffer *meirei_line_buffer_new       (gsize              max_line,
                                                guint64            max_total);
void              meirei_line_buffer_free      (MeireiLineBuffer  *self);
gboolean          meirei_line_buffer_push      (MeireiLineBuffer  *self,
                                                const char        *bytes,
                                                gsize              length,
                                                GError           **error);
const char       *meirei_line_buffer_next      (MeireiLineBuffer  *self,
                                                gsize             *length);
const char       *meirei_line_buffer_take_rest (MeireiLineBuffer  *self,
                                                gsize             *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiLineBuffer, meirei_line_buffer_free)

G_END_DECLS
