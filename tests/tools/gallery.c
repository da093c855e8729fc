/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

/* Shows each widget of the library in its states, to look at; with
 * --picture it saves what it shows and ends. */

#include <stdlib.h>

#include "gallery.h"
#include "meirei-ui-init.h"

static struct {
  char *page;
  char *picture;
  gboolean dark;
  gboolean high_contrast;
  gboolean japanese;
  int text_scale;
  int width;
  int height;
  int delay;
} options = { .text_scale = 100, .width = 1100, .height = 860, .delay = 900 };

static const GOptionEntry entries[] = {
  { "page", 'p', 0, G_OPTION_ARG_STRING, &options.page, "The page to show", "NAME" },
  { "picture", 'o', 0, G_OPTION_ARG_FILENAME, &options.picture, "Save a PNG and end", "FILE" },
  { "dark", 'd', 0, G_OPTION_ARG_NONE, &options.dark, "Dark style", NULL },
  { "high-contrast", 'c', 0, G_OPTION_ARG_NONE, &options.high_contrast, "High contrast", NULL },
  { "japanese", 'j', 0, G_OPTION_ARG_NONE, &options.japanese, "Japanese texts", NULL },
  { "text-scale", 's', 0, G_OPTION_ARG_INT, &options.text_scale, "Size of text", "PERCENT" },
  { "width", 0, 0, G_OPTION_ARG_INT, &options.width, "Width of the window", "PIXELS" },
  { "height", 0, 0, G_OPTION_ARG_INT, &options.height, "Height of the window", "PIXELS" },
  { "delay", 0, 0, G_OPTION_ARG_INT, &options.delay, "Wait before the picture", "MS" },
  { NULL }
};

static const struct {
  const char *name;
  GtkWidget *(*create) (gboolean japanese);
} pages[] = {
  { "widgets", gallery_create_widgets_page },
  { "charts", gallery_create_charts_page },
  { "code", gallery_create_code_page },
  { "stream", gallery_create_stream_page },
};

static gboolean
save_picture_cb (gpointer user_data)
{
  GtkWindow *window = GTK_WINDOW (user_data);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot,
                          gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);

  if (!gdk_texture_save_to_png (texture, options.picture))
    g_printerr ("Cannot write %s\n", options.picture);

  gtk_window_close (window);

  return G_SOURCE_REMOVE;
}

static void
apply_options (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkSettings *settings = gtk_settings_get_default ();

  if (options.dark)
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);

  if (options.high_contrast)
    g_printerr ("High contrast: start with ADW_DEBUG_HIGH_CONTRAST=1 as well\n");

  g_object_set (settings, "gtk-xft-dpi", 96 * 1024 * options.text_scale / 100, NULL);
}

static void
activate_cb (GtkApplication *app)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *switcher = g_object_new (GTK_TYPE_STACK_SWITCHER, "stack", stack, NULL);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window;

  meirei_ui_init ();
  apply_options ();

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_stack_add_titled (GTK_STACK (stack), pages[i].create (options.japanese),
                          pages[i].name, pages[i].name);

  if (options.page != NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (stack), options.page);

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), switcher);
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), stack);

  window = g_object_new (ADW_TYPE_APPLICATION_WINDOW,
                         "application", app,
                         "content", box,
                         "default-width", options.width,
                         "default-height", options.height,
                         NULL);
  gtk_window_present (GTK_WINDOW (window));

  if (options.picture != NULL)
    g_timeout_add (options.delay, save_picture_cb, window);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) app = adw_application_new (APPLICATION_ID ".Gallery",
                                                       G_APPLICATION_NON_UNIQUE);

  g_application_set_resource_base_path (G_APPLICATION (app), MEIREI_RESOURCE_PATH);
  g_application_add_main_option_entries (G_APPLICATION (app), entries);
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (app), argc, argv);
}
