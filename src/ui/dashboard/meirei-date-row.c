/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "meirei-date-row.h"

/**
 * MeireiDateRow:
 *
 * A day, written as 2025-09-06 or chosen from a calendar; may be empty.
 */

struct _MeireiDateRow
{
  AdwEntryRow parent_instance;

  GtkWidget *calendar;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (MeireiDateRow, meirei_date_row, ADW_TYPE_ENTRY_ROW)

static gboolean
parse (const char *text,
       int        *year,
       int        *month,
       int        *day)
{
  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-'
      || strspn (text, "0123456789-") != 10)
    return FALSE;
  *year = atoi (text);
  *month = atoi (text + 5);
  *day = atoi (text + 8);

  return *year > 0 && *month > 0 && *day > 0
         && g_date_valid_dmy ((GDateDay) *day, (GDateMonth) *month, (GDateYear) *year);
}

static void
changed_cb (MeireiDateRow *self)
{
  if (meirei_date_row_is_valid (self))
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               meirei_date_row_is_valid (self) ? GTK_ACCESSIBLE_INVALID_FALSE
                                                               : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static void
day_selected_cb (MeireiDateRow *self)
{
  g_autoptr(GDateTime) date = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (self), text);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

/* The calendar opens on the day that is written there. */
static void
show_cb (MeireiDateRow *self)
{
  g_autoptr(GDateTime) date = NULL;
  int year, month, day;

  if (!parse (gtk_editable_get_text (GTK_EDITABLE (self)), &year, &month, &day))
    return;
  date = g_date_time_new_local (year, month, day, 0, 0, 0.);
  if (date == NULL)
    return;
  g_signal_handlers_block_by_func (self->calendar, day_selected_cb, self);
  gtk_calendar_select_day (GTK_CALENDAR (self->calendar), date);
  g_signal_handlers_unblock_by_func (self->calendar, day_selected_cb, self);
}

static void
meirei_date_row_class_init (MeireiDateRowClass *klass)
{
}

static void
meirei_date_row_init (MeireiDateRow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->calendar = gtk_calendar_new ();
  self->button = gtk_menu_button_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), self->calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "x-office-calendar-symbolic");
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->button, _("Choose a Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Choose a day"), -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), self->button);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (show_cb), self);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

/**
 * meirei_date_row_new:
 * @title: what day it is
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
meirei_date_row_new (const char *title)
{
  return g_object_new (MEIREI_TYPE_DATE_ROW, "title", title, NULL);
}

/**
 * meirei_date_row_is_valid:
 * @self: a row
 *
 * Returns: whether it is empty or holds a day that exists
 */
gboolean
meirei_date_row_is_valid (MeireiDateRow *self)
{
  const char *text;
  int year, month, day;

  g_return_val_if_fail (MEIREI_IS_DATE_ROW (self), FALSE);

  text = gtk_editable_get_text (GTK_EDITABLE (self));

  return *text == '\0' || parse (text, &year, &month, &day);
}

/**
 * meirei_date_row_dup_date:
 * @self: a row that is valid
 *
 * Returns: (transfer full) (nullable): the day as an ISO date
 */
char *
meirei_date_row_dup_date (MeireiDateRow *self)
{
  const char *text;

  g_return_val_if_fail (MEIREI_IS_DATE_ROW (self), NULL);

  text = gtk_editable_get_text (GTK_EDITABLE (self));

  return *text != '\0' ? g_strdup (text) : NULL;
}

/**
 * meirei_date_row_set_date:
 * @self: a row
 * @date: (nullable): an ISO date
 */
void
meirei_date_row_set_date (MeireiDateRow *self,
                          const char    *date)
{
  g_return_if_fail (MEIREI_IS_DATE_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self), date != NULL ? date : "");
}
