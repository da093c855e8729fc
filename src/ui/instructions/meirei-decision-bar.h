/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-instruction-item.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_DECISION_BAR (meirei_decision_bar_get_type ())
G_DECLARE_FINAL_TYPE (MeireiDecisionBar, meirei_decision_bar, MEIREI, DECISION_BAR, AdwBin)

void        meirei_decision_bar_set_item      (MeireiDecisionBar     *self,
                                               MeireiInstructionItem *item);
void        meirei_decision_bar_set_place     (MeireiDecisionBar     *self,
                                               guint                  place,
                                               guint                  n_awaiting);
void        meirei_decision_bar_set_attempt   (MeireiDecisionBar     *self,
                                               guint                  attempt,
                                               guint                  n_attempts);
const char *meirei_decision_bar_get_note      (MeireiDecisionBar     *self);
void        meirei_decision_bar_set_note      (MeireiDecisionBar     *self,
                                               const char            *note);
void        meirei_decision_bar_focus_note    (MeireiDecisionBar     *self);
GtkBox     *meirei_decision_bar_get_extra_box (MeireiDecisionBar     *self);
void        meirei_decision_bar_set_accept_label
                                              (MeireiDecisionBar     *self,
                                               const char            *label);

G_END_DECLS
