/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-code-view-private.h"

static gboolean
scroll_cb (MeireiCodeView           *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  GdkModifierType state;

  state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  if ((state & GDK_CONTROL_MASK) == 0 || dy == 0.)
    return GDK_EVENT_PROPAGATE;

  meirei_code_view_set_zoom (self, meirei_code_view_get_zoom (self) + (dy < 0. ? 1 : -1));

  return GDK_EVENT_STOP;
}

static void
zoom_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  MeireiCodeView *self = MEIREI_CODE_VIEW (widget);
  int step = g_variant_get_int32 (parameter);

  meirei_code_view_set_zoom (self, step == 0 ? 0 : meirei_code_view_get_zoom (self) + step);
}

static void
next_finding_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  meirei_code_view_next_finding (MEIREI_CODE_VIEW (widget), g_variant_get_boolean (parameter));
}

/* code.zoom (i): in by 1, out by −1, back to normal by 0.
 * code.next-finding (b): whether to go backward. */
void
_meirei_code_view_install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    int step;
  } zoom_keys[] = {
    { GDK_KEY_plus, 1 }, { GDK_KEY_equal, 1 }, { GDK_KEY_KP_Add, 1 },
    { GDK_KEY_minus, -1 }, { GDK_KEY_KP_Subtract, -1 },
    { GDK_KEY_0, 0 }, { GDK_KEY_KP_0, 0 },
  };

  gtk_widget_class_install_action (widget_class, "code.zoom", "i", zoom_action);
  for (gsize i = 0; i < G_N_ELEMENTS (zoom_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, zoom_keys[i].key, GDK_CONTROL_MASK,
                                         "code.zoom", "i", zoom_keys[i].step);

  gtk_widget_class_install_action (widget_class, "code.next-finding", "b", next_finding_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F4, 0,
                                       "code.next-finding", "b", FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F4, GDK_SHIFT_MASK,
                                       "code.next-finding", "b", TRUE);
}

/* Ctrl and the wheel. */
void
_meirei_code_view_add_scroll_zoom (MeireiCodeView *self)
{
  GtkEventController *scroll;

  scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL |
                                            GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}
