/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <gtksourceview/gtksource.h>

#include "meirei-paths.h"
#include "meirei-resources.h"
#include "meirei-ui-init.h"

/* GtkSourceView 5.6 lists schemes in resources but cannot load them, so they
 * are files. */
static void
add_style_schemes (void)
{
  g_autofree char *data_dir = meirei_paths_dup_data_dir ();
  g_autofree char *styles_dir = g_build_filename (data_dir, "styles", NULL);

  gtk_source_style_scheme_manager_prepend_search_path (
    gtk_source_style_scheme_manager_get_default (), styles_dir);
}

/**
 * meirei_ui_init:
 *
 * Makes the resources and the style schemes of the window available.  To be
 * called once, after GTK has been initialised and before the first widget of
 * this library is made: from #GApplication::startup, or from a test's main().
 * The environment variable `MEIREI_DATA_DIR` replaces the installed data
 * folder, so that the program runs from the build folder.
 */
void
meirei_ui_init (void)
{
  /* Naming the resource keeps the linker from dropping its constructor. */
  g_resources_register (meirei_get_resource ());

  gtk_source_init ();
  add_style_schemes ();
}
