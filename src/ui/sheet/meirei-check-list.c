/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiCheckList:
 *
 * What a sheet must have, and whether it has it.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-check-list.h"
#include "meirei-check.h"

#define N_CHECKS (MEIREI_CHECK_TESTS + 1)

struct _MeireiCheckList
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkImage *icons[N_CHECKS];
  AdwActionRow *rows[N_CHECKS];
  guint n_failed;
  guint n_checks;
};

G_DEFINE_FINAL_TYPE (MeireiCheckList, meirei_check_list, ADW_TYPE_BIN)

static char *
dup_label (MeireiCheck *check)
{
  guint count = meirei_check_get_count (check);

  switch (meirei_check_get_kind (check))
    {
    case MEIREI_CHECK_TITLE:
      return g_strdup (_("The title is set"));
    case MEIREI_CHECK_FEATURE:
      return g_strdup (_("The feature name is an identifier"));
    case MEIREI_CHECK_SPEC:
      return g_strdup (_("The specification is not empty"));
    case MEIREI_CHECK_FUNCTIONS:
      return count == 0 ? g_strdup (_("No declared functions"))
                        : g_strdup_printf (ngettext ("%u declared function is a signature",
                                                     "%u declared functions are signatures",
                                                     count), count);
    case MEIREI_CHECK_RAISES:
      return count == 0 ? g_strdup (_("No declared exceptions"))
                        : g_strdup_printf (ngettext ("%u declared exception is a name",
                                                     "%u declared exceptions are names",
                                                     count), count);
    case MEIREI_CHECK_TESTS:
      return count == 0 ? g_strdup (_("No acceptance tests"))
                        : g_strdup_printf (ngettext ("%u acceptance test found",
                                                     "%u acceptance tests found", count), count);
    default:
      g_return_val_if_reached (NULL);
    }
}

/* The problems are written for the command line and logs; these are for the
 * window, in the reader's language. */
static const char *
get_problem (MeireiCheckKind kind)
{
  switch (kind)
    {
    case MEIREI_CHECK_TITLE:
      return _("The title is empty");
    case MEIREI_CHECK_FEATURE:
      return _("Use up to 64 ASCII letters, digits and underscores, not starting with a digit");
    case MEIREI_CHECK_SPEC:
      return _("The specification is empty");
    case MEIREI_CHECK_FUNCTIONS:
      return _("Not a signature such as name(a, b=1) -> int");
    case MEIREI_CHECK_RAISES:
      return _("Not the name of an exception");
    case MEIREI_CHECK_TESTS:
      return _("No test function and no assert; add one or leave the tests empty");
    default:
      g_return_val_if_reached (NULL);
    }
}

static const char *
get_failed_title (MeireiCheckKind kind)
{
  switch (kind)
    {
    case MEIREI_CHECK_TITLE:
      return _("Title");
    case MEIREI_CHECK_FEATURE:
      return _("Feature Name");
    case MEIREI_CHECK_SPEC:
      return _("Specification");
    case MEIREI_CHECK_FUNCTIONS:
      return _("Declared Functions");
    case MEIREI_CHECK_RAISES:
      return _("Declared Exceptions");
    case MEIREI_CHECK_TESTS:
      return _("Acceptance Tests");
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
show_check (MeireiCheckList *self,
            MeireiCheck     *check)
{
  MeireiCheckKind kind = meirei_check_get_kind (check);
  gboolean passed = meirei_check_get_passed (check);
  g_autofree char *label = passed ? dup_label (check) : g_strdup (get_failed_title (kind));
  GtkWidget *icon = GTK_WIDGET (self->icons[kind]);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[kind]), label);
  adw_action_row_set_subtitle (self->rows[kind], passed ? "" : get_problem (kind));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->rows[kind]), meirei_check_get_problem (check));
  gtk_image_set_from_icon_name (self->icons[kind], passed ? "meirei-accepted-symbolic"
                                                          : "meirei-failed-symbolic");
  gtk_widget_remove_css_class (icon, passed ? "error" : "success");
  gtk_widget_add_css_class (icon, passed ? "success" : "error");
}

static void
meirei_check_list_class_init (MeireiCheckListClass *klass)
{
}

static void
meirei_check_list_init (MeireiCheckList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));

  for (guint i = 0; i < N_CHECKS; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      self->rows[i] = ADW_ACTION_ROW (row);
      self->icons[i] = GTK_IMAGE (gtk_image_new ());
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_widget_add_css_class (row, "check-row");
      adw_action_row_add_prefix (self->rows[i], GTK_WIDGET (self->icons[i]));
      gtk_list_box_append (self->list, row);
    }
}

/**
 * meirei_check_list_new:
 *
 * Returns: (transfer full): a list of no sheet
 */
GtkWidget *
meirei_check_list_new (void)
{
  return g_object_new (MEIREI_TYPE_CHECK_LIST, NULL);
}

/**
 * meirei_check_list_set_sheet:
 * @self: a check list
 * @sheet: a sheet
 *
 * Checks a sheet and shows the outcome.
 */
void
meirei_check_list_set_sheet (MeireiCheckList *self,
                             MeireiSheet     *sheet)
{
  g_autoptr(GPtrArray) checks = NULL;

  g_return_if_fail (MEIREI_IS_CHECK_LIST (self));
  g_return_if_fail (MEIREI_IS_SHEET (sheet));

  checks = meirei_sheet_check (sheet);
  self->n_checks = checks->len;
  self->n_failed = 0;
  for (guint i = 0; i < checks->len; i++)
    {
      self->n_failed += !meirei_check_get_passed (checks->pdata[i]);
      show_check (self, checks->pdata[i]);
    }
}

/**
 * meirei_check_list_get_n_failed:
 * @self: a check list
 *
 * Returns: how many checks did not pass
 */
guint
meirei_check_list_get_n_failed (MeireiCheckList *self)
{
  g_return_val_if_fail (MEIREI_IS_CHECK_LIST (self), 0);

  return self->n_failed;
}

/**
 * meirei_check_list_get_n_checks:
 * @self: a check list
 *
 * Returns: how many checks there are
 */
guint
meirei_check_list_get_n_checks (MeireiCheckList *self)
{
  g_return_val_if_fail (MEIREI_IS_CHECK_LIST (self), 0);

  return self->n_checks;
}
