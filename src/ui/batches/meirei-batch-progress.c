/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchProgress:
 *
 * How far a run is: the count, the bar with its legend, how many requests are
 * in flight, the time that is left and the throughput.  It shows what it finds
 * when meirei_batch_progress_update() is called.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-progress.h"
#include "meirei-batch-reason.h"
#include "meirei-batch-words.h"
#include "meirei-chart.h"
#include "meirei-dot.h"
#include "meirei-segment-bar.h"
#include "meirei-ui-init.h"

/* In a narrower card the chart has no room. */
#define MIN_WIDTH_FOR_CHART 760

#define N_LEGENDS MEIREI_N_BATCH_GROUPS

struct _MeireiBatchProgress
{
  GtkWidget parent_instance;

  GtkBox *chart_box;
  GtkBox *figures;
  GtkBox *legend;
  GtkLabel *left_label;
  GtkLabel *parallel_label;
  GtkLabel *rate_label;
  GtkLabel *settled_label;
  GtkLabel *total_label;
  GtkMenuButton *parallel_button;
  MeireiChart *chart;
  MeireiSegmentBar *bar;
  GtkLabel *legend_labels[N_LEGENDS];

  MeireiBatchRows *rows;     /* (owned) (nullable) */
  MeireiBatchRunner *runner; /* (owned) (nullable) */
};

typedef enum {
  PROP_PARALLEL = 1,
} MeireiBatchProgressProperty;

static GParamSpec *properties[PROP_PARALLEL + 1];

G_DEFINE_FINAL_TYPE (MeireiBatchProgress, meirei_batch_progress, GTK_TYPE_WIDGET)

static const struct {
  MeireiBatchGroup group;
  MeireiTone tone;
  const char *word;
} legends[N_LEGENDS] = {
  { MEIREI_BATCH_GROUP_DONE, MEIREI_TONE_SUCCESS, NC_("items of a run", "Success") },
  { MEIREI_BATCH_GROUP_FAILED, MEIREI_TONE_ERROR, NC_("items of a run", "Failed") },
  { MEIREI_BATCH_GROUP_IN_FLIGHT, MEIREI_TONE_ACCENT, NC_("items of a run", "In flight") },
  { MEIREI_BATCH_GROUP_WAITING, MEIREI_TONE_NEUTRAL, NC_("items of a run", "Waiting") },
};

static MeireiBatch *
get_batch (MeireiBatchProgress *self)
{
  return meirei_batch_rows_get_batch (self->rows);
}

/* The counts. */

static void
show_counts (MeireiBatchProgress *self)
{
  MeireiSegment segments[N_LEGENDS];
  guint n_total = meirei_batch_rows_get_n_total (self->rows);
  guint n_settled = meirei_batch_rows_count (self->rows, MEIREI_BATCH_GROUP_DONE)
                    + meirei_batch_rows_count (self->rows, MEIREI_BATCH_GROUP_FAILED);
  g_autofree char *settled = meirei_batch_words_dup_number (n_settled);
  g_autofree char *all = meirei_batch_words_dup_number (n_total);
  /* Translators: after the large number of items that are done: how many there
   * are in all */
  g_autofree char *total = g_strdup_printf (_("of %s"), all);

  for (gsize i = 0; i < N_LEGENDS; i++)
    {
      guint count = meirei_batch_rows_count (self->rows, legends[i].group);
      const char *word = g_dpgettext2 (NULL, "items of a run", legends[i].word);
      g_autofree char *number = meirei_batch_words_dup_number (count);
      g_autofree char *markup = g_markup_printf_escaped ("%s  <b>%s</b>", word, number);

      segments[i] = (MeireiSegment) { count, legends[i].tone, word };
      gtk_label_set_markup (self->legend_labels[i], markup);
    }

  gtk_label_set_label (self->settled_label, settled);
  gtk_label_set_label (self->total_label, total);
  /* What waits is the trough itself. */
  meirei_segment_bar_set_segments (self->bar, segments, N_LEGENDS - 1, n_total);
}

static MeireiBatchStatistics *
get_statistics (MeireiBatchProgress *self)
{
  return meirei_batch_get_statistics (get_batch (self));
}

static void
show_time_left (MeireiBatchProgress *self)
{
  guint n_total = meirei_batch_rows_get_n_total (self->rows);
  guint n_settled = meirei_batch_rows_count (self->rows, MEIREI_BATCH_GROUP_DONE)
                    + meirei_batch_rows_count (self->rows, MEIREI_BATCH_GROUP_FAILED);
  int percent = n_total > 0 ? (int) (100.0 * n_settled / n_total) : 0;
  double seconds = self->runner != NULL
                   ? meirei_batch_statistics_get_time_left (get_statistics (self)) : -1.0;
  g_autofree char *duration = NULL;
  g_autofree char *text = NULL;

  if (seconds >= 0.0)
    {
      duration = meirei_batch_words_dup_rough (seconds);
      /* Translators: how long a run will still take, and how many percent are
       * done; keep the markup */
      text = g_strdup_printf (_("≈ <b>%s</b> left  ·  <b>%d</b> %%"), duration, percent);
    }
  else
    /* Translators: how many percent of a run are done; keep the markup */
    text = g_strdup_printf (_("<b>%d</b> %%"), percent);
  gtk_label_set_markup (self->left_label, text);
}

/* How many at once. */

static void
append_parallel (GMenu      *menu,
                 const char *label,
                 int         parallel)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "progress.parallel", "i", parallel);
  g_menu_append_item (menu, item);
}

static void
make_parallel_menu (GtkMenuButton *button,
                    gpointer       user_data)
{
  static const int numbers[] = { 1, 2, 3, 4, 6, 8, 12, 16 };
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) section = g_menu_new ();
  MeireiBatchProgress *self = user_data;
  g_autofree char *reason = NULL;

  append_parallel (menu, _("Automatic"), 0);
  if (self->runner != NULL && meirei_batch_runner_is_auto (self->runner))
    reason = meirei_batch_reason_dup_text (meirei_batch_runner_get_parallel_reason (self->runner));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *label = g_strdup_printf ("%d", numbers[i]);

      append_parallel (section, label, numbers[i]);
    }
  /* Why it is as many as it is. */
  g_menu_append_section (menu, reason, G_MENU_MODEL (section));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* 0 is automatic. */
static int
get_parallel (MeireiBatchProgress *self)
{
  if (self->runner == NULL || meirei_batch_runner_is_auto (self->runner))
    return 0;

  return (int) meirei_batch_runner_get_parallel (self->runner);
}

static void
show_parallel (MeireiBatchProgress *self)
{
  gboolean shown = self->runner != NULL
                   && meirei_batch_get_operation (get_batch (self)) == MEIREI_OPERATION_EXECUTE;
  guint parallel = shown ? meirei_batch_runner_get_parallel (self->runner) : 0;
  g_autofree char *label = NULL;
  g_autofree char *reason = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->parallel_label), shown);
  gtk_widget_set_visible (GTK_WIDGET (self->parallel_button), shown);
  if (!shown)
    return;

  if (!meirei_batch_runner_is_auto (self->runner))
    label = g_strdup_printf ("%u", parallel);
  else if (parallel > 0)
    /* Translators: %u is how many requests are in flight at once, a number
     * that is chosen automatically */
    label = g_strdup_printf (_("%u · Auto"), parallel);
  else
    label = g_strdup (_("Auto"));
  gtk_menu_button_set_label (self->parallel_button, label);
  reason = meirei_batch_reason_dup_text (meirei_batch_runner_get_parallel_reason (self->runner));
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (self->parallel_button)), reason) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->parallel_button), reason);
}

static void
runner_cb (MeireiBatchProgress *self)
{
  if (self->rows == NULL)
    return;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PARALLEL]);
  show_parallel (self);
}

/* The throughput. */

static char *
format_sample (MeireiChart *chart,
               double       x,
               double       y,
               gpointer     user_data)
{
  g_autofree char *duration = meirei_batch_words_dup_duration (x);

  /* Translators: a time since a run began, and its throughput then */
  return g_strdup_printf (_("after %s: %.0f tok/s"), duration, y);
}

static void
show_rate (MeireiBatchProgress *self)
{
  MeireiBatchStatistics *statistics = get_statistics (self);
  double rate = self->runner != NULL
                ? meirei_batch_statistics_get_tokens_per_second (statistics)
                : meirei_batch_statistics_get_mean_tokens_per_second (statistics);
  g_autofree char *text = NULL;

  if (rate < 0.0 || (self->runner == NULL && rate == 0.0))
    {
      gtk_label_set_label (self->rate_label, "–");
      return;
    }

  text = self->runner != NULL
         /* Translators: the throughput of this moment; keep the markup */
         ? g_strdup_printf (_("<b>%.0f</b> <span alpha=\"60%%\">tok/s</span>"), rate)
         /* Translators: the mean throughput of a run; keep the markup */
         : g_strdup_printf (_("<b>%.0f</b> <span alpha=\"60%%\">tok/s on average</span>"), rate);
  gtk_label_set_markup (self->rate_label, text);
}

static void
show_throughput (MeireiBatchProgress *self)
{
  guint n_samples = 0;
  const MeireiBatchSample *samples =
    meirei_batch_statistics_get_samples (get_statistics (self), &n_samples);
  g_autofree MeireiChartPoint *points = g_new (MeireiChartPoint, n_samples + 1);
  double end = n_samples > 0 ? samples[n_samples - 1].seconds : 0.0;
  double highest = 1.0;
  g_autofree char *duration = meirei_batch_words_dup_rough (end);
  /* Translators: the left end of a chart; %s is a duration */
  g_autofree char *start = self->runner != NULL ? g_strdup_printf (_("%s ago"), duration)
                                                : g_strdup (_("start"));
  const MeireiChartTick ticks[] = {
    { 0.0, start },
    { end, self->runner != NULL ? _("now") : duration },
  };

  show_rate (self);
  for (guint i = 0; i < n_samples; i++)
    {
      points[i] = (MeireiChartPoint) { samples[i].seconds, samples[i].tokens_per_second };
      highest = MAX (highest, samples[i].tokens_per_second);
    }
  meirei_chart_set_line (self->chart, points, n_samples);
  meirei_chart_set_dots (self->chart, points + MAX (n_samples, 1) - 1, MIN (n_samples, 1));
  meirei_chart_set_y_range (self->chart, 0.0, highest * 1.1);
  if (end > 0.0)
    {
      meirei_chart_set_x_range (self->chart, 0.0, end);
      meirei_chart_set_x_ticks (self->chart, ticks, G_N_ELEMENTS (ticks));
    }
  else
    meirei_chart_set_x_ticks (self->chart, NULL, 0);
}

/* The widget. */

static void
meirei_batch_progress_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  MeireiBatchProgress *self = MEIREI_BATCH_PROGRESS (widget);
  int chart_minimum = 0;
  int chart_natural = 0;

  gtk_widget_measure (GTK_WIDGET (self->figures), orientation, -1, minimum, natural, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->chart_box), orientation, -1, &chart_minimum,
                      &chart_natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      /* Where there is no room for the chart, it is not shown. */
      *natural += chart_natural;
      return;
    }

  *minimum = MAX (*minimum, chart_minimum);
  *natural = MAX (*natural, chart_natural);
}

static void
meirei_batch_progress_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  MeireiBatchProgress *self = MEIREI_BATCH_PROGRESS (widget);
  gboolean right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean shown = width >= MIN_WIDTH_FOR_CHART;
  GtkAllocation figures = { 0, 0, width, height };
  GtkAllocation chart = { 0, 0, 0, height };

  if (shown)
    {
      gtk_widget_measure (GTK_WIDGET (self->chart_box), GTK_ORIENTATION_HORIZONTAL, -1,
                          NULL, &chart.width, NULL, NULL);
      figures.width -= chart.width;
      chart.x = right_to_left ? 0 : figures.width;
      figures.x = right_to_left ? chart.width : 0;
      gtk_widget_size_allocate (GTK_WIDGET (self->chart_box), &chart, -1);
    }
  gtk_widget_set_child_visible (GTK_WIDGET (self->chart_box), shown);
  gtk_widget_size_allocate (GTK_WIDGET (self->figures), &figures, -1);
}

static void
meirei_batch_progress_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  MeireiBatchProgress *self = MEIREI_BATCH_PROGRESS (object);

  switch ((MeireiBatchProgressProperty) prop_id)
    {
    case PROP_PARALLEL:
      g_value_set_int (value, get_parallel (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_batch_progress_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  MeireiBatchProgress *self = MEIREI_BATCH_PROGRESS (object);

  switch ((MeireiBatchProgressProperty) prop_id)
    {
    case PROP_PARALLEL:
      if (self->runner != NULL)
        meirei_batch_runner_set_parallel (self->runner, (guint) g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_batch_progress_dispose (GObject *object)
{
  MeireiBatchProgress *self = MEIREI_BATCH_PROGRESS (object);

  meirei_batch_progress_set_runner (self, NULL);
  g_clear_object (&self->rows);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_BATCH_PROGRESS);

  G_OBJECT_CLASS (meirei_batch_progress_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (MEIREI_TYPE_CHART);
  g_type_ensure (MEIREI_TYPE_SEGMENT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/batches/meirei-batch-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchProgress, bar);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchProgress, chart);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchProgress, chart_box);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchProgress, figures);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchProgress, left_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchProgress, legend);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchProgress, parallel_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchProgress, parallel_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchProgress, rate_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchProgress, settled_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiBatchProgress, total_label);
}

static void
meirei_batch_progress_class_init (MeireiBatchProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_batch_progress_dispose;
  object_class->get_property = meirei_batch_progress_get_property;
  object_class->set_property = meirei_batch_progress_set_property;
  widget_class->measure = meirei_batch_progress_measure;
  widget_class->size_allocate = meirei_batch_progress_size_allocate;

  /**
   * MeireiBatchProgress:parallel:
   *
   * How many requests may be in flight; 0 is automatic.
   */
  properties[PROP_PARALLEL] = g_param_spec_int ("parallel", NULL, NULL, 0, G_MAXINT, 0,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "progress.parallel", "parallel");
}

static void
meirei_batch_progress_init (MeireiBatchProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  meirei_segment_bar_set_thickness (self->bar, MEIREI_SEGMENT_BAR_THICK);
  meirei_chart_set_format_func (self->chart, format_sample, NULL, NULL);
  meirei_chart_set_placeholder (self->chart, _("Nothing measured"));
  gtk_menu_button_set_create_popup_func (self->parallel_button, make_parallel_menu, self, NULL);
  for (gsize i = 0; i < N_LEGENDS; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 7);
      GtkWidget *dot = meirei_dot_new (legends[i].tone);

      self->legend_labels[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (GTK_WIDGET (self->legend_labels[i]), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (self->legend_labels[i]), "numeric");
      gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), dot);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->legend_labels[i]));
      gtk_box_append (self->legend, box);
    }
}

/**
 * meirei_batch_progress_set_rows:
 * @self: a card
 * @rows: (nullable): the rows of the run to show
 */
void
meirei_batch_progress_set_rows (MeireiBatchProgress *self,
                                MeireiBatchRows     *rows)
{
  g_return_if_fail (MEIREI_IS_BATCH_PROGRESS (self));

  g_set_object (&self->rows, rows);
  meirei_batch_progress_update (self);
}

/**
 * meirei_batch_progress_set_runner:
 * @self: a card
 * @runner: (nullable): what runs the batch now
 */
void
meirei_batch_progress_set_runner (MeireiBatchProgress *self,
                                  MeireiBatchRunner   *runner)
{
  g_return_if_fail (MEIREI_IS_BATCH_PROGRESS (self));

  if (self->runner == runner)
    return;

  if (self->runner != NULL)
    g_signal_handlers_disconnect_by_func (self->runner, runner_cb, self);
  g_set_object (&self->runner, runner);
  if (runner == NULL)
    return;

  g_signal_connect_object (runner, "notify", G_CALLBACK (runner_cb), self, G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PARALLEL]);
}

/**
 * meirei_batch_progress_update:
 * @self: a card
 *
 * Shows the figures of this moment.
 */
void
meirei_batch_progress_update (MeireiBatchProgress *self)
{
  g_return_if_fail (MEIREI_IS_BATCH_PROGRESS (self));

  if (self->rows == NULL)
    return;

  show_counts (self);
  show_time_left (self);
  show_parallel (self);
  show_throughput (self);
}
