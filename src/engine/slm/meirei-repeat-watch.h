/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MeireiRepeatWatch MeireiRepeatWatch;

MeireiRepeatWatch *meirei_repeat_watch_new       (void);
void               meirei_repeat_watch_free      (MeireiRepeatWatch *self);
gboolean           meirei_repeat_watch_check     (MeireiRepeatWatch *self,
                                                  const char        *text,
                                                  gsize              length);
gsize              meirei_repeat_watch_get_unit  (MeireiRepeatWatch *self);
gsize              meirei_repeat_watch_get_total (MeireiRepeatWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiRepeatWatch, meirei_repeat_watch_free)

G_END_DECLS
