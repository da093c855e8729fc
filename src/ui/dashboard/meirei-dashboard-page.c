/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiDashboardPage:
 *
 * The page “Dashboard” of the window: how far each phase is, and how many
 * instructions are in each status.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-dashboard-page.h"
#include "meirei-labels.h"
#include "meirei-score-ring.h"
#include "meirei-status-icon.h"
#include "meirei-ui-init.h"

/* Changes come in bursts while a batch runs. */
#define UPDATE_DELAY_MS 250

struct _MeireiDashboardPage
{
  AdwBin parent_instance;

  GtkLabel *summary;
  GtkFlowBox *phases;
  GtkListBox *statuses;

  MeireiWorkspace *workspace;  /* (owned) (nullable) */
  GListModel *items;           /* (owned) (nullable) */
  guint update_id;
};

/* What is counted of a phase. */
typedef struct {
  guint n_items;
  guint n_accepted;
} PhaseCount;

G_DEFINE_FINAL_TYPE (MeireiDashboardPage, meirei_dashboard_page, ADW_TYPE_BIN)

static GtkWidget *
make_phase_card (int               number,
                 const char       *name,
                 const PhaseCount *count)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *ring = meirei_score_ring_new ();
  /* Translators: %d is the number of a phase of the project */
  g_autofree char *title = g_strdup_printf (_("Phase %d"), number);
  /* Translators: how many instructions of a phase are accepted */
  g_autofree char *share = g_strdup_printf (_("%u of %u accepted"), count->n_accepted,
                                            count->n_items);
  GtkWidget *title_label = gtk_label_new (title);
  GtkWidget *share_label = gtk_label_new (share);
  GtkWidget *name_label = gtk_label_new (name);

  meirei_score_ring_set_diameter (MEIREI_SCORE_RING (ring), MEIREI_SCORE_RING_SMALL);
  meirei_score_ring_set_unit (MEIREI_SCORE_RING (ring), "%");
  meirei_score_ring_set_score (MEIREI_SCORE_RING (ring),
                               count->n_items > 0
                               ? 100.0 * count->n_accepted / count->n_items : MEIREI_SCORE_NONE);
  gtk_label_set_xalign (GTK_LABEL (title_label), 0.0);
  gtk_label_set_xalign (GTK_LABEL (share_label), 0.0);
  gtk_label_set_xalign (GTK_LABEL (name_label), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (name_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title_label, "heading");
  gtk_widget_add_css_class (share_label, "caption");
  gtk_widget_add_css_class (share_label, "dim-label");
  gtk_widget_add_css_class (share_label, "numeric");
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), title_label);
  gtk_box_append (GTK_BOX (texts), share_label);
  gtk_box_append (GTK_BOX (top), ring);
  gtk_box_append (GTK_BOX (top), texts);
  gtk_box_append (GTK_BOX (card), top);
  gtk_box_append (GTK_BOX (card), name_label);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "phase-card");

  return card;
}

static void
show_phases (MeireiDashboardPage *self,
             GHashTable          *counts)
{
  g_autoptr(GListModel) phases = meirei_workspace_list_phases (self->workspace);
  static const PhaseCount none = { 0, 0 };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->phases))) != NULL)
    gtk_flow_box_remove (self->phases, child);

  for (guint i = 0; i < g_list_model_get_n_items (phases); i++)
    {
      g_autoptr(MeireiPhase) phase = g_list_model_get_item (phases, i);
      int number = meirei_phase_get_number (phase);
      const PhaseCount *count = g_hash_table_lookup (counts, GINT_TO_POINTER (number));

      gtk_flow_box_insert (self->phases,
                           make_phase_card (number, meirei_phase_get_name (phase),
                                            count != NULL ? count : &none), -1);
    }
}

static void
show_statuses (MeireiDashboardPage *self,
               const guint         *counts)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->statuses))) != NULL)
    gtk_list_box_remove (self->statuses, child);

  for (int i = 0; i < MEIREI_N_STATUSES; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *icon = meirei_status_icon_new ();
      g_autofree char *text = g_strdup_printf ("%'u", counts[i]);
      GtkWidget *label = gtk_label_new (text);

      meirei_status_icon_set_status (MEIREI_STATUS_ICON (icon), (MeireiStatus) i);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     meirei_status_get_label ((MeireiStatus) i));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
      gtk_widget_add_css_class (label, "numeric");
      gtk_widget_add_css_class (row, "dense");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      gtk_list_box_append (self->statuses, row);
    }
}

static void
update (MeireiDashboardPage *self)
{
  g_autoptr(GHashTable) phases = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  guint statuses[MEIREI_N_STATUSES] = { 0 };
  guint n_items = g_list_model_get_n_items (self->items);
  g_autofree char *summary = NULL;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (self->items, i);
      gpointer key = GINT_TO_POINTER (meirei_instruction_item_get_phase (item));
      MeireiStatus status = meirei_instruction_item_get_status (item);
      PhaseCount *count = g_hash_table_lookup (phases, key);

      if (count == NULL)
        {
          count = g_new0 (PhaseCount, 1);
          g_hash_table_insert (phases, key, count);
        }
      count->n_items++;
      if (status == MEIREI_STATUS_ACCEPTED)
        count->n_accepted++;
      statuses[status]++;
    }

  /* Translators: counts of all instructions, accepted ones, those to review */
  summary = g_strdup_printf (_("%'u instructions · %'u accepted · %'u awaiting review"), n_items,
                             statuses[MEIREI_STATUS_ACCEPTED], statuses[MEIREI_STATUS_EXECUTED]);
  gtk_label_set_label (self->summary, summary);
  show_phases (self, phases);
  show_statuses (self, statuses);
}

static gboolean
update_cb (gpointer user_data)
{
  MeireiDashboardPage *self = user_data;

  self->update_id = 0;
  if (self->items != NULL)
    update (self);

  return G_SOURCE_REMOVE;
}

static void
queue_update (MeireiDashboardPage *self)
{
  if (self->update_id == 0)
    self->update_id = g_timeout_add (UPDATE_DELAY_MS, update_cb, self);
}

static void
meirei_dashboard_page_dispose (GObject *object)
{
  MeireiDashboardPage *self = MEIREI_DASHBOARD_PAGE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_object (&self->items);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_DASHBOARD_PAGE);

  G_OBJECT_CLASS (meirei_dashboard_page_parent_class)->dispose (object);
}

static void
meirei_dashboard_page_class_init (MeireiDashboardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_dashboard_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/dashboard/meirei-dashboard-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, phases);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, statuses);
  gtk_widget_class_bind_template_child (widget_class, MeireiDashboardPage, summary);
}

static void
meirei_dashboard_page_init (MeireiDashboardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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

  if (self->items != NULL)
    g_signal_handlers_disconnect_by_data (self->items, self);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->items);
  g_set_object (&self->workspace, workspace);
  if (workspace == NULL)
    return;

  self->items = g_object_ref (meirei_workspace_get_items (workspace));
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "instruction-changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
