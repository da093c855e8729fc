/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MeireiDashboardRowFields:
 * @icon_name: the icon
 * @css_class: (nullable): the style class of its status
 * @title: the title
 * @detail: what there is to say about it; may be empty
 * @end: a number or a time at the end
 * @end_spoken: (nullable): the same in full words
 * @target: (nullable): the instructions to show when it is activated
 *
 * What a [class@DashboardRow] shows.
 */
typedef struct {
  const char *icon_name;
  const char *css_class;
  const char *title;
  const char *detail;
  const char *end;
  const char *end_spoken;
  GVariant   *target;
} MeireiDashboardRowFields;

#define MEIREI_TYPE_DASHBOARD_ROW (meirei_dashboard_row_get_type ())
G_DECLARE_FINAL_TYPE (MeireiDashboardRow, meirei_dashboard_row, MEIREI, DASHBOARD_ROW, GtkListBoxRow)

GtkWidget          *meirei_dashboard_row_new        (void);
void                meirei_dashboard_row_set_fields (MeireiDashboardRow             *self,
                                                     const MeireiDashboardRowFields *fields);
void                meirei_dashboard_row_activate   (GtkListBox                     *box,
                                                     GtkListBoxRow                  *row);
MeireiDashboardRow *meirei_dashboard_row_get        (GtkListBox                     *box,
                                                     int                             position);
void                meirei_dashboard_row_truncate   (GtkListBox                     *box,
                                                     int                             n_rows);

G_END_DECLS
