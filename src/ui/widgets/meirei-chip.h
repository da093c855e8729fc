/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-enums.h"
#include "meirei-tone.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CHIP (meirei_chip_get_type ())
G_DECLARE_FINAL_TYPE (MeireiChip, meirei_chip, MEIREI, CHIP, GtkWidget)

GtkWidget  *meirei_chip_new        (const char   *label);
const char *meirei_chip_get_label  (MeireiChip   *self);
void        meirei_chip_set_label  (MeireiChip   *self,
                                    const char   *label);
MeireiTone  meirei_chip_get_tone   (MeireiChip   *self);
void        meirei_chip_set_tone   (MeireiChip   *self,
                                    MeireiTone    tone);
GtkWidget  *meirei_chip_get_lead   (MeireiChip   *self);
void        meirei_chip_set_lead   (MeireiChip   *self,
                                    GtkWidget    *lead);
void        meirei_chip_set_status (MeireiChip   *self,
                                    MeireiStatus  status);

G_END_DECLS
