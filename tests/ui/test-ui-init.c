/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

#include "meirei-ui-init.h"

static void
test_style_schemes (void)
{
  static const struct {
    const char *id;
    const char *comment;
  } schemes[] = {
    { "meirei", "#68676c" },
    { "meirei-dark", "#a3a2a8" },
  };
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      GtkSourceStyleScheme *scheme;
      GtkSourceStyle *style;
      g_autofree char *foreground = NULL;

      scheme = gtk_source_style_scheme_manager_get_scheme (manager, schemes[i].id);
      g_assert_nonnull (scheme);

      style = gtk_source_style_scheme_get_style (scheme, "def:comment");
      g_assert_nonnull (style);
      g_object_get (style, "foreground", &foreground, NULL);
      g_assert_cmpstr (foreground, ==, schemes[i].comment);

      /* Comes from the parent scheme. */
      g_assert_nonnull (gtk_source_style_scheme_get_style (scheme, "def:statement"));
    }
}

static void
test_icons (void)
{
  static const char * const names[] = {
    "meirei-accepted", "meirei-approved", "meirei-batches", "meirei-chip",
    "meirei-compare", "meirei-dashboard", "meirei-draft", "meirei-executing",
    "meirei-failed", "meirei-gate", "meirei-rejected", "meirei-review",
    "meirei-sheet", "meirei-validated",
  };
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  gtk_icon_theme_add_resource_path (theme, MEIREI_RESOURCE_PATH "/icons");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *symbolic = g_strconcat (names[i], "-symbolic", NULL);

      if (!gtk_icon_theme_has_icon (theme, symbolic))
        g_error ("No icon %s", symbolic);
    }
}

static void
parsing_error_cb (GtkCssProvider *provider,
                  GtkCssSection  *section,
                  const GError   *error)
{
  g_autofree char *where = gtk_css_section_to_string (section);

  g_error ("%s: %s", where, error->message);
}

static void
test_style_sheets (void)
{
  static const char * const names[] = {
    "style.css", "style-dark.css", "style-hc.css", "style-hc-dark.css",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();
      g_autofree char *path = g_strconcat (MEIREI_RESOURCE_PATH "/", names[i], NULL);

      g_signal_connect (provider, "parsing-error", G_CALLBACK (parsing_error_cb), NULL);
      gtk_css_provider_load_from_resource (provider, path);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  meirei_ui_init ();

  g_test_add_func ("/ui/init/style-schemes", test_style_schemes);
  g_test_add_func ("/ui/init/icons", test_icons);
  g_test_add_func ("/ui/init/style-sheets", test_style_sheets);

  return g_test_run ();
}
