/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-finding-list.h"
#include "meirei-provenance-list.h"
#include "meirei-quality-panel.h"
#include "meirei-report.h"
#include "meirei-score-ring.h"
#include "meirei-stream-panel.h"

G_BEGIN_DECLS

struct _MeireiQualityPanel
{
  AdwBin parent_instance;

  GtkStack *stack;
  MeireiScoreRing *empty_ring;
  GtkLabel *empty_title;
  GtkLabel *empty_text;
  GtkWidget *analyse_button;
  MeireiScoreRing *ring;
  GtkImage *gate_icon;
  GtkLabel *gate_label;
  GtkLabel *gate_detail;
  GtkLabel *delta_label;
  GtkGrid *categories;
  GtkBox *counts;
  MeireiFindingList *findings;
  GtkLabel *checks_heading;
  GtkListBox *checks;
  MeireiProvenanceList *provenance;
  MeireiStreamPanel *stream;

  MeireiReview *review;         /* (owned) (nullable) */
  MeireiVersionList *versions;  /* (owned) (nullable) */
  MeireiRunCenter *center;      /* (owned) (nullable) */
  gulong center_id;
  MeireiScoreTable *table;      /* (owned) (nullable) */
};

void _meirei_quality_panel_show_report (MeireiQualityPanel *self,
                                        MeireiReport       *report);
void _meirei_quality_panel_show_delta  (MeireiQualityPanel *self,
                                        MeireiReport       *report);

G_END_DECLS
