/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* time-workspace DIR [SECONDS [TEXT…]]: how long opening a workspace takes and,
 * after some seconds, computing its figures and searching in it. */

#include "config.h"

#include <stdio.h>

#include "meirei-workspace-figures.h"

static double
get_seconds (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC;
}

static void
time_figures (MeireiWorkspace *workspace)
{
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiProjectFigures) figures = NULL;
      gint64 start = g_get_monotonic_time ();

      figures = meirei_project_figures_compute (workspace, g_get_real_time (), NULL, &error);
      if (figures == NULL)
        g_error ("%s", error->message);
      g_print ("figures: %.0f ms, %u runs\n", get_seconds (start) * 1000,
               meirei_project_figures_get_all_models (figures)->n_runs);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(MeireiWorkspace) workspace = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  if (argc < 2)
    {
      g_printerr ("Usage: time-workspace DIR [SECONDS [TEXT…]]\n");
      return 2;
    }
  workspace = meirei_workspace_open (argv[1], NULL, &error);
  if (workspace == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 4;
    }
  g_print ("open: %.3f s, %u instructions\n", get_seconds (start),
           g_list_model_get_n_items (meirei_workspace_get_items (workspace)));

  if (argc > 2)
    g_usleep ((gulong) (g_ascii_strtod (argv[2], NULL) * G_USEC_PER_SEC));
  time_figures (workspace);
  for (int i = 3; i < argc; i++)
    {
      g_autoptr(GHashTable) found = NULL;

      start = g_get_monotonic_time ();
      found = meirei_workspace_search (workspace, argv[i], NULL, &error);
      if (found == NULL)
        g_error ("%s", error->message);
      g_print ("search “%s”: %.1f ms, %u found\n", argv[i], get_seconds (start) * 1000,
               g_hash_table_size (found));
    }

  start = g_get_monotonic_time ();
  g_clear_object (&workspace);
  g_print ("close: %.3f s\n", get_seconds (start));

  return 0;
}
