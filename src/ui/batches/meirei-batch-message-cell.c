/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchMessageCell:
 *
 * The last cell of a row of a run's table: what the item is doing or how it
 * ended.  An expanded failure has the cause, the numbers and one button.
 *
 * The buttons activate `batch.remedy`, `batch.retry-item` and `batch.models`
 * with the instruction's id.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-columns.h"
#include "meirei-batch-failure.h"
#include "meirei-batch-message-cell.h"

struct _MeireiBatchMessageCell
{
  GtkWidget parent_instance;

  GtkWidget *label;     /* (unowned) */
  GtkWidget *expansion; /* (unowned) (nullable): only while a failure is expanded */
  char *shown_id;       /* (owned) (nullable): whose failure it shows */
};

G_DEFINE_FINAL_TYPE (MeireiBatchMessageCell, meirei_batch_message_cell, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
append_button (GtkWidget  *box,
               const char *label,
               const char *action,
               const char *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_expansion (MeireiBatchFailure *failure,
                const char         *id)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *heading = make_label (failure->heading, "error");
  g_autofree char *label = meirei_batch_failure_dup_label (failure);

  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_box_append (GTK_BOX (box), heading);
  if (*failure->text != '\0')
    gtk_box_append (GTK_BOX (box), make_label (failure->text, "caption"));
  if (failure->details != NULL)
    {
      /* The engine's own words: English, and with every number. */
      GtkWidget *details = make_label (failure->details, "caption");

      gtk_widget_add_css_class (details, "dim-label");
      gtk_label_set_selectable (GTK_LABEL (details), TRUE);
      gtk_label_set_lines (GTK_LABEL (details), 6);
      gtk_label_set_ellipsize (GTK_LABEL (details), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), details);
    }

  append_button (buttons, label, "batch.remedy", id);
  gtk_widget_add_css_class (gtk_widget_get_first_child (buttons), "suggested-action");
  if (failure->timed_out)
    append_button (buttons, _("Timeouts…"), "batch.models", id);
  gtk_widget_set_margin_top (buttons, 6);
  gtk_box_append (GTK_BOX (box), buttons);

  return box;
}

static void
drop_expansion (MeireiBatchMessageCell *self)
{
  g_clear_pointer (&self->expansion, gtk_widget_unparent);
  g_clear_pointer (&self->shown_id, g_free);
}

static void
meirei_batch_message_cell_dispose (GObject *object)
{
  MeireiBatchMessageCell *self = MEIREI_BATCH_MESSAGE_CELL (object);

  drop_expansion (self);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (meirei_batch_message_cell_parent_class)->dispose (object);
}

static void
meirei_batch_message_cell_class_init (MeireiBatchMessageCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_batch_message_cell_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
meirei_batch_message_cell_init (MeireiBatchMessageCell *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  meirei_batch_columns_add_tooltip (self->label);
  gtk_widget_add_css_class (self->label, "caption");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * meirei_batch_message_cell_new:
 *
 * Returns: (transfer floating): a cell that shows nothing yet
 */
GtkWidget *
meirei_batch_message_cell_new (void)
{
  return g_object_new (MEIREI_TYPE_BATCH_MESSAGE_CELL, NULL);
}

static void
set_css_class (GtkWidget  *widget,
               const char *css_class,
               gboolean    wanted)
{
  if (wanted)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
show_text (MeireiBatchMessageCell *self,
           MeireiBatchRow         *row)
{
  g_autofree char *text = meirei_batch_row_dup_message (row);
  MeireiBatchGroup group = meirei_batch_row_get_group (row);

  gtk_label_set_label (GTK_LABEL (self->label), text);
  set_css_class (self->label, "error", group == MEIREI_BATCH_GROUP_FAILED);
  set_css_class (self->label, "dim-label",
                 group == MEIREI_BATCH_GROUP_IN_FLIGHT || group == MEIREI_BATCH_GROUP_WAITING);
}

/**
 * meirei_batch_message_cell_set_row:
 * @self: a cell
 * @row: (nullable): what to show; the same one again if it has changed
 * @registry: (nullable): where the models are
 */
void
meirei_batch_message_cell_set_row (MeireiBatchMessageCell *self,
                                   MeireiBatchRow         *row,
                                   MeireiServerRegistry   *registry)
{
  g_autoptr(MeireiBatchFailure) failure = NULL;
  const char *id;

  g_return_if_fail (MEIREI_IS_BATCH_MESSAGE_CELL (self));

  if (row == NULL || !meirei_batch_row_get_expanded (row))
    {
      drop_expansion (self);
      gtk_widget_set_visible (self->label, TRUE);
      if (row != NULL)
        show_text (self, row);
      return;
    }

  id = meirei_batch_item_get_id (meirei_batch_row_get_item (row));
  gtk_widget_set_visible (self->label, FALSE);
  if (g_strcmp0 (id, self->shown_id) == 0)
    return;

  drop_expansion (self);
  failure = meirei_batch_failure_new (meirei_batch_row_get_item (row), registry);
  self->shown_id = g_strdup (id);
  self->expansion = make_expansion (failure, id);
  gtk_widget_set_parent (self->expansion, GTK_WIDGET (self));
}
