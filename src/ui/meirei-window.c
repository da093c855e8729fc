/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiWindow:
 *
 * A window on one workspace: header bar and four pages.  What its keys and
 * menus do is in meirei-window-actions.c.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-shortcuts.h"
#include "meirei-ui-init.h"
#include "meirei-window-private.h"

G_DEFINE_FINAL_TYPE (MeireiWindow, meirei_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum {
  PROP_CONTEXT = 1,
  PROP_MODEL_CHOICE,
  PROP_SETTINGS,
  PROP_WORKSPACE,
} MeireiWindowProperty;

#define N_PROPS (PROP_WORKSPACE + 1)
static GParamSpec *properties[N_PROPS];

/* The buttons in the header bar that show a pane which is not beside the page. */
void
_meirei_window_update_list_button (MeireiWindow *self)
{
  gboolean folded = FALSE;
  gboolean pinned = FALSE;
  const char *page = adw_view_stack_get_visible_child_name (self->view_stack);

  g_object_get (self->instructions_page, "fold-list", &folded, "list-pinned", &pinned, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list_button),
                          (folded || !pinned) && g_strcmp0 (page, "instructions") == 0);

  g_object_get (meirei_batches_page_get_list_pane (self->batches_page),
                "folded", &folded, "pinned", &pinned, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->runs_button),
                          (folded || !pinned) && g_strcmp0 (page, "batches") == 0);
}

static void
visible_page_cb (MeireiWindow *self)
{
  GtkWidget *child = adw_view_stack_get_visible_child (self->view_stack);
  AdwViewStackPage *page;

  if (child == NULL || self->window_title == NULL)
    return;

  page = adw_view_stack_get_page (self->view_stack, child);
  adw_window_title_set_title (self->window_title, adw_view_stack_page_get_title (page));
  _meirei_window_update_list_button (self);
}

static gboolean
narrow_to_policy (GBinding     *binding,
                  const GValue *from,
                  GValue       *to,
                  gpointer      user_data)
{
  g_value_set_enum (to, g_value_get_boolean (from) ? ADW_VIEW_SWITCHER_POLICY_NARROW
                                                   : ADW_VIEW_SWITCHER_POLICY_WIDE);

  return TRUE;
}

/* With little room the title may be beside the middle, or it would need the
 * same room on both sides. */
static gboolean
compact_to_centering (GBinding     *binding,
                      const GValue *from,
                      GValue       *to,
                      gpointer      user_data)
{
  g_value_set_enum (to, g_value_get_boolean (from) ? ADW_CENTERING_POLICY_LOOSE
                                                   : ADW_CENTERING_POLICY_STRICT);

  return TRUE;
}

static gboolean
bottom_to_title (GBinding     *binding,
                 const GValue *from,
                 GValue       *to,
                 gpointer      user_data)
{
  g_value_set_static_string (to, g_value_get_boolean (from) ? "title" : "switcher");

  return TRUE;
}

static void
bind_width_rules (MeireiWindow *self)
{
  MeireiInstructionView *view = meirei_instructions_page_get_view (self->instructions_page);
  MeireiWidthRules *rules = meirei_width_bin_get_rules (self->width_bin);

  g_object_bind_property (rules, "bottom-switcher", self->switcher_bar, "reveal",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (rules, "compact", self->server_pill, "compact",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (rules, "compact", self->instructions_page, "compact",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (rules, "compact", self->dashboard_page, "compact",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (rules, "fold-list", self->instructions_page, "fold-list",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (rules, "fold-list",
                          meirei_batches_page_get_list_pane (self->batches_page), "folded",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (rules, "fold-list", self->models_page, "narrow",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (rules, "fold-quality", view, "fold-quality",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (rules, "compact", self->header_bar, "centering-policy",
                               G_BINDING_SYNC_CREATE, compact_to_centering, NULL, NULL, NULL);
  g_object_bind_property_full (rules, "narrow-switcher", self->view_switcher, "policy",
                               G_BINDING_SYNC_CREATE, narrow_to_policy, NULL, NULL, NULL);
  g_object_bind_property_full (rules, "bottom-switcher",
                               self->title_stack, "visible-child-name",
                               G_BINDING_SYNC_CREATE, bottom_to_title, NULL, NULL, NULL);
}

static gboolean
parallel_to_mode (GBinding     *binding,
                  const GValue *from,
                  GValue       *to,
                  gpointer      user_data)
{
  g_value_set_static_string (to, g_value_get_boolean (from) ? "parallel" : "sequential");

  return TRUE;
}

static gboolean
mode_to_parallel (GBinding     *binding,
                  const GValue *from,
                  GValue       *to,
                  gpointer      user_data)
{
  g_value_set_boolean (to, g_strcmp0 (g_value_get_string (from), "sequential") != 0);

  return TRUE;
}

static void
recent_cb (MeireiWindow *self)
{
  g_auto(GStrv) recent = meirei_settings_dup_recent_workspaces (self->settings);

  meirei_workspace_button_set_recent (self->workspace_button, (const char * const *) recent);
}

static void
state_saved_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GApplication) application = user_data;
  g_autoptr(GError) error = NULL;

  /* Losing the width of a pane is no reason to bother anybody. */
  if (!meirei_workspace_state_save_finish (MEIREI_WORKSPACE_STATE (source), result, &error))
    g_debug ("State of the window not saved: %s", error->message);

  g_application_release (application);
}

static gboolean
meirei_window_close_request (GtkWindow *window)
{
  MeireiWindow *self = MEIREI_WINDOW (window);
  GApplication *application = G_APPLICATION (gtk_window_get_application (window));

  meirei_settings_save_window (self->settings, window);
  if (self->state != NULL && application != NULL)
    {
      /* The program must not end before the file is written. */
      g_application_hold (application);
      meirei_workspace_state_save_async (self->state, state_saved_cb,
                                         g_object_ref (application));
    }

  return GTK_WINDOW_CLASS (meirei_window_parent_class)->close_request (window);
}

static void
meirei_window_constructed (GObject *object)
{
  MeireiWindow *self = MEIREI_WINDOW (object);
  g_autoptr(GtkShortcutsWindow) overlay = meirei_shortcuts_create_overlay ();

  G_OBJECT_CLASS (meirei_window_parent_class)->constructed (object);

  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (self), overlay);
  meirei_shortcuts_add_controllers (GTK_WINDOW (self), G_OBJECT (self->settings));
  meirei_settings_restore_window (self->settings, GTK_WINDOW (self));

  bind_width_rules (self);
  g_object_bind_property_full (self->settings, "parallel",
                               meirei_instructions_page_get_list (self->instructions_page),
                               "execution-mode", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL,
                               parallel_to_mode, mode_to_parallel, NULL, NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "instruction",
                                  meirei_instructions_page_get_actions (self->instructions_page));
  g_signal_connect_object (meirei_banner_get_button (self->banner), "clicked",
                           G_CALLBACK (_meirei_window_show_problems), self, G_CONNECT_SWAPPED);
  _meirei_window_bind_batches (self);
  _meirei_window_bind_servers (self);
  _meirei_window_accept_drops (self);
  _meirei_window_update_actions (self);
  g_signal_connect_object (self->settings, "notify::recent-workspaces",
                           G_CALLBACK (recent_cb), self, G_CONNECT_SWAPPED);
  recent_cb (self);
  visible_page_cb (self);
}

static void
meirei_window_dispose (GObject *object)
{
  MeireiWindow *self = MEIREI_WINDOW (object);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_handle_id (&self->runs_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_WINDOW);
  g_clear_object (&self->problems);
  g_clear_object (&self->state);
  g_clear_object (&self->workspace);
  g_clear_object (&self->center);
  g_clear_object (&self->settings);
  g_clear_object (&self->model_choice);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (meirei_window_parent_class)->dispose (object);
}

static void
meirei_window_finalize (GObject *object)
{
  MeireiWindow *self = MEIREI_WINDOW (object);

  g_free (self->new_id);
  g_strfreev (self->import_when_open);

  G_OBJECT_CLASS (meirei_window_parent_class)->finalize (object);
}

static void
meirei_window_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  MeireiWindow *self = MEIREI_WINDOW (object);

  switch ((MeireiWindowProperty) prop_id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, self->context);
      break;
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_MODEL_CHOICE:
    case PROP_SETTINGS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_window_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  MeireiWindow *self = MEIREI_WINDOW (object);

  switch ((MeireiWindowProperty) prop_id)
    {
    case PROP_CONTEXT:
      self->context = g_value_dup_object (value);
      break;
    case PROP_MODEL_CHOICE:
      self->model_choice = g_value_dup_object (value);
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    case PROP_WORKSPACE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (MEIREI_TYPE_BANNER);
  g_type_ensure (MEIREI_TYPE_BATCHES_PAGE);
  g_type_ensure (MEIREI_TYPE_DASHBOARD_PAGE);
  g_type_ensure (MEIREI_TYPE_INSTRUCTIONS_PAGE);
  g_type_ensure (MEIREI_TYPE_MODELS_PAGE);
  g_type_ensure (MEIREI_TYPE_SERVER_PILL);
  g_type_ensure (MEIREI_TYPE_WIDTH_BIN);
  g_type_ensure (MEIREI_TYPE_WORKSPACE_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/meirei-window.ui");
  gtk_widget_class_bind_template_callback_full (widget_class, "update_list_button",
                                                G_CALLBACK (_meirei_window_update_list_button));
  gtk_widget_class_bind_template_callback (widget_class, visible_page_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, batches_page);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, batches_stack_page);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, dashboard_page);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, instructions_page);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, list_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, models_page);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, runs_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, server_pill);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, view_stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, view_switcher);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, width_bin);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, MeireiWindow, workspace_button);
}

static void
meirei_window_class_init (MeireiWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = meirei_window_constructed;
  object_class->dispose = meirei_window_dispose;
  object_class->finalize = meirei_window_finalize;
  object_class->get_property = meirei_window_get_property;
  object_class->set_property = meirei_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = meirei_window_close_request;

  /**
   * MeireiWindow:context:
   *
   * What the whole program shares; unset if its own files are damaged.
   */
  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, MEIREI_TYPE_CONTEXT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * MeireiWindow:model-choice:
   *
   * The model that executes; unset without a context.
   */
  properties[PROP_MODEL_CHOICE] =
    g_param_spec_object ("model-choice", NULL, NULL, MEIREI_TYPE_MODEL_CHOICE,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * MeireiWindow:settings:
   *
   * The user's settings.
   */
  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, MEIREI_TYPE_SETTINGS,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * MeireiWindow:workspace:
   *
   * The open workspace.
   */
  properties[PROP_WORKSPACE] =
    g_param_spec_object ("workspace", NULL, NULL, MEIREI_TYPE_WORKSPACE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  _meirei_window_install_actions (widget_class);
}

static void
meirei_window_init (MeireiWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * meirei_window_new:
 * @application: the application
 * @settings: the user's settings
 * @context: (nullable): what the whole program shares
 * @model_choice: (nullable): the model that executes
 *
 * Returns: (transfer none): a new window, owned by GTK
 */
MeireiWindow *
meirei_window_new (GtkApplication    *application,
                   MeireiSettings    *settings,
                   MeireiContext     *context,
                   MeireiModelChoice *model_choice)
{
  return g_object_new (MEIREI_TYPE_WINDOW,
                       "application", application,
                       "settings", settings,
                       "context", context,
                       "model-choice", model_choice,
                       NULL);
}

/* Tells everybody that another workspace is open. */
void
_meirei_window_notify_workspace (MeireiWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKSPACE]);
  _meirei_window_continue_new (self);
}

/**
 * meirei_window_get_context:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what the whole program shares
 */
MeireiContext *
meirei_window_get_context (MeireiWindow *self)
{
  g_return_val_if_fail (MEIREI_IS_WINDOW (self), NULL);

  return self->context;
}

/**
 * meirei_window_get_workspace:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the open workspace
 */
MeireiWorkspace *
meirei_window_get_workspace (MeireiWindow *self)
{
  g_return_val_if_fail (MEIREI_IS_WINDOW (self), NULL);

  return self->workspace;
}

/**
 * meirei_window_add_toast:
 * @self: a window
 * @toast: (transfer full): a toast
 *
 * Shows a short message over the page.
 */
void
meirei_window_add_toast (MeireiWindow *self,
                         AdwToast     *toast)
{
  g_return_if_fail (MEIREI_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}
