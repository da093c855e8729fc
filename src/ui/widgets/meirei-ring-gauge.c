/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <adwaita.h>

#include "meirei-ring-gauge.h"

#define SWEEP_DURATION_MS 450
#define PULSE_DURATION_MS 900
#define PULSE_LOW .35
#define TRACK_ALPHA .12

/**
 * MeireiRingGauge:
 *
 * The paint of a #MeireiScoreRing: a track and an arc that sweeps to a new
 * value.  It says nothing to a screen reader; the ring around it does.
 */
struct _MeireiRingGauge
{
  GtkWidget parent_instance;

  AdwAnimation *sweep;  /* (owned) */
  AdwAnimation *pulse;  /* (owned) */
  double shown_fraction;
  double track_opacity;

  double fraction;
  MeireiTone tone;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (MeireiRingGauge, meirei_ring_gauge, GTK_TYPE_WIDGET)

static void
sweep_cb (double   value,
          gpointer user_data)
{
  MeireiRingGauge *self = MEIREI_RING_GAUGE (user_data);

  self->shown_fraction = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pulse_cb (double   value,
          gpointer user_data)
{
  MeireiRingGauge *self = MEIREI_RING_GAUGE (user_data);

  self->track_opacity = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_pulse (MeireiRingGauge *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->busy && gtk_widget_get_mapped (widget) && adw_get_enable_animations (widget))
    {
      if (adw_animation_get_state (self->pulse) != ADW_ANIMATION_PLAYING)
        adw_animation_play (self->pulse);
      return;
    }

  adw_animation_reset (self->pulse);
  self->track_opacity = 1.;
  gtk_widget_queue_draw (widget);
}

static void
draw_arc (cairo_t       *cr,
          double         size,
          double         fraction,
          const GdkRGBA *color)
{
  double line_width = meirei_ring_gauge_get_line_width (size);
  double radius = (size - line_width) / 2.;
  double start = -G_PI_2;

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, line_width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);

  cairo_arc (cr, size / 2., size / 2., radius, start, start + fraction * 2. * G_PI);
  if (fraction >= 1.)
    cairo_close_path (cr);

  cairo_stroke (cr);
}

static void
meirei_ring_gauge_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  MeireiRingGauge *self = MEIREI_RING_GAUGE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int size = MIN (width, height);
  GdkRGBA color;
  cairo_t *cr;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_translate (cr, (width - size) / 2., (height - size) / 2.);

  meirei_widget_get_color (widget, TRACK_ALPHA * self->track_opacity, &color);
  draw_arc (cr, size, 1., &color);

  if (self->shown_fraction > 0.)
    {
      meirei_tone_get_color (self->tone, widget, &color);
      draw_arc (cr, size, self->shown_fraction, &color);
    }

  cairo_destroy (cr);
}

static void
meirei_ring_gauge_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (meirei_ring_gauge_parent_class)->map (widget);

  update_pulse (MEIREI_RING_GAUGE (widget));
}

static void
meirei_ring_gauge_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (meirei_ring_gauge_parent_class)->unmap (widget);

  update_pulse (MEIREI_RING_GAUGE (widget));
}

static void
meirei_ring_gauge_dispose (GObject *object)
{
  MeireiRingGauge *self = MEIREI_RING_GAUGE (object);

  /* A playing animation keeps itself alive and would call back. */
  if (self->sweep != NULL)
    adw_animation_pause (self->sweep);
  if (self->pulse != NULL)
    adw_animation_pause (self->pulse);

  g_clear_object (&self->sweep);
  g_clear_object (&self->pulse);

  G_OBJECT_CLASS (meirei_ring_gauge_parent_class)->dispose (object);
}

static void
meirei_ring_gauge_class_init (MeireiRingGaugeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_ring_gauge_dispose;

  widget_class->snapshot = meirei_ring_gauge_snapshot;
  widget_class->map = meirei_ring_gauge_map;
  widget_class->unmap = meirei_ring_gauge_unmap;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "gauge");
}

static void
meirei_ring_gauge_init (MeireiRingGauge *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AdwTimedAnimation *pulse;

  self->track_opacity = 1.;

  self->sweep = adw_timed_animation_new (widget, 0., 0., SWEEP_DURATION_MS,
                                         adw_callback_animation_target_new (sweep_cb, self, NULL));
  self->pulse = adw_timed_animation_new (widget, 1., PULSE_LOW, PULSE_DURATION_MS,
                                         adw_callback_animation_target_new (pulse_cb, self, NULL));

  pulse = ADW_TIMED_ANIMATION (self->pulse);
  adw_timed_animation_set_easing (pulse, ADW_EASE_IN_OUT_SINE);
  adw_timed_animation_set_repeat_count (pulse, 0);
  adw_timed_animation_set_alternate (pulse, TRUE);
}

/**
 * meirei_ring_gauge_new:
 *
 * Returns: (transfer floating): an empty gauge
 */
GtkWidget *
meirei_ring_gauge_new (void)
{
  return g_object_new (MEIREI_TYPE_RING_GAUGE, NULL);
}

/**
 * meirei_ring_gauge_set_fraction:
 * @self: a gauge
 * @fraction: from 0 to 1
 * @tone: the colour of the arc
 *
 * Sweeps the arc to @fraction; at once if the gauge is not on screen or if
 * the user switched animations off.
 */
void
meirei_ring_gauge_set_fraction (MeireiRingGauge *self,
                                double           fraction,
                                MeireiTone       tone)
{
  AdwTimedAnimation *sweep;

  g_return_if_fail (MEIREI_IS_RING_GAUGE (self));
  g_return_if_fail (fraction >= 0. && fraction <= 1.);

  if (self->tone != tone)
    {
      self->tone = tone;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }

  if (self->fraction == fraction)
    return;

  self->fraction = fraction;

  sweep = ADW_TIMED_ANIMATION (self->sweep);
  adw_timed_animation_set_value_from (sweep, self->shown_fraction);
  adw_timed_animation_set_value_to (sweep, fraction);
  adw_animation_reset (self->sweep);
  adw_animation_play (self->sweep);
}

/**
 * meirei_ring_gauge_get_fraction:
 * @self: a gauge
 *
 * Returns: how far the arc is drawn at the moment, from 0 to 1
 */
double
meirei_ring_gauge_get_fraction (MeireiRingGauge *self)
{
  g_return_val_if_fail (MEIREI_IS_RING_GAUGE (self), 0.);

  return self->shown_fraction;
}

/**
 * meirei_ring_gauge_set_busy:
 * @self: a gauge
 * @busy: whether the value is being computed
 *
 * Lets the track pulse, unless the user switched animations off.
 */
void
meirei_ring_gauge_set_busy (MeireiRingGauge *self,
                            gboolean         busy)
{
  g_return_if_fail (MEIREI_IS_RING_GAUGE (self));

  busy = !!busy;
  if (self->busy == busy)
    return;

  self->busy = busy;
  update_pulse (self);
}

/**
 * meirei_ring_gauge_get_line_width:
 * @diameter: the outer diameter of a ring in pixels
 *
 * Returns: the width of the ring's line: 8 px at 88, 6 at 56, 3.5 at 20
 */
double
meirei_ring_gauge_get_line_width (double diameter)
{
  return 2.2 + diameter * .0665;
}
