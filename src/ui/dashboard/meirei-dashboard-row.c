/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-dashboard-row.h"
#include "meirei-figure-link.h"
#include "meirei-string.h"

/**
 * MeireiDashboardRow:
 *
 * One line of a list of the dashboard, which leads to instructions.
 *
 * Rows are changed rather than made anew, so that the one with the focus
 * keeps it while a batch runs.
 */

struct _MeireiDashboardRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *detail;
  GtkWidget *end;
  char *css_class;  /* (owned) (nullable) */
  GVariant *target; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiDashboardRow, meirei_dashboard_row, GTK_TYPE_LIST_BOX_ROW)

static void
meirei_dashboard_row_finalize (GObject *object)
{
  MeireiDashboardRow *self = MEIREI_DASHBOARD_ROW (object);

  g_free (self->css_class);
  g_clear_pointer (&self->target, g_variant_unref);

  G_OBJECT_CLASS (meirei_dashboard_row_parent_class)->finalize (object);
}

static void
meirei_dashboard_row_class_init (MeireiDashboardRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_dashboard_row_finalize;
}

static GtkWidget *
append_label (GtkWidget  *box,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, css_class);
    }
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
meirei_dashboard_row_init (MeireiDashboardRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->icon = gtk_image_new ();
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), self->icon);
  self->title = append_label (box, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  self->detail = append_label (box, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (self->detail), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->detail, TRUE);
  self->end = append_label (box, "dim-label");
  gtk_widget_add_css_class (self->end, "numeric");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dashboard-row");
}

/**
 * meirei_dashboard_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
meirei_dashboard_row_new (void)
{
  return g_object_new (MEIREI_TYPE_DASHBOARD_ROW, NULL);
}

static void
set_icon_class (MeireiDashboardRow *self,
                const char         *css_class)
{
  if (g_strcmp0 (self->css_class, css_class) == 0)
    return;
  if (self->css_class != NULL)
    gtk_widget_remove_css_class (self->icon, self->css_class);
  meirei_set_str (&self->css_class, css_class);
  if (css_class != NULL)
    gtk_widget_add_css_class (self->icon, css_class);
}

/**
 * meirei_dashboard_row_set_fields:
 * @self: a row
 * @fields: what it shall show
 */
void
meirei_dashboard_row_set_fields (MeireiDashboardRow             *self,
                                 const MeireiDashboardRowFields *fields)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (MEIREI_IS_DASHBOARD_ROW (self));
  g_return_if_fail (fields != NULL);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), fields->icon_name);
  set_icon_class (self, fields->css_class);
  gtk_label_set_label (GTK_LABEL (self->title), fields->title);
  gtk_label_set_label (GTK_LABEL (self->detail), fields->detail);
  gtk_widget_set_tooltip_text (self->detail, *fields->detail != '\0' ? fields->detail : NULL);
  gtk_label_set_label (GTK_LABEL (self->end), fields->end);
  spoken = g_strdup_printf ("%s, %s%s%s", fields->title, fields->detail,
                            *fields->detail != '\0' ? ", " : "",
                            fields->end_spoken != NULL ? fields->end_spoken : fields->end);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_clear_pointer (&self->target, g_variant_unref);
  if (fields->target != NULL)
    self->target = g_variant_ref (fields->target);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), fields->target != NULL);
}

/**
 * meirei_dashboard_row_activate:
 * @box: a list
 * @row: one of its rows
 *
 * A handler of [signal@Gtk.ListBox::row-activated] that shows the
 * instructions behind the row.
 */
void
meirei_dashboard_row_activate (GtkListBox    *box,
                               GtkListBoxRow *row)
{
  meirei_figure_target_show (GTK_WIDGET (row), MEIREI_DASHBOARD_ROW (row)->target);
}

/**
 * meirei_dashboard_row_get:
 * @box: a list of such rows
 * @position: at most how many there are
 *
 * Returns: (transfer none): the row at @position, added if there is none
 */
MeireiDashboardRow *
meirei_dashboard_row_get (GtkListBox *box,
                          int         position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (box, position);

  if (row == NULL)
    {
      row = GTK_LIST_BOX_ROW (meirei_dashboard_row_new ());
      gtk_list_box_append (box, GTK_WIDGET (row));
    }

  return MEIREI_DASHBOARD_ROW (row);
}

/**
 * meirei_dashboard_row_truncate:
 * @box: a list
 * @n_rows: how many rows shall stay
 *
 * Removes the others.
 */
void
meirei_dashboard_row_truncate (GtkListBox *box,
                               int         n_rows)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (box, n_rows)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
}
