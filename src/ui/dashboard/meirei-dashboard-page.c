/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiDashboardPage:
 *
 * The page “Dashboard” of the window: how far each phase is, how good the
 * answers are, how each model did, what happened last and what needs a person.
 * Every number leads to the instructions behind it.
 *
 * The figures are computed on another thread, at most twice a second and only
 * while somebody can see them.  How they are shown is in
 * meirei-dashboard-page-show.c.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-dashboard-page-private.h"
#include "meirei-dashboard-row.h"
#include "meirei-figure-link.h"
#include "meirei-pair-layout.h"
#include "meirei-phase-card.h"
#include "meirei-score-charts.h"
#include "meirei-ui-init.h"
#include "meirei-workspace-figures.h"

/* Changes come in bursts while a batch runs. */
#define UPDATE_INTERVAL_MS 500

/* After this it shall be seen that the figures are old. */
#define SLOW_AFTER_MS 300

typedef enum {
  PROP_COMPACT = 1,
} MeireiDashboardPageProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

enum {
  SIGNAL_SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiDashboardPage, meirei_dashboard_page, ADW_TYPE_BIN)

static void queue_update (MeireiDashboardPage *self);

static gboolean
slow_cb (gpointer user_data)
{
  MeireiDashboardPage *self = user_data;

  self->slow_id = 0;
  gtk_widget_add_css_class (GTK_WIDGET (self->content), "old");

  return G_SOURCE_REMOVE;
}

static void
end_computing (MeireiDashboardPage *self)
{
  g_clear_object (&self->computing);
  g_clear_handle_id (&self->slow_id, g_source_remove);
  gtk_widget_remove_css_class (GTK_WIDGET (self->content), "old");
}

static void
computed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(MeireiDashboardPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiProjectFigures) figures = NULL;

  figures = meirei_project_figures_compute_finish (MEIREI_WORKSPACE (source), result, &error);
  /* Cancelled: there is another workspace, or none, or the page is gone. */
  if (figures == NULL)
    return;

  end_computing (self);
  g_set_object (&self->figures, figures);
  self->computed_at = g_get_monotonic_time ();
  _meirei_dashboard_page_show (self);
  gtk_widget_set_visible (GTK_WIDGET (self->content), TRUE);
  g_signal_emit (self, signals[SIGNAL_SHOWN], 0);
  if (self->stale)
    queue_update (self);
}

static void
update (MeireiDashboardPage *self)
{
  self->stale = FALSE;
  self->computing = g_cancellable_new ();
  self->slow_id = g_timeout_add (SLOW_AFTER_MS, slow_cb, self);
  meirei_project_figures_compute_async (self->workspace, g_get_real_time (), self->computing,
                                        computed_cb, g_object_ref (self));
}

static gboolean
update_cb (gpointer user_data)
{
  MeireiDashboardPage *self = user_data;

  self->update_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
queue_update (MeireiDashboardPage *self)
{
  gint64 age = (g_get_monotonic_time () - self->computed_at) / 1000;

  self->stale = TRUE;
  if (self->workspace == NULL || self->update_id != 0 || self->computing != NULL
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->update_id = g_timeout_add ((guint) CLAMP (UPDATE_INTERVAL_MS - age, 0,
                                                  UPDATE_INTERVAL_MS), update_cb, self);
}

/* “2 min” becomes “3 min”, and a phase may become late at midnight. */
static gboolean
minute_cb (gpointer user_data)
{
  queue_update (user_data);

  return G_SOURCE_CONTINUE;
}

static void
meirei_dashboard_page_map (GtkWidget *widget)
{
  MeireiDashboardPage *self = MEIREI_DASHBOARD_PAGE (widget);

  GTK_WIDGET_CLASS (meirei_dashboard_page_parent_class)->map (widget);
  self->minute_id = g_timeout_add_seconds (60, minute_cb, self);
  queue_update (self);
}

static void
meirei_dashboard_page_unmap (GtkWidget *widget)
{
  MeireiDashboardPage *self = MEIREI_DASHBOARD_PAGE (widget);

  g_clear_handle_id (&self->minute_id, g_source_remove);
  g_clear_handle_id (&self->update_id, g_source_remove);
  GTK_WIDGET_CLASS (meirei_dashboard_page_parent_class)->unmap (widget);
}

static void
stop (MeireiDashboardPage *self)
{
  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->computing == NULL)
    return;
  g_cancellable_cancel (self->computing);
  end_computing (self);
}

static void
phase_activated_cb (MeireiDashboardPage *self,
                    MeireiPhaseCard     *card)
{
  g_autoptr(GVariant) target =
    meirei_figure_target_new_phase (meirei_phase_card_get_number (card));

  meirei_figure_target_show (GTK_WIDGET (self), target);
}

static void
bar_activated_cb (MeireiDashboardPage *self,
                  double               from)
{
  g_autofree char *range = meirei_score_charts_dup_range (from);
  g_autoptr(GVariant) target = meirei_figure_target_new_word ("score", range);

  meirei_figure_target_show (GTK_WIDGET (self), target);
}

static void
show_all_cb (MeireiDashboardPage *self)
{
  g_autoptr(GVariant) target = meirei_figure_target_new_word ("sort", "updated");

  meirei_figure_target_show (GTK_WIDGET (self), target);
}

static void
meirei_dashboard_page_dispose (GObject *object)
{
  MeireiDashboardPage *self = MEIREI_DASHBOARD_PAGE (object);

  if (self->content != NULL)
    stop (self);
  g_clear_object (&self->figures);
  g_clear_object (&self->maker);
  g_clear_object (&self->runners);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_DASHBOARD_PAGE);

  G_OBJECT_CLASS (meirei_dashboard_page_parent_class)->dispose (object);
}

static void
set_compact (MeireiDashboardPage *self,
             gboolean             compact)
{
  if (self->compact == compact)
    return;

  self->compact = compact;
  gtk_widget_set_visible (GTK_WIDGET (self->dashboard_button), !compact);
  gtk_widget_set_visible (GTK_WIDGET (self->guide_button), !compact);
  gtk_widget_set_visible (GTK_WIDGET (self->export_button), compact);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
meirei_dashboard_page_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch ((MeireiDashboardPageProperty) prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, MEIREI_DASHBOARD_PAGE (object)->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_dashboard_page_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  switch ((MeireiDashboardPageProperty) prop_id)
    {
    case PROP_COMPACT:
      set_compact (MEIREI_DASHBOARD_PAGE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (MEIREI_TYPE_CHART);
  g_type_ensure (MEIREI_TYPE_MODEL_TABLE);
  g_type_ensure (MEIREI_TYPE_PAIR_LAYOUT);

  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/dashboard/meirei-dashboard-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, meirei_dashboard_row_activate);
  gtk_widget_class_bind_template_callback (widget_class, phase_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, activity);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, content);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, dashboard_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, distribution);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, guide_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, model_table);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, models_text);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, needs);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, no_activity);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, no_models);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, no_needs);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, no_phases);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, phases);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, scores_text);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, summary);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, trend);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, trend_text);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, week);
}

static void
meirei_dashboard_page_class_init (MeireiDashboardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_dashboard_page_dispose;
  object_class->get_property = meirei_dashboard_page_get_property;
  object_class->set_property = meirei_dashboard_page_set_property;
  widget_class->map = meirei_dashboard_page_map;
  widget_class->unmap = meirei_dashboard_page_unmap;

  /**
   * MeireiDashboardPage:compact:
   *
   * Whether there is little room, so that buttons are icons.
   */
  properties[PROP_COMPACT] =
    g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * MeireiDashboardPage::shown:
   * @self: a dashboard page
   *
   * It shows new figures.
   */
  signals[SIGNAL_SHOWN] = g_signal_new ("shown", MEIREI_TYPE_DASHBOARD_PAGE, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  _meirei_dashboard_page_install_actions (widget_class);
  _meirei_dashboard_page_install_exports (widget_class);
}

static void
meirei_dashboard_page_init (MeireiDashboardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  meirei_score_charts_set_up (self->distribution, self->trend);
  meirei_figure_link_set_up (self->summary);
  meirei_figure_link_set_up (self->scores_text);
  meirei_figure_link_set_up (self->trend_text);
  g_signal_connect_object (self->distribution, "activated", G_CALLBACK (bar_activated_cb), self,
                           G_CONNECT_SWAPPED);
  _meirei_dashboard_page_update_actions (self);
  meirei_dashboard_page_set_document_maker (self, NULL);
}

/**
 * meirei_dashboard_page_set_workspace:
 * @self: a dashboard page
 * @workspace: (nullable): a workspace
 *
 * Shows how far the project of @workspace is.
 */
void
meirei_dashboard_page_set_workspace (MeireiDashboardPage *self,
                                     MeireiWorkspace     *workspace)
{
  g_return_if_fail (MEIREI_IS_DASHBOARD_PAGE (self));

  stop (self);
  if (self->workspace != NULL)
    {
      g_signal_handlers_disconnect_by_data (meirei_workspace_get_items (self->workspace), self);
      g_signal_handlers_disconnect_by_data (self->workspace, self);
    }
  g_clear_object (&self->figures);
  /* Figures of one project must not stand under the name of another. */
  gtk_widget_set_visible (GTK_WIDGET (self->content), FALSE);
  meirei_dashboard_page_set_document_maker (self, NULL);
  g_set_object (&self->workspace, workspace);
  self->computed_at = 0;
  _meirei_dashboard_page_update_actions (self);
  if (workspace == NULL)
    return;

  g_signal_connect_object (meirei_workspace_get_items (workspace), "items-changed",
                           G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "instruction-changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "settings-changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  queue_update (self);
}

/**
 * meirei_dashboard_page_set_run_center:
 * @self: a dashboard page
 * @center: (nullable): where the runs of the workspace are
 *
 * Shows what is running among what happened last.
 */
void
meirei_dashboard_page_set_run_center (MeireiDashboardPage *self,
                                      MeireiRunCenter     *center)
{
  g_return_if_fail (MEIREI_IS_DASHBOARD_PAGE (self));

  if (self->runners != NULL)
    g_signal_handlers_disconnect_by_data (self->runners, self);
  g_clear_object (&self->runners);
  if (center == NULL)
    return;

  self->runners = g_object_ref (meirei_run_center_get_runners (center));
  g_signal_connect_object (self->runners, "items-changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
}

/**
 * meirei_dashboard_page_get_figures:
 * @self: a dashboard page
 *
 * Returns: (transfer none) (nullable): what it shows
 */
MeireiProjectFigures *
meirei_dashboard_page_get_figures (MeireiDashboardPage *self)
{
  g_return_val_if_fail (MEIREI_IS_DASHBOARD_PAGE (self), NULL);

  return self->figures;
}
