/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_NUMBER_ROW (meirei_number_row_get_type ())
G_DECLARE_FINAL_TYPE (MeireiNumberRow, meirei_number_row, MEIREI, NUMBER_ROW, AdwActionRow)

/**
 * MeireiNumberFormat:
 * @minimum: the least value
 * @maximum: the greatest value
 * @step: how far a key moves it
 * @digits: digits after the point
 * @unit: (nullable): a translated unit after the number
 * @zero: (nullable): a translated word in place of 0
 * @has_scale: whether the number is moved with a slider, not typed
 *
 * What numbers a row takes and how it shows them.
 */
typedef struct {
  double minimum;
  double maximum;
  double step;
  guint digits;
  const char *unit;
  const char *zero;
  gboolean has_scale;
} MeireiNumberFormat;

GtkWidget     *meirei_number_row_new            (const char               *title,
                                                 const char               *subtitle,
                                                 const MeireiNumberFormat *format);
double         meirei_number_row_get_value      (MeireiNumberRow          *self);
void           meirei_number_row_set_value      (MeireiNumberRow          *self,
                                                 double                    value);
GtkSpinButton *meirei_number_row_get_spin       (MeireiNumberRow          *self);
void           meirei_widget_ignore_wheel       (GtkWidget                *widget);

G_END_DECLS
