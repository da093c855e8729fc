/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-run-center.h"
#include "meirei-version-list.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_QUALITY_PANEL (meirei_quality_panel_get_type ())
G_DECLARE_FINAL_TYPE (MeireiQualityPanel, meirei_quality_panel, MEIREI, QUALITY_PANEL, AdwBin)

GtkWidget *meirei_quality_panel_new        (void);
void       meirei_quality_panel_set_review (MeireiQualityPanel  *self,
                                            MeireiReview        *review,
                                            MeireiVersionList   *versions);
void       meirei_quality_panel_set_run_center
                                           (MeireiQualityPanel  *self,
                                            MeireiRunCenter     *center);

G_END_DECLS
