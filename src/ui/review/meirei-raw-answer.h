/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_RAW_ANSWER (meirei_raw_answer_get_type ())
G_DECLARE_FINAL_TYPE (MeireiRawAnswer, meirei_raw_answer, MEIREI, RAW_ANSWER, AdwBin)

GtkWidget *meirei_raw_answer_new  (MeireiWorkspace *workspace,
                                   MeireiVersion   *version);
void       meirei_raw_answer_load (MeireiRawAnswer *self);

G_END_DECLS
