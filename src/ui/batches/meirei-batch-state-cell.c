/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchStateCell:
 *
 * The first cell of a row of a run's table: the icon of its state, and for a
 * failure the arrow that opens the explanation.
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "meirei-batch-state-cell.h"
#include "meirei-batch-words.h"
#include "meirei-tone.h"

struct _MeireiBatchStateCell
{
  GtkWidget parent_instance;

  GtkWidget *button;   /* (unowned) */
  GtkWidget *image;    /* (unowned) */
  GtkWidget *spinner;  /* (unowned) (nullable): made when first needed */

  MeireiBatchRow *row;   /* (owned) (nullable) */
  int shown_state;       /* of an item, or -1: themed icons are dear */
  gboolean shown_expanded;
};

G_DEFINE_FINAL_TYPE (MeireiBatchStateCell, meirei_batch_state_cell, GTK_TYPE_WIDGET)

static void
clicked_cb (MeireiBatchStateCell *self)
{
  if (self->row != NULL)
    meirei_batch_row_set_expanded (self->row, !meirei_batch_row_get_expanded (self->row));
}

static const char *
get_icon_name (MeireiBatchItemState  state,
               MeireiTone           *tone)
{
  *tone = MEIREI_TONE_NEUTRAL;
  switch (state)
    {
    case MEIREI_BATCH_ITEM_QUEUED:
    case MEIREI_BATCH_ITEM_RUNNING:
      *tone = MEIREI_TONE_ACCENT;
      return "meirei-executing-symbolic";
    case MEIREI_BATCH_ITEM_DONE:
      *tone = MEIREI_TONE_ACCENT;
      return "meirei-review-symbolic";
    case MEIREI_BATCH_ITEM_FAILED:
      *tone = MEIREI_TONE_ERROR;
      return "meirei-failed-symbolic";
    case MEIREI_BATCH_ITEM_SKIPPED:
    case MEIREI_BATCH_ITEM_CANCELLED:
      return "media-playback-stop-symbolic";
    case MEIREI_BATCH_ITEM_WAITING:
    default:
      return "content-loading-symbolic";
    }
}

static void
show_spinner (MeireiBatchStateCell *self,
              gboolean              spin)
{
  if (spin && self->spinner == NULL)
    {
      self->spinner = g_object_new (GTK_TYPE_SPINNER,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                    "valign", GTK_ALIGN_CENTER,
                                    NULL);
      gtk_widget_set_parent (self->spinner, GTK_WIDGET (self));
    }
  if (self->spinner != NULL)
    {
      gtk_widget_set_visible (self->spinner, spin);
      gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), spin);
    }
  gtk_widget_set_visible (self->image, !spin);
}

static const char *
get_button_label (MeireiBatchStateCell *self)
{
  return meirei_batch_row_get_expanded (self->row) ? _("Hide why it failed")
                                                   : _("Show why it failed");
}

static void
update_button (MeireiBatchStateCell *self,
               gboolean              failed)
{
  gboolean expanded = meirei_batch_row_get_expanded (self->row);

  /* It keeps its place, so that all icons stand below each other. */
  gtk_widget_set_opacity (self->button, failed ? 1.0 : 0.0);
  gtk_widget_set_sensitive (self->button, failed);
  gtk_widget_set_can_target (self->button, failed);
  gtk_button_set_icon_name (GTK_BUTTON (self->button),
                            expanded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, get_button_label (self), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button),
                               GTK_ACCESSIBLE_STATE_EXPANDED, expanded,
                               GTK_ACCESSIBLE_STATE_HIDDEN, !failed, -1);
}

/* See meirei_batch_columns_add_tooltip() for why not a text. */
static gboolean
meirei_batch_state_cell_query_tooltip (GtkWidget  *widget,
                                       int         x,
                                       int         y,
                                       gboolean    keyboard_mode,
                                       GtkTooltip *tooltip)
{
  MeireiBatchStateCell *self = MEIREI_BATCH_STATE_CELL (widget);
  MeireiBatchItemState state;

  if (self->row == NULL)
    return FALSE;

  state = meirei_batch_item_get_state (meirei_batch_row_get_item (self->row));
  if (state == MEIREI_BATCH_ITEM_FAILED)
    gtk_tooltip_set_text (tooltip, get_button_label (self));
  else
    gtk_tooltip_set_text (tooltip, meirei_batch_words_get_item_state (state));

  return TRUE;
}

static void
meirei_batch_state_cell_dispose (GObject *object)
{
  MeireiBatchStateCell *self = MEIREI_BATCH_STATE_CELL (object);

  g_clear_object (&self->row);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->spinner, gtk_widget_unparent);

  G_OBJECT_CLASS (meirei_batch_state_cell_parent_class)->dispose (object);
}

static void
meirei_batch_state_cell_class_init (MeireiBatchStateCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_batch_state_cell_dispose;
  widget_class->query_tooltip = meirei_batch_state_cell_query_tooltip;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
meirei_batch_state_cell_init (MeireiBatchStateCell *self)
{
  self->shown_state = -1;
  self->button = gtk_button_new_from_icon_name ("pan-end-symbolic");
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "expander-button");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));

  self->image = g_object_new (GTK_TYPE_IMAGE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              NULL);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "batch-state");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * meirei_batch_state_cell_new:
 *
 * Returns: (transfer floating): a cell that shows nothing yet
 */
GtkWidget *
meirei_batch_state_cell_new (void)
{
  return g_object_new (MEIREI_TYPE_BATCH_STATE_CELL, NULL);
}

/**
 * meirei_batch_state_cell_set_row:
 * @self: a cell
 * @row: (nullable): what to show; the same one again if it has changed
 */
void
meirei_batch_state_cell_set_row (MeireiBatchStateCell *self,
                                 MeireiBatchRow       *row)
{
  MeireiBatchItemState state;
  MeireiTone tone;
  const char *label;

  g_return_if_fail (MEIREI_IS_BATCH_STATE_CELL (self));

  g_set_object (&self->row, row);
  if (row == NULL)
    {
      show_spinner (self, FALSE);
      return;
    }

  state = meirei_batch_item_get_state (meirei_batch_row_get_item (row));
  if ((int) state == self->shown_state
      && meirei_batch_row_get_expanded (row) == self->shown_expanded)
    {
      show_spinner (self, meirei_batch_row_get_group (row) == MEIREI_BATCH_GROUP_IN_FLIGHT
                          && adw_get_enable_animations (GTK_WIDGET (self)));
      return;
    }

  label = meirei_batch_words_get_item_state (state);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), get_icon_name (state, &tone));
  meirei_tone_set_css_class (GTK_WIDGET (self), tone);
  show_spinner (self, meirei_batch_row_get_group (row) == MEIREI_BATCH_GROUP_IN_FLIGHT
                      && adw_get_enable_animations (GTK_WIDGET (self)));
  if (state == MEIREI_BATCH_ITEM_FAILED || self->shown_state == MEIREI_BATCH_ITEM_FAILED
      || self->shown_state < 0)
    update_button (self, state == MEIREI_BATCH_ITEM_FAILED);
  self->shown_state = (int) state;
  self->shown_expanded = meirei_batch_row_get_expanded (row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
