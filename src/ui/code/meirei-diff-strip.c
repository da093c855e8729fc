/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiDiffStrip:
 *
 * A comparison as a whole, beside the scrolled text: where lines were removed
 * (left) and added (right), and what is in sight.  A click goes there.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-diff-strip.h"
#include "meirei-tone.h"

#define WIDTH 16
#define MARK_WIDTH 4
#define MARK_SPACING 2
#define MIN_MARK_HEIGHT 2
#define VISIBLE_ALPHA .1

struct _MeireiDiffStrip
{
  GtkWidget parent_instance;

  GtkAdjustment *adjustment;                        /* (owned) (nullable) */
  MeireiDiffLayout *layouts[MEIREI_N_DIFF_SIDES];   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiDiffStrip, meirei_diff_strip, GTK_TYPE_WIDGET)

/* A run of lines of one kind. */
static void
snapshot_run (MeireiDiffStrip    *self,
              GtkSnapshot        *snapshot,
              MeireiDiffLineKind  kind,
              double              start,
              double              end)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int height = gtk_widget_get_height (widget);
  float x = kind == MEIREI_DIFF_LINE_REMOVED ? WIDTH / 2 - MARK_SPACING / 2 - MARK_WIDTH
                                             : WIDTH / 2 + MARK_SPACING / 2;
  GdkRGBA color;

  meirei_tone_get_color (kind == MEIREI_DIFF_LINE_REMOVED ? MEIREI_TONE_ERROR
                                                          : MEIREI_TONE_SUCCESS, widget, &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (x, (float) (start * height), MARK_WIDTH,
                                                  (float) MAX ((end - start) * height,
                                                               MIN_MARK_HEIGHT)));
}

static void
snapshot_layout (MeireiDiffStrip  *self,
                 GtkSnapshot      *snapshot,
                 MeireiDiffLayout *layout)
{
  guint n_places;
  guint n_changes;
  const MeireiDiffPlace *places = meirei_diff_layout_get_places (layout, &n_places);
  const MeireiDiffChange *changes = meirei_diff_layout_get_changes (layout, &n_changes);

  for (guint c = 0; c < n_changes; c++)
    for (guint i = changes[c].first_row; i < changes[c].first_row + changes[c].n_rows;)
      {
        guint end = i + 1;
        MeireiDiffLineKind kind = places[i].kind;

        while (end < changes[c].first_row + changes[c].n_rows && places[end].kind == kind)
          end++;
        if (kind == MEIREI_DIFF_LINE_REMOVED || kind == MEIREI_DIFF_LINE_ADDED)
          snapshot_run (self, snapshot, kind, (double) i / n_places, (double) end / n_places);
        i = end;
      }
}

static void
snapshot_visible (MeireiDiffStrip *self,
                  GtkSnapshot     *snapshot)
{
  double lower = gtk_adjustment_get_lower (self->adjustment);
  double range = gtk_adjustment_get_upper (self->adjustment) - lower;
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  GdkRGBA color;

  if (range <= page)
    return;

  meirei_widget_get_color (GTK_WIDGET (self), VISIBLE_ALPHA, &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (
                               0, (float) ((gtk_adjustment_get_value (self->adjustment) - lower)
                                           / range * height),
                               WIDTH, (float) (page / range * height)));
}

static void
meirei_diff_strip_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  MeireiDiffStrip *self = MEIREI_DIFF_STRIP (widget);

  if (self->adjustment != NULL)
    snapshot_visible (self, snapshot);
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    if (self->layouts[side] != NULL)
      snapshot_layout (self, snapshot, self->layouts[side]);
}

static void
meirei_diff_strip_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : 0;
}

static void
go_to (MeireiDiffStrip *self,
       double           y)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double lower;
  double range;

  if (self->adjustment == NULL || height == 0)
    return;

  lower = gtk_adjustment_get_lower (self->adjustment);
  range = gtk_adjustment_get_upper (self->adjustment) - lower;
  gtk_adjustment_set_value (self->adjustment, lower + y / height * range
                                              - gtk_adjustment_get_page_size (self->adjustment) / 2);
}

static void
drag_begin_cb (MeireiDiffStrip *self,
               double           x,
               double           y)
{
  go_to (self, y);
}

static void
drag_update_cb (MeireiDiffStrip *self,
                double           x,
                double           y,
                GtkGestureDrag  *drag)
{
  double start_y;

  if (gtk_gesture_drag_get_start_point (drag, NULL, &start_y))
    go_to (self, start_y + y);
}

static void
meirei_diff_strip_dispose (GObject *object)
{
  MeireiDiffStrip *self = MEIREI_DIFF_STRIP (object);

  meirei_diff_strip_set_adjustment (self, NULL);
  meirei_diff_strip_set_layouts (self, NULL, NULL);

  G_OBJECT_CLASS (meirei_diff_strip_parent_class)->dispose (object);
}

static void
meirei_diff_strip_class_init (MeireiDiffStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_diff_strip_dispose;
  widget_class->measure = meirei_diff_strip_measure;
  widget_class->snapshot = meirei_diff_strip_snapshot;
  gtk_widget_class_set_css_name (widget_class, "diffstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
meirei_diff_strip_init (MeireiDiffStrip *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Overview of the changes"), -1);
}

/**
 * meirei_diff_strip_new:
 *
 * Returns: (transfer floating): an empty strip
 */
GtkWidget *
meirei_diff_strip_new (void)
{
  return g_object_new (MEIREI_TYPE_DIFF_STRIP, NULL);
}

/**
 * meirei_diff_strip_set_adjustment:
 * @self: a strip
 * @adjustment: (nullable): of the scrolled text
 */
void
meirei_diff_strip_set_adjustment (MeireiDiffStrip *self,
                                  GtkAdjustment   *adjustment)
{
  g_return_if_fail (MEIREI_IS_DIFF_STRIP (self));

  if (self->adjustment == adjustment)
    return;

  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_set_object (&self->adjustment, adjustment);
  if (adjustment == NULL)
    return;

  g_signal_connect_object (adjustment, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * meirei_diff_strip_set_layouts:
 * @self: a strip
 * @old_layout: (nullable): what the view of the old text shows, or the unified view
 * @new_layout: (nullable): what the view of the new text shows
 */
void
meirei_diff_strip_set_layouts (MeireiDiffStrip  *self,
                               MeireiDiffLayout *old_layout,
                               MeireiDiffLayout *new_layout)
{
  g_return_if_fail (MEIREI_IS_DIFF_STRIP (self));

  g_set_object (&self->layouts[MEIREI_DIFF_OLD], old_layout);
  g_set_object (&self->layouts[MEIREI_DIFF_NEW], new_layout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
