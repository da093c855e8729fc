/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MeireiThinkFilter MeireiThinkFilter;

MeireiThinkFilter *meirei_think_filter_new  (void);
void               meirei_think_filter_free (MeireiThinkFilter *self);
gboolean           meirei_think_filter_push (MeireiThinkFilter *self,
                                             const char        *piece,
                                             gsize              length,
                                             GString           *answer,
                                             GString           *reasoning);
gboolean           meirei_think_filter_end  (MeireiThinkFilter *self,
                                             GString           *answer,
                                             GString           *reasoning);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiThinkFilter, meirei_think_filter_free)

G_END_DECLS
