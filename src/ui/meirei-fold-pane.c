/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiFoldPane:
 *
 * Content with a pane at one side, which the reader can drag and hide.  When it
 * is folded, because there is no room for both, the pane covers a part of the
 * content while it is shown, and goes away with Escape or a click beside it.
 *
 * The pane is one widget that is moved between the two places, so that it keeps
 * its state.
 */

#include "config.h"

#include <adwaita.h>

#include "meirei-fold-pane.h"

/* What the content keeps when the reader drags the pane. */
#define MIN_CONTENT_WIDTH 400
#define MIN_SIDE_WIDTH 220

/* With less than this left beside it, the folded pane takes the whole width. */
#define MIN_BESIDE_WIDTH 120

struct _MeireiFoldPane
{
  GtkWidget parent_instance;

  GtkOverlay *overlay;
  GtkPaned *paned;
  AdwBin *inline_bin;
  GtkRevealer *revealer;
  AdwBin *overlay_bin;

  GtkWidget *side; /* (owned) (nullable) */
  GtkPackType edge;
  int side_width;
  int max_side_width;
  int allocated_width;
  gboolean folded;
  gboolean pinned;
  gboolean overlaid;
  int paned_width;      /* when both children were allocated; 0 at first */
  gboolean allocating;
};

G_DEFINE_FINAL_TYPE (MeireiFoldPane, meirei_fold_pane, GTK_TYPE_WIDGET)

typedef enum {
  PROP_CONTENT = 1,
  PROP_EDGE,
  PROP_FOLDED,
  PROP_MAX_SIDE_WIDTH,
  PROP_PINNED,
  PROP_SHOW_SIDE,
  PROP_SIDE,
  PROP_SIDE_WIDTH,
} MeireiFoldPaneProperty;

#define N_PROPS (PROP_SIDE_WIDTH + 1)
static GParamSpec *properties[N_PROPS];

static void
update_places (MeireiFoldPane *self)
{
  AdwBin *to = self->folded ? self->overlay_bin : self->inline_bin;
  AdwBin *from = self->folded ? self->inline_bin : self->overlay_bin;

  if (adw_bin_get_child (to) != self->side)
    {
      adw_bin_set_child (from, NULL);
      adw_bin_set_child (to, self->side);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->inline_bin), !self->folded && self->pinned);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), self->folded);
  gtk_revealer_set_reveal_child (self->revealer, self->folded && self->overlaid);
}

static int
get_handle_width (MeireiFoldPane *self)
{
  int position = gtk_paned_get_position (self->paned);
  int side = gtk_widget_get_width (GTK_WIDGET (self->inline_bin));

  return side > 0 ? CLAMP (self->allocated_width - position - side, 0, 12) : 1;
}

static int
get_shown_width (MeireiFoldPane *self)
{
  return MIN (self->side_width, self->max_side_width);
}

static void
place_handle (MeireiFoldPane *self)
{
  gboolean allocating = self->allocating;
  int position = get_shown_width (self);

  /* When it is allocated, the paned moves the handle by what it has grown
   * since both of its children could be seen the last time. */
  if (self->edge == GTK_PACK_END)
    {
      position = self->allocated_width - position - 1;
      if (self->paned_width > 0)
        position -= self->allocated_width - self->paned_width;
    }

  /* This is not the reader dragging it. */
  self->allocating = TRUE;
  if (self->allocated_width > 0 && position > 0)
    gtk_paned_set_position (self->paned, position);
  self->allocating = allocating;
}

static void
set_side_width (MeireiFoldPane *self,
                int             side_width)
{
  if (self->side_width != side_width)
    {
      self->side_width = side_width;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE_WIDTH]);
    }

  place_handle (self);
}

static GtkWidget *
get_content (MeireiFoldPane *self)
{
  return self->edge == GTK_PACK_START ? gtk_paned_get_end_child (self->paned)
                                      : gtk_paned_get_start_child (self->paned);
}

static void
set_content (MeireiFoldPane *self,
             GtkWidget      *content)
{
  if (content == get_content (self))
    return;

  if (self->edge == GTK_PACK_START)
    gtk_paned_set_end_child (self->paned, content);
  else
    gtk_paned_set_start_child (self->paned, content);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

static void
set_side (MeireiFoldPane *self,
          GtkWidget      *side)
{
  if (self->side == side)
    return;

  g_clear_object (&self->side);
  self->side = side != NULL ? g_object_ref_sink (side) : NULL;
  update_places (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE]);
}

static void
set_pinned (MeireiFoldPane *self,
            gboolean        pinned)
{
  if (self->pinned == !!pinned)
    return;

  self->pinned = !!pinned;
  update_places (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
  if (!self->folded)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDE]);
}

static void
position_cb (MeireiFoldPane *self)
{
  int width;

  /* Only what the reader drags is a new width. */
  if (self->allocating || self->folded || !self->pinned || self->allocated_width == 0)
    return;

  width = gtk_paned_get_position (self->paned);
  if (self->edge == GTK_PACK_END)
    width = self->allocated_width - width - get_handle_width (self);

  width = MIN (width, self->allocated_width - MIN_CONTENT_WIDTH);
  width = CLAMP (width, MIN_SIDE_WIDTH, self->max_side_width);
  set_side_width (self, width);
}

static void
pressed_beside_cb (MeireiFoldPane *self)
{
  if (self->folded && self->overlaid)
    meirei_fold_pane_set_show_side (self, FALSE);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  MeireiFoldPane *self = MEIREI_FOLD_PANE (widget);

  if (!self->folded || !self->overlaid)
    return GDK_EVENT_PROPAGATE;

  meirei_fold_pane_set_show_side (self, FALSE);

  return GDK_EVENT_STOP;
}

static void
meirei_fold_pane_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  MeireiFoldPane *self = MEIREI_FOLD_PANE (widget);
  int shown_width = get_shown_width (self);
  int overlay_width = width - shown_width < MIN_BESIDE_WIDTH ? width : shown_width;
  gboolean both = gtk_widget_get_visible (GTK_WIDGET (self->inline_bin));

  self->allocating = TRUE;
  if (self->allocated_width != width)
    {
      self->allocated_width = width;
      place_handle (self);
    }
  if (both)
    self->paned_width = width;

  /* Changing a request in the middle of an allocation costs another one. */
  if (self->folded)
    gtk_widget_set_size_request (GTK_WIDGET (self->overlay_bin), overlay_width, -1);

  gtk_widget_allocate (GTK_WIDGET (self->overlay), width, height, baseline, NULL);
  self->allocating = FALSE;
}

static void
meirei_fold_pane_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  MeireiFoldPane *self = MEIREI_FOLD_PANE (widget);

  gtk_widget_measure (GTK_WIDGET (self->overlay), orientation, for_size,
                      minimum, natural, minimum_baseline, natural_baseline);
}

static void
meirei_fold_pane_dispose (GObject *object)
{
  MeireiFoldPane *self = MEIREI_FOLD_PANE (object);

  g_clear_object (&self->side);
  if (self->overlay != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->overlay));
  self->overlay = NULL;

  G_OBJECT_CLASS (meirei_fold_pane_parent_class)->dispose (object);
}

static void
meirei_fold_pane_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  MeireiFoldPane *self = MEIREI_FOLD_PANE (object);

  switch ((MeireiFoldPaneProperty) prop_id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, get_content (self));
      break;
    case PROP_EDGE:
      g_value_set_enum (value, self->edge);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_MAX_SIDE_WIDTH:
      g_value_set_int (value, self->max_side_width);
      break;
    case PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
      break;
    case PROP_SHOW_SIDE:
      g_value_set_boolean (value, meirei_fold_pane_get_show_side (self));
      break;
    case PROP_SIDE:
      g_value_set_object (value, self->side);
      break;
    case PROP_SIDE_WIDTH:
      g_value_set_int (value, self->side_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_fold_pane_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  MeireiFoldPane *self = MEIREI_FOLD_PANE (object);

  switch ((MeireiFoldPaneProperty) prop_id)
    {
    case PROP_CONTENT:
      set_content (self, g_value_get_object (value));
      break;
    case PROP_EDGE:
      self->edge = g_value_get_enum (value);
      break;
    case PROP_FOLDED:
      meirei_fold_pane_set_folded (self, g_value_get_boolean (value));
      break;
    case PROP_MAX_SIDE_WIDTH:
      self->max_side_width = g_value_get_int (value);
      place_handle (self);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_PINNED:
      set_pinned (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_SIDE:
      meirei_fold_pane_set_show_side (self, g_value_get_boolean (value));
      break;
    case PROP_SIDE:
      set_side (self, g_value_get_object (value));
      break;
    case PROP_SIDE_WIDTH:
      set_side_width (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_fold_pane_constructed (GObject *object)
{
  MeireiFoldPane *self = MEIREI_FOLD_PANE (object);
  GtkWidget *bin = GTK_WIDGET (self->inline_bin);
  gboolean at_start = self->edge == GTK_PACK_START;

  G_OBJECT_CLASS (meirei_fold_pane_parent_class)->constructed (object);

  if (at_start)
    gtk_paned_set_start_child (self->paned, bin);
  else
    gtk_paned_set_end_child (self->paned, bin);

  gtk_paned_set_resize_start_child (self->paned, !at_start);
  gtk_paned_set_resize_end_child (self->paned, at_start);

  gtk_widget_set_halign (GTK_WIDGET (self->revealer), at_start ? GTK_ALIGN_START : GTK_ALIGN_END);
  gtk_revealer_set_transition_type (self->revealer,
                                    at_start ? GTK_REVEALER_TRANSITION_TYPE_SLIDE_RIGHT
                                             : GTK_REVEALER_TRANSITION_TYPE_SLIDE_LEFT);
  gtk_widget_add_css_class (GTK_WIDGET (self->overlay_bin), at_start ? "at-start" : "at-end");
  update_places (self);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * MeireiFoldPane:content:
   *
   * What is always shown.
   */
  properties[PROP_CONTENT] =
    g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);

  /**
   * MeireiFoldPane:edge:
   *
   * At which side the pane is.
   */
  properties[PROP_EDGE] =
    g_param_spec_enum ("edge", NULL, NULL, GTK_TYPE_PACK_TYPE, GTK_PACK_START,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * MeireiFoldPane:folded:
   *
   * Whether the pane covers the content instead of being beside it.
   */
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);

  /**
   * MeireiFoldPane:max-side-width:
   *
   * How wide the pane is at most, whatever the reader chose.
   */
  properties[PROP_MAX_SIDE_WIDTH] =
    g_param_spec_int ("max-side-width", NULL, NULL, 1, G_MAXINT, G_MAXINT, flags);

  /**
   * MeireiFoldPane:pinned:
   *
   * Whether the pane is beside the content when there is room for it; what is
   * worth remembering.
   */
  properties[PROP_PINNED] = g_param_spec_boolean ("pinned", NULL, NULL, TRUE, flags);

  /**
   * MeireiFoldPane:show-side:
   *
   * Whether the pane can be seen now; for a toggle button.
   */
  properties[PROP_SHOW_SIDE] = g_param_spec_boolean ("show-side", NULL, NULL, TRUE, flags);

  /**
   * MeireiFoldPane:side:
   *
   * The pane.
   */
  properties[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET, flags);

  /**
   * MeireiFoldPane:side-width:
   *
   * The width of the pane in pixels, as the reader dragged it.
   */
  properties[PROP_SIDE_WIDTH] =
    g_param_spec_int ("side-width", NULL, NULL, 1, G_MAXINT, 320, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_fold_pane_class_init (MeireiFoldPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = meirei_fold_pane_constructed;
  object_class->dispose = meirei_fold_pane_dispose;
  object_class->get_property = meirei_fold_pane_get_property;
  object_class->set_property = meirei_fold_pane_set_property;

  widget_class->measure = meirei_fold_pane_measure;
  widget_class->size_allocate = meirei_fold_pane_size_allocate;

  install_properties (object_class);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "foldpane");
}

static void
meirei_fold_pane_init (MeireiFoldPane *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->side_width = 320;
  self->max_side_width = G_MAXINT;
  self->pinned = TRUE;

  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  self->paned = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_HORIZONTAL));
  self->inline_bin = ADW_BIN (adw_bin_new ());
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  self->overlay_bin = ADW_BIN (adw_bin_new ());

  gtk_widget_set_parent (GTK_WIDGET (self->overlay), GTK_WIDGET (self));
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->paned));
  gtk_overlay_add_overlay (self->overlay, GTK_WIDGET (self->revealer));
  gtk_revealer_set_child (self->revealer, GTK_WIDGET (self->overlay_bin));
  gtk_widget_add_css_class (GTK_WIDGET (self->overlay_bin), "overlay-pane");

  g_signal_connect_swapped (self->paned, "notify::position", G_CALLBACK (position_cb), self);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_beside_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->paned), GTK_EVENT_CONTROLLER (click));
}

/**
 * meirei_fold_pane_get_side:
 * @self: a fold pane
 *
 * Returns: (transfer none) (nullable): the pane
 */
GtkWidget *
meirei_fold_pane_get_side (MeireiFoldPane *self)
{
  g_return_val_if_fail (MEIREI_IS_FOLD_PANE (self), NULL);

  return self->side;
}

/**
 * meirei_fold_pane_get_folded:
 * @self: a fold pane
 *
 * Returns: whether the pane covers the content instead of being beside it
 */
gboolean
meirei_fold_pane_get_folded (MeireiFoldPane *self)
{
  g_return_val_if_fail (MEIREI_IS_FOLD_PANE (self), FALSE);

  return self->folded;
}

/**
 * meirei_fold_pane_set_folded:
 * @self: a fold pane
 * @folded: whether the pane covers the content
 *
 * Folds or unfolds the pane.  A pane that becomes folded is hidden; one that
 * unfolds is as the reader left it.
 */
void
meirei_fold_pane_set_folded (MeireiFoldPane *self,
                             gboolean        folded)
{
  gboolean shown;

  g_return_if_fail (MEIREI_IS_FOLD_PANE (self));

  if (self->folded == !!folded)
    return;

  shown = meirei_fold_pane_get_show_side (self);
  self->folded = !!folded;
  self->overlaid = FALSE;
  update_places (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  if (shown != meirei_fold_pane_get_show_side (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDE]);
}

/**
 * meirei_fold_pane_get_show_side:
 * @self: a fold pane
 *
 * Returns: whether the pane can be seen now
 */
gboolean
meirei_fold_pane_get_show_side (MeireiFoldPane *self)
{
  g_return_val_if_fail (MEIREI_IS_FOLD_PANE (self), FALSE);

  return self->folded ? self->overlaid : self->pinned;
}

/**
 * meirei_fold_pane_set_show_side:
 * @self: a fold pane
 * @show_side: whether the pane is to be seen
 *
 * Shows or hides the pane: beside the content, or over it when folded.
 */
void
meirei_fold_pane_set_show_side (MeireiFoldPane *self,
                                gboolean        show_side)
{
  g_return_if_fail (MEIREI_IS_FOLD_PANE (self));

  if (!self->folded)
    {
      set_pinned (self, show_side);
      return;
    }

  if (self->overlaid == !!show_side)
    return;

  self->overlaid = !!show_side;
  update_places (self);
  if (self->overlaid && self->side != NULL)
    gtk_widget_child_focus (self->side, GTK_DIR_TAB_FORWARD);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDE]);
}

