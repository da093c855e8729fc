/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-labels.h"
#include "meirei-status-icon.h"
#include "ui-test.h"

static GtkWidget *
find_visible_child (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (child != NULL && !gtk_widget_get_visible (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void
test_statuses (void)
{
  GtkWidget *icon = meirei_status_icon_new ();
  GtkWidget *window = ui_test_show (icon, 40, 40);
  g_autoptr(GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean has_tooltip = FALSE;

  gtk_test_accessible_assert_role (icon, GTK_ACCESSIBLE_ROLE_IMG);

  for (int status = MEIREI_N_STATUSES - 1; status >= 0; status--)
    {
      GtkWidget *child;

      meirei_status_icon_set_status (MEIREI_STATUS_ICON (icon), (MeireiStatus) status);
      gtk_test_accessible_assert_property (icon, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           meirei_status_get_label ((MeireiStatus) status));
      g_assert_true (gtk_widget_has_css_class (icon, meirei_enum_to_nick (MEIREI_TYPE_STATUS, status)));

      child = find_visible_child (icon);
      g_assert_true (GTK_IS_IMAGE (child));
      g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (child)), ==,
                       meirei_status_get_icon_name ((MeireiStatus) status));
    }

  g_signal_emit_by_name (icon, "query-tooltip", 1, 1, FALSE, tooltip, &has_tooltip);
  g_assert_true (has_tooltip && gtk_widget_get_has_tooltip (icon));
  g_assert_cmpint (gtk_widget_get_width (icon), ==, 16);
  g_assert_cmpint (gtk_widget_get_height (icon), ==, 16);

  ui_test_close (window);
}

static void
test_spinner (void)
{
  GtkWidget *icon = meirei_status_icon_new ();
  GtkWidget *window = ui_test_show (icon, 40, 40);

  ui_test_set_animated (TRUE);
  meirei_status_icon_set_status (MEIREI_STATUS_ICON (icon), MEIREI_STATUS_EXECUTING);
  g_assert_true (GTK_IS_SPINNER (find_visible_child (icon)));
  g_assert_true (gtk_spinner_get_spinning (GTK_SPINNER (find_visible_child (icon))));

  /* A still icon for those who do not want animations, at once. */
  ui_test_set_animated (FALSE);
  g_assert_true (GTK_IS_IMAGE (find_visible_child (icon)));
  ui_test_set_animated (TRUE);
  g_assert_true (GTK_IS_SPINNER (find_visible_child (icon)));

  meirei_status_icon_set_status (MEIREI_STATUS_ICON (icon), MEIREI_STATUS_EXECUTED);
  g_assert_true (GTK_IS_IMAGE (find_visible_child (icon)));

  /* No longer interested in the setting. */
  ui_test_set_animated (FALSE);
  ui_test_set_animated (TRUE);
  g_assert_true (GTK_IS_IMAGE (find_visible_child (icon)));

  ui_test_set_animated (FALSE);
  ui_test_close (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/status-icon/statuses", test_statuses);
  g_test_add_func ("/ui/status-icon/spinner", test_spinner);

  return g_test_run ();
}
