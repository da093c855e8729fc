/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "meirei-application.h"
#include "meirei-paths.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(MeireiApplication) app = NULL;
  g_autofree char *locale_dir = NULL;

  meirei_paths_init ();

  setlocale (LC_ALL, "");
  locale_dir = meirei_paths_dup_locale_dir ();
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  app = meirei_application_new ();

  return g_application_run (G_APPLICATION (app), argc, argv);
}
