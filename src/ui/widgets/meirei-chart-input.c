/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "meirei-chart-private.h"

/* Visiting the points or bars of a chart by mouse and keyboard. */

static char *
format_bar (MeireiChart          *self,
            const MeireiChartBar *bar)
{
  g_autofree char *from = meirei_chart_scale_format (&self->x_scale, bar->from);
  g_autofree char *to = meirei_chart_scale_format (&self->x_scale, bar->to);
  g_autofree char *value = meirei_chart_scale_format (&self->y_scale, bar->value);

  /* Translators: a bar of a histogram: “80–85: 22” */
  return g_strdup_printf (C_("bar", "%s–%s: %s"), from, to, value);
}

char *
_meirei_chart_dup_item_text (MeireiChart *self,
                             guint        position)
{
  const MeireiChartPoint *point;

  if (self->bars->len > 0)
    {
      const MeireiChartBar *bar = &g_array_index (self->bars, MeireiChartBar, position);

      if (self->format_func != NULL)
        return self->format_func (self, bar->from, bar->value, self->format_data);

      return format_bar (self, bar);
    }

  point = &g_array_index (self->line, MeireiChartPoint, position);
  if (self->format_func != NULL)
    return self->format_func (self, point->x, point->y, self->format_data);

  return g_strdup_printf ("%'.1f", point->y);
}

/* A visited item takes the place of the description. */
void
_meirei_chart_update_description (MeireiChart *self)
{
  g_autofree char *item = NULL;
  const char *description = self->description;

  if (self->cursor < _meirei_chart_get_n_items (self))
    description = item = _meirei_chart_dup_item_text (self, self->cursor);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "",
                                  -1);
}

static void
set_cursor (MeireiChart *self,
            guint        cursor)
{
  if (self->cursor == cursor)
    return;

  self->cursor = cursor;
  _meirei_chart_update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (MeireiChart *self,
           double       x,
           double       y)
{
  guint n_items = _meirei_chart_get_n_items (self);
  guint nearest = MEIREI_CHART_NO_CURSOR;
  double least = G_MAXDOUBLE;
  graphene_rect_t plot;

  _meirei_chart_get_plot (self, &plot);
  for (guint i = 0; i < n_items; i++)
    {
      double distance = fabs (_meirei_chart_get_item_x (self, i, plot.size.width) -
                              (x - plot.origin.x));

      if (distance < least)
        {
          least = distance;
          nearest = i;
        }
    }

  set_cursor (self, nearest);
}

static void
leave_cb (MeireiChart *self)
{
  set_cursor (self, MEIREI_CHART_NO_CURSOR);
}

static gboolean
key_pressed_cb (MeireiChart     *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  guint n_items = _meirei_chart_get_n_items (self);
  gboolean none = self->cursor == MEIREI_CHART_NO_CURSOR;

  if (n_items == 0 || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      set_cursor (self, none ? n_items - 1 : MAX (self->cursor, 1) - 1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      set_cursor (self, none ? 0 : MIN (self->cursor + 1, n_items - 1));
      return GDK_EVENT_STOP;

    case GDK_KEY_Home:
      set_cursor (self, 0);
      return GDK_EVENT_STOP;

    case GDK_KEY_End:
      set_cursor (self, n_items - 1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      return _meirei_chart_activate (self) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;

    case GDK_KEY_Escape:
      set_cursor (self, MEIREI_CHART_NO_CURSOR);
      return none ? GDK_EVENT_PROPAGATE : GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
released_cb (MeireiChart *self,
             int          n_presses,
             double       x,
             double       y)
{
  motion_cb (self, x, y);
  _meirei_chart_activate (self);
}

void
_meirei_chart_add_controllers (MeireiChart *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
