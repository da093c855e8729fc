/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-tone.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_DOT (meirei_dot_get_type ())
G_DECLARE_FINAL_TYPE (MeireiDot, meirei_dot, MEIREI, DOT, GtkWidget)

GtkWidget  *meirei_dot_new      (MeireiTone  tone);
MeireiTone  meirei_dot_get_tone (MeireiDot  *self);
void        meirei_dot_set_tone (MeireiDot  *self,
                                 MeireiTone  tone);

G_END_DECLS
