/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-tone.h"

G_BEGIN_DECLS

/**
 * MeireiSegment:
 * @value: its share, in the unit of the total; not negative
 * @tone: its colour
 * @label: (nullable): what it is, translated, for screen readers
 *
 * A part of a #MeireiSegmentBar.
 */
typedef struct {
  double value;
  MeireiTone tone;
  const char *label;
} MeireiSegment;

#define MEIREI_SEGMENT_BAR_THIN 6
#define MEIREI_SEGMENT_BAR_THICK 12

#define MEIREI_TYPE_SEGMENT_BAR (meirei_segment_bar_get_type ())
G_DECLARE_FINAL_TYPE (MeireiSegmentBar, meirei_segment_bar, MEIREI, SEGMENT_BAR, GtkWidget)

GtkWidget *meirei_segment_bar_new           (void);
int        meirei_segment_bar_get_thickness (MeireiSegmentBar    *self);
void       meirei_segment_bar_set_thickness (MeireiSegmentBar    *self,
                                             int                  thickness);
void       meirei_segment_bar_set_segments  (MeireiSegmentBar    *self,
                                             const MeireiSegment *segments,
                                             guint                n_segments,
                                             double               total);

G_END_DECLS
