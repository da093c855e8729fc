/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiCompareView:
 *
 * The text of a comparison: two views that scroll together, or one unified
 * view, and the overview beside them.  Emits
 * [signal@CompareView::current-changed] when another change is in sight.
 */

#include "config.h"

#include "meirei-compare-view.h"
#include "meirei-diff-strip.h"
#include "meirei-diff-view.h"

struct _MeireiCompareView
{
  AdwBin parent_instance;

  MeireiComparePair *pair;                          /* (owned) */
  GtkScrolledWindow *scrollers[MEIREI_N_DIFF_SIDES];
  MeireiDiffView *views[MEIREI_N_DIFF_SIDES];
  MeireiDiffStrip *strip;
  guint leader;       /* the side that the reader scrolled last */
  guint current;      /* the change that the reader is at, from 1 */
  gboolean syncing;
};

enum {
  CURRENT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiCompareView, meirei_compare_view, ADW_TYPE_BIN)

static gboolean
is_unified (MeireiCompareView *self)
{
  return meirei_compare_pair_get_layout (self->pair, MEIREI_DIFF_FORM_UNIFIED) != NULL;
}

static GtkAdjustment *
get_adjustment (MeireiCompareView *self,
                guint              side,
                GtkOrientation     orientation)
{
  return orientation == GTK_ORIENTATION_VERTICAL
         ? gtk_scrolled_window_get_vadjustment (self->scrollers[side])
         : gtk_scrolled_window_get_hadjustment (self->scrollers[side]);
}

/* Text views learn their height bit by bit, each at its own pace, so that
 * they cannot share an adjustment: one would push the other back. */
static void
follow_leader (MeireiCompareView *self)
{
  if (self->syncing || is_unified (self))
    return;

  self->syncing = TRUE;
  for (int i = 0; i < 2; i++)
    {
      GtkOrientation orientation = i == 0 ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

      gtk_adjustment_set_value (get_adjustment (self, 1 - self->leader, orientation),
                                gtk_adjustment_get_value (get_adjustment (self, self->leader,
                                                                          orientation)));
    }
  self->syncing = FALSE;
}

static void
set_current (MeireiCompareView *self,
             guint              current)
{
  if (self->current == current)
    return;

  self->current = current;
  g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

static void
scrolled_cb (MeireiCompareView *self,
             GtkAdjustment     *adjustment)
{
  if (self->syncing)
    return;

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    if (adjustment == get_adjustment (self, side, GTK_ORIENTATION_VERTICAL)
        || adjustment == get_adjustment (self, side, GTK_ORIENTATION_HORIZONTAL))
      self->leader = side;
  follow_leader (self);
}

static const MeireiDiffChange *
get_changes (MeireiCompareView *self,
             guint             *n_changes)
{
  MeireiDiffLayout *layout = meirei_diff_view_get_layout (self->views[MEIREI_DIFF_NEW]);

  *n_changes = 0;

  return layout != NULL ? meirei_diff_layout_get_changes (layout, n_changes) : NULL;
}

static void
compared_cb (MeireiCompareView *self)
{
  static const char language[] = "python3";
  gboolean unified = is_unified (self);
  MeireiDiffLayout *left = meirei_compare_pair_get_layout (self->pair, MEIREI_DIFF_FORM_OLD);
  MeireiDiffLayout *right = meirei_compare_pair_get_layout (self->pair,
                                                            unified ? MEIREI_DIFF_FORM_UNIFIED
                                                                    : MEIREI_DIFF_FORM_NEW);

  self->syncing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->scrollers[MEIREI_DIFF_OLD]), !unified);
  meirei_diff_view_set_layout (self->views[MEIREI_DIFF_OLD], unified ? NULL : left, language);
  meirei_diff_view_set_layout (self->views[MEIREI_DIFF_NEW], right, language);
  meirei_diff_strip_set_layouts (self->strip, unified ? NULL : left, right);
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      gtk_adjustment_set_value (get_adjustment (self, side, GTK_ORIENTATION_VERTICAL), 0.);
      gtk_adjustment_set_value (get_adjustment (self, side, GTK_ORIENTATION_HORIZONTAL), 0.);
    }
  self->leader = MEIREI_DIFF_NEW;
  self->syncing = FALSE;
  self->current = 0;
  g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

static void
meirei_compare_view_dispose (GObject *object)
{
  g_clear_object (&MEIREI_COMPARE_VIEW (object)->pair);

  G_OBJECT_CLASS (meirei_compare_view_parent_class)->dispose (object);
}

static void
meirei_compare_view_class_init (MeireiCompareViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_compare_view_dispose;

  /**
   * MeireiCompareView::current-changed:
   * @self: the view
   */
  signals[CURRENT_CHANGED] =
    g_signal_new ("current-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_side (MeireiCompareView *self,
          GtkWidget         *box,
          guint              side)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->scrollers[side] = GTK_SCROLLED_WINDOW (scroller);
  self->views[side] = MEIREI_DIFF_VIEW (meirei_diff_view_new ());
  gtk_scrolled_window_set_child (self->scrollers[side], GTK_WIDGET (self->views[side]));
  /* The strip and the other side show where one is. */
  if (side == MEIREI_DIFF_OLD)
    gtk_scrolled_window_set_policy (self->scrollers[side], GTK_POLICY_AUTOMATIC,
                                    GTK_POLICY_EXTERNAL);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);

  for (int i = 0; i < 2; i++)
    {
      GtkAdjustment *adjustment = get_adjustment (self, side, (GtkOrientation) i);

      g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (adjustment, "changed", G_CALLBACK (follow_leader), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
}

static void
meirei_compare_view_init (MeireiCompareView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 1);
  GtkWidget *strip = meirei_diff_strip_new ();

  gtk_box_set_homogeneous (GTK_BOX (sides), TRUE);
  gtk_widget_add_css_class (sides, "compare-sides");
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    add_side (self, sides, side);
  self->strip = MEIREI_DIFF_STRIP (strip);
  meirei_diff_strip_set_adjustment (self->strip, get_adjustment (self, MEIREI_DIFF_NEW,
                                                                 GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (box), sides);
  gtk_box_append (GTK_BOX (box), strip);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * meirei_compare_view_new:
 * @pair: what is compared
 *
 * Returns: (transfer floating): a view that follows @pair
 */
GtkWidget *
meirei_compare_view_new (MeireiComparePair *pair)
{
  MeireiCompareView *self = g_object_new (MEIREI_TYPE_COMPARE_VIEW, NULL);

  self->pair = g_object_ref (pair);
  g_signal_connect_object (pair, "compared", G_CALLBACK (compared_cb), self, G_CONNECT_SWAPPED);
  compared_cb (self);

  return GTK_WIDGET (self);
}

/**
 * meirei_compare_view_get_current:
 * @self: a view
 * @n_changes: (out): how many changes there are
 *
 * Returns: the change that the reader went to, from 1; 0 if none
 */
guint
meirei_compare_view_get_current (MeireiCompareView *self,
                                 guint             *n_changes)
{
  g_return_val_if_fail (MEIREI_IS_COMPARE_VIEW (self), 0);

  get_changes (self, n_changes);

  return self->current;
}

/**
 * meirei_compare_view_next_change:
 * @self: a view
 * @backward: whether to look towards the start
 *
 * Goes to the next change, from the last one to the first one.
 */
void
meirei_compare_view_next_change (MeireiCompareView *self,
                                 gboolean           backward)
{
  const MeireiDiffChange *changes;
  guint n_changes;
  guint current;

  g_return_if_fail (MEIREI_IS_COMPARE_VIEW (self));

  changes = get_changes (self, &n_changes);
  if (n_changes == 0)
    return;

  if (backward)
    current = self->current > 1 ? self->current - 1 : n_changes;
  else
    current = self->current < n_changes ? self->current + 1 : 1;
  self->leader = MEIREI_DIFF_NEW;
  meirei_diff_view_jump (self->views[MEIREI_DIFF_NEW], changes[current - 1].first_row);
  set_current (self, current);
}

/**
 * meirei_compare_view_focus:
 * @self: a view
 *
 * Gives the new code the focus.
 *
 * Returns: whether that was possible
 */
gboolean
meirei_compare_view_focus (MeireiCompareView *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPARE_VIEW (self), FALSE);

  return gtk_widget_grab_focus (GTK_WIDGET (self->views[MEIREI_DIFF_NEW]));
}
