/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-figure-link.h"
#include "meirei-model-row.h"
#include "meirei-model-table.h"
#include "meirei-score-badge.h"
#include "meirei-segment-bar.h"

#define BAR_WIDTH 64

/**
 * MeireiModelTable:
 *
 * How each model did, and all of them together in the last row.  Activating a
 * row shows the instructions that the model wrote.
 */

struct _MeireiModelTable
{
  AdwBin parent_instance;

  GtkColumnView *view;
  GListStore *rows; /* (owned), of MeireiModelRow */
};

G_DEFINE_FINAL_TYPE (MeireiModelTable, meirei_model_table, ADW_TYPE_BIN)

/* Shows a row in one of its cells. */
typedef void (*ShowFunc) (GtkWidget                *cell,
                          const MeireiModelFigures *figures);

typedef struct {
  const char *title;
  GtkWidget *(*create) (void);
  ShowFunc show;
  gboolean expand;
  gboolean at_end;
} Column;

static GtkWidget *
create_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);

  return label;
}

static GtkWidget *
create_number (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1.f);
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

static GtkWidget *
create_score (void)
{
  GtkWidget *badge = meirei_score_badge_new ();

  meirei_score_badge_set_digits (MEIREI_SCORE_BADGE (badge), 1);
  gtk_widget_set_halign (badge, GTK_ALIGN_END);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);

  return badge;
}

static GtkWidget *
create_rate (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *bar = meirei_segment_bar_new ();
  GtkWidget *label = create_number ();

  meirei_segment_bar_set_thickness (MEIREI_SEGMENT_BAR (bar), 8);
  gtk_widget_set_size_request (bar, BAR_WIDTH, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_label_set_use_markup (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static void
set_bold (GtkWidget                *cell,
          const MeireiModelFigures *figures)
{
  if (figures->model == NULL)
    gtk_widget_add_css_class (cell, "heading");
  else
    gtk_widget_remove_css_class (cell, "heading");
}

static void
show_model (GtkWidget                *cell,
            const MeireiModelFigures *figures)
{
  const char *name = figures->model;

  if (name == NULL)
    name = _("All models");
  else if (*name == '\0')
    name = _("Unknown model");
  gtk_label_set_label (GTK_LABEL (cell), name);
  gtk_widget_set_tooltip_text (cell, name);
  set_bold (cell, figures);
}

static void
show_text (GtkWidget                *cell,
           const MeireiModelFigures *figures,
           char                     *text)
{
  gtk_label_set_label (GTK_LABEL (cell), text);
  set_bold (cell, figures);
  g_free (text);
}

static void
show_runs (GtkWidget                *cell,
           const MeireiModelFigures *figures)
{
  show_text (cell, figures, g_strdup_printf ("%'u", figures->n_runs));
}

static MeireiTone
get_rate_tone (double rate)
{
  if (rate >= .6)
    return MEIREI_TONE_ACCENT;

  return rate >= .3 ? MEIREI_TONE_WARNING : MEIREI_TONE_ERROR;
}

static void
show_rate (GtkWidget                *cell,
           const MeireiModelFigures *figures)
{
  GtkWidget *bar = gtk_widget_get_first_child (cell);
  GtkWidget *label = gtk_widget_get_last_child (cell);
  double rate = figures->n_runs > 0 ? (double) figures->n_passed / figures->n_runs : 0.;
  g_autofree char *percent = g_strdup_printf ("%.0f %%", rate * 100.);
  g_autofree char *spoken = g_strdup_printf (_("%u of %u runs passed"), figures->n_passed,
                                             figures->n_runs);
  g_autofree char *markup = g_strdup_printf ("%s <span size=\"9pt\" weight=\"normal\""
                                             " alpha=\"60%%\">%u/%u</span>", percent,
                                             figures->n_passed, figures->n_runs);
  const MeireiSegment segment = { rate, get_rate_tone (rate), spoken };

  meirei_segment_bar_set_segments (MEIREI_SEGMENT_BAR (bar), &segment, 1, 1.);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  set_bold (label, figures);
}

static void
show_score (GtkWidget                *cell,
            const MeireiModelFigures *figures)
{
  meirei_score_badge_set_score (MEIREI_SCORE_BADGE (cell),
                                figures->n_scored > 0 ? figures->mean_score : MEIREI_SCORE_NONE);
}

static char *
format_seconds (double seconds)
{
  if (seconds < 0.)
    return g_strdup ("–");

  /* Translators: a duration in seconds */
  return g_strdup_printf (_("%.1f s"), seconds);
}

static void
show_time (GtkWidget                *cell,
           const MeireiModelFigures *figures)
{
  show_text (cell, figures, format_seconds (figures->median_seconds));
}

static void
show_first_token (GtkWidget                *cell,
                  const MeireiModelFigures *figures)
{
  show_text (cell, figures, format_seconds (figures->first_token));
}

static void
show_speed (GtkWidget                *cell,
            const MeireiModelFigures *figures)
{
  show_text (cell, figures,
             figures->tokens_per_second > 0.
             ? g_strdup_printf ("%'.1f", figures->tokens_per_second) : g_strdup ("–"));
}

static void
show_repairs (GtkWidget                *cell,
              const MeireiModelFigures *figures)
{
  show_text (cell, figures, g_strdup_printf ("%'u", figures->n_repairs));
}

/* All with the context “column”. */
static const Column columns[] = {
  { NC_("column", "Model"), create_label, show_model, TRUE, FALSE },
  /* Translators: how many versions a model wrote */
  { NC_("column", "Runs"), create_number, show_runs, FALSE, TRUE },
  { NC_("column", "Pass rate"), create_rate, show_rate, FALSE, FALSE },
  { NC_("column", "Mean score"), create_score, show_score, FALSE, TRUE },
  { NC_("column", "Median time"), create_number, show_time, FALSE, TRUE },
  { NC_("column", "First token"), create_number, show_first_token, FALSE, TRUE },
  { NC_("column", "tok/s"), create_number, show_speed, FALSE, TRUE },
  { NC_("column", "Repairs"), create_number, show_repairs, FALSE, TRUE },
};

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *list_item,
          gpointer            user_data)
{
  const Column *column = user_data;

  gtk_list_item_set_child (list_item, column->create ());
}

static void
show_cell (GtkListItem  *list_item,
           const Column *column)
{
  column->show (gtk_list_item_get_child (list_item),
                meirei_model_row_get_figures (gtk_list_item_get_item (list_item)));
}

static void
changed_cb (MeireiModelRow *row,
            GtkListItem    *list_item)
{
  show_cell (list_item, g_object_get_data (G_OBJECT (list_item), "column"));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         gpointer            column)
{
  g_object_set_data (G_OBJECT (list_item), "column", column);
  g_signal_connect_object (gtk_list_item_get_item (list_item), "changed",
                           G_CALLBACK (changed_cb), list_item, 0);
  show_cell (list_item, column);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           gpointer            column)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), changed_cb,
                                        list_item);
}

static void
add_column (MeireiModelTable *self,
            const Column     *description)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) description);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) description);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer) description);
  column = gtk_column_view_column_new (g_dpgettext2 (NULL, "column", description->title),
                                       factory);
  gtk_column_view_column_set_expand (column, description->expand);
  gtk_column_view_append_column (self->view, column);
  g_object_unref (column);
}

static void
activate_cb (MeireiModelTable *self,
             guint             position)
{
  g_autoptr(MeireiModelRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  const MeireiModelFigures *figures = meirei_model_row_get_figures (row);
  g_autoptr(GVariant) target = NULL;

  if (figures->model == NULL)
    target = meirei_figure_target_new_word ("score", "0-100");
  else if (*figures->model != '\0')
    target = meirei_figure_target_new_word ("model", figures->model);
  meirei_figure_target_show (GTK_WIDGET (self), target);
}

static void
meirei_model_table_finalize (GObject *object)
{
  g_clear_object (&MEIREI_MODEL_TABLE (object)->rows);

  G_OBJECT_CLASS (meirei_model_table_parent_class)->finalize (object);
}

static void
meirei_model_table_class_init (MeireiModelTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_model_table_finalize;
}

static void
meirei_model_table_init (MeireiModelTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkNoSelection *selection;

  self->rows = g_list_store_new (MEIREI_TYPE_MODEL_ROW);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (selection)));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "model-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Models"), -1);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (self, &columns[i]);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * meirei_model_table_new:
 *
 * Returns: (transfer floating): an empty table
 */
GtkWidget *
meirei_model_table_new (void)
{
  return g_object_new (MEIREI_TYPE_MODEL_TABLE, NULL);
}

static void
set_row (MeireiModelTable         *self,
         guint                     position,
         MeireiProjectFigures     *figures,
         const MeireiModelFigures *model)
{
  g_autoptr(MeireiModelRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (row == NULL)
    {
      row = meirei_model_row_new (figures, model);
      g_list_store_append (self->rows, row);
    }
  else
    meirei_model_row_set_figures (row, figures, model);
}

/**
 * meirei_model_table_set_figures:
 * @self: a table
 * @figures: the figures of a project
 */
void
meirei_model_table_set_figures (MeireiModelTable     *self,
                                MeireiProjectFigures *figures)
{
  const MeireiModelFigures *models;
  guint n_models, n_rows;

  g_return_if_fail (MEIREI_IS_MODEL_TABLE (self));

  models = meirei_project_figures_get_models (figures, &n_models);
  for (guint i = 0; i < n_models; i++)
    set_row (self, i, figures, &models[i]);
  if (n_models > 0)
    set_row (self, n_models, figures, meirei_project_figures_get_all_models (figures));

  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  n_models = n_models > 0 ? n_models + 1 : 0;
  if (n_rows > n_models)
    g_list_store_splice (self->rows, n_models, n_rows - n_models, NULL, 0);
}
