/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiStreamPanel:
 *
 * What is known about an answer while it arrives: how fast it comes, how much
 * of the context is used, and what was asked for.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-chart.h"
#include "meirei-dot.h"
#include "meirei-execution-label.h"
#include "meirei-fact-grid.h"
#include "meirei-score-ring.h"
#include "meirei-segment-bar.h"
#include "meirei-stream-panel.h"
#include "meirei-answer-rate.h"

#define REFRESH_MS 250
#define CHART_HEIGHT 84

struct _MeireiStreamPanel
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *rate_label;
  MeireiChart *chart;
  GtkLabel *context_label;
  MeireiSegmentBar *context_bar;
  GtkLabel *prompt_label;
  GtkLabel *output_label;
  GtkLabel *started_label;
  GtkGrid *request;
  GtkBox *details;

  MeireiExecution *execution;  /* (owned) (nullable) */
  guint source_id;
};

G_DEFINE_FINAL_TYPE (MeireiStreamPanel, meirei_stream_panel, ADW_TYPE_BIN)

static char *
format_number (gint64 number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

/* Throughput. */

static char *
format_sample_cb (MeireiChart *chart,
                  double       x,
                  double       y,
                  gpointer     user_data)
{
  /* Translators: seconds since the beginning, and tokens per second */
  return g_strdup_printf (_("%.1f s: %.0f tok/s"), x, y);
}

static void
set_ticks (MeireiStreamPanel *self,
           double             end)
{
  g_autofree char *zero = g_strdup_printf (_("%d s"), 0);
  g_autofree char *middle = g_strdup_printf ("%.*f", end < 10. ? 1 : 0, end / 2.);
  g_autofree char *last = g_strdup_printf (_("%.1f s"), end);
  const MeireiChartTick ticks[] = { { 0., zero }, { end / 2., middle }, { end, last } };

  meirei_chart_set_x_ticks (self->chart, ticks, G_N_ELEMENTS (ticks));
}

static void
refresh_throughput (MeireiStreamPanel *self,
                    MeireiCompletion  *completion)
{
  guint n_samples;
  const MeireiRateSample *samples = meirei_answer_rate_sample (completion, &n_samples);
  g_autofree MeireiChartPoint *points = g_new (MeireiChartPoint, n_samples);
  g_autofree char *text = NULL;
  double peak = 0.;
  double end = MAX (samples[n_samples - 1].elapsed, 1.);

  for (guint i = 0; i < n_samples; i++)
    {
      points[i].x = samples[i].elapsed;
      points[i].y = samples[i].rate;
      peak = MAX (peak, samples[i].rate);
    }
  meirei_chart_set_x_range (self->chart, 0., end);
  meirei_chart_set_y_range (self->chart, 0., MAX (peak * 1.25, 1.));
  set_ticks (self, end);
  meirei_chart_set_line (self->chart, points, n_samples);

  /* Translators: tokens per second at this moment, and the most so far */
  text = g_strdup_printf (_("%.0f tok/s now · peak %.0f"), samples[n_samples - 1].rate, peak);
  gtk_label_set_label (self->rate_label, text);
  meirei_chart_set_description (self->chart, text);
}

/* Context. */

static void
refresh_context (MeireiStreamPanel *self,
                 MeireiCompletion  *completion)
{
  MeireiChatRequest *request = meirei_completion_get_request (completion);
  gint64 known = meirei_completion_get_usage (completion).prompt_tokens;
  gint64 prompt = MAX (known > 0 ? known : meirei_chat_request_get_prompt_tokens (request), 0);
  gint64 output = MAX (meirei_completion_get_n_tokens (completion), 0);
  gint64 context = meirei_chat_request_get_context (request);
  g_autofree char *prompt_text = format_number (prompt);
  g_autofree char *output_text = format_number (output);
  g_autofree char *used_text = format_number (prompt + output);
  g_autofree char *context_text = format_number (context);
  g_autofree char *text = NULL;
  const MeireiSegment segments[] = {
    { (double) prompt, MEIREI_TONE_ACCENT_SOFT, _("Prompt") },
    { (double) output, MEIREI_TONE_ACCENT, _("Output") },
  };

  if (context > 0)
    /* Translators: tokens that are used, and that the model was loaded with */
    text = g_strdup_printf (_("%s of %s tokens"), used_text, context_text);
  else
    /* Translators: tokens of prompt and answer; the size of the context is
     * not known */
    text = g_strdup_printf (_("%s tokens"), used_text);
  gtk_label_set_label (self->context_label, text);
  gtk_label_set_label (self->prompt_label, prompt_text);
  gtk_label_set_label (self->output_label, output_text);
  meirei_segment_bar_set_segments (self->context_bar, segments, G_N_ELEMENTS (segments),
                                   (double) MAX (context, prompt + output));
}

/* Request. */

static void
set_fact (MeireiStreamPanel *self,
          int               *row,
          const char        *name,
          const char        *value)
{
  const char *values[] = { value, NULL };

  meirei_fact_grid_set (self->request, (*row)++, name, values);
}

static char *
format_param (MeireiChatParams *params,
              MeireiChatParam   param)
{
  if (!meirei_chat_params_has (params, param))
    return g_strdup ("–");
  if (meirei_chat_param_is_integer (param))
    return format_number (meirei_chat_params_get_int (params, param, 0));

  return g_strdup_printf ("%.2g", meirei_chat_params_get (params, param, 0.));
}

static void
refresh_request (MeireiStreamPanel *self,
                 MeireiCompletion  *completion)
{
  MeireiChatRequest *request = meirei_completion_get_request (completion);
  MeireiChatParams *params = meirei_chat_request_get_params (request);
  MeireiVersion *version = meirei_execution_get_version (self->execution);
  JsonArray *attempts = version != NULL ? meirei_version_get_attempts (version) : NULL;
  g_autofree char *temperature = format_param (params, MEIREI_CHAT_PARAM_TEMPERATURE);
  g_autofree char *top_p = format_param (params, MEIREI_CHAT_PARAM_TOP_P);
  g_autofree char *sampling = g_strdup_printf ("%s · %s", temperature, top_p);
  g_autofree char *seed = meirei_chat_params_has (params, MEIREI_CHAT_PARAM_SEED)
                          ? g_strdup_printf ("%" G_GINT64_FORMAT,
                                             meirei_chat_params_get_int (params,
                                                                         MEIREI_CHAT_PARAM_SEED,
                                                                         0))
                          : g_strdup (_("random"));
  g_autofree char *attempt = format_number ((attempts != NULL
                                             ? json_array_get_length (attempts) : 0) + 1);
  g_autofree char *limit = format_param (params, MEIREI_CHAT_PARAM_MAX_TOKENS);
  int row = 0;

  set_fact (self, &row, _("Model"), meirei_chat_request_get_model (request));
  set_fact (self, &row, _("Temperature · top p"), sampling);
  set_fact (self, &row, _("Seed"), seed);
  set_fact (self, &row, _("Attempt"), attempt);
  set_fact (self, &row, _("Max tokens"), limit);
}

static void
refresh_started (MeireiStreamPanel *self,
                 MeireiCompletion  *completion)
{
  double elapsed = MAX (meirei_completion_get_elapsed (completion), 0.);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) start = g_date_time_add_seconds (now, -elapsed);
  g_autofree char *time = g_date_time_format (start, "%H:%M:%S");
  /* Translators: %s is a time of day */
  g_autofree char *text = g_strdup_printf (_("started %s"), time);

  gtk_label_set_label (self->started_label, text);
}

static void
refresh (MeireiStreamPanel *self)
{
  MeireiCompletion *completion = meirei_execution_get_completion (self->execution);
  g_autofree char *phase = meirei_execution_dup_phase_label (self->execution);

  gtk_label_set_label (self->title, phase != NULL ? phase
                                    : _("Analysis starts when the file is complete"));
  gtk_widget_set_visible (GTK_WIDGET (self->details), completion != NULL);
  if (completion == NULL)
    return;

  refresh_throughput (self, completion);
  refresh_context (self, completion);
  refresh_request (self, completion);
  if (*gtk_label_get_label (self->started_label) == '\0')
    refresh_started (self, completion);
}

static gboolean
refresh_cb (gpointer user_data)
{
  refresh (user_data);

  return G_SOURCE_CONTINUE;
}

static void
meirei_stream_panel_dispose (GObject *object)
{
  MeireiStreamPanel *self = MEIREI_STREAM_PANEL (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_object (&self->execution);

  G_OBJECT_CLASS (meirei_stream_panel_parent_class)->dispose (object);
}

static void
meirei_stream_panel_class_init (MeireiStreamPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_stream_panel_dispose;
}

static GtkLabel *
add_label (GtkBox     *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);

  return GTK_LABEL (label);
}

/* A title with something on its right.  Returns: the label on the right. */
static GtkLabel *
add_heading (MeireiStreamPanel *self,
             const char        *title)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  GtkLabel *name = add_label (box, title, "caption-heading");
  GtkLabel *label = add_label (box, "", "caption");

  gtk_label_set_xalign (name, 0.f);
  gtk_widget_set_hexpand (GTK_WIDGET (name), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
  gtk_widget_set_margin_top (GTK_WIDGET (box), 12);
  gtk_box_append (self->details, GTK_WIDGET (box));

  return label;
}

static void
init_top (MeireiStreamPanel *self,
          GtkBox            *box)
{
  GtkWidget *ring = meirei_score_ring_new ();
  GtkLabel *text;

  meirei_score_ring_set_diameter (MEIREI_SCORE_RING (ring), MEIREI_SCORE_RING_LARGE);
  meirei_score_ring_set_score (MEIREI_SCORE_RING (ring), MEIREI_SCORE_NONE);
  gtk_widget_set_halign (ring, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_bottom (ring, 6);
  gtk_box_append (box, ring);
  self->title = add_label (box, "", "heading");
  text = add_label (box, _("Score, deductions and tests appear here as soon as the last token "
                           "arrives."), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (text), "dim-label");
  for (GtkWidget *label = GTK_WIDGET (self->title); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
      gtk_widget_set_halign (label, GTK_ALIGN_CENTER);
    }
}

static void
init_chart (MeireiStreamPanel *self)
{
  GtkWidget *chart = meirei_chart_new ();
  GtkWidget *card = adw_bin_new ();

  self->rate_label = add_heading (self, _("Throughput"));
  self->chart = MEIREI_CHART (chart);
  meirei_chart_set_area (self->chart, TRUE);
  meirei_chart_set_y_axis (self->chart, FALSE);
  meirei_chart_set_title (self->chart, _("Throughput"));
  meirei_chart_set_format_func (self->chart, format_sample_cb, NULL, NULL);
  gtk_widget_set_size_request (chart, -1, CHART_HEIGHT);
  adw_bin_set_child (ADW_BIN (card), chart);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "fact-grid");
  gtk_box_append (self->details, card);
}

static GtkLabel *
add_legend (GtkBox     *box,
            MeireiTone  tone,
            const char *name)
{
  GtkWidget *dot = meirei_dot_new (tone);
  GtkLabel *label;

  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_box_append (box, dot);
  add_label (box, name, "caption");
  label = add_label (box, "", "caption");
  gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
  gtk_widget_set_margin_end (GTK_WIDGET (label), 6);

  return label;
}

static void
init_context (MeireiStreamPanel *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bar = meirei_segment_bar_new ();

  self->context_label = add_heading (self, _("Context"));
  self->context_bar = MEIREI_SEGMENT_BAR (bar);
  meirei_segment_bar_set_thickness (self->context_bar, 8);
  gtk_box_append (GTK_BOX (card), bar);
  self->prompt_label = add_legend (GTK_BOX (legend), MEIREI_TONE_ACCENT_SOFT, _("Prompt"));
  self->output_label = add_legend (GTK_BOX (legend), MEIREI_TONE_ACCENT, _("Output"));
  gtk_box_append (GTK_BOX (card), legend);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "fact-grid");
  gtk_box_append (self->details, card);
}

static void
meirei_stream_panel_init (MeireiStreamPanel *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *grid = meirei_fact_grid_new ();

  gtk_widget_set_margin_top (box, 36);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  init_top (self, GTK_BOX (box));

  self->details = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_margin_top (GTK_WIDGET (self->details), 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->details));
  init_chart (self);
  init_context (self);
  self->started_label = add_heading (self, _("Request"));
  self->request = GTK_GRID (grid);
  gtk_box_append (self->details, grid);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * meirei_stream_panel_new:
 *
 * Returns: (transfer floating): a panel of nothing
 */
GtkWidget *
meirei_stream_panel_new (void)
{
  return g_object_new (MEIREI_TYPE_STREAM_PANEL, NULL);
}

/**
 * meirei_stream_panel_set_execution:
 * @self: a panel
 * @execution: (nullable): what to show; without one nothing is refreshed
 */
void
meirei_stream_panel_set_execution (MeireiStreamPanel *self,
                                   MeireiExecution   *execution)
{
  g_return_if_fail (MEIREI_IS_STREAM_PANEL (self));

  if (!g_set_object (&self->execution, execution))
    return;

  g_clear_handle_id (&self->source_id, g_source_remove);
  gtk_label_set_label (self->started_label, "");
  if (execution == NULL)
    return;

  self->source_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
  refresh (self);
}
