/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiFindingList:
 *
 * The findings of a report, the dearest first, with filters by tool, category
 * and severity.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-finding-list.h"
#include "meirei-finding-row.h"
#include "meirei-labels.h"

/* The report of a file that is nothing but mistakes has thousands. */
#define MAX_ROWS 200

typedef enum {
  FILTER_TOOL,
  FILTER_CATEGORY,
  FILTER_SEVERITY,
} Filter;

#define N_FILTERS (FILTER_SEVERITY + 1)

struct _MeireiFindingList
{
  AdwBin parent_instance;

  GtkLabel *count_label;
  GtkMenuButton *filter_button;
  GtkDropDown *filters[N_FILTERS];
  GtkListBox *list;
  GtkLabel *more_label;

  MeireiScoreTable *table;  /* (owned) (nullable) */
  MeireiReport *report;     /* (owned) (nullable) */
  gboolean filling;         /* the filters are being set, not used */
};

enum {
  FINDING_ACTIVATED,
  SUPPRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiFindingList, meirei_finding_list, ADW_TYPE_BIN)

static const char *
get_value (MeireiFinding *finding,
           Filter         filter)
{
  switch (filter)
    {
    case FILTER_CATEGORY:
      return meirei_category_get_label (meirei_finding_get_category (finding));
    case FILTER_SEVERITY:
      return meirei_severity_get_label (meirei_finding_get_severity (finding));
    case FILTER_TOOL:
    default:
      return meirei_finding_get_tool (finding);
    }
}

/* Returns: (nullable): what the filter asks for */
static const char *
get_choice (MeireiFindingList *self,
            Filter             filter)
{
  GtkStringObject *choice = gtk_drop_down_get_selected_item (self->filters[filter]);

  return choice != NULL && gtk_drop_down_get_selected (self->filters[filter]) > 0
         ? gtk_string_object_get_string (choice) : NULL;
}

static gboolean
is_filtered (MeireiFindingList *self)
{
  for (Filter i = FILTER_TOOL; i < N_FILTERS; i++)
    if (get_choice (self, i) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
matches (MeireiFindingList *self,
         MeireiFinding     *finding)
{
  for (Filter i = FILTER_TOOL; i < N_FILTERS; i++)
    {
      const char *choice = get_choice (self, i);

      if (choice != NULL && g_strcmp0 (choice, get_value (finding, i)) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
row_suppress_cb (MeireiFindingList *self,
                 const char        *reason,
                 MeireiFindingRow  *row)
{
  g_signal_emit (self, signals[SUPPRESS], 0, meirei_finding_row_get_finding (row), reason);
}

static void
add_row (MeireiFindingList *self,
         MeireiFinding     *finding)
{
  GtkWidget *row = meirei_finding_row_new (finding, self->table);

  g_signal_connect_object (row, "suppress", G_CALLBACK (row_suppress_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

static void
show_counts (MeireiFindingList *self,
             guint              n_found,
             guint              n_suppressed)
{
  GPtrArray *findings = meirei_report_get_findings (self->report);
  g_autofree char *found = NULL;
  g_autofree char *text = NULL;
  g_autofree char *more = NULL;

  if (findings->len == 0)
    found = g_strdup (_("none"));
  else if (n_found < findings->len)
    /* Translators: findings that the filters let through, of how many */
    found = g_strdup_printf (_("%u of %u"), n_found, findings->len);
  else
    found = g_strdup_printf (ngettext ("%u finding", "%u findings", findings->len),
                             findings->len);
  if (n_suppressed > 0)
    /* Translators: number of findings, and how many of them do not count */
    text = g_strdup_printf (_("%s · %u not counted"), found, n_suppressed);
  gtk_label_set_label (self->count_label, text != NULL ? text : found);

  more = g_strdup_printf (ngettext ("%u more", "%u more", n_found - MIN (n_found, MAX_ROWS)),
                          n_found - MIN (n_found, MAX_ROWS));
  gtk_label_set_label (self->more_label, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_found > MAX_ROWS);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n_found > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_button), findings->len > 1);
}

static void
refill (MeireiFindingList *self)
{
  GPtrArray *findings = self->report != NULL ? meirei_report_get_findings (self->report) : NULL;
  GtkWidget *row;
  guint n_found = 0;
  guint n_suppressed = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      n_suppressed += meirei_finding_get_suppressed (findings->pdata[i]) != NULL;
      if (matches (self, findings->pdata[i]) && n_found++ < MAX_ROWS)
        add_row (self, findings->pdata[i]);
    }
  if (self->report != NULL)
    show_counts (self, n_found, n_suppressed);
  if (is_filtered (self))
    gtk_widget_add_css_class (GTK_WIDGET (self->filter_button), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter_button), "accent");
}

static void
filter_cb (MeireiFindingList *self)
{
  if (!self->filling)
    refill (self);
}

/* Only what occurs can be chosen; a choice that still exists stays. */
static void
fill_filter (MeireiFindingList *self,
             Filter             filter)
{
  static const char * const everything[] = {
    N_("All tools"), N_("All categories"), N_("All severities"),
  };
  g_autofree char *chosen = g_strdup (get_choice (self, filter));
  g_autoptr(GtkStringList) choices = gtk_string_list_new (NULL);
  GPtrArray *findings = meirei_report_get_findings (self->report);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint position = 0;

  gtk_string_list_append (choices, _(everything[filter]));
  for (guint i = 0; i < findings->len; i++)
    {
      const char *value = get_value (findings->pdata[i], filter);

      if (value == NULL || !g_hash_table_add (seen, (gpointer) value))
        continue;
      gtk_string_list_append (choices, value);
      if (g_strcmp0 (value, chosen) == 0)
        position = g_list_model_get_n_items (G_LIST_MODEL (choices)) - 1;
    }
  gtk_drop_down_set_model (self->filters[filter], G_LIST_MODEL (choices));
  gtk_drop_down_set_selected (self->filters[filter], position);
}

static void
activated_cb (MeireiFindingList *self,
              GtkListBoxRow     *row)
{
  g_signal_emit (self, signals[FINDING_ACTIVATED], 0,
                 meirei_finding_row_get_finding (MEIREI_FINDING_ROW (row)));
}

static void
meirei_finding_list_dispose (GObject *object)
{
  MeireiFindingList *self = MEIREI_FINDING_LIST (object);

  self->filling = TRUE;
  g_clear_object (&self->table);
  g_clear_object (&self->report);

  G_OBJECT_CLASS (meirei_finding_list_parent_class)->dispose (object);
}

static void
meirei_finding_list_class_init (MeireiFindingListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_finding_list_dispose;

  /**
   * MeireiFindingList::finding-activated:
   * @self: the list
   * @finding: the finding whose row was activated
   */
  signals[FINDING_ACTIVATED] =
    g_signal_new ("finding-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, MEIREI_TYPE_FINDING);

  /**
   * MeireiFindingList::suppress:
   * @self: the list
   * @finding: a finding
   * @reason: (nullable): why it does not count; %NULL if it does
   */
  signals[SUPPRESS] =
    g_signal_new ("suppress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, MEIREI_TYPE_FINDING, G_TYPE_STRING);
}

static GtkWidget *
make_filters (MeireiFindingList *self)
{
  static const char * const names[] = { N_("Tool"), N_("Category"), N_("Severity") };
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (Filter i = FILTER_TOOL; i < N_FILTERS; i++)
    {
      GtkWidget *filter = gtk_drop_down_new (NULL, NULL);

      self->filters[i] = GTK_DROP_DOWN (filter);
      gtk_accessible_update_property (GTK_ACCESSIBLE (filter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _(names[i]), -1);
      gtk_widget_add_css_class (filter, "calm");
      g_signal_connect_swapped (filter, "notify::selected", G_CALLBACK (filter_cb), self);
      gtk_box_append (GTK_BOX (box), filter);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  return popover;
}

static GtkWidget *
make_heading (MeireiFindingList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_("Deductions"));
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *button = gtk_menu_button_new ();

  self->count_label = GTK_LABEL (count);
  self->filter_button = GTK_MENU_BUTTON (button);
  gtk_label_set_xalign (GTK_LABEL (title), 0.f);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "caption-heading");
  gtk_widget_add_css_class (count, "caption");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_menu_button_set_label (self->filter_button, _("Filter"));
  gtk_menu_button_set_popover (self->filter_button, make_filters (self));
  gtk_widget_set_tooltip_text (button, _("Filter by Tool, Category, Severity"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small-button");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

static void
meirei_finding_list_init (MeireiFindingList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *more = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (box), make_heading (self));
  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Deductions"), -1);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_box_append (GTK_BOX (box), list);
  self->more_label = GTK_LABEL (more);
  gtk_widget_add_css_class (more, "caption");
  gtk_widget_add_css_class (more, "dim-label");
  gtk_box_append (GTK_BOX (box), more);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * meirei_finding_list_new:
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
meirei_finding_list_new (void)
{
  return g_object_new (MEIREI_TYPE_FINDING_LIST, NULL);
}

/**
 * meirei_finding_list_set_table:
 * @self: a list
 * @table: (nullable): the scoring table, which has the translations
 */
void
meirei_finding_list_set_table (MeireiFindingList *self,
                               MeireiScoreTable  *table)
{
  g_return_if_fail (MEIREI_IS_FINDING_LIST (self));

  if (g_set_object (&self->table, table))
    refill (self);
}

/**
 * meirei_finding_list_set_report:
 * @self: a list
 * @report: whose findings to show
 */
void
meirei_finding_list_set_report (MeireiFindingList *self,
                                MeireiReport      *report)
{
  g_return_if_fail (MEIREI_IS_FINDING_LIST (self));
  g_return_if_fail (MEIREI_IS_REPORT (report));

  g_set_object (&self->report, report);
  self->filling = TRUE;
  for (Filter i = FILTER_TOOL; i < N_FILTERS; i++)
    fill_filter (self, i);
  self->filling = FALSE;
  refill (self);
}
