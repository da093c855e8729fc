/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the menus and keys of the window do.  Everything that concerns the open
 * instruction is in meirei-instructions-page.c. */

#include "config.h"

#include "meirei-window-private.h"

static void
page_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  MeireiWindow *self = MEIREI_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->view_stack,
                                         g_variant_get_string (parameter, NULL));
}

static void
tab_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  MeireiWindow *self = MEIREI_WINDOW (widget);
  MeireiInstructionView *view = meirei_instructions_page_get_view (self->instructions_page);
  int tab = g_variant_get_int32 (parameter);

  adw_view_stack_set_visible_child_name (self->view_stack, "instructions");
  meirei_instruction_view_set_tab (view, (MeireiInstructionTab) tab);
}

static void
toggle (GObject    *object,
        const char *property)
{
  gboolean active = FALSE;

  g_object_get (object, property, &active, NULL);
  g_object_set (object, property, !active, NULL);
}

static void
show_list_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  toggle (G_OBJECT (MEIREI_WINDOW (widget)->instructions_page), "list-shown");
}

static void
show_quality_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  MeireiWindow *self = MEIREI_WINDOW (widget);

  toggle (G_OBJECT (meirei_instructions_page_get_view (self->instructions_page)),
          "quality-shown");
}

/* Adds the actions of a window to its class. */
void
_meirei_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_action);
  gtk_widget_class_install_action (widget_class, "win.show-list", NULL, show_list_action);
  gtk_widget_class_install_action (widget_class, "win.show-quality", NULL, show_quality_action);
  gtk_widget_class_install_action (widget_class, "win.tab", "i", tab_action);
}
