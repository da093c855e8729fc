/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The two charts of the dashboard: how scores are distributed, and how they
 * developed. */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "meirei-figure-link.h"
#include "meirei-score-band.h"
#include "meirei-score-charts.h"

/* Where a low score is rare, the lower half of the scale is left out. */
#define FIRST_BIN_AT_MOST 8

#define N_DATE_TICKS 5
#define MAX_DAYS 60

static char *
format_day (guint32 day)
{
  g_autoptr(GDateTime) time = NULL;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  time = g_date_time_new_utc (g_date_get_year (&date), g_date_get_month (&date),
                              g_date_get_day (&date), 0, 0, 0.);

  return time != NULL ? g_date_time_format (time, _("%-d %b")) : g_strdup ("");
}

static guint
get_bin (double from)
{
  return (guint) MIN (from / MEIREI_FIGURES_BIN_WIDTH, MEIREI_FIGURES_N_BINS - 1);
}

/**
 * meirei_score_charts_dup_range:
 * @from: where a bar of the distribution begins
 *
 * Returns: (transfer full): the scores that it counts, such as `75-79`
 */
char *
meirei_score_charts_dup_range (double from)
{
  guint lowest = get_bin (from) * MEIREI_FIGURES_BIN_WIDTH;
  guint highest = lowest + MEIREI_FIGURES_BIN_WIDTH - 1;

  return g_strdup_printf ("%u-%u", lowest, highest == 99 ? 100 : highest);
}

static char *
format_bar (MeireiChart *chart,
            double       from,
            double       value,
            gpointer     user_data)
{
  g_autofree char *range = meirei_score_charts_dup_range (from);
  g_auto(GStrv) ends = g_strsplit (range, "-", 2);
  guint n = (guint) value;

  /* Translators: a bar of a chart: scores from, to, and how many instructions */
  return g_strdup_printf (ngettext ("Score %s–%s: %u instruction", "Score %s–%s: %u instructions",
                                    n), ends[0], ends[1], n);
}

static const MeireiDayFigures *
find_day (MeireiProjectFigures *figures,
          guint32               day)
{
  const MeireiDayFigures *days;
  guint n_days;

  days = meirei_project_figures_get_days (figures, &n_days);
  for (guint i = 0; i < n_days; i++)
    if (days[i].day == day)
      return &days[i];

  return NULL;
}

static char *
format_point (MeireiChart *chart,
              double       x,
              double       y,
              gpointer     figures)
{
  const MeireiDayFigures *of_day = find_day (figures, (guint32) x);
  g_autofree char *day = format_day ((guint32) x);
  g_autofree char *week_mean = meirei_score_format (y, 1);
  g_autofree char *mean = NULL;

  if (of_day == NULL)
    return g_strdup ("");
  mean = meirei_score_format (of_day->mean, 1);

  /* Translators: a point of a chart: a day, the mean score of seven days, the
   * mean score of the day and of how many files */
  return g_strdup_printf (ngettext ("%s: 7-day mean %s, that day %s (%u file)",
                                    "%s: 7-day mean %s, that day %s (%u files)",
                                    of_day->n_scored),
                          day, week_mean, mean, of_day->n_scored);
}

/**
 * meirei_score_charts_set_up:
 * @distribution: a chart
 * @trend: another chart
 */
void
meirei_score_charts_set_up (MeireiChart *distribution,
                            MeireiChart *trend)
{
  g_autofree char *placeholder =
    g_strdup_printf (ngettext ("Needs %u scored file", "Needs %u scored files",
                               MEIREI_FIGURES_MIN_SCORED), (guint) MEIREI_FIGURES_MIN_SCORED);

  meirei_chart_set_title (distribution, _("Score distribution"));
  meirei_chart_set_y_axis (distribution, TRUE);
  meirei_chart_set_placeholder (distribution, placeholder);
  meirei_chart_set_format_func (distribution, format_bar, NULL, NULL);
  meirei_chart_set_title (trend, _("Score over time"));
  meirei_chart_set_y_axis (trend, TRUE);
  meirei_chart_set_placeholder (trend, placeholder);
}

static void
fill_distribution (MeireiChart          *chart,
                   MeireiProjectFigures *figures)
{
  const guint *bins = meirei_project_figures_get_bins (figures);
  int gate = meirei_project_figures_get_gate_score (figures);
  MeireiChartBar bars[MEIREI_FIGURES_N_BINS];
  guint first = MIN (FIRST_BIN_AT_MOST, get_bin (gate));
  /* Translators: the line of the quality gate in a chart */
  g_autofree char *label = g_strdup_printf (_("gate %d"), gate);

  for (guint i = 0; i < first; i++)
    if (bins[i] > 0)
      first = i;
  for (guint i = first; i < MEIREI_FIGURES_N_BINS; i++)
    {
      double from = i * MEIREI_FIGURES_BIN_WIDTH;

      bars[i] = (MeireiChartBar) {
        from, from + MEIREI_FIGURES_BIN_WIDTH, bins[i],
        meirei_score_band_get_tone (meirei_score_get_band (from)),
      };
    }
  meirei_chart_set_bars (chart, bars + first, MEIREI_FIGURES_N_BINS - first);
  meirei_chart_set_gate (chart, GTK_ORIENTATION_VERTICAL, gate, label);
}

/* The first and the last day, and what is between at equal distances. */
static void
set_date_ticks (MeireiChart *chart,
                guint32      first,
                guint32      last)
{
  MeireiChartTick ticks[N_DATE_TICKS];
  guint n_ticks = MIN (last - first, N_DATE_TICKS - 1) + 1;
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_ticks; i++)
    {
      guint32 day = n_ticks > 1 ? first + (last - first) * i / (n_ticks - 1) : first;

      g_ptr_array_add (labels, format_day (day));
      ticks[i] = (MeireiChartTick) { day, labels->pdata[i] };
    }
  meirei_chart_set_x_ticks (chart, ticks, n_ticks);
}

static double
find_lowest (const MeireiDayFigures *days,
             guint                   n_days,
             int                     gate)
{
  double lowest = gate;

  for (guint i = 0; i < n_days; i++)
    lowest = MIN (lowest, MIN (days[i].mean, days[i].week_mean));

  /* A round number below, so that the lowest point is not on the axis. */
  return MAX (floor ((lowest - 5.) / 10.) * 10., 0.);
}

static void
fill_trend (MeireiChart          *chart,
            MeireiProjectFigures *figures)
{
  int gate = meirei_project_figures_get_gate_score (figures);
  MeireiChartPoint line[MAX_DAYS], dots[MAX_DAYS];
  const MeireiDayFigures *days;
  guint n_days;

  days = meirei_project_figures_get_days (figures, &n_days);
  if (n_days == 0)
    {
      meirei_chart_set_line (chart, NULL, 0);
      meirei_chart_set_dots (chart, NULL, 0);
      return;
    }
  if (n_days > MAX_DAYS)
    {
      days += n_days - MAX_DAYS;
      n_days = MAX_DAYS;
    }
  for (guint i = 0; i < n_days; i++)
    {
      line[i] = (MeireiChartPoint) { days[i].day, days[i].week_mean };
      dots[i] = (MeireiChartPoint) { days[i].day, days[i].mean };
    }
  /* A single day is in the middle. */
  meirei_chart_set_x_range (chart, days[0].day - (n_days == 1 ? 1. : 0.),
                            days[n_days - 1].day + (n_days == 1 ? 1. : 0.));
  meirei_chart_set_y_range (chart, find_lowest (days, n_days, gate), 100.);
  meirei_chart_set_format_func (chart, format_point, g_object_ref (figures), g_object_unref);
  meirei_chart_set_line (chart, line, n_days);
  meirei_chart_set_dots (chart, dots, n_days);
  set_date_ticks (chart, days[0].day, days[n_days - 1].day);
  meirei_chart_set_gate (chart, GTK_ORIENTATION_HORIZONTAL, gate, NULL);
}

static gboolean
is_enough (MeireiProjectFigures *figures)
{
  return meirei_project_figures_get_n_scored (figures) >= MEIREI_FIGURES_MIN_SCORED;
}

static void
clear_chart (MeireiChart *chart)
{
  meirei_chart_set_bars (chart, NULL, 0);
  meirei_chart_set_line (chart, NULL, 0);
  meirei_chart_set_dots (chart, NULL, 0);
  meirei_chart_set_description (chart, NULL);
}

/* Pango's markup says nothing to a screen reader. */
static char *
strip_markup (const char *markup)
{
  char *text = NULL;

  pango_parse_markup (markup, -1, 0, NULL, &text, NULL, NULL);

  return text;
}

static void
describe (MeireiChart *chart,
          const char  *markup)
{
  g_autoptr(GRegex) link = g_regex_new ("</?a[^>]*>", 0, 0, NULL);
  g_autofree char *without_links = g_regex_replace_literal (link, markup, -1, 0, "", 0, NULL);
  g_autofree char *text = strip_markup (without_links);

  meirei_chart_set_description (chart, text);
}

/**
 * meirei_score_charts_fill:
 * @distribution: a chart
 * @trend: another chart
 * @figures: the figures of a project
 */
void
meirei_score_charts_fill (MeireiChart          *distribution,
                          MeireiChart          *trend,
                          MeireiProjectFigures *figures)
{
  g_autofree char *scores = meirei_score_charts_dup_scores (figures);
  g_autofree char *course = meirei_score_charts_dup_trend (figures);

  if (!is_enough (figures))
    {
      clear_chart (distribution);
      clear_chart (trend);
      return;
    }
  fill_distribution (distribution, figures);
  fill_trend (trend, figures);
  describe (distribution, scores);
  describe (trend, course);
}

/**
 * meirei_score_charts_dup_scores:
 * @figures: the figures of a project
 *
 * Returns: (transfer full): markup such as “173 scored · mean 83.9 · 123 at or
 *   above the gate”, with links
 */
char *
meirei_score_charts_dup_scores (MeireiProjectFigures *figures)
{
  guint n_scored = meirei_project_figures_get_n_scored (figures);
  guint n_at_gate = meirei_project_figures_get_n_at_gate (figures);
  int gate = meirei_project_figures_get_gate_score (figures);
  g_autofree char *range = g_strdup_printf ("%d-100", gate);
  g_autofree char *scored = g_strdup_printf (ngettext ("%u scored", "%u scored", n_scored),
                                             n_scored);
  g_autofree char *at_gate = g_strdup_printf (ngettext ("%u at or above the gate",
                                                        "%u at or above the gate", n_at_gate),
                                              n_at_gate);
  g_autofree char *scored_link =
    meirei_figure_link_markup (scored, meirei_figure_target_new_word ("score", "0-100"));
  g_autofree char *at_gate_link =
    meirei_figure_link_markup (at_gate, meirei_figure_target_new_word ("score", range));
  g_autofree char *number = meirei_score_format (meirei_project_figures_get_mean_score (figures),
                                                 1);
  g_autofree char *bold = g_strdup_printf ("<b>%s</b>", number);
  /* Translators: %s is a mean score */
  g_autofree char *mean = g_strdup_printf (_("mean %s"), bold);

  if (!is_enough (figures))
    return g_strdup (n_scored > 0 ? scored_link : "");

  return g_strdup_printf ("%s · %s · %s", scored_link, mean, at_gate_link);
}

/**
 * meirei_score_charts_dup_trend:
 * @figures: the figures of a project
 *
 * Returns: (transfer full): markup such as “7-day mean 89.9 · dots are daily means”
 */
char *
meirei_score_charts_dup_trend (MeireiProjectFigures *figures)
{
  g_autofree char *number = NULL;
  g_autofree char *bold = NULL;
  const MeireiDayFigures *days;
  guint n_days;

  days = meirei_project_figures_get_days (figures, &n_days);
  if (n_days == 0 || !is_enough (figures))
    return g_strdup ("");
  number = meirei_score_format (days[n_days - 1].week_mean, 1);
  bold = g_strdup_printf ("<b>%s</b>", number);

  /* Translators: %s is a mean score */
  return g_strdup_printf (_("7-day mean %s · dots are daily means"), bold);
}
