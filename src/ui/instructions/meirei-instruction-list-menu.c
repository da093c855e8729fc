/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The context menu of the list, and dragging rows to a phase. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-instruction-list-private.h"
#include "meirei-phase-mover.h"

/* What the pointer is on stands for the checked rows if it is one of them. */
static char **
dup_targets (MeireiInstructionList *self,
             MeireiInstructionItem *item)
{
  const char *ids[] = { meirei_instruction_item_get_id (item), NULL };

  if (meirei_instruction_item_get_checked (item))
    return meirei_instruction_list_dup_checked (self);

  return g_strdupv ((char **) ids);
}

static GMenu *
create_phases_menu (MeireiInstructionList *self)
{
  GHashTable *counts = meirei_instruction_model_get_phase_counts (self->model);
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);
  g_autoptr(GList) sorted = NULL;
  GHashTableIter iter;
  GMenu *menu = g_menu_new ();
  gpointer key;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (numbers, key);
  for (guint i = 0; self->phases != NULL && i < g_list_model_get_n_items (self->phases); i++)
    {
      g_autoptr(MeireiPhase) phase = g_list_model_get_item (self->phases, i);

      g_hash_table_add (numbers, GINT_TO_POINTER (meirei_phase_get_number (phase)));
    }
  sorted = g_list_sort (g_hash_table_get_keys (numbers), _meirei_instruction_list_compare_phases);
  for (GList *l = sorted; l != NULL; l = l->next)
    {
      int number = GPOINTER_TO_INT (l->data);
      g_autofree char *label = _meirei_instruction_list_dup_phase_label (self, number);
      g_autoptr(GMenuItem) item = g_menu_item_new (NULL, NULL);

      g_menu_item_set_label (item, label);
      g_menu_item_set_action_and_target (item, "list.move-to-phase", "i", number);
      g_menu_append_item (menu, item);
    }

  return menu;
}

static GMenu *
create_reports_menu (void)
{
  static const struct {
    const char *label;
    const char *target;
  } reports[] = {
    { N_("_HTML"), "html" }, { N_("_Markdown"), "markdown" }, { N_("_JSON"), "json" },
    { N_("_SARIF"), "sarif" }, { N_("J_Unit"), "junit" },
    /* Translators: a record that an instruction is done. */
    { N_("_Completion Record"), "record" },
  };
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (_(reports[i].label), NULL);

      g_menu_item_set_action_and_target (item, "instruction.save-report", "s", reports[i].target);
      g_menu_append_item (menu, item);
    }

  return menu;
}

static GMenuModel *
create_menu (MeireiInstructionList *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) operations = g_menu_new ();
  g_autoptr(GMenu) places = g_menu_new ();
  g_autoptr(GMenu) phases = create_phases_menu (self);
  g_autoptr(GMenu) reports = create_reports_menu ();

  g_menu_append (operations, _("_Validate"), "instruction.validate");
  g_menu_append (operations, _("_Approve"), "instruction.approve");
  g_menu_append (operations, _("_Execute"), "instruction.execute");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (operations));
  g_menu_append_submenu (places, _("_Move to Phase"), G_MENU_MODEL (phases));
  g_menu_append_submenu (places, _("Save _Report"), G_MENU_MODEL (reports));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (places));

  return G_MENU_MODEL (menu);
}

/* Its action is activated after it is closed. */
static gboolean
drop_menu_cb (gpointer popover)
{
  gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_LOW, drop_menu_cb, g_object_ref (popover), g_object_unref);
}

/* The list view would take the keys of a menu that it is the parent of. */
static void
popup_at (MeireiInstructionList *self,
          double                 x,
          double                 y)
{
  g_autoptr(GMenuModel) menu = create_menu (self);
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);

  gtk_widget_translate_coordinates (GTK_WIDGET (self->list_view), GTK_WIDGET (self), x, y, &x,
                                    &y);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
pressed_cb (MeireiInstructionList *self,
            int                    n_presses,
            double                 x,
            double                 y,
            GtkGesture            *gesture)
{
  MeireiInstructionItem *item = _meirei_instruction_list_get_item_at (self, x, y);

  if (item == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (!meirei_instruction_item_get_checked (item))
    {
      meirei_instruction_list_clear_checked (self);
      meirei_instruction_list_select (self, item);
    }
  popup_at (self, x, y);
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  MeireiInstructionList *self = user_data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  if (focus == NULL || meirei_instruction_list_get_selected (self) == NULL
      || !gtk_widget_compute_bounds (focus, widget, &bounds))
    return FALSE;
  popup_at (self, bounds.origin.x, bounds.origin.y + bounds.size.height);

  return TRUE;
}

static GdkContentProvider *
prepare_cb (GtkDragSource         *source,
            double                 x,
            double                 y,
            MeireiInstructionList *self)
{
  MeireiInstructionItem *item = _meirei_instruction_list_get_item_at (self, x, y);
  g_auto(GStrv) ids = NULL;

  if (item == NULL)
    return NULL;
  ids = dup_targets (self, item);

  return gdk_content_provider_new_typed (G_TYPE_STRV, ids);
}

static void
drag_begin_cb (GtkDragSource         *source,
               GdkDrag               *drag,
               MeireiInstructionList *self)
{
  guint n = meirei_instruction_list_has_checked (self) ? self->n_checked : 1;
  g_autofree char *text = g_strdup_printf (ngettext ("%u instruction", "%u instructions", n), n);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "drag-label");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
}

static void
move_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  MeireiInstructionList *self = MEIREI_INSTRUCTION_LIST (widget);
  MeireiInstructionItem *item = meirei_instruction_list_get_selected (self);
  g_auto(GStrv) ids = NULL;

  if (meirei_instruction_list_has_checked (self))
    ids = meirei_instruction_list_dup_checked (self);
  else if (item != NULL)
    ids = dup_targets (self, item);
  if (ids != NULL && self->workspace != NULL)
    meirei_phase_mover_move (widget, self->workspace, (const char * const *) ids,
                             g_variant_get_int32 (parameter));
}

/* Adds the action of the menu to the class. */
void
_meirei_instruction_list_install_menu (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "list.move-to-phase", "i", move_action);
}

/* Lets the list react to the second button, the menu key and dragging. */
void
_meirei_instruction_list_init_menu (MeireiInstructionList *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *drag = gtk_drag_source_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger =
    gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0),
                                 gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), GTK_EVENT_CONTROLLER (click));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger,
                                                          gtk_callback_action_new (menu_key_cb,
                                                                                   self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), keys);

  gtk_drag_source_set_actions (drag, GDK_ACTION_MOVE);
  g_signal_connect (drag, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), GTK_EVENT_CONTROLLER (drag));
}
