/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiStatisticsGroup:
 *
 * How a model fared in the open workspace: eight figures and how fast its last
 * runs were.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-chart.h"
#include "meirei-model-statistics.h"
#include "meirei-statistics-group.h"

#define N_COLUMNS 4
#define N_FIGURES 8
#define CHART_HEIGHT 60

/* Answers come in bursts while a batch runs. */
#define UPDATE_DELAY_MS 1000

struct _MeireiStatisticsGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *card;
  GtkLabel *values[N_FIGURES];
  GtkWidget *chart_box;
  GtkLabel *range_label;
  MeireiChart *chart;
  GtkLabel *empty_label;

  MeireiWorkspace *workspace;  /* (owned) (nullable) */
  MeireiModel *model;          /* (owned) (nullable) */
  GListModel *items;           /* (owned) (nullable): of the workspace */
  GCancellable *cancellable;   /* (owned) (nullable) */
  guint update_id;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (MeireiStatisticsGroup, meirei_statistics_group, ADW_TYPE_PREFERENCES_GROUP)

/* A number that is not known is a dash. */
static void
take_figure (MeireiStatisticsGroup *self,
             guint                  position,
             gboolean               known,
             char                  *text)
{
  /* Translators: in place of a number that is not known */
  gtk_label_set_label (self->values[position], known ? text : _("–"));
  g_free (text);
}

static char *
format_rate_cb (MeireiChart *chart,
                double       x,
                double       y,
                gpointer     user_data)
{
  return g_strdup_printf (_("%.1f tok/s"), y);
}

static void
show_rates (MeireiStatisticsGroup *self,
            GArray                *rates)
{
  g_autofree MeireiChartPoint *points = g_new0 (MeireiChartPoint, rates->len + 1);
  double least = G_MAXDOUBLE;
  double most = 0.;
  g_autofree char *range = NULL;

  gtk_widget_set_visible (self->chart_box, rates->len > 1);
  if (rates->len < 2)
    return;

  for (guint i = 0; i < rates->len; i++)
    {
      points[i].x = i;
      points[i].y = g_array_index (rates, double, i);
      least = MIN (least, points[i].y);
      most = MAX (most, points[i].y);
    }
  meirei_chart_set_line (self->chart, points, rates->len);
  meirei_chart_set_x_range (self->chart, 0., rates->len - 1);
  meirei_chart_set_y_range (self->chart, MAX (0., least - (most - least)), most * 1.05);
  /* Translators: the least and the greatest number of tokens per second */
  range = g_strdup_printf (_("%.0f – %.0f"), least, most);
  gtk_label_set_label (self->range_label, range);
  meirei_chart_set_description (self->chart, range);
}

static void
show_statistics (MeireiStatisticsGroup       *self,
                 const MeireiModelStatistics *statistics)
{
  gtk_widget_set_visible (self->card, statistics->n_runs > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), statistics->n_runs == 0);
  take_figure (self, 0, TRUE, g_strdup_printf ("%'u", statistics->n_runs));
  take_figure (self, 1, statistics->n_scored > 0,
               g_strdup_printf (_("%.0f %%"), 100. * statistics->n_passed
                                              / MAX (1, statistics->n_scored)));
  take_figure (self, 2, statistics->mean_score >= 0.,
               g_strdup_printf ("%.1f", statistics->mean_score));
  take_figure (self, 3, statistics->median_seconds >= 0.,
               g_strdup_printf (_("%.1f s"), statistics->median_seconds));
  take_figure (self, 4, TRUE, g_strdup_printf ("%'" G_GINT64_FORMAT, statistics->n_tokens));
  take_figure (self, 5, statistics->median_rate >= 0.,
               g_strdup_printf ("%.1f", statistics->median_rate));
  take_figure (self, 6, statistics->median_first_token >= 0.,
               g_strdup_printf (_("%.1f s"), statistics->median_first_token));
  take_figure (self, 7, statistics->mean_attempts >= 0.,
               g_strdup_printf ("%.1f", statistics->mean_attempts));
  show_rates (self, statistics->rates);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         statistics->is_complete ? NULL
                                         : _("Of the first 2,000 instructions only"));
}

static void
collected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiModelStatistics) statistics =
    meirei_model_statistics_collect_finish (MEIREI_WORKSPACE (source), result, &error);
  g_autoptr(MeireiStatisticsGroup) self = user_data;

  /* It ends by being cancelled only. */
  if (statistics != NULL)
    show_statistics (self, statistics);
}

static void
stop (MeireiStatisticsGroup *self)
{
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
update (MeireiStatisticsGroup *self)
{
  stop (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->stale = TRUE;
      return;
    }

  self->stale = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), self->workspace != NULL);
  if (self->workspace == NULL || self->model == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  meirei_model_statistics_collect_async (self->workspace, meirei_model_get_id (self->model),
                                         self->cancellable, collected_cb, g_object_ref (self));
}

static gboolean
update_cb (gpointer user_data)
{
  MeireiStatisticsGroup *self = user_data;

  self->update_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
items_cb (MeireiStatisticsGroup *self)
{
  if (self->update_id == 0)
    self->update_id = g_timeout_add (UPDATE_DELAY_MS, update_cb, self);
}

static void
meirei_statistics_group_map (GtkWidget *widget)
{
  MeireiStatisticsGroup *self = MEIREI_STATISTICS_GROUP (widget);

  GTK_WIDGET_CLASS (meirei_statistics_group_parent_class)->map (widget);

  if (self->stale)
    update (self);
}

static void
drop_items (MeireiStatisticsGroup *self)
{
  if (self->items != NULL)
    g_signal_handlers_disconnect_by_data (self->items, self);
  g_clear_object (&self->items);
}

static void
meirei_statistics_group_dispose (GObject *object)
{
  MeireiStatisticsGroup *self = MEIREI_STATISTICS_GROUP (object);

  stop (self);
  drop_items (self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (meirei_statistics_group_parent_class)->dispose (object);
}

static void
meirei_statistics_group_class_init (MeireiStatisticsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_statistics_group_dispose;
  GTK_WIDGET_CLASS (klass)->map = meirei_statistics_group_map;
}

static GtkWidget *
make_figures (MeireiStatisticsGroup *self)
{
  const char * const captions[N_FIGURES] = {
    _("runs"), _("pass rate"), _("mean score"), _("median time"),
    _("tokens"), _("tok/s median"), _("first token"), _("attempts"),
  };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (guint i = 0; i < N_FIGURES; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      GtkWidget *caption = gtk_label_new (captions[i]);

      self->values[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_xalign (self->values[i], 0.f);
      gtk_label_set_xalign (GTK_LABEL (caption), 0.f);
      gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
      gtk_label_set_ellipsize (self->values[i], PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (GTK_WIDGET (self->values[i]), "title-4");
      gtk_widget_add_css_class (GTK_WIDGET (self->values[i]), "numeric");
      gtk_widget_add_css_class (caption, "caption");
      gtk_widget_add_css_class (caption, "dim-label");
      gtk_widget_add_css_class (box, "figure");
      if (i % N_COLUMNS > 0)
        gtk_widget_add_css_class (box, "divided");
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->values[i]));
      gtk_box_append (GTK_BOX (box), caption);
      gtk_grid_attach (GTK_GRID (grid), box, (int) (i % N_COLUMNS), (int) (i / N_COLUMNS), 1, 1);
    }
  gtk_widget_add_css_class (grid, "figures");

  return grid;
}

static GtkWidget *
make_chart (MeireiStatisticsGroup *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_("tok/s, last 20 runs"));

  self->chart_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->range_label = GTK_LABEL (gtk_label_new (NULL));
  self->chart = MEIREI_CHART (meirei_chart_new ());
  gtk_label_set_xalign (GTK_LABEL (title), 0.f);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->range_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->range_label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->range_label), "numeric");
  meirei_chart_set_title (self->chart, _("Tokens per second of the last runs"));
  meirei_chart_set_area (self->chart, TRUE);
  meirei_chart_set_y_axis (self->chart, FALSE);
  meirei_chart_set_format_func (self->chart, format_rate_cb, NULL, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1, CHART_HEIGHT);
  gtk_widget_add_css_class (self->chart_box, "figure-chart");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->range_label));
  gtk_box_append (GTK_BOX (self->chart_box), head);
  gtk_box_append (GTK_BOX (self->chart_box), GTK_WIDGET (self->chart));

  return self->chart_box;
}

static void
meirei_statistics_group_init (MeireiStatisticsGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("This workspace"));
  self->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->card, "card");
  gtk_box_append (GTK_BOX (self->card), make_figures (self));
  gtk_box_append (GTK_BOX (self->card), make_chart (self));
  self->empty_label = GTK_LABEL (gtk_label_new (_("No runs with this model yet")));
  gtk_label_set_xalign (self->empty_label, 0.f);
  gtk_widget_add_css_class (GTK_WIDGET (self->empty_label), "dim-label");
  gtk_widget_set_visible (self->card, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->card);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->empty_label));
}

/**
 * meirei_statistics_group_new:
 *
 * Returns: (transfer full): a group
 */
GtkWidget *
meirei_statistics_group_new (void)
{
  return g_object_new (MEIREI_TYPE_STATISTICS_GROUP, NULL);
}

/**
 * meirei_statistics_group_set_model:
 * @self: a group
 * @workspace: (nullable): the open workspace
 * @model: a model
 *
 * Shows how another model fared.
 */
void
meirei_statistics_group_set_model (MeireiStatisticsGroup *self,
                                   MeireiWorkspace       *workspace,
                                   MeireiModel           *model)
{
  g_return_if_fail (MEIREI_IS_STATISTICS_GROUP (self));

  drop_items (self);
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->model, model);
  if (workspace != NULL)
    {
      g_set_object (&self->items, meirei_workspace_get_items (workspace));
      g_signal_connect_object (self->items, "items-changed", G_CALLBACK (items_cb), self,
                               G_CONNECT_SWAPPED);
    }
  update (self);
}
