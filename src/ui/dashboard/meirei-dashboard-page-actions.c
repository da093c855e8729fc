/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Changing phases on the dashboard. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-dashboard-page-private.h"
#include "meirei-error-presenter.h"
#include "meirei-json.h"
#include "meirei-phase-dialog.h"
#include "meirei-phase-mover.h"
#include "meirei-workspace-phases.h"

static void
show_dialog (MeireiDashboardPage *self,
             int                  number)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (meirei_phase_dialog_new (GTK_WINDOW (root), self->workspace,
                                                           number)));
}

static void
add_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  show_dialog (MEIREI_DASHBOARD_PAGE (widget), MEIREI_PHASE_NEW);
}

static void
edit_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  show_dialog (MEIREI_DASHBOARD_PAGE (widget), g_variant_get_int32 (parameter));
}

static void
put_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(MeireiDashboardPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!meirei_workspace_put_phase_finish (MEIREI_WORKSPACE (source), result, &error))
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
}

static void
mark (MeireiDashboardPage *self,
      int                  number,
      gint64               achieved_at)
{
  g_autoptr(MeireiPhase) stored = meirei_workspace_find_phase (self->workspace, number);
  g_autoptr(MeireiPhase) phase = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GError) error = NULL;

  if (stored == NULL)
    stored = meirei_phase_new (number, NULL);
  object = meirei_phase_to_json (stored);
  meirei_json_set_time (object, "achieved_at", achieved_at);
  phase = meirei_phase_new_from_json (object, &error);
  if (phase == NULL)
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
  else
    meirei_workspace_put_phase_async (self->workspace, number, phase, NULL, put_cb,
                                      g_object_ref (self));
}

static void
achieve_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  mark (MEIREI_DASHBOARD_PAGE (widget), g_variant_get_int32 (parameter), g_get_real_time ());
}

static void
unachieve_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  mark (MEIREI_DASHBOARD_PAGE (widget), g_variant_get_int32 (parameter), 0);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(MeireiDashboardPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!meirei_workspace_remove_phase_finish (MEIREI_WORKSPACE (source), result, &error))
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  MeireiDashboardPage *self = MEIREI_DASHBOARD_PAGE (widget);

  meirei_workspace_remove_phase_async (self->workspace, g_variant_get_int32 (parameter), NULL,
                                       removed_cb, g_object_ref (self));
}

/* Adds the actions of the page to its class. */
void
_meirei_dashboard_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "dashboard.achieve-phase", "i", achieve_action);
  gtk_widget_class_install_action (widget_class, "dashboard.add-phase", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "dashboard.delete-phase", "i", delete_action);
  gtk_widget_class_install_action (widget_class, "dashboard.edit-phase", "i", edit_action);
  gtk_widget_class_install_action (widget_class, "dashboard.unachieve-phase", "i",
                                   unachieve_action);
}

/* Lets the actions follow the workspace. */
void
_meirei_dashboard_page_update_actions (MeireiDashboardPage *self)
{
  static const char * const names[] = {
    "dashboard.achieve-phase", "dashboard.add-phase", "dashboard.delete-phase",
    "dashboard.edit-phase", "dashboard.unachieve-phase",
  };
  gboolean writable = self->workspace != NULL && !meirei_workspace_is_read_only (self->workspace);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], writable);
}

/* Instructions were dropped on a phase. */
void
_meirei_dashboard_page_move_to_phase (MeireiDashboardPage *self,
                                      const char * const  *ids,
                                      int                  number)
{
  meirei_phase_mover_move (GTK_WIDGET (self), self->workspace, ids, number);
}
