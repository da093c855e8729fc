/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-score-badge.h"
#include "ui-test.h"

static void
assert_badge (MeireiScoreBadge *badge,
              const char       *text,
              const char       *css_class,
              const char       *spoken)
{
  static const char * const classes[] = { "none", "low", "fair", "good", "high", "neutral" };

  g_assert_cmpstr (meirei_score_badge_get_text (badge), ==, text);
  gtk_test_accessible_assert_property (badge, GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    g_assert_cmpint (gtk_widget_has_css_class (GTK_WIDGET (badge), classes[i]), ==,
                     g_str_equal (classes[i], css_class));
}

static void
test_score (void)
{
  static const struct {
    double score;
    const char *text;
    const char *css_class;
    const char *spoken;
  } rows[] = {
    { 95., "95", "high", "score 95" },
    { 88., "88", "good", "score 88" },
    { 67., "67", "fair", "score 67" },
    { 54., "54", "low", "score 54" },
    { -7., "–", "none", "No score" },
    { 100., "100", "high", "score 100" },
  };
  MeireiScoreBadge *badge = MEIREI_SCORE_BADGE (meirei_score_badge_new ());
  GtkWidget *window = ui_test_show (GTK_WIDGET (badge), 80, 40);

  gtk_test_accessible_assert_role (badge, GTK_ACCESSIBLE_ROLE_LABEL);
  assert_badge (badge, "–", "none", "No score");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      meirei_score_badge_set_score (badge, rows[i].score);
      assert_badge (badge, rows[i].text, rows[i].css_class, rows[i].spoken);
    }

  ui_test_close (window);
}

static void
test_points (void)
{
  g_autoptr(MeireiScoreBadge) badge = g_object_ref_sink (MEIREI_SCORE_BADGE (meirei_score_badge_new ()));

  meirei_score_badge_set_score (badge, 95.);
  meirei_score_badge_set_points (badge, -5, MEIREI_SCORE_BAND_FAIR);
  assert_badge (badge, "−5", "fair", "−5 points");

  meirei_score_badge_set_delta (badge, 7);
  assert_badge (badge, "+7", "high", "+7 points");

  meirei_score_badge_set_delta (badge, -1);
  assert_badge (badge, "−1", "low", "−1 point");

  meirei_score_badge_set_delta (badge, 0);
  assert_badge (badge, "0", "neutral", "0 points");

  /* The same score as before the points must come back. */
  meirei_score_badge_set_score (badge, 95.);
  assert_badge (badge, "95", "high", "score 95");
}

static void
count_cb (guint *n_notified)
{
  *n_notified += 1;
}

static void
test_notify (void)
{
  g_autoptr(MeireiScoreBadge) badge = g_object_ref_sink (MEIREI_SCORE_BADGE (meirei_score_badge_new ()));
  guint n_notified = 0;

  g_signal_connect_swapped (badge, "notify::score", G_CALLBACK (count_cb), &n_notified);
  g_signal_connect_swapped (badge, "notify::digits", G_CALLBACK (count_cb), &n_notified);

  g_object_set (badge, "score", 80.5, "digits", 1, NULL);
  g_assert_cmpuint (n_notified, ==, 2);
  assert_badge (badge, "80.5", "good", "score 80.5");

  g_object_set (badge, "score", 80.5, "digits", 1, NULL);
  g_assert_cmpuint (n_notified, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/score-badge/score", test_score);
  g_test_add_func ("/ui/score-badge/points", test_points);
  g_test_add_func ("/ui/score-badge/notify", test_notify);

  return g_test_run ();
}
