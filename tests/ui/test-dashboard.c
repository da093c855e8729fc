/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The dashboard in a window: what it shows, where its numbers lead, and that
 * it follows the workspace without being in its way. */

#include "config.h"

#include <adwaita.h>

#include "meirei-chart.h"
#include "meirei-dashboard-page.h"
#include "meirei-dashboard-row.h"
#include "meirei-date-row.h"
#include "meirei-instructions-page.h"
#include "meirei-phase-card.h"
#include "meirei-phase-dialog.h"
#include "meirei-phase-mover.h"
#include "meirei-window.h"
#include "meirei-workspace-decisions.h"
#include "meirei-workspace-phases.h"
#include "ui-test.h"
#include "ui-workspace.h"

typedef struct {
  UiWorkspace *fixture;
  MeireiWindow *window;
  MeireiDashboardPage *page;
  MeireiInstructionList *list;
  MeireiWorkspace *workspace;
  guint n_shown;
  gint64 shown_at;
  gint64 least_interval;
} Shown;

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

static void
shown_cb (Shown *shown)
{
  gint64 now = g_get_monotonic_time ();

  if (shown->n_shown > 0)
    shown->least_interval = MIN (shown->least_interval, now - shown->shown_at);
  shown->shown_at = now;
  shown->n_shown++;
}

static gboolean
is_shown (gpointer user_data)
{
  return ((Shown *) user_data)->n_shown > 0;
}

static gboolean
is_open (gpointer user_data)
{
  return meirei_window_get_workspace (((Shown *) user_data)->window) != NULL;
}

static void
show_page (Shown      *shown,
           const char *page)
{
  gtk_widget_activate_action (GTK_WIDGET (shown->window), "win.page", "s", page);
}

static void
set_up (Shown         *shown,
        gconstpointer  data)
{
  g_autoptr(MeireiSettings) settings = meirei_settings_new ();
  GtkWidget *page;

  *shown = (Shown) { .fixture = ui_workspace_new (), .least_interval = G_MAXINT64 };
  shown->window = meirei_window_new (GTK_APPLICATION (g_application_get_default ()), settings,
                                     NULL, NULL);
  page = find_widget (GTK_WIDGET (shown->window), MEIREI_TYPE_INSTRUCTIONS_PAGE);
  shown->list = meirei_instructions_page_get_list (MEIREI_INSTRUCTIONS_PAGE (page));
  shown->page = MEIREI_DASHBOARD_PAGE (find_widget (GTK_WIDGET (shown->window),
                                                    MEIREI_TYPE_DASHBOARD_PAGE));
  g_signal_connect_swapped (shown->page, "shown", G_CALLBACK (shown_cb), shown);
  meirei_window_open_workspace (shown->window, shown->fixture->dir);
  gtk_window_present (GTK_WINDOW (shown->window));
  g_assert_true (ui_test_wait_until (is_open, shown, 5000));
  shown->workspace = meirei_window_get_workspace (shown->window);
  ui_test_wait_ms (100);
  /* Nobody sees it, so nothing is computed. */
  g_assert_cmpuint (shown->n_shown, ==, 0);
  show_page (shown, "dashboard");
  g_assert_true (ui_test_wait_until (is_shown, shown, 5000));
}

static void
tear_down (Shown         *shown,
           gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (shown->window), (gpointer *) &shown->window);
  gtk_window_close (GTK_WINDOW (shown->window));
  ui_test_wait_ms (200);
  g_assert_null (shown->window);
  ui_workspace_free (shown->fixture);
}

static gboolean
is_newer (gpointer user_data)
{
  Shown *shown = user_data;

  return shown->n_shown >= 2;
}

static void
wait_for_update (Shown *shown)
{
  shown->n_shown = 1;
  g_assert_true (ui_test_wait_until (is_newer, shown, 5000));
}

static void
test_counts (Shown         *shown,
             gconstpointer  data)
{
  MeireiProjectFigures *figures = meirei_dashboard_page_get_figures (shown->page);
  GtkWidget *card = find_widget (GTK_WIDGET (shown->page), MEIREI_TYPE_PHASE_CARD);
  g_autofree char *problem = NULL;

  g_assert_cmpuint (meirei_project_figures_get_n_instructions (figures), ==, 5);
  g_assert_cmpuint (meirei_project_figures_count_need (figures, MEIREI_NEED_REVIEW), ==, 3);
  g_assert_nonnull (card);
  problem = gtk_test_accessible_check_property (GTK_ACCESSIBLE (card),
                                                GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                "Phase 1, 0 of 5, 5 open, current phase");
  g_assert_cmpstr (problem, ==, NULL);
  g_assert_true (gtk_widget_has_css_class (card, "current"));
}

static GtkWidget *
find_named (GtkWidget  *widget,
            GType       type,
            const char *name)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      g_autofree char *problem = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                                     GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                                     name);

      if (problem == NULL)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, type, name);

  return found;
}

/* What a screen reader says of what is only seen otherwise. */
static void
test_names (Shown         *shown,
            gconstpointer  data)
{
  GtkWidget *page = GTK_WIDGET (shown->page);
  GtkWidget *chart = find_named (page, MEIREI_TYPE_CHART, "Score distribution");

  g_assert_nonnull (chart);
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_nonnull (find_named (page, MEIREI_TYPE_CHART, "Score over time"));
  g_assert_nonnull (find_named (page, GTK_TYPE_COLUMN_VIEW, "Models"));
  g_assert_nonnull (find_named (page, GTK_TYPE_FLOW_BOX, "Phases"));
  g_assert_nonnull (find_named (page, GTK_TYPE_LIST_BOX, "Recent activity"));
  g_assert_nonnull (find_named (page, GTK_TYPE_BUTTON, "New phase…"));
  g_assert_nonnull (find_named (page, GTK_TYPE_MENU_BUTTON, "Menu of Phase 1"));
  g_assert_nonnull (find_named (page, MEIREI_TYPE_DASHBOARD_ROW,
                                "Awaiting review, first, second, third, 3"));
  g_assert_nonnull (find_named (page, MEIREI_TYPE_DASHBOARD_ROW,
                                "third, Answer complete · v1, just now"));
}

static int
get_filter (Shown      *shown,
            const char *property)
{
  int value;

  g_object_get (shown->list, property, &value, NULL);

  return value;
}

static gboolean
is_on_dashboard (Shown *shown)
{
  return gtk_widget_get_mapped (GTK_WIDGET (shown->page));
}

static void
test_card_leads (Shown         *shown,
                 gconstpointer  data)
{
  GtkWidget *card = find_widget (GTK_WIDGET (shown->page), MEIREI_TYPE_PHASE_CARD);

  g_assert_true (gtk_widget_activate (card));
  ui_test_wait_ms (50);
  g_assert_false (is_on_dashboard (shown));
  g_assert_cmpint (get_filter (shown, "phase"), ==, 1);
  g_assert_cmpint (get_filter (shown, "status"), ==, -1);
}

/* Each number's filters take the place of those before. */
static void
test_numbers_lead (Shown         *shown,
                   gconstpointer  data)
{
  static const struct {
    const char *target;
    int status;
    int phase;
    const char *model;
    const char *score;
    const char *flag;
    guint n_rows;
  } cases[] = {
    { "{'status': <4>}", 4, -1, "", "", "", 3 },
    { "{'phase': <1>, 'status': <0>}", 0, 1, "", "", "", 1 },
    { "{'model': <'qwen'>}", -1, -1, "qwen", "", "", 0 },
    { "{'score': <'80-100'>}", -1, -1, "", "80-100", "", 0 },
    { "{'flag': <'approval-stale'>}", -1, -1, "", "", "approval-stale", 0 },
    { "{'flag': <'nonsense'>, 'score': <'x'>}", -1, -1, "", "", "", 5 },
    { "@a{sv} {}", -1, -1, "", "", "", 5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GVariant) target = g_variant_parse (G_VARIANT_TYPE_VARDICT, cases[i].target, NULL,
                                                    NULL, NULL);
      g_autofree char *model = NULL;
      g_autofree char *score = NULL;
      g_autofree char *flag = NULL;

      g_test_message ("%s", cases[i].target);
      g_assert_nonnull (target);
      g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (shown->page),
                                                         "win.show-instructions", target));
      g_object_get (shown->list, "model-filter", &model, "score-filter", &score,
                    "flag-filter", &flag, NULL);
      g_assert_cmpint (get_filter (shown, "status"), ==, cases[i].status);
      g_assert_cmpint (get_filter (shown, "phase"), ==, cases[i].phase);
      g_assert_cmpstr (model, ==, cases[i].model);
      g_assert_cmpstr (score, ==, cases[i].score);
      g_assert_cmpstr (flag, ==, cases[i].flag);
      g_assert_cmpuint (g_list_model_get_n_items (
                          G_LIST_MODEL (meirei_instruction_list_get_model (shown->list))),
                        ==, cases[i].n_rows);
    }
}

static gboolean
add_report (MeireiVersion  *version,
            gpointer        score,
            GError        **error)
{
  g_autoptr(JsonObject) report = json_object_new ();

  json_object_set_int_member (report, "score", GPOINTER_TO_INT (score));
  meirei_version_set_section (version, "report", report);

  return TRUE;
}

static void
score (Shown *shown,
       int    n,
       int    points)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiVersion) version =
    meirei_workspace_update_version (shown->workspace, shown->fixture->executed[n], "v1",
                                     add_report, GINT_TO_POINTER (points), &error);

  g_assert_no_error (error);
}

/* Below three scored files there is a text; with them there are bars. */
static void
test_charts (Shown         *shown,
             gconstpointer  data)
{
  GtkWidget *chart = find_widget (GTK_WIDGET (shown->page), MEIREI_TYPE_CHART);
  g_autofree char *placeholder = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_object_get (chart, "placeholder", &placeholder, "description", &before, NULL);
  g_assert_cmpstr (placeholder, ==, "Needs 3 scored files");
  g_assert_cmpstr (before, ==, NULL);
  score (shown, 0, 70);
  score (shown, 1, 80);
  score (shown, 2, 99);
  wait_for_update (shown);
  g_object_get (chart, "description", &after, NULL);
  g_assert_cmpstr (after, ==, "3 scored · mean 83.0 · 2 at or above the gate");
}

/* A bar leads to the instructions that it counts. */
static void
test_bar_leads (Shown         *shown,
                gconstpointer  data)
{
  GtkWidget *chart = find_widget (GTK_WIDGET (shown->page), MEIREI_TYPE_CHART);
  g_autofree char *range = NULL;
  g_autofree char *last = NULL;

  g_signal_emit_by_name (chart, "activated", 75.);
  g_object_get (shown->list, "score-filter", &range, NULL);
  g_assert_cmpstr (range, ==, "75-79");
  g_signal_emit_by_name (chart, "activated", 95.);
  g_object_get (shown->list, "score-filter", &last, NULL);
  g_assert_cmpstr (last, ==, "95-100");
}

/* Many changes are a few updates, and the focus stays where it is. */
static void
test_live (Shown         *shown,
           gconstpointer  data)
{
  GtkWidget *card = find_widget (GTK_WIDGET (shown->page), MEIREI_TYPE_PHASE_CARD);
  gint64 end = g_get_monotonic_time () + 1500 * 1000;
  int n_changes = 0;
  GtkWidget *focus;

  g_assert_true (gtk_widget_grab_focus (card));
  focus = gtk_window_get_focus (GTK_WINDOW (shown->window));
  g_assert_nonnull (focus);
  shown->n_shown = 0;
  while (g_get_monotonic_time () < end)
    {
      score (shown, n_changes % 3, 60 + n_changes % 40);
      n_changes++;
      ui_test_wait_ms (10);
    }
  wait_for_update (shown);
  g_assert_cmpint (n_changes, >, 10);
  g_assert_cmpint (shown->least_interval, >=, 400 * 1000);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (shown->window)) == focus);
}

/* A page that nobody sees does not work. */
static void
test_hidden (Shown         *shown,
             gconstpointer  data)
{
  show_page (shown, "models");
  shown->n_shown = 0;
  score (shown, 0, 50);
  ui_test_wait_ms (800);
  g_assert_cmpuint (shown->n_shown, ==, 0);
  show_page (shown, "dashboard");
  g_assert_true (ui_test_wait_until (is_shown, shown, 5000));
  g_assert_cmpuint (meirei_project_figures_get_n_scored (
                      meirei_dashboard_page_get_figures (shown->page)), ==, 1);
}

static gboolean
has_moved (gpointer user_data)
{
  Shown *shown = user_data;
  MeireiInstructionItem *item = meirei_workspace_get_item (shown->workspace,
                                                           shown->fixture->draft);

  return meirei_instruction_item_get_phase (item) == 3;
}

/* Dropping instructions on a card moves them, and only those. */
static void
test_drop (Shown         *shown,
           gconstpointer  data)
{
  g_autoptr(MeireiPhase) phase = meirei_phase_new (3, "Three");
  const char *ids[] = { shown->fixture->draft, NULL };
  g_autoptr(GError) error = NULL;
  GtkWidget *flow_box, *card;

  meirei_workspace_put_phase (shown->workspace, MEIREI_PHASE_NEW, phase, &error);
  g_assert_no_error (error);
  wait_for_update (shown);
  flow_box = find_widget (GTK_WIDGET (shown->page), GTK_TYPE_FLOW_BOX);
  card = GTK_WIDGET (gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (flow_box), 1));
  g_assert_cmpint (meirei_phase_card_get_number (MEIREI_PHASE_CARD (card)), ==, 3);
  g_signal_emit_by_name (card, "dropped", ids);
  g_assert_true (ui_test_wait_until (has_moved, shown, 5000));
  g_assert_cmpuint (meirei_workspace_count_in_phase (shown->workspace, 1), ==, 4);
}

/* Without a workspace there is nothing to show. */
static void
test_close (Shown         *shown,
            gconstpointer  data)
{
  GtkWidget *chart = find_widget (GTK_WIDGET (shown->page), MEIREI_TYPE_CHART);

  g_assert_true (gtk_widget_get_mapped (chart));
  meirei_window_close_workspace (shown->window);
  g_assert_null (meirei_dashboard_page_get_figures (shown->page));
  g_assert_false (gtk_widget_get_mapped (chart));
}

static gboolean
has_no_dialog (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

static void
test_dialog (Shown         *shown,
             gconstpointer  data)
{
  GtkWidget *dialog = meirei_phase_dialog_new (GTK_WINDOW (shown->window), shown->workspace,
                                               MEIREI_PHASE_NEW);
  GtkWidget *save = gtk_window_get_default_widget (GTK_WINDOW (dialog));
  GtkWidget *date = find_widget (dialog, MEIREI_TYPE_DATE_ROW);
  GtkWidget *name = find_widget (dialog, ADW_TYPE_ENTRY_ROW);
  g_autoptr(MeireiPhase) stored = NULL;

  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_true (gtk_widget_get_sensitive (save));
  gtk_editable_set_text (GTK_EDITABLE (date), "2025-02-30");
  g_assert_false (gtk_widget_get_sensitive (save));
  gtk_editable_set_text (GTK_EDITABLE (date), "2025-02-28");
  g_assert_true (gtk_widget_get_sensitive (save));
  gtk_editable_set_text (GTK_EDITABLE (name), "土台");
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_signal_emit_by_name (save, "clicked");
  g_assert_true (ui_test_wait_until (has_no_dialog, &dialog, 5000));
  meirei_workspace_apply_changes (shown->workspace);
  stored = meirei_workspace_find_phase (shown->workspace, 0);
  g_assert_nonnull (stored);
  g_assert_cmpstr (meirei_phase_get_name (stored), ==, "土台");
  g_assert_cmpstr (meirei_phase_get_start (stored), ==, "2025-02-28");
}

/* A number that another phase has cannot be saved. */
static void
test_dialog_number (Shown         *shown,
                    gconstpointer  data)
{
  g_autoptr(MeireiPhase) phase = meirei_phase_new (2, "Two");
  g_autoptr(GError) error = NULL;
  GtkWidget *dialog, *save, *spin;

  meirei_workspace_put_phase (shown->workspace, MEIREI_PHASE_NEW, phase, &error);
  g_assert_no_error (error);
  meirei_workspace_apply_changes (shown->workspace);
  dialog = meirei_phase_dialog_new (GTK_WINDOW (shown->window), shown->workspace,
                                    MEIREI_PHASE_NEW);
  save = gtk_window_get_default_widget (GTK_WINDOW (dialog));
  spin = find_widget (dialog, GTK_TYPE_SPIN_BUTTON);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 3);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 2);
  g_assert_false (gtk_widget_get_sensitive (save));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The action of the context menu works on the open row. */
static void
test_move_action (Shown         *shown,
                  gconstpointer  data)
{
  show_page (shown, "instructions");
  meirei_instruction_list_select (shown->list,
                                  meirei_workspace_get_item (shown->workspace,
                                                             shown->fixture->draft));
  gtk_widget_activate_action (GTK_WIDGET (shown->list), "list.move-to-phase", "i", 3);
  g_assert_true (ui_test_wait_until (has_moved, shown, 5000));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GtkApplication) application = NULL;

  ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (adw_application_new (NULL, G_APPLICATION_NON_UNIQUE));
  g_application_register (G_APPLICATION (application), NULL, NULL);

#define ADD(name, func) g_test_add ("/dashboard/" name, Shown, NULL, set_up, func, tear_down)
  ADD ("counts", test_counts);
  ADD ("names", test_names);
  ADD ("card-leads", test_card_leads);
  ADD ("numbers-lead", test_numbers_lead);
  ADD ("charts", test_charts);
  ADD ("bar-leads", test_bar_leads);
  ADD ("live", test_live);
  ADD ("hidden", test_hidden);
  ADD ("drop", test_drop);
  ADD ("close", test_close);
  ADD ("dialog", test_dialog);
  ADD ("dialog-number", test_dialog_number);
  ADD ("move-action", test_move_action);
#undef ADD

  return g_test_run ();
}
