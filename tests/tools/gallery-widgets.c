/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "gallery.h"
#include "meirei-banner.h"
#include "meirei-chip.h"
#include "meirei-dot.h"
#include "meirei-key-hint.h"
#include "meirei-labels.h"
#include "meirei-score-badge.h"
#include "meirei-score-ring.h"
#include "meirei-segment-bar.h"
#include "meirei-status-icon.h"

static GtkWidget *
add_row (GtkWidget  *page,
         const char *title)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0., NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (page), label);
  gtk_box_append (GTK_BOX (page), row);

  return row;
}

static void
add_rings (GtkWidget *page)
{
  static const double scores[] = { 95, 100, 88, 67, 54, 3, 0, MEIREI_SCORE_NONE };
  static const int diameters[] = { MEIREI_SCORE_RING_LARGE, MEIREI_SCORE_RING_SMALL, MEIREI_SCORE_RING_MINI };

  for (gsize d = 0; d < G_N_ELEMENTS (diameters); d++)
    {
      GtkWidget *row = add_row (page, "MeireiScoreRing");

      for (gsize i = 0; i < G_N_ELEMENTS (scores); i++)
        {
          GtkWidget *ring = meirei_score_ring_new ();

          meirei_score_ring_set_diameter (MEIREI_SCORE_RING (ring), diameters[d]);
          meirei_score_ring_set_score (MEIREI_SCORE_RING (ring), scores[i]);
          if (diameters[d] == MEIREI_SCORE_RING_LARGE)
            meirei_score_ring_set_caption (MEIREI_SCORE_RING (ring), "/100");
          else
            meirei_score_ring_set_unit (MEIREI_SCORE_RING (ring), "%");
          if (scores[i] == 3)
            meirei_score_ring_set_tone (MEIREI_SCORE_RING (ring), MEIREI_TONE_NEUTRAL);
          gtk_box_append (GTK_BOX (row), ring);
        }
    }
}

static void
add_badges (GtkWidget *page)
{
  static const double scores[] = { 100, 95, 88, 79, 67, 54, MEIREI_SCORE_NONE };
  static const int deltas[] = { 7, -5, 0 };
  GtkWidget *row = add_row (page, "MeireiScoreBadge");
  GtkWidget *badge;

  for (gsize i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      badge = meirei_score_badge_new ();
      meirei_score_badge_set_score (MEIREI_SCORE_BADGE (badge), scores[i]);
      gtk_box_append (GTK_BOX (row), badge);
    }

  badge = meirei_score_badge_new ();
  meirei_score_badge_set_digits (MEIREI_SCORE_BADGE (badge), 1);
  meirei_score_badge_set_score (MEIREI_SCORE_BADGE (badge), 87.9);
  gtk_box_append (GTK_BOX (row), badge);

  for (gsize i = 0; i < G_N_ELEMENTS (deltas); i++)
    {
      badge = meirei_score_badge_new ();
      meirei_score_badge_set_delta (MEIREI_SCORE_BADGE (badge), deltas[i]);
      gtk_box_append (GTK_BOX (row), badge);
    }

  badge = meirei_score_badge_new ();
  meirei_score_badge_set_points (MEIREI_SCORE_BADGE (badge), -5, MEIREI_SCORE_BAND_FAIR);
  gtk_box_append (GTK_BOX (row), badge);
}

static void
add_statuses (GtkWidget *page,
              gboolean   japanese)
{
  GtkWidget *icons = add_row (page, "MeireiStatusIcon");
  GtkWidget *chips = add_row (page, "MeireiChip");
  GtkWidget *chip;

  for (int status = 0; status < MEIREI_N_STATUSES; status++)
    {
      GtkWidget *icon = meirei_status_icon_new ();

      meirei_status_icon_set_status (MEIREI_STATUS_ICON (icon), (MeireiStatus) status);
      gtk_box_append (GTK_BOX (icons), icon);

      chip = meirei_chip_new (NULL);
      meirei_chip_set_status (MEIREI_CHIP (chip), (MeireiStatus) status);
      gtk_box_append (GTK_BOX (chips), chip);
    }

  chips = add_row (page, "MeireiChip, MeireiDot");
  gtk_box_append (GTK_BOX (chips), meirei_chip_new (japanese ? "フェーズ 4" : "Phase 4"));

  for (int tone = MEIREI_TONE_NEUTRAL; tone <= MEIREI_TONE_ERROR; tone++)
    {
      chip = meirei_chip_new (meirei_tone_get_css_class ((MeireiTone) tone));
      meirei_chip_set_tone (MEIREI_CHIP (chip), (MeireiTone) tone);
      meirei_chip_set_lead (MEIREI_CHIP (chip), meirei_dot_new ((MeireiTone) tone));
      gtk_box_append (GTK_BOX (chips), chip);
    }

  chip = meirei_chip_new ("5");
  gtk_widget_add_css_class (chip, "count");
  gtk_box_append (GTK_BOX (chips), chip);
}

static GtkWidget *
new_key_button (const char *label,
                const char *accelerator,
                const char *css_class)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_box_append (GTK_BOX (box), meirei_key_hint_new (accelerator));
  gtk_button_set_child (GTK_BUTTON (button), box);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);

  return button;
}

static void
add_keys (GtkWidget *page,
          gboolean   japanese)
{
  GtkWidget *row = add_row (page, "MeireiKeyHint");

  gtk_box_append (GTK_BOX (row), new_key_button (japanese ? "却下" : "Reject", "r", NULL));
  gtk_box_append (GTK_BOX (row), new_key_button (japanese ? "再生成…" : "Regenerate…", "g", NULL));
  gtk_box_append (GTK_BOX (row), new_key_button (japanese ? "採用" : "Accept", "a", "suggested-action"));
  gtk_box_append (GTK_BOX (row), new_key_button (japanese ? "停止" : "Stop", "Escape", NULL));
  gtk_box_append (GTK_BOX (row), new_key_button ("Batch", "<Control>e", NULL));
}

static void
add_bars (GtkWidget *page)
{
  static const MeireiSegment batch[] = {
    { 33, MEIREI_TONE_SUCCESS, "Success" },
    { 4, MEIREI_TONE_ERROR, "Failed" },
    { 4, MEIREI_TONE_ACCENT, "In flight" },
  };
  static const MeireiSegment context[] = {
    { 1386, MEIREI_TONE_ACCENT_SOFT, "Prompt" },
    { 412, MEIREI_TONE_ACCENT, "Output" },
  };
  static const MeireiSegment tiny[] = {
    { 3990, MEIREI_TONE_SUCCESS, "Success" },
    { 1, MEIREI_TONE_ERROR, "Failed" },
    { 9, MEIREI_TONE_WARNING, "Slow" },
  };
  GtkWidget *row = add_row (page, "MeireiSegmentBar");
  GtkWidget *bars[4];

  for (gsize i = 0; i < G_N_ELEMENTS (bars); i++)
    {
      bars[i] = meirei_segment_bar_new ();
      gtk_widget_set_size_request (bars[i], 220, -1);
      gtk_widget_set_valign (bars[i], GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), bars[i]);
    }

  meirei_segment_bar_set_thickness (MEIREI_SEGMENT_BAR (bars[0]), MEIREI_SEGMENT_BAR_THICK);
  meirei_segment_bar_set_segments (MEIREI_SEGMENT_BAR (bars[0]), batch, 3, 64);
  meirei_segment_bar_set_segments (MEIREI_SEGMENT_BAR (bars[1]), batch, 3, 64);
  meirei_segment_bar_set_segments (MEIREI_SEGMENT_BAR (bars[2]), context, 2, 16000);
  meirei_segment_bar_set_segments (MEIREI_SEGMENT_BAR (bars[3]), tiny, 3, 4000);
}

static void
add_banners (GtkWidget *page,
             gboolean   japanese)
{
  static const char * const english[] = {
    "A new version of the workspace was written by another program.",
    "The workspace was written by a newer version of Meirei and is open for reading only.",
    "The connection to the model server at http://localhost:1234 was lost; 3 requests wait.",
  };
  static const char * const translated[] = {
    "ほかのプログラムがワークスペースを変更しました。",
    "新しい版の Meirei が書いたワークスペースのため、読み取り専用で開いています。",
    "モデルサーバー http://localhost:1234 との接続が切れました。3 件が待機中です。",
  };

  add_row (page, "MeireiBanner");
  for (int level = MEIREI_SEVERITY_INFO; level <= MEIREI_SEVERITY_ERROR; level++)
    {
      GtkWidget *banner = meirei_banner_new ();

      meirei_banner_set_title (MEIREI_BANNER (banner),
                               japanese ? translated[level] : english[level]);
      meirei_banner_set_level (MEIREI_BANNER (banner), (MeireiSeverity) level);
      if (level != MEIREI_SEVERITY_WARNING)
        meirei_banner_set_button_label (MEIREI_BANNER (banner),
                                        japanese ? "再読み込み" : "_Reload");
      meirei_banner_set_revealed (MEIREI_BANNER (banner), TRUE);
      gtk_box_append (GTK_BOX (page), banner);
    }
}

GtkWidget *
gallery_create_widgets_page (gboolean japanese)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_widget_set_margin_top (page, 18);
  gtk_widget_set_margin_bottom (page, 18);
  gtk_widget_set_margin_start (page, 24);
  gtk_widget_set_margin_end (page, 24);

  add_rings (page);
  add_badges (page);
  add_statuses (page, japanese);
  add_keys (page, japanese);
  add_bars (page);
  add_banners (page, japanese);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), page);

  return scroller;
}
