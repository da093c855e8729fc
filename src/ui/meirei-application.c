/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiApplication:
 *
 * The program: makes what the windows share and opens a window for each
 * workspace.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-about.h"
#include "meirei-application.h"
#include "meirei-preferences.h"
#include "meirei-server-watch.h"
#include "meirei-settings.h"
#include "meirei-shortcuts.h"
#include "meirei-ui-init.h"
#include "meirei-window.h"

struct _MeireiApplication
{
  AdwApplication parent_instance;

  MeireiSettings *settings;
  MeireiContext *context;          /* (owned) (nullable) */
  MeireiModelChoice *model_choice; /* (owned) (nullable) */
  MeireiServerWatch *server_watch;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiApplication, meirei_application, ADW_TYPE_APPLICATION)

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  meirei_about_present (gtk_application_get_active_window (GTK_APPLICATION (user_data)));
}

static MeireiWindow *
make_window (MeireiApplication *self)
{
  return meirei_window_new (GTK_APPLICATION (self), self->settings, self->context,
                            self->model_choice);
}

static void
new_window_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  MeireiApplication *self = MEIREI_APPLICATION (user_data);

  gtk_window_present (GTK_WINDOW (make_window (self)));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (user_data));
  g_autoptr(GList) copy = g_list_copy (windows);

  /* Each window may ask first; the application ends with the last one. */
  for (GList *link = copy; link != NULL; link = link->next)
    gtk_window_close (link->data);
}

static MeireiWindow *
find_window_for (MeireiApplication *self,
                 const char        *dir)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *link = windows; link != NULL; link = link->next)
    {
      MeireiWorkspace *workspace = NULL;

      if (MEIREI_IS_WINDOW (link->data))
        workspace = meirei_window_get_workspace (link->data);
      if (workspace != NULL && g_str_equal (meirei_workspace_get_dir (workspace), dir))
        return link->data;
    }

  return NULL;
}

/* A window that may show another workspace: the active one while it has none. */
static MeireiWindow *
find_free_window (MeireiApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (MEIREI_IS_WINDOW (window) && meirei_window_get_workspace (MEIREI_WINDOW (window)) == NULL)
    return MEIREI_WINDOW (window);

  return NULL;
}

static void
open_dir (MeireiApplication *self,
          const char        *dir)
{
  MeireiWindow *window = find_window_for (self, dir);

  if (window == NULL)
    {
      window = find_free_window (self);
      if (window == NULL)
        window = make_window (self);
      meirei_window_open_workspace (window, dir);
    }

  gtk_window_present (GTK_WINDOW (window));
}

/* What a start without arguments opens: the workspace around the folder that
 * the program was started in, else the last one, else none. */
static char *
dup_start_dir (MeireiApplication *self,
               const char        *cwd)
{
  g_autofree char *dir = cwd != NULL ? meirei_workspace_find_dir (cwd) : NULL;
  g_auto(GStrv) recent = NULL;

  if (dir != NULL || !meirei_settings_get_reopen_workspace (self->settings))
    return g_steal_pointer (&dir);

  recent = meirei_settings_dup_recent_workspaces (self->settings);

  return recent[0] != NULL ? meirei_workspace_find_dir (recent[0]) : NULL;
}

static void
open_arguments (MeireiApplication       *self,
                GApplicationCommandLine *line,
                const char * const      *arguments)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) sheets = NULL;
  GtkWindow *window;

  for (gsize i = 0; arguments[i] != NULL; i++)
    {
      g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (line, arguments[i]);
      const char *path = g_file_peek_path (file);
      g_autofree char *dir = NULL;

      if (path == NULL)
        g_application_command_line_printerr (line, _("%s: only local files can be opened\n"),
                                             arguments[i]);
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR)
               && !g_str_has_suffix (path, G_DIR_SEPARATOR_S MEIREI_WORKSPACE_FILE))
        g_strv_builder_add (builder, path);
      else
        {
          dir = meirei_workspace_find_dir (path);
          open_dir (self, dir != NULL ? dir : path);
        }
    }

  sheets = g_strv_builder_end (builder);
  if (sheets[0] == NULL)
    return;

  g_application_activate (G_APPLICATION (self));
  window = gtk_application_get_active_window (GTK_APPLICATION (self));
  if (MEIREI_IS_WINDOW (window))
    meirei_window_import (MEIREI_WINDOW (window), (const char * const *) sheets);
}

static int
meirei_application_command_line (GApplication            *application,
                                 GApplicationCommandLine *line)
{
  MeireiApplication *self = MEIREI_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autofree const char **arguments = NULL; /* the strings belong to the options */
  g_autofree char *dir = NULL;

  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &arguments);

  if (g_variant_dict_contains (options, "new-window"))
    gtk_window_present (GTK_WINDOW (make_window (self)));

  if (arguments != NULL && arguments[0] != NULL)
    {
      open_arguments (self, line, arguments);
      return EXIT_SUCCESS;
    }

  if (gtk_application_get_windows (GTK_APPLICATION (self)) == NULL)
    dir = dup_start_dir (self, g_application_command_line_get_cwd (line));
  if (dir != NULL)
    open_dir (self, dir);
  else
    g_application_activate (application);

  return EXIT_SUCCESS;
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  MeireiApplication *self = MEIREI_APPLICATION (user_data);

  meirei_preferences_present (gtk_application_get_active_window (GTK_APPLICATION (self)),
                              self->settings);
}

/* From a notification. */
static void
show_run_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  const char *dir;
  const char *batch_id;
  MeireiWindow *window;

  g_variant_get (parameter, "(&s&s)", &dir, &batch_id);
  window = find_window_for (MEIREI_APPLICATION (user_data), dir);
  if (window == NULL)
    {
      open_dir (MEIREI_APPLICATION (user_data), dir);
      return;
    }

  meirei_window_show_run (window, batch_id);
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
scheme_to_enum (GBinding     *binding,
                const GValue *from,
                GValue       *to,
                gpointer      user_data)
{
  const char *scheme = g_value_get_string (from);

  if (g_strcmp0 (scheme, "light") == 0)
    g_value_set_enum (to, ADW_COLOR_SCHEME_FORCE_LIGHT);
  else if (g_strcmp0 (scheme, "dark") == 0)
    g_value_set_enum (to, ADW_COLOR_SCHEME_FORCE_DARK);
  else
    g_value_set_enum (to, ADW_COLOR_SCHEME_DEFAULT);

  return TRUE;
}

/* Nobody waits for the servers: the first window is shown before they answer. */
static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!meirei_server_registry_refresh_finish (MEIREI_SERVER_REGISTRY (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("Looking for servers: %s", error->message);
}

static gboolean
find_servers_cb (gpointer user_data)
{
  MeireiApplication *self = user_data;

  if (self->context != NULL)
    meirei_server_registry_refresh_async (meirei_context_get_registry (self->context), NULL,
                                          refreshed_cb, NULL);

  return G_SOURCE_REMOVE;
}

static void
make_context (MeireiApplication *self)
{
  g_autoptr(GError) error = NULL;

  self->context = meirei_context_new (&error);
  if (self->context == NULL)
    {
      /* Reading and writing instructions works without. */
      g_warning ("Instructions cannot be executed: %s", error->message);
      return;
    }

  self->model_choice = meirei_model_choice_new (meirei_context_get_registry (self->context));
  self->server_watch = meirei_server_watch_new (meirei_context_get_registry (self->context));
  g_idle_add_full (G_PRIORITY_LOW, find_servers_cb, g_object_ref (self), g_object_unref);
}

static void
meirei_application_startup (GApplication *application)
{
  MeireiApplication *self = MEIREI_APPLICATION (application);

  G_APPLICATION_CLASS (meirei_application_parent_class)->startup (application);

  meirei_ui_init ();
  gtk_window_set_default_icon_name (APPLICATION_ID);

  self->settings = meirei_settings_new ();
  g_object_bind_property_full (self->settings, "color-scheme",
                               adw_style_manager_get_default (), "color-scheme",
                               G_BINDING_SYNC_CREATE, scheme_to_enum, NULL, NULL, NULL);
  meirei_shortcuts_set_accels (GTK_APPLICATION (self));
  make_context (self);
}

static void
meirei_application_activate (GApplication *application)
{
  MeireiApplication *self = MEIREI_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (make_window (self));

  gtk_window_present (window);
}

static void
meirei_application_dispose (GObject *object)
{
  MeireiApplication *self = MEIREI_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->server_watch);
  g_clear_object (&self->model_choice);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (meirei_application_parent_class)->dispose (object);
}

static void
meirei_application_class_init (MeireiApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = meirei_application_dispose;
  application_class->activate = meirei_application_activate;
  application_class->command_line = meirei_application_command_line;
  application_class->startup = meirei_application_startup;
}

static void
meirei_application_init (MeireiApplication *self)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = about_action },
    { .name = "new-window", .activate = new_window_action },
    { .name = "preferences", .activate = preferences_action },
    { .name = "quit", .activate = quit_action },
    { .name = "show-run", .activate = show_run_action, .parameter_type = "(ss)" },
  };

  static const GOptionEntry options[] = {
    { "new-window", 'n', 0, G_OPTION_ARG_NONE, NULL, N_("Open another window"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[FOLDER | SHEET…]") },
    { NULL }
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _("Review code that a local language model writes "
                                              "from instruction sheets."));
}

/**
 * meirei_application_new:
 *
 * Returns: (transfer full): the application
 */
MeireiApplication *
meirei_application_new (void)
{
  return g_object_new (MEIREI_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", MEIREI_RESOURCE_PATH,
                       NULL);
}
