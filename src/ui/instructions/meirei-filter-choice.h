/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_FILTER_CHOICE (meirei_filter_choice_get_type ())
G_DECLARE_FINAL_TYPE (MeireiFilterChoice, meirei_filter_choice, MEIREI, FILTER_CHOICE, GObject)

MeireiFilterChoice *meirei_filter_choice_new           (int                 value,
                                                        const char         *label,
                                                        const char         *short_label);
int                 meirei_filter_choice_get_value     (MeireiFilterChoice *self);
const char         *meirei_filter_choice_get_label     (MeireiFilterChoice *self);
void                meirei_filter_choice_set_label     (MeireiFilterChoice *self,
                                                        const char         *label);
const char         *meirei_filter_choice_get_short_label (MeireiFilterChoice *self);
guint               meirei_filter_choice_get_count     (MeireiFilterChoice *self);
void                meirei_filter_choice_set_count     (MeireiFilterChoice *self,
                                                        guint               count);

G_END_DECLS
