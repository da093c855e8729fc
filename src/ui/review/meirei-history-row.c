/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-history-row.h"
#include "meirei-relative-time.h"

/**
 * meirei_history_time_label_new:
 * @at: a time, in microseconds since 1970
 *
 * Returns: (transfer floating): how long ago that is; the tooltip has the time
 */
GtkWidget *
meirei_history_time_label_new (gint64 at)
{
  g_autofree char *text = meirei_relative_time_format_short (at, g_get_real_time ());
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *full = local != NULL ? g_date_time_format (local, "%x %X") : NULL;
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_tooltip_text (label, full);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

/**
 * meirei_history_row_new:
 * @title: what happened
 * @subtitle: more about it
 *
 * Returns: (transfer floating): a row that cannot be activated
 */
GtkWidget *
meirei_history_row_new (const char *title,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}
