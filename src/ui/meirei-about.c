/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The window “About Meirei”. */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "meirei-about.h"

/* What helps to understand a report of a fault.  Not translated, since it is
 * for the developers. */
static char *
dup_system_information (void)
{
  g_autofree char *os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  GdkDisplay *display = gdk_display_get_default ();

  return g_strdup_printf ("Meirei %s%s\n"
                          "GLib %u.%u.%u, GTK %u.%u.%u, libadwaita %u.%u.%u, GtkSourceView %u.%u.%u\n"
                          "%s, %s\n",
                          PACKAGE_VERSION,
                          g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? " (Flatpak)" : "",
                          glib_major_version, glib_minor_version, glib_micro_version,
                          gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version (),
                          gtk_source_get_major_version (), gtk_source_get_minor_version (),
                          gtk_source_get_micro_version (),
                          os != NULL ? os : "unknown system", G_OBJECT_TYPE_NAME (display));
}

/**
 * meirei_about_present:
 * @parent: (nullable): the window it belongs to
 *
 * Shows the window “About Meirei”.
 */
void
meirei_about_present (GtkWindow *parent)
{
  static const char * const developers[] = { "The Meirei developers", NULL };
  g_autofree char *information = dup_system_information ();

  adw_show_about_window (parent,
                         "application-icon", APPLICATION_ID,
                         "application-name", "Meirei",
                         "comments", _("A review desk for code that a language model on your "
                                       "own machine writes from instruction sheets."),
                         "copyright", "© 2026 The Meirei developers",
                         "debug-info", information,
                         "debug-info-filename", "meirei.txt",
                         "developer-name", _("The Meirei developers"),
                         "developers", developers,
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your name, one per line; leave it empty for none */
                         "translator-credits", _("translator-credits"),
                         "version", PACKAGE_VERSION,
                         NULL);
}
