/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiNumberRow:
 *
 * A row of a boxed list with a number that a person can change, by typing or
 * with a slider.  The wheel scrolls the page and never changes the number,
 * because every change is saved at once.
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "meirei-number-row.h"

#define SCALE_WIDTH 132

struct _MeireiNumberRow
{
  AdwActionRow parent_instance;

  GtkAdjustment *adjustment;
  GtkSpinButton *spin;    /* (nullable) */
  GtkScale *scale;        /* (nullable) */
  GtkLabel *value_label;  /* (nullable): beside the slider */
  guint digits;
  char *unit;             /* (nullable) */
  char *zero;             /* (nullable) */
  gboolean filling;
};

enum {
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiNumberRow, meirei_number_row, ADW_TYPE_ACTION_ROW)

static void
meirei_number_row_finalize (GObject *object)
{
  MeireiNumberRow *self = MEIREI_NUMBER_ROW (object);

  g_free (self->unit);
  g_free (self->zero);

  G_OBJECT_CLASS (meirei_number_row_parent_class)->finalize (object);
}

static void
meirei_number_row_class_init (MeireiNumberRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_number_row_finalize;

  /**
   * MeireiNumberRow::edited:
   * @value: the new number
   *
   * A person changed the number.
   */
  signals[EDITED] = g_signal_new ("edited", MEIREI_TYPE_NUMBER_ROW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
meirei_number_row_init (MeireiNumberRow *self)
{
}

static char *
dup_number (MeireiNumberRow *self)
{
  double value = gtk_adjustment_get_value (self->adjustment);

  if (self->digits == 0)
    return g_strdup_printf ("%'.0f", value);

  return g_strdup_printf ("%.*f", (int) self->digits, value);
}

static char *
dup_text (MeireiNumberRow *self)
{
  g_autofree char *number = dup_number (self);

  if (self->zero != NULL && fabs (gtk_adjustment_get_value (self->adjustment)) < 1e-9)
    return g_strdup (self->zero);
  if (self->unit != NULL)
    return g_strdup_printf ("%s %s", number, self->unit);

  return g_steal_pointer (&number);
}

static gboolean
output_cb (GtkSpinButton   *spin,
           MeireiNumberRow *self)
{
  g_autofree char *text = dup_text (self);

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (spin)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);

  return TRUE;
}

/* What is shown has separators and a unit. */
static int
input_cb (GtkSpinButton   *spin,
          double          *value,
          MeireiNumberRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  g_autoptr(GString) digits = g_string_new (NULL);
  char *end;

  if (self->zero != NULL && strcmp (text, self->zero) == 0)
    {
      *value = 0.;
      return TRUE;
    }

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c) || (*c == '-' && digits->len == 0))
      g_string_append_c (digits, *c);
    else if (self->digits > 0 && (*c == '.' || *c == ','))
      g_string_append_c (digits, '.');
  *value = g_ascii_strtod (digits->str, &end);

  return end != digits->str && isfinite (*value) ? TRUE : GTK_INPUT_ERROR;
}

static void
value_cb (MeireiNumberRow *self)
{
  if (self->value_label != NULL)
    {
      g_autofree char *text = dup_text (self);

      gtk_label_set_label (self->value_label, text);
    }
  if (!self->filling)
    g_signal_emit (self, signals[EDITED], 0, gtk_adjustment_get_value (self->adjustment));
}

/**
 * meirei_widget_ignore_wheel:
 * @widget: a widget that the wheel would change
 *
 * Leaves the wheel to what is around @widget.
 */
void
meirei_widget_ignore_wheel (GtkWidget *widget)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static void
add_spin (MeireiNumberRow          *self,
          const MeireiNumberFormat *format)
{
  self->spin = GTK_SPIN_BUTTON (gtk_spin_button_new (self->adjustment, 1., self->digits));
  /* What is no number changes nothing. */
  gtk_spin_button_set_update_policy (self->spin, GTK_UPDATE_IF_VALID);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spin), 7);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->spin), 7);
  gtk_widget_add_css_class (GTK_WIDGET (self->spin), "numeric");
  gtk_widget_set_valign (GTK_WIDGET (self->spin), GTK_ALIGN_CENTER);
  meirei_widget_ignore_wheel (GTK_WIDGET (self->spin));
  g_signal_connect_object (self->spin, "output", G_CALLBACK (output_cb), self, 0);
  g_signal_connect_object (self->spin, "input", G_CALLBACK (input_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spin));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->spin));
}

static void
add_scale (MeireiNumberRow *self)
{
  self->scale = GTK_SCALE (gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, self->adjustment));
  self->value_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_scale_set_draw_value (self->scale, FALSE);
  gtk_range_set_round_digits (GTK_RANGE (self->scale), (int) self->digits);
  gtk_widget_set_size_request (GTK_WIDGET (self->scale), SCALE_WIDTH, -1);
  gtk_widget_set_valign (GTK_WIDGET (self->scale), GTK_ALIGN_CENTER);
  meirei_widget_ignore_wheel (GTK_WIDGET (self->scale));
  gtk_label_set_width_chars (self->value_label, 4);
  gtk_label_set_xalign (self->value_label, 1.f);
  gtk_widget_add_css_class (GTK_WIDGET (self->value_label), "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->scale));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->value_label));
}

/**
 * meirei_number_row_new:
 * @title: what the number is
 * @subtitle: (nullable): more about it
 * @format: what numbers there are
 *
 * Returns: (transfer full): a row
 */
GtkWidget *
meirei_number_row_new (const char               *title,
                       const char               *subtitle,
                       const MeireiNumberFormat *format)
{
  MeireiNumberRow *self;
  GtkWidget *control;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (format != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_NUMBER_ROW, "title", title, "subtitle", subtitle, NULL);
  self->digits = format->digits;
  self->unit = g_strdup (format->unit);
  self->zero = g_strdup (format->zero);
  self->adjustment = gtk_adjustment_new (format->minimum, format->minimum, format->maximum,
                                         format->step, format->step * 10., 0.);
  if (format->has_scale)
    add_scale (self);
  else
    add_spin (self, format);
  control = self->spin != NULL ? GTK_WIDGET (self->spin) : GTK_WIDGET (self->scale);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (value_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * meirei_number_row_get_value:
 * @self: a row
 *
 * Returns: the number
 */
double
meirei_number_row_get_value (MeireiNumberRow *self)
{
  g_return_val_if_fail (MEIREI_IS_NUMBER_ROW (self), 0.);

  return gtk_adjustment_get_value (self->adjustment);
}

/**
 * meirei_number_row_set_value:
 * @self: a row
 * @value: the number
 *
 * Shows another number; that is no edit.
 */
void
meirei_number_row_set_value (MeireiNumberRow *self,
                             double           value)
{
  g_return_if_fail (MEIREI_IS_NUMBER_ROW (self));

  self->filling = TRUE;
  gtk_adjustment_set_value (self->adjustment, value);
  if (self->spin != NULL)
    output_cb (self->spin, self);
  value_cb (self);
  self->filling = FALSE;
}

/**
 * meirei_number_row_get_spin:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what the number is typed in
 */
GtkSpinButton *
meirei_number_row_get_spin (MeireiNumberRow *self)
{
  g_return_val_if_fail (MEIREI_IS_NUMBER_ROW (self), NULL);

  return self->spin;
}
