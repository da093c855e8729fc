/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The window at work: starting, searching, going through files, watching a
 * run.  Each scene is a process of its own, with the real application.
 *
 *   bench-ui MAKE-WORKSPACE [SCENE…]
 *
 * The figures are median, 95th percentile and worst, by the clock and by what
 * the main thread worked: on a busy machine only the second means something.
 * MEIREI_BENCH_DIR keeps the workspaces from one time to the next. */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench-ui-scenes.h"
#include "meirei-application.h"
#include "meirei-test-workspace.h"

typedef struct {
  const char *name;
  guint n_instructions;    /* of the workspace */
  BenchScene run;          /* (nullable): after the start */
} Scene;

/* Workspaces with long files; a run changes its own. */
#define FILES 0
#define RUN 1

static const Scene scenes[] = {
  { "floor", FILES, NULL },
  { "first-2000", 2000, NULL }, /* makes the index */
  { "start-2000", 2000, NULL },
  { "first-50000", 50000, NULL },
  { "start-50000", 50000, NULL },
  { "search", 50000, bench_scene_search },
  { "files", FILES, bench_scene_files },
  { "run", RUN, bench_scene_run },
};

/* One scene, in its own process. */

static struct {
  const Scene *scene;
  gint64 started;
  gboolean painted;
} here;

static void
print_start (const char *what)
{
  struct rusage usage;
  g_autofree char *status = NULL;
  const char *rss = NULL;

  getrusage (RUSAGE_SELF, &usage);
  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    rss = strstr (status, "VmRSS:");
  g_print ("%-44s wall %6.0f ms   cpu %6.0f ms   memory %d MB\n", what,
           (double) (g_get_monotonic_time () - here.started) / 1000,
           (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
           + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000,
           rss != NULL ? atoi (rss + strlen ("VmRSS:")) / 1024 : 0);
}

static gboolean
run_cb (gpointer window)
{
  g_autofree char *settled = g_strconcat (here.scene->name, ": a second later", NULL);

  print_start (settled);
  if (here.scene->run != NULL)
    here.scene->run (window);
  exit (0);
}

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer       window)
{
  g_autofree char *painted = g_strconcat (here.scene->name, ": first frame", NULL);
  g_autofree char *usable = g_strconcat (here.scene->name, ": usable", NULL);

  if (!here.painted)
    print_start (painted);
  here.painted = TRUE;
  if (MEIREI_IS_WINDOW (window) && !bench_is_usable (window))
    {
      gtk_widget_queue_draw (window);
      return;
    }

  print_start (usable);
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, window);
  g_timeout_add (1000, run_cb, window);
}

static void
map_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (after_paint_cb), window);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWidget      *window)
{
  g_signal_connect (window, "map", G_CALLBACK (map_cb), NULL);
}

static void
activate_floor_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), adw_header_bar_new ());
  gtk_window_present (GTK_WINDOW (window));
}

static int
play (const Scene *scene,
      const char  *dir,
      const char  *started)
{
  GApplication *application;
  char *arguments[] = { (char *) "meirei", (char *) dir, NULL };

  if (scene->run == bench_scene_run)
    bench_serve ();
  here.scene = scene;
  here.started = g_ascii_strtoll (started, NULL, 10);
  if (scene == &scenes[0])
    {
      application = G_APPLICATION (adw_application_new (NULL, G_APPLICATION_DEFAULT_FLAGS));
      g_signal_connect (application, "activate", G_CALLBACK (activate_floor_cb), NULL);
      arguments[1] = NULL;
    }
  else
    application = G_APPLICATION (meirei_application_new ());
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);

  return g_application_run (application, arguments[1] != NULL ? 2 : 1, arguments);
}

/* All scenes. */

static char *
make_workspace (const char *program,
                const char *dir,
                guint       n_instructions)
{
  g_autofree char *name = g_strdup_printf ("bench-ui-%u", n_instructions);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *number = g_strdup_printf ("%u", n_instructions);
  const char *command[] = { program, path, number, NULL };
  g_autoptr(GError) error = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  if (n_instructions == FILES || n_instructions == RUN)
    bench_make_files (path);
  else if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL,
                          NULL, &error))
    g_error ("%s", error->message);

  return g_steal_pointer (&path);
}

static int
start_scene (const char  *self,
             const Scene *scene,
             const char  *dir)
{
  g_autofree char *started = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  const char *command[] = { self, "--scene", scene->name, dir, started, NULL };
  g_autoptr(GError) error = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL,
                     NULL, NULL, &status, &error))
    g_error ("%s", error->message);

  return status;
}

int
main (int    argc,
      char **argv)
{
  const char *kept = g_getenv ("MEIREI_BENCH_DIR");
  g_autofree char *dir = NULL;
  int status = 0;

  if (argc < 2)
    g_error ("Usage: bench-ui MAKE-WORKSPACE [SCENE…]");

  if (argc == 5 && g_str_equal (argv[1], "--scene"))
    for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++)
      if (g_str_equal (scenes[i].name, argv[2]))
        return play (&scenes[i], argv[3], argv[4]);

  dir = kept != NULL ? g_strdup (kept) : meirei_test_make_dir ();
  for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *path = NULL;

      if (argc > 2 && !g_strv_contains ((const char * const *) argv + 2, scenes[i].name))
        continue;
      path = make_workspace (argv[1], dir, scenes[i].n_instructions);
      status |= start_scene (argv[0], &scenes[i], path);
    }
  if (kept == NULL)
    meirei_test_remove_dir (dir);

  return status != 0;
}
