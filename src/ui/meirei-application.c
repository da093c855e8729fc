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
#include "meirei-settings.h"
#include "meirei-shortcuts.h"
#include "meirei-ui-init.h"
#include "meirei-window.h"

struct _MeireiApplication
{
  AdwApplication parent_instance;

  MeireiSettings *settings;
};

G_DEFINE_FINAL_TYPE (MeireiApplication, meirei_application, ADW_TYPE_APPLICATION)

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  meirei_about_present (gtk_application_get_active_window (GTK_APPLICATION (user_data)));
}

static void
new_window_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  MeireiApplication *self = MEIREI_APPLICATION (user_data);

  gtk_window_present (GTK_WINDOW (meirei_window_new (GTK_APPLICATION (self), self->settings)));
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
}

static void
meirei_application_activate (GApplication *application)
{
  MeireiApplication *self = MEIREI_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (meirei_window_new (GTK_APPLICATION (self), self->settings));

  gtk_window_present (window);
}

static void
meirei_application_dispose (GObject *object)
{
  MeireiApplication *self = MEIREI_APPLICATION (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (meirei_application_parent_class)->dispose (object);
}

static void
meirei_application_class_init (MeireiApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = meirei_application_dispose;
  application_class->activate = meirei_application_activate;
  application_class->startup = meirei_application_startup;
}

static void
meirei_application_init (MeireiApplication *self)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = about_action },
    { .name = "new-window", .activate = new_window_action },
    { .name = "quit", .activate = quit_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
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
                       "resource-base-path", MEIREI_RESOURCE_PATH,
                       NULL);
}
