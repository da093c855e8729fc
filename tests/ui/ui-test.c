/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "meirei-ui-init.h"
#include "ui-test.h"

/**
 * ui_test_init:
 * @argc: (inout): from main()
 * @argv: (inout): from main()
 *
 * Starts GTK with the window's resources and style sheet, as the application
 * does, and without animations.
 */
void
ui_test_init (int    *argc,
              char ***argv)
{
  g_autoptr(GtkCssProvider) provider = NULL;

  g_test_init (argc, argv, NULL);
  adw_init ();
  meirei_ui_init ();

  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, MEIREI_RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    MEIREI_RESOURCE_PATH "/icons");
  ui_test_set_animated (FALSE);
}

/**
 * ui_test_set_animated:
 * @animated: whether animations run
 *
 * Switches the user's setting for animations.
 */
void
ui_test_set_animated (gboolean animated)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animated, NULL);
}

/**
 * ui_test_show:
 * @child: a widget
 * @width: in pixels
 * @height: in pixels
 *
 * Puts @child in a window without decoration and waits until it is painted.
 *
 * Returns: (transfer none): the window, to be closed with ui_test_close()
 */
GtkWidget *
ui_test_show (GtkWidget *child,
              int        width,
              int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  ui_test_wait_frames (window, 2);

  return window;
}

/**
 * ui_test_close:
 * @window: a window of ui_test_show()
 *
 * Closes @window and checks that its content is freed.
 */
void
ui_test_close (GtkWidget *window)
{
  GtkWidget *child = gtk_window_get_child (GTK_WINDOW (window));

  g_object_ref (child);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_test_wait_ms (1);
  g_assert_finalize_object (child);
}

static gboolean
set_true_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/**
 * ui_test_wait_ms:
 * @ms: how long
 *
 * Runs the main loop for a while.
 */
void
ui_test_wait_ms (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, set_true_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  guint *n_left = user_data;

  *n_left -= 1;

  return *n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * ui_test_wait_frames:
 * @widget: a widget in a window that is shown
 * @n_frames: how many
 *
 * Waits until so many frames have been painted.
 */
void
ui_test_wait_frames (GtkWidget *widget,
                     guint      n_frames)
{
  /* The callback runs before its frame is painted. */
  guint n_left = n_frames + 1;

  gtk_widget_add_tick_callback (widget, tick_cb, &n_left, NULL);
  while (n_left > 0)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * ui_test_wait_until:
 * @condition: asked after every turn of the main loop
 * @user_data: for @condition
 * @limit_ms: give up after this time
 *
 * Returns: %FALSE if the time was over first
 */
gboolean
ui_test_wait_until (gboolean (*condition) (gpointer user_data),
                    gpointer   user_data,
                    guint      limit_ms)
{
  gint64 limit = g_get_monotonic_time () + limit_ms * G_TIME_SPAN_MILLISECOND;

  while (!condition (user_data))
    {
      if (g_get_monotonic_time () > limit)
        return FALSE;

      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }

  return TRUE;
}

/**
 * ui_test_get_pixel:
 * @widget: a widget in a window that is shown
 * @x: position in @widget
 * @y: position in @widget
 * @color: (out): what is painted there
 *
 * Paints @widget's window into memory and looks.
 */
void
ui_test_get_pixel (GtkWidget *widget,
                   int        x,
                   int        y,
                   GdkRGBA   *color)
{
  GtkNative *native = gtk_widget_get_native (widget);
  g_autoptr(GdkPaintable) paintable = NULL;
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autofree guchar *pixels = NULL;
  gsize stride;
  double window_x;
  double window_y;
  guint32 pixel;

  /* A paintable shows the last frame. */
  ui_test_wait_frames (widget, 2);
  paintable = gtk_widget_paintable_new (GTK_WIDGET (native));

  gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &window_x, &window_y);
  gdk_paintable_snapshot (paintable, snapshot,
                          gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node,
                                         &GRAPHENE_RECT_INIT (0, 0,
                                                              gtk_widget_get_width (GTK_WIDGET (native)),
                                                              gtk_widget_get_height (GTK_WIDGET (native))));

  stride = 4 * gdk_texture_get_width (texture);
  pixels = g_malloc (stride * gdk_texture_get_height (texture));
  gdk_texture_download (texture, pixels, stride);
  memcpy (&pixel, pixels + stride * (gsize) window_y + 4 * (gsize) window_x, sizeof pixel);

  /* The format of a download is that of a cairo image surface. */
  color->red = ((pixel >> 16) & 0xff) / 255.f;
  color->green = ((pixel >> 8) & 0xff) / 255.f;
  color->blue = (pixel & 0xff) / 255.f;
  color->alpha = ((pixel >> 24) & 0xff) / 255.f;
}

/**
 * ui_test_pixel_is:
 * @widget: a widget in a window that is shown
 * @x: position in @widget
 * @y: position in @widget
 * @color: in the notation of gdk_rgba_parse()
 *
 * Returns: whether the pixel has this colour, within 3 of 255 steps
 */
gboolean
ui_test_pixel_is (GtkWidget  *widget,
                  int         x,
                  int         y,
                  const char *color)
{
  const float tolerance = 3.f / 255.f;
  GdkRGBA expected;
  GdkRGBA found;
  g_autofree char *text = NULL;

  gdk_rgba_parse (&expected, color);
  ui_test_get_pixel (widget, x, y, &found);

  if (fabsf (expected.red - found.red) <= tolerance &&
      fabsf (expected.green - found.green) <= tolerance &&
      fabsf (expected.blue - found.blue) <= tolerance)
    return TRUE;

  text = gdk_rgba_to_string (&found);
  g_test_message ("pixel %d, %d: expected %s, found %s", x, y, color, text);

  return FALSE;
}
