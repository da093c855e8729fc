/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-chip.h"
#include "meirei-dot.h"
#include "meirei-status-icon.h"
#include "ui-test.h"

static void
test_status (void)
{
  MeireiChip *chip = MEIREI_CHIP (meirei_chip_new ("Phase 4"));
  GtkWidget *window = ui_test_show (GTK_WIDGET (chip), 160, 60);
  GtkWidget *lead;
  int height;

  gtk_test_accessible_assert_role (chip, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL, "Phase 4");
  gtk_widget_measure (GTK_WIDGET (chip), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, ==, 22);

  meirei_chip_set_status (chip, MEIREI_STATUS_EXECUTED);
  lead = meirei_chip_get_lead (chip);
  g_assert_true (MEIREI_IS_STATUS_ICON (lead));
  g_assert_cmpint (meirei_status_icon_get_status (MEIREI_STATUS_ICON (lead)), ==, MEIREI_STATUS_EXECUTED);
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL, "Executed");

  /* Said once, not twice. */
  gtk_test_accessible_assert_state (lead, GTK_ACCESSIBLE_STATE_HIDDEN, TRUE);

  meirei_chip_set_status (chip, MEIREI_STATUS_FAILED);
  g_assert_true (meirei_chip_get_lead (chip) == lead);

  ui_test_close (window);
}

static void
test_tone (void)
{
  MeireiChip *chip = MEIREI_CHIP (meirei_chip_new (NULL));
  GtkWidget *window = ui_test_show (GTK_WIDGET (chip), 160, 60);

  g_assert_cmpstr (meirei_chip_get_label (chip), ==, "");

  g_object_set (chip,
                "label", "Connected",
                "tone", MEIREI_TONE_SUCCESS,
                "lead", meirei_dot_new (MEIREI_TONE_SUCCESS),
                NULL);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (chip), "success"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (chip), "neutral"));
  g_assert_true (MEIREI_IS_DOT (meirei_chip_get_lead (chip)));
  g_assert_true (gtk_widget_get_first_child (GTK_WIDGET (chip)) == meirei_chip_get_lead (chip));

  meirei_dot_set_tone (MEIREI_DOT (meirei_chip_get_lead (chip)), MEIREI_TONE_ERROR);
  g_assert_true (gtk_widget_has_css_class (meirei_chip_get_lead (chip), "error"));
  g_assert_false (gtk_widget_has_css_class (meirei_chip_get_lead (chip), "success"));

  meirei_chip_set_lead (chip, NULL);
  g_assert_null (meirei_chip_get_lead (chip));

  ui_test_close (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/chip/status", test_status);
  g_test_add_func ("/ui/chip/tone", test_tone);

  return g_test_run ();
}
