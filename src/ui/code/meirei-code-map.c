/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-code-map.h"
#include "meirei-finding-text.h"

#define WIDTH 86
#define MARK_HEIGHT 3
#define MARK_ALPHA .9f

/**
 * MeireiCodeMap:
 *
 * The whole of a #MeireiCodeView in small beside it, 86 px wide, with the
 * lines that have findings in the colour of their severity.
 */
struct _MeireiCodeMap
{
  GtkSourceMap parent_instance;

  MeireiCodeView *view;         /* (weak) (nullable) */
  MeireiFindingIndex *index;    /* (owned) (nullable) */
};

typedef enum {
  PROP_CODE_VIEW = 1,
} MeireiCodeMapProperty;

static GParamSpec *properties[PROP_CODE_VIEW + 1];

G_DEFINE_FINAL_TYPE (MeireiCodeMap, meirei_code_map, GTK_SOURCE_TYPE_MAP)

static void
snapshot_marks (MeireiCodeMap *self,
                GtkSnapshot   *snapshot)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  const MeireiFindingLine *lines;
  GdkRectangle visible;
  GtkTextIter iter;
  guint n_lines;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &iter, visible.y, NULL);
  lines = meirei_finding_index_get_lines (self->index, &n_lines);

  for (guint i = meirei_finding_index_find_first (self->index, gtk_text_iter_get_line (&iter) + 1);
       i < n_lines; i++)
    {
      GdkRGBA color;
      int y;
      int height;

      if (!gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (view), &iter,
                                             lines[i].line - 1))
        break;

      gtk_text_view_get_line_yrange (view, &iter, &y, &height);
      if (y > visible.y + visible.height)
        break;

      meirei_tone_get_color (meirei_severity_get_tone (lines[i].severity), GTK_WIDGET (self), &color);
      color.alpha *= MARK_ALPHA;
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (visible.x, y, visible.width,
                                                      MAX (height, MARK_HEIGHT)));
    }
}

static void
meirei_code_map_snapshot_layer (GtkTextView      *view,
                                GtkTextViewLayer  layer,
                                GtkSnapshot      *snapshot)
{
  MeireiCodeMap *self = MEIREI_CODE_MAP (view);

  GTK_TEXT_VIEW_CLASS (meirei_code_map_parent_class)->snapshot_layer (view, layer, snapshot);

  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT && self->index != NULL)
    snapshot_marks (self, snapshot);
}

static void
meirei_code_map_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  GTK_WIDGET_CLASS (meirei_code_map_parent_class)->measure (widget, orientation, for_size,
                                                            minimum, natural,
                                                            minimum_baseline, natural_baseline);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = WIDTH;
}

/* GtkSourceMap of 5.6 must let go of its view while that still has the same
 * adjustment, which is over when a window frees its widgets. */
static void
meirei_code_map_root (GtkWidget *widget)
{
  MeireiCodeMap *self = MEIREI_CODE_MAP (widget);

  GTK_WIDGET_CLASS (meirei_code_map_parent_class)->root (widget);

  if (self->view != NULL)
    gtk_source_map_set_view (GTK_SOURCE_MAP (self), GTK_SOURCE_VIEW (self->view));
}

static void
meirei_code_map_unroot (GtkWidget *widget)
{
  gtk_source_map_set_view (GTK_SOURCE_MAP (widget), NULL);

  GTK_WIDGET_CLASS (meirei_code_map_parent_class)->unroot (widget);
}

static void
meirei_code_map_dispose (GObject *object)
{
  MeireiCodeMap *self = MEIREI_CODE_MAP (object);

  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->index);

  G_OBJECT_CLASS (meirei_code_map_parent_class)->dispose (object);
}

static void
meirei_code_map_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((MeireiCodeMapProperty) prop_id)
    {
    case PROP_CODE_VIEW:
      g_value_set_object (value, MEIREI_CODE_MAP (object)->view);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_code_map_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((MeireiCodeMapProperty) prop_id)
    {
    case PROP_CODE_VIEW:
      meirei_code_map_set_view (MEIREI_CODE_MAP (object), g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_code_map_class_init (MeireiCodeMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkTextViewClass *text_view_class = GTK_TEXT_VIEW_CLASS (klass);

  object_class->dispose = meirei_code_map_dispose;
  object_class->get_property = meirei_code_map_get_property;
  object_class->set_property = meirei_code_map_set_property;

  widget_class->measure = meirei_code_map_measure;
  widget_class->root = meirei_code_map_root;
  widget_class->unroot = meirei_code_map_unroot;

  text_view_class->snapshot_layer = meirei_code_map_snapshot_layer;

  /**
   * MeireiCodeMap:code-view:
   *
   * The view whose code is shown.
   */
  properties[PROP_CODE_VIEW] =
    g_param_spec_object ("code-view", NULL, NULL,
                         MEIREI_TYPE_CODE_VIEW,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_code_map_init (MeireiCodeMap *self)
{
  /* For the mouse only: the view beside it is the same for the keyboard. */
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                               GTK_ACCESSIBLE_STATE_HIDDEN, TRUE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Overview of the code"),
                                  -1);
}

/**
 * meirei_code_map_new:
 * @view: (nullable): the view whose code is shown
 *
 * Returns: (transfer floating): a map
 */
GtkWidget *
meirei_code_map_new (MeireiCodeView *view)
{
  return g_object_new (MEIREI_TYPE_CODE_MAP, "code-view", view, NULL);
}

/**
 * meirei_code_map_set_view:
 * @self: a map
 * @view: (nullable): the view whose code is shown
 *
 * Sets the view.
 */
void
meirei_code_map_set_view (MeireiCodeMap  *self,
                          MeireiCodeView *view)
{
  MeireiFindingIndex *index;

  g_return_if_fail (MEIREI_IS_CODE_MAP (self));
  g_return_if_fail (view == NULL || MEIREI_IS_CODE_VIEW (view));

  if (!g_set_weak_pointer (&self->view, view))
    return;

  if (self->index != NULL)
    g_signal_handlers_disconnect_by_func (self->index, gtk_widget_queue_draw, self);
  index = view != NULL ? meirei_code_view_get_index (view) : NULL;
  g_set_object (&self->index, index);
  if (self->index != NULL)
    g_signal_connect_object (self->index, "changed",
                             G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_source_map_set_view (GTK_SOURCE_MAP (self), GTK_SOURCE_VIEW (view));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CODE_VIEW]);
}
