/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-width-rules.h"

static void
test_limits (void)
{
  static const struct {
    int width;
    gboolean fold_quality;
    gboolean narrow_switcher;
    gboolean compact;
    gboolean fold_list;
    gboolean bottom_switcher;
  } rows[] = {
    { 1360, FALSE, FALSE, FALSE, FALSE, FALSE },
    { 1200, FALSE, FALSE, FALSE, FALSE, FALSE },
    { 1199, TRUE, FALSE, FALSE, FALSE, FALSE },
    { 1099, TRUE, TRUE, FALSE, FALSE, FALSE },
    { 999, TRUE, TRUE, TRUE, FALSE, FALSE },
    { 860, TRUE, TRUE, TRUE, FALSE, FALSE },
    { 859, TRUE, TRUE, TRUE, TRUE, FALSE },
    { 640, TRUE, TRUE, TRUE, TRUE, FALSE },
    { 639, TRUE, TRUE, TRUE, TRUE, TRUE },
  };
  g_autoptr(MeireiWidthRules) rules = meirei_width_rules_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean fold_quality, narrow_switcher, compact, fold_list, bottom_switcher;

      meirei_width_rules_set_width (rules, rows[i].width);
      g_object_get (rules,
                    "fold-quality", &fold_quality,
                    "narrow-switcher", &narrow_switcher,
                    "compact", &compact,
                    "fold-list", &fold_list,
                    "bottom-switcher", &bottom_switcher,
                    NULL);
      g_assert_cmpint (fold_quality, ==, rows[i].fold_quality);
      g_assert_cmpint (narrow_switcher, ==, rows[i].narrow_switcher);
      g_assert_cmpint (compact, ==, rows[i].compact);
      g_assert_cmpint (fold_list, ==, rows[i].fold_list);
      g_assert_cmpint (bottom_switcher, ==, rows[i].bottom_switcher);
    }
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_notifies_changes_only (void)
{
  g_autoptr(MeireiWidthRules) rules = meirei_width_rules_new ();
  guint count = 0;

  g_signal_connect_swapped (rules, "notify", G_CALLBACK (count_cb), &count);
  meirei_width_rules_set_width (rules, 1300);
  g_assert_cmpuint (count, ==, 0);
  meirei_width_rules_set_width (rules, 1150);
  g_assert_cmpuint (count, ==, 1);
  meirei_width_rules_set_width (rules, 1140);
  g_assert_cmpuint (count, ==, 1);
  meirei_width_rules_set_width (rules, 600);
  g_assert_cmpuint (count, ==, 5);
  meirei_width_rules_set_width (rules, 1300);
  g_assert_cmpuint (count, ==, 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/width-rules/limits", test_limits);
  g_test_add_func ("/ui/width-rules/notifies-changes-only", test_notifies_changes_only);

  return g_test_run ();
}
