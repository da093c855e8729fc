/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_WIDTH_RULES (meirei_width_rules_get_type ())
G_DECLARE_FINAL_TYPE (MeireiWidthRules, meirei_width_rules, MEIREI, WIDTH_RULES, GObject)

MeireiWidthRules *meirei_width_rules_new       (void);
void              meirei_width_rules_set_width (MeireiWidthRules *self,
                                                int               width);

G_END_DECLS
