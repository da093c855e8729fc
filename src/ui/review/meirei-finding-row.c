/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiFindingRow:
 *
 * A finding in a list: what it costs, what it is, where it is and who found
 * it; and a button to say that it does not count, with the reason.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-finding-row.h"
#include "meirei-finding-text.h"
#include "meirei-score-badge.h"

struct _MeireiFindingRow
{
  AdwActionRow parent_instance;

  MeireiFinding *finding;       /* (owned) */
  GtkMenuButton *menu_button;
  GtkEntry *reason_entry;       /* (nullable) */
};

enum {
  SUPPRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiFindingRow, meirei_finding_row, ADW_TYPE_ACTION_ROW)

static void
suppress_cb (MeireiFindingRow *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (
                                                    GTK_EDITABLE (self->reason_entry))));

  if (*reason == '\0')
    return;

  gtk_menu_button_popdown (self->menu_button);
  g_signal_emit (self, signals[SUPPRESS], 0, reason);
}

static void
restore_cb (MeireiFindingRow *self)
{
  gtk_menu_button_popdown (self->menu_button);
  g_signal_emit (self, signals[SUPPRESS], 0, NULL);
}

static void
reason_cb (MeireiFindingRow *self,
           GParamSpec       *pspec,
           GtkEntry         *entry)
{
  GtkWidget *button = gtk_widget_get_next_sibling (GTK_WIDGET (entry));
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  gtk_widget_set_sensitive (button, *reason != '\0');
}

static void
fill_suppress (MeireiFindingRow *self,
               GtkBox           *box)
{
  GtkWidget *label = gtk_label_new (_("Why does it not count?"));
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Suppress"));

  self->reason_entry = GTK_ENTRY (entry);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "heading");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 28);
  gtk_entry_set_max_length (self->reason_entry, 500);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_widget_set_sensitive (button, FALSE);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (suppress_cb), self);
  g_signal_connect_swapped (entry, "notify::text", G_CALLBACK (reason_cb), self);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (suppress_cb), self);
  gtk_box_append (box, label);
  gtk_box_append (box, entry);
  gtk_box_append (box, button);
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  MeireiFindingRow *self = user_data;
  GtkWidget *popover = gtk_popover_new ();
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));

  self->reason_entry = NULL;
  if (meirei_finding_get_suppressed (self->finding) != NULL)
    {
      GtkWidget *restore = gtk_button_new_with_label (_("Count Again"));

      g_signal_connect_swapped (restore, "clicked", G_CALLBACK (restore_cb), self);
      gtk_box_append (box, restore);
    }
  else
    fill_suppress (self, box);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (box));
  gtk_menu_button_set_popover (button, popover);
}

static void
meirei_finding_row_dispose (GObject *object)
{
  MeireiFindingRow *self = MEIREI_FINDING_ROW (object);

  g_clear_object (&self->finding);

  G_OBJECT_CLASS (meirei_finding_row_parent_class)->dispose (object);
}

static void
meirei_finding_row_class_init (MeireiFindingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_finding_row_dispose;

  /**
   * MeireiFindingRow::suppress:
   * @self: the row
   * @reason: (nullable): why the finding does not count; %NULL if it does
   */
  signals[SUPPRESS] =
    g_signal_new ("suppress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
meirei_finding_row_init (MeireiFindingRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  self->menu_button = GTK_MENU_BUTTON (button);
  gtk_menu_button_set_icon_name (self->menu_button, "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (self->menu_button, create_popup_cb, self, NULL);
  gtk_widget_set_tooltip_text (button, _("Does Not Count…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Does not count…"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 3);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 3);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dense");
}

static char *
dup_place (MeireiFinding *finding)
{
  const char *reason = meirei_finding_get_suppressed (finding);
  g_autofree char *place = NULL;

  if (meirei_finding_get_line (finding) > 0)
    /* Translators: where a finding is and which tool found it. */
    place = g_strdup_printf (_("line %d · %s"), meirei_finding_get_line (finding),
                             meirei_finding_get_tool (finding));
  else
    place = g_strdup (meirei_finding_get_tool (finding));
  if (reason == NULL)
    return g_steal_pointer (&place);

  /* Translators: where a finding is, and why a person said that it does not
   * count */
  return g_strdup_printf (_("%s · does not count: %s"), place, reason);
}

/**
 * meirei_finding_row_new:
 * @finding: a finding
 * @table: (nullable): the scoring table, which has the translations
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
meirei_finding_row_new (MeireiFinding    *finding,
                        MeireiScoreTable *table)
{
  MeireiFindingRow *self = g_object_new (MEIREI_TYPE_FINDING_ROW, NULL);
  GtkWidget *badge = meirei_score_badge_new ();
  int points = meirei_finding_get_points (finding);
  g_autofree char *text = meirei_finding_dup_translated (finding, table);
  g_autofree char *place = dup_place (finding);

  self->finding = g_object_ref (finding);
  meirei_score_badge_set_points (MEIREI_SCORE_BADGE (badge), -points,
                                 points >= 10 ? MEIREI_SCORE_BAND_LOW
                                 : points > 0 ? MEIREI_SCORE_BAND_FAIR : MEIREI_SCORE_BAND_NONE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), badge);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), place);
  if (meirei_finding_get_suppressed (finding) != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");

  return GTK_WIDGET (self);
}

/**
 * meirei_finding_row_get_finding:
 * @self: a row
 *
 * Returns: (transfer none): its finding
 */
MeireiFinding *
meirei_finding_row_get_finding (MeireiFindingRow *self)
{
  g_return_val_if_fail (MEIREI_IS_FINDING_ROW (self), NULL);

  return self->finding;
}
