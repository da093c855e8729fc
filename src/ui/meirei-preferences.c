/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The window “Preferences”.  What belongs to a server or a model is on the
 * page “Models”. */

#include "config.h"

#include <adwaita.h>

#include "meirei-preferences.h"
#include "meirei-ui-init.h"

/* In the order of the list in the .ui file. */
static const char * const schemes[] = { "default", "light", "dark" };

static gboolean
scheme_to_position (GBinding     *binding,
                    const GValue *from,
                    GValue       *to,
                    gpointer      user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_strcmp0 (schemes[i], g_value_get_string (from)) == 0)
      g_value_set_uint (to, i);

  return TRUE;
}

static gboolean
position_to_scheme (GBinding     *binding,
                    const GValue *from,
                    GValue       *to,
                    gpointer      user_data)
{
  guint position = g_value_get_uint (from);

  if (position >= G_N_ELEMENTS (schemes))
    return FALSE;

  g_value_set_static_string (to, schemes[position]);

  return TRUE;
}

static void
bind_switch (GtkBuilder     *builder,
             const char     *name,
             MeireiSettings *settings,
             const char     *property)
{
  g_object_bind_property (settings, property, gtk_builder_get_object (builder, name), "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

/**
 * meirei_preferences_present:
 * @parent: (nullable): the window it belongs to
 * @settings: the user's settings
 *
 * Shows the preferences.  Every change takes effect at once.
 */
void
meirei_preferences_present (GtkWindow      *parent,
                            MeireiSettings *settings)
{
  g_autoptr(GtkBuilder) builder = NULL;
  GtkWindow *window;

  g_return_if_fail (MEIREI_IS_SETTINGS (settings));

  builder = gtk_builder_new_from_resource (MEIREI_RESOURCE_PATH "/meirei-preferences.ui");
  window = GTK_WINDOW (gtk_builder_get_object (builder, "preferences"));

  g_object_bind_property_full (settings, "color-scheme",
                               gtk_builder_get_object (builder, "scheme_row"), "selected",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL,
                               scheme_to_position, position_to_scheme, NULL, NULL);
  bind_switch (builder, "letters_switch", settings, "single-letter-keys");
  bind_switch (builder, "notifications_switch", settings, "notifications");
  bind_switch (builder, "parallel_switch", settings, "parallel");
  bind_switch (builder, "reopen_switch", settings, "reopen-workspace");

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
