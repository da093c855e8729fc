/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the menus and keys of the window do.  Everything that concerns the open
 * instruction is in instructions/meirei-instructions-page-actions.c. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-file-chooser.h"
#include "meirei-window-private.h"
#include "meirei-workspace-maker.h"

static void
new_instruction_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  _meirei_window_new_instruction (MEIREI_WINDOW (widget));
}

static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  _meirei_window_choose_import (MEIREI_WINDOW (widget));
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  _meirei_window_choose_export (MEIREI_WINDOW (widget));
}

static void
folder_chosen_cb (GListModel *files,
                  gpointer    user_data)
{
  g_autoptr(GFile) file = g_list_model_get_item (files, 0);

  if (g_file_peek_path (file) != NULL)
    meirei_window_open_workspace (user_data, g_file_peek_path (file));
}

static void
open_workspace_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  meirei_file_chooser_open_folder (GTK_WINDOW (widget), _("Open Workspace"), folder_chosen_cb,
                                   widget);
}

static void
open_recent_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  meirei_window_open_workspace (MEIREI_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_sample_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  g_autofree char *dir = meirei_workspace_maker_dup_default_dir ("sample-workspace");

  _meirei_window_make_workspace (MEIREI_WINDOW (widget), dir, TRUE);
}

static void
close_workspace_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  meirei_window_close_workspace (MEIREI_WINDOW (widget));
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(MeireiWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!meirei_workspace_refresh_finish (MEIREI_WORKSPACE (source), result, &error))
    meirei_error_presenter_show_toast (GTK_WIDGET (self->view_stack), error);
}

static void
refresh_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  MeireiWindow *self = MEIREI_WINDOW (widget);

  if (self->workspace != NULL)
    meirei_workspace_refresh_async (self->workspace, NULL, refreshed_cb, g_object_ref (self));
  meirei_run_list_refresh (meirei_batches_page_get_list (self->batches_page));
  _meirei_window_find_servers (self);
}

static void
find_servers_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  _meirei_window_find_servers (MEIREI_WINDOW (widget));
}

static void
add_server_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  _meirei_window_add_server (MEIREI_WINDOW (widget));
}

static void
start_engine_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  _meirei_window_start_engine (MEIREI_WINDOW (widget));
}

static void
test_server_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  _meirei_window_test_server (MEIREI_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
use_model_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  const char *server_url;
  const char *model_id;

  g_variant_get (parameter, "(&s&s)", &server_url, &model_id);
  _meirei_window_use_model (MEIREI_WINDOW (widget), server_url, model_id);
}

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
  MeireiWindow *self = MEIREI_WINDOW (widget);

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->view_stack), "batches") == 0)
    toggle (G_OBJECT (meirei_batches_page_get_list_pane (self->batches_page)), "show-side");
  else
    toggle (G_OBJECT (self->instructions_page), "list-shown");
}

/* The instructions behind a number, the one with an id, or a run. */
static void
show_instructions_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  MeireiWindow *self = MEIREI_WINDOW (widget);
  const char *id;

  if (g_variant_lookup (parameter, "run", "&s", &id))
    {
      meirei_window_show_run (self, id);
      return;
    }
  adw_view_stack_set_visible_child_name (self->view_stack, "instructions");
  if (g_variant_lookup (parameter, "id", "&s", &id))
    meirei_instructions_page_open (self->instructions_page, id);
  else
    meirei_instruction_list_show_only (meirei_instructions_page_get_list (self->instructions_page),
                                       parameter);
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

/* The places that F6 goes through, in reading order; those that are hidden or
 * have nothing to focus are skipped. */
static void
focus_pane (MeireiWindow *self,
            int           step)
{
  MeireiInstructionView *view = meirei_instructions_page_get_view (self->instructions_page);
  GtkWidget *panes[] = {
    GTK_WIDGET (self->header_bar),
    GTK_WIDGET (meirei_instructions_page_get_list (self->instructions_page)),
    meirei_instruction_view_get_content (view),
    meirei_instruction_view_get_side (view),
    GTK_WIDGET (meirei_instructions_page_get_decision_bar (self->instructions_page)),
    GTK_WIDGET (self->batches_page),
    GTK_WIDGET (self->dashboard_page),
    GTK_WIDGET (self->models_page),
  };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  const int n_panes = G_N_ELEMENTS (panes);
  int current = step > 0 ? -1 : 0;

  for (int i = 0; i < n_panes; i++)
    if (focus != NULL && panes[i] != NULL
        && (focus == panes[i] || gtk_widget_is_ancestor (focus, panes[i])))
      current = i;

  for (int i = 1; i <= n_panes; i++)
    {
      GtkWidget *pane = panes[(current + step * i + 2 * n_panes) % n_panes];

      if (pane != NULL && gtk_widget_get_mapped (pane)
          && gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD))
        return;
    }
}

static void
next_pane_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  focus_pane (MEIREI_WINDOW (widget), +1);
}

static void
previous_pane_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  focus_pane (MEIREI_WINDOW (widget), -1);
}

/* Adds the actions of a window to its class. */
void
_meirei_window_install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    const char *parameter_type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "win.add-server", NULL, add_server_action },
    { "win.close-workspace", NULL, close_workspace_action },
    { "win.export", NULL, export_action },
    { "win.find-servers", NULL, find_servers_action },
    { "win.import", NULL, import_action },
    { "win.new-instruction", NULL, new_instruction_action },
    { "win.next-pane", NULL, next_pane_action },
    { "win.open-recent", "s", open_recent_action },
    { "win.open-sample", NULL, open_sample_action },
    { "win.open-workspace", NULL, open_workspace_action },
    { "win.page", "s", page_action },
    { "win.previous-pane", NULL, previous_pane_action },
    { "win.refresh", NULL, refresh_action },
    { "win.show-instructions", "a{sv}", show_instructions_action },
    { "win.show-list", NULL, show_list_action },
    { "win.show-quality", NULL, show_quality_action },
    { "win.start-engine", NULL, start_engine_action },
    { "win.tab", "i", tab_action },
    { "win.test-server", "s", test_server_action },
    { "win.use-model", "(ss)", use_model_action },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter_type,
                                     actions[i].activate);
}

/* Lets the actions follow the workspace. */
void
_meirei_window_update_actions (MeireiWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean open = self->workspace != NULL;
  gboolean read_only = open && meirei_workspace_is_read_only (self->workspace);

  gtk_widget_action_set_enabled (widget, "win.add-server", self->context != NULL);
  gtk_widget_action_set_enabled (widget, "win.close-workspace", open);
  gtk_widget_action_set_enabled (widget, "win.export", open);
  gtk_widget_action_set_enabled (widget, "win.find-servers", self->context != NULL);
  gtk_widget_action_set_enabled (widget, "win.import", !read_only);
  gtk_widget_action_set_enabled (widget, "win.new-instruction", !read_only);
}
