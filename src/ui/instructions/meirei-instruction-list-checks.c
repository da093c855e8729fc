/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The checked rows of the list: check boxes appear with the first Space,
 * Ctrl+click or long press, and go away with Escape. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-instruction-list-private.h"

static void
set_checkable (MeireiInstructionList *self,
               gboolean               checkable)
{
  GHashTableIter iter;
  gpointer row;

  if (self->checkable == checkable)
    return;

  self->checkable = checkable;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    meirei_instruction_row_set_checkable (row, checkable);
}

static void
update_check_bar (MeireiInstructionList *self)
{
  guint n_checked = g_hash_table_size (self->checked);
  g_autofree char *text = NULL;

  if (self->n_checked != n_checked)
    {
      self->n_checked = n_checked;
      g_object_notify (G_OBJECT (self), "n-checked");
    }

  gtk_revealer_set_reveal_child (self->check_bar, n_checked > 0);
  if (n_checked == 0)
    return;

  /* Translators: %u is a number of checked instructions */
  text = g_strdup_printf (ngettext ("%u selected", "%u selected", n_checked), n_checked);
  gtk_label_set_label (self->check_label, text);
}

static void
note_checked (MeireiInstructionList *self,
              MeireiInstructionItem *item)
{
  if (meirei_instruction_item_get_checked (item))
    g_hash_table_add (self->checked, g_object_ref (item));
  else
    g_hash_table_remove (self->checked, item);
}

static void
checked_cb (MeireiInstructionList *self,
            GParamSpec            *pspec,
            MeireiInstructionItem *item)
{
  note_checked (self, item);
  update_check_bar (self);
}

/* Notices when the reader clicks the check box of a row. */
void
_meirei_instruction_list_watch_item (MeireiInstructionList *self,
                                     MeireiInstructionItem *item)
{
  g_signal_connect_object (item, "notify::checked", G_CALLBACK (checked_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_meirei_instruction_list_unwatch_item (MeireiInstructionList *self,
                                       MeireiInstructionItem *item)
{
  g_signal_handlers_disconnect_by_func (item, checked_cb, self);
}

static void
set_checked (MeireiInstructionList *self,
             MeireiInstructionItem *item,
             gboolean               checked)
{
  meirei_instruction_item_set_checked (item, checked);
  note_checked (self, item);
}

static void
toggle (MeireiInstructionList *self,
        MeireiInstructionItem *item)
{
  if (item == NULL)
    return;

  set_checkable (self, TRUE);
  set_checked (self, item, !meirei_instruction_item_get_checked (item));
  update_check_bar (self);
}

/* Shift and an arrow: checks the row and the one that is reached. */
static void
extend (MeireiInstructionList *self,
        int                    offset)
{
  MeireiInstructionItem *item = meirei_instruction_list_get_selected (self);

  set_checkable (self, TRUE);
  if (item != NULL)
    set_checked (self, item, TRUE);
  meirei_instruction_list_select_near (self, offset);
  item = meirei_instruction_list_get_selected (self);
  if (item != NULL)
    set_checked (self, item, TRUE);
  update_check_bar (self);
}

static gboolean
key_cb (MeireiInstructionList *self,
        guint                  key,
        guint                  code,
        GdkModifierType        state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (modifiers == GDK_SHIFT_MASK && (key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    extend (self, +1);
  else if (modifiers == GDK_SHIFT_MASK && (key == GDK_KEY_Up || key == GDK_KEY_KP_Up))
    extend (self, -1);
  else if (modifiers == 0 && (key == GDK_KEY_space || key == GDK_KEY_KP_Space))
    toggle (self, meirei_instruction_list_get_selected (self));
  else if (modifiers == 0 && key == GDK_KEY_Escape && self->checkable)
    meirei_instruction_list_clear_checked (self);
  else if (modifiers == GDK_CONTROL_MASK && key == GDK_KEY_a)
    meirei_instruction_list_check_all (self);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

/* The instruction of the row at a place of the list view. */
MeireiInstructionItem *
_meirei_instruction_list_get_item_at (MeireiInstructionList *self,
                                      double                 x,
                                      double                 y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->list_view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *child;

  if (widget == NULL)
    return NULL;

  /* Beside the row, on the list's own widget around it. */
  child = gtk_widget_get_first_child (widget);
  if (child != NULL && MEIREI_IS_INSTRUCTION_ROW (child))
    return meirei_instruction_row_get_item (MEIREI_INSTRUCTION_ROW (child));

  if (!MEIREI_IS_INSTRUCTION_ROW (widget))
    widget = gtk_widget_get_ancestor (widget, MEIREI_TYPE_INSTRUCTION_ROW);

  return widget != NULL ? meirei_instruction_row_get_item (MEIREI_INSTRUCTION_ROW (widget)) : NULL;
}

static void
pressed_cb (MeireiInstructionList *self,
            int                    n_presses,
            double                 x,
            double                 y,
            GtkGesture            *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  MeireiInstructionItem *item = _meirei_instruction_list_get_item_at (self, x, y);

  if (!(state & GDK_CONTROL_MASK) || item == NULL)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  toggle (self, item);
}

static void
long_pressed_cb (MeireiInstructionList *self,
                 double                 x,
                 double                 y,
                 GtkGesture            *gesture)
{
  MeireiInstructionItem *item = _meirei_instruction_list_get_item_at (self, x, y);

  if (item == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  toggle (self, item);
}

static void
add_gesture (MeireiInstructionList *self,
             GtkGesture            *gesture,
             const char            *signal,
             GCallback              callback)
{
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (gesture, signal, callback, self);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), GTK_EVENT_CONTROLLER (gesture));
}

/* Lets the list react to keys and the pointer. */
void
_meirei_instruction_list_init_checks (MeireiInstructionList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();

  /* The list view has its own meaning for Space and Shift with an arrow. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), keys);

  add_gesture (self, gtk_gesture_click_new (), "pressed", G_CALLBACK (pressed_cb));
  add_gesture (self, long_press, "pressed", G_CALLBACK (long_pressed_cb));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
}

/* Forgets checked instructions that have been deleted. */
void
_meirei_instruction_list_drop_gone_checks (MeireiInstructionList *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->checked);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (self->workspace == NULL
        || meirei_workspace_get_item (self->workspace,
                                      meirei_instruction_item_get_id (item)) != item)
      g_hash_table_iter_remove (&iter);

  update_check_bar (self);
}

/**
 * meirei_instruction_list_has_checked:
 * @self: a list
 *
 * Returns: whether any row is checked
 */
gboolean
meirei_instruction_list_has_checked (MeireiInstructionList *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_LIST (self), FALSE);

  return g_hash_table_size (self->checked) > 0;
}

/**
 * meirei_instruction_list_dup_checked:
 * @self: a list
 *
 * Lists the checked instructions in the order of the list; those that the
 * filters hide come last.
 *
 * Returns: (transfer full) (array zero-terminated=1): their ids
 */
char **
meirei_instruction_list_dup_checked (MeireiInstructionList *self)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer item;
  guint n_rows;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_LIST (self), NULL);

  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  for (guint i = 0; i < n_rows; i++)
    {
      item = meirei_instruction_model_peek (self->model, i);
      if (g_hash_table_contains (self->checked, item))
        g_strv_builder_add (ids, meirei_instruction_item_get_id (item));
    }

  g_hash_table_iter_init (&iter, self->checked);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (!meirei_instruction_filter_match (meirei_instruction_model_get_filter (self->model), item))
      g_strv_builder_add (ids, meirei_instruction_item_get_id (item));

  return g_strv_builder_end (ids);
}

/**
 * meirei_instruction_list_check_all:
 * @self: a list
 *
 * Checks every row that can be seen.
 */
void
meirei_instruction_list_check_all (MeireiInstructionList *self)
{
  guint n_rows;

  g_return_if_fail (MEIREI_IS_INSTRUCTION_LIST (self));

  set_checkable (self, TRUE);
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  for (guint i = 0; i < n_rows; i++)
    set_checked (self, meirei_instruction_model_peek (self->model, i), TRUE);
  update_check_bar (self);
}

/**
 * meirei_instruction_list_clear_checked:
 * @self: a list
 *
 * Takes all checks away and hides the check boxes.
 */
void
meirei_instruction_list_clear_checked (MeireiInstructionList *self)
{
  g_autoptr(GList) items = NULL;

  g_return_if_fail (MEIREI_IS_INSTRUCTION_LIST (self));

  items = g_hash_table_get_keys (self->checked);
  for (GList *link = items; link != NULL; link = link->next)
    {
      g_autoptr(MeireiInstructionItem) item = g_object_ref (link->data);

      set_checked (self, item, FALSE);
    }
  set_checkable (self, FALSE);
  update_check_bar (self);
}
