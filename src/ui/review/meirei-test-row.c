/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* One acceptance test in a list: how it ended, why, and all that it said. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-chip.h"
#include "meirei-labels.h"
#include "meirei-test-row.h"
#include "meirei-test-words.h"

static GtkWidget *
make_icon (const char *icon_name,
           MeireiTone  tone)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  meirei_tone_set_css_class (icon, tone);
  /* The word beside it says the same. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);

  return icon;
}

static GtkWidget *
make_time (double seconds)
{
  /* Translators: how long a test took, in seconds */
  g_autofree char *text = seconds < 0.01 ? g_strdup_printf (_("%.0f ms"), seconds * 1000)
                                         : g_strdup_printf (_("%.2f s"), seconds);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

static GtkWidget *
make_run_button (const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("media-playback-start-symbolic");

  gtk_widget_set_tooltip_text (button, _("Run This Test"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Run this test"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "tests.run-one");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static char *
make_subtitle (const MeireiTestCase *test)
{
  const char *cause = meirei_test_cause_get_label (test->cause);
  g_autofree char *line = test->message != NULL
                          ? g_strndup (test->message, strcspn (test->message, "\n")) : NULL;

  if (cause == NULL || line == NULL)
    return g_strdup (cause != NULL ? cause : line != NULL ? line : "");

  /* Translators: why a test did not pass: the kind of reason, and its details */
  return g_strdup_printf (_("%s: %s"), cause, line);
}

static GtkWidget *
make_text_row (const char *heading,
               const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (heading);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (title), 0.0);
  gtk_widget_add_css_class (title, "caption-heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading, -1);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}

/**
 * meirei_test_row_new:
 * @test: a test, not kept
 *
 * Returns: (transfer floating): a row; its button runs the test by the action
 *   `tests.run-one`
 */
GtkWidget *
meirei_test_row_new (const MeireiTestCase *test)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *chip = meirei_chip_new (meirei_test_outcome_get_label (test->outcome));
  g_autofree char *subtitle = make_subtitle (test);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), test->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row),
                               make_icon (meirei_test_outcome_get_icon_name (test->outcome),
                                          meirei_test_outcome_get_tone (test->outcome)));
  meirei_chip_set_tone (MEIREI_CHIP (chip), meirei_test_outcome_get_tone (test->outcome));
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  /* Each goes before the one that was added last. */
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), make_run_button (test->name));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), make_time (test->seconds));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), chip);

  if (test->message != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              make_text_row (_("Message"), test->message));
  if (test->traceback != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              make_text_row (_("Traceback"), test->traceback));
  if (test->output != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              make_text_row (_("Output"), test->output));
  if (test->message == NULL && test->traceback == NULL && test->output == NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              make_text_row (_("Output"), _("It printed nothing.")));

  return row;
}

/**
 * meirei_test_row_new_refusal:
 * @refusal: what was refused, not kept
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
meirei_test_row_new_refusal (const MeireiTestRefusal *refusal)
{
  GtkWidget *row = adw_action_row_new ();
  const char *label = meirei_test_refusal_get_label (refusal->kind);
  g_autofree char *title = g_strdup_printf ("%s: %s", label, refusal->what);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (refusal->test != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), refusal->test);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             make_icon ("action-unavailable-symbolic", MEIREI_TONE_WARNING));
  if (refusal->count > 1)
    {
      /* Translators: how often something was tried */
      g_autofree char *count = g_strdup_printf (_("%u×"), refusal->count);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (count));
    }

  return row;
}
