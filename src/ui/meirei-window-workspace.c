/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Opening and closing the workspace of a window. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-window-private.h"
#include "meirei-workspace-maker.h"

/* A workspace that is being opened. */
typedef struct {
  MeireiWindow *self;          /* (owned) */
  GCancellable *cancellable;   /* (owned) */
  char *dir;
  MeireiWorkspace *workspace;  /* (owned) (nullable) */
  MeireiWorkspaceState *state; /* (owned) (nullable) */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->self);
  g_object_unref (opening->cancellable);
  g_free (opening->dir);
  g_clear_object (&opening->workspace);
  g_clear_object (&opening->state);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
update_banner (MeireiWindow *self)
{
  const char *reason = NULL;
  g_autofree char *title = NULL;
  guint n_problems;

  if (self->workspace == NULL)
    {
      meirei_banner_set_revealed (self->banner, FALSE);
      return;
    }

  n_problems = g_list_model_get_n_items (self->problems);
  reason = meirei_workspace_get_read_only_reason (self->workspace);
  if (reason != NULL)
    title = g_strdup (_("This workspace can only be read"));
  else if (n_problems > 0)
    /* Translators: %u is a number of files */
    title = g_strdup_printf (ngettext ("%u file could not be read", "%u files could not be read",
                                       n_problems), n_problems);

  if (title != NULL)
    {
      meirei_banner_set_title (self->banner, title);
      meirei_banner_set_level (self->banner, MEIREI_SEVERITY_WARNING);
      meirei_banner_set_button_label (self->banner, _("Details"));
    }
  meirei_banner_set_revealed (self->banner, title != NULL);
}

/* Shows what the banner is about. */
void
_meirei_window_show_problems (MeireiWindow *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  const char *reason = meirei_workspace_get_read_only_reason (self->workspace);

  if (reason != NULL)
    g_string_append (text, reason);
  for (guint i = 0; i < g_list_model_get_n_items (self->problems); i++)
    {
      g_autoptr(MeireiStoreProblem) problem = g_list_model_get_item (self->problems, i);

      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "",
                              meirei_store_problem_get_path (problem),
                              meirei_store_problem_get_reason (problem));
    }

  error = g_error_new_literal (MEIREI_WORKSPACE_ERROR,
                               reason != NULL ? MEIREI_WORKSPACE_ERROR_READ_ONLY
                                              : MEIREI_WORKSPACE_ERROR_INVALID_DATA,
                               text->str);
  meirei_error_presenter_show_dialog (GTK_WIDGET (self), NULL, error);
}

static void
update_name (MeireiWindow *self)
{
  g_autofree char *name = NULL;
  const char *dir = NULL;

  if (self->workspace != NULL)
    {
      name = meirei_workspace_dup_name (self->workspace);
      dir = meirei_workspace_get_dir (self->workspace);
    }

  meirei_workspace_button_set_workspace (self->workspace_button, name, dir);
  adw_window_title_set_subtitle (self->window_title, name);
  _meirei_window_update_title (self);
}

static void
set_document_maker (MeireiWindow    *self,
                    MeireiWorkspace *workspace)
{
  MeireiAnalyser *analyser = meirei_context_get_analyser (self->context);
  g_autoptr(MeireiDocumentMaker) maker =
    meirei_document_maker_new (workspace, meirei_analyser_get_table (analyser), NULL);

  meirei_dashboard_page_set_document_maker (self->dashboard_page, maker);
}

/* Shows @workspace, or none. */
static void
set_workspace (MeireiWindow         *self,
               MeireiWorkspace      *workspace,
               MeireiWorkspaceState *state)
{
  if (self->state != NULL)
    meirei_workspace_state_unbind (self->state);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  if (self->problems != NULL)
    g_signal_handlers_disconnect_by_data (self->problems, self);
  g_clear_object (&self->problems);

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->state, state);
  if (workspace != NULL)
    {
      self->problems = meirei_workspace_list_problems (workspace);
      g_signal_connect_object (self->problems, "items-changed", G_CALLBACK (update_banner), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (workspace, "settings-changed", G_CALLBACK (update_name), self,
                               G_CONNECT_SWAPPED);
      meirei_settings_add_recent_workspace (self->settings, meirei_workspace_get_dir (workspace));
    }

  update_name (self);
  update_banner (self);
  if (self->center != NULL)
    meirei_run_center_cancel_all (self->center);
  g_clear_object (&self->center);
  if (workspace != NULL && self->context != NULL)
    self->center = meirei_run_center_new (self->context, workspace);
  meirei_instructions_page_set_workspace (self->instructions_page, workspace, state);
  meirei_instructions_page_set_run_center (self->instructions_page, self->center);
  _meirei_window_follow_runs (self);
  meirei_batches_page_set_workspace (self->batches_page, workspace, self->context,
                                     self->center);
  meirei_dashboard_page_set_workspace (self->dashboard_page, workspace);
  meirei_dashboard_page_set_run_center (self->dashboard_page, self->center);
  if (workspace != NULL && self->context != NULL)
    set_document_maker (self, workspace);
  meirei_models_page_set_workspace (self->models_page, workspace, self->center);
  _meirei_window_watch_runs (self);
  _meirei_window_update_actions (self);
  _meirei_window_notify_workspace (self);
}

static void
state_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  g_autoptr(GError) error = NULL;

  /* Without the state the window is as it is for a new workspace. */
  if (!meirei_workspace_state_load_finish (MEIREI_WORKSPACE_STATE (source), result, &error))
    g_debug ("State of the window not read: %s", error->message);

  if (!g_cancellable_is_cancelled (opening->cancellable))
    set_workspace (opening->self, opening->workspace, opening->state);
}

static void
make_here_cb (AdwMessageDialog *dialog,
              const char       *response,
              MeireiWindow     *self)
{
  if (g_str_equal (response, "make"))
    _meirei_window_make_workspace (self, g_object_get_data (G_OBJECT (dialog), "dir"), FALSE);
}

/* The folder is no workspace yet: perhaps it shall become one. */
static void
offer_to_make (MeireiWindow *self,
               const char   *dir)
{
  g_autofree char *display_path = meirei_dup_display_path (dir);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Make a Workspace Here?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: %s is the path of a folder */
                                  _("“%s” is not a workspace yet. Meirei adds a file meirei.json "
                                    "and a folder data; other files stay as they are."),
                                  display_path);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "make", _("_Make Workspace"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "make",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "make");
  g_object_set_data_full (G_OBJECT (dialog), "dir", g_strdup (dir), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (make_here_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  MeireiWindow *self = opening->self;
  g_autoptr(GError) error = NULL;

  opening->workspace = meirei_workspace_open_finish (result, &error);
  if (g_cancellable_is_cancelled (opening->cancellable))
    return;

  if (opening->workspace == NULL)
    {
      meirei_instructions_page_set_opening (self->instructions_page, FALSE);
      if (g_error_matches (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NOT_A_WORKSPACE)
          && g_file_test (opening->dir, G_FILE_TEST_IS_DIR))
        offer_to_make (self, opening->dir);
      else
        {
          meirei_settings_remove_recent_workspace (self->settings, opening->dir);
          meirei_error_presenter_show_dialog (GTK_WIDGET (self),
                                              _("The Workspace Could Not Be Opened"), error);
        }
      return;
    }

  opening->state = meirei_workspace_state_new (meirei_workspace_get_dir (opening->workspace));
  meirei_workspace_state_load_async (opening->state, NULL, state_cb, opening);
  g_steal_pointer (&opening);
}

/**
 * meirei_window_open_workspace:
 * @self: a window
 * @dir: (type filename): the folder of a workspace
 *
 * Opens a workspace in this window, in place of the one that is open.  If the
 * folder is not a workspace, the user is asked whether it shall become one.
 */
void
meirei_window_open_workspace (MeireiWindow *self,
                              const char   *dir)
{
  Opening *opening;

  g_return_if_fail (MEIREI_IS_WINDOW (self));
  g_return_if_fail (dir != NULL);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();

  opening = g_new0 (Opening, 1);
  opening->self = g_object_ref (self);
  opening->cancellable = g_object_ref (self->opening);
  opening->dir = g_strdup (dir);

  if (self->workspace == NULL)
    meirei_instructions_page_set_opening (self->instructions_page, TRUE);
  meirei_workspace_open_async (dir, opening->cancellable, opened_cb, opening);
}

/**
 * meirei_window_close_workspace:
 * @self: a window
 *
 * Shows the window without a workspace.
 */
void
meirei_window_close_workspace (MeireiWindow *self)
{
  g_return_if_fail (MEIREI_IS_WINDOW (self));

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  set_workspace (self, NULL, NULL);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(MeireiWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *dir = meirei_workspace_maker_make_finish (result, &error);

  if (dir != NULL)
    meirei_window_open_workspace (self, dir);
  else
    {
      self->new_when_open = FALSE;
      meirei_error_presenter_show_dialog (GTK_WIDGET (self),
                                          _("The Workspace Could Not Be Made"), error);
    }
}

/* Makes a workspace and opens it. */
void
_meirei_window_make_workspace (MeireiWindow *self,
                               const char   *dir,
                               gboolean      sample)
{
  meirei_workspace_maker_make_async (dir, sample, NULL, made_cb, g_object_ref (self));
}
