/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-date-row.h"
#include "meirei-error-presenter.h"
#include "meirei-json.h"
#include "meirei-phase-dialog.h"
#include "meirei-workspace-phases.h"

/**
 * MeireiPhaseDialog:
 *
 * Makes or changes a phase of the project.  What was typed stays when it cannot
 * be stored.
 */

struct _MeireiPhaseDialog
{
  AdwWindow parent_instance;

  AdwComboRow *criterion;
  AdwEntryRow *goal;
  AdwEntryRow *name;
  AdwActionRow *achieved_row;
  AdwActionRow *number_row;
  AdwActionRow *required_row;
  GtkSpinButton *number_spin;
  GtkSpinButton *required_spin;
  GtkSwitch *achieved_switch;
  GtkWidget *save_button;
  MeireiDateRow *start;
  MeireiDateRow *end;

  MeireiWorkspace *workspace; /* (owned) */
  MeireiPhase *phase;         /* (owned): as it was */
  int number;                 /* MEIREI_PHASE_NEW for a new one */
};

G_DEFINE_FINAL_TYPE (MeireiPhaseDialog, meirei_phase_dialog, ADW_TYPE_WINDOW)

static gboolean
is_number_free (MeireiPhaseDialog *self)
{
  int number = gtk_spin_button_get_value_as_int (self->number_spin);
  g_autoptr(MeireiPhase) other = NULL;

  if (number == self->number)
    return TRUE;
  other = meirei_workspace_find_phase (self->workspace, number);

  return other == NULL;
}

static void
update (MeireiPhaseDialog *self)
{
  gboolean is_free = is_number_free (self);
  MeireiPhaseCriterion criterion =
    (MeireiPhaseCriterion) adw_combo_row_get_selected (self->criterion);

  adw_action_row_set_subtitle (self->number_row,
                               is_free ? _("Its instructions follow when it changes")
                                       : _("Another phase has this number"));
  if (is_free)
    gtk_widget_remove_css_class (GTK_WIDGET (self->number_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->number_row), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->required_row),
                          criterion == MEIREI_PHASE_CRITERION_N_ACCEPTED);
  gtk_widget_set_sensitive (self->save_button,
                            is_free && meirei_date_row_is_valid (self->start)
                            && meirei_date_row_is_valid (self->end)
                            && !meirei_workspace_is_read_only (self->workspace));
}

/**
 * meirei_phase_dialog_get_phase:
 * @self: a dialog
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the phase as it is written there, or %NULL
 *   with %MEIREI_INSTRUCTION_ERROR_INVALID_DATA
 */
MeireiPhase *
meirei_phase_dialog_get_phase (MeireiPhaseDialog  *self,
                               GError            **error)
{
  g_autoptr(JsonObject) object = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  gboolean achieved;

  g_return_val_if_fail (MEIREI_IS_PHASE_DIALOG (self), NULL);

  object = meirei_phase_to_json (self->phase);
  start = meirei_date_row_dup_date (self->start);
  end = meirei_date_row_dup_date (self->end);
  achieved = gtk_switch_get_active (self->achieved_switch);
  json_object_set_int_member (object, "number",
                              gtk_spin_button_get_value_as_int (self->number_spin));
  json_object_set_string_member (object, "name",
                                 gtk_editable_get_text (GTK_EDITABLE (self->name)));
  json_object_set_string_member (object, "goal",
                                 gtk_editable_get_text (GTK_EDITABLE (self->goal)));
  meirei_json_set_string (object, "start", start);
  meirei_json_set_string (object, "end", end);
  json_object_set_string_member (object, "criterion",
                                 meirei_enum_to_nick (MEIREI_TYPE_PHASE_CRITERION, (int)
                                                      adw_combo_row_get_selected (self->criterion)));
  json_object_set_int_member (object, "n_required",
                              gtk_spin_button_get_value_as_int (self->required_spin));
  if (achieved != (meirei_phase_get_achieved_at (self->phase) != 0))
    meirei_json_set_time (object, "achieved_at", achieved ? g_get_real_time () : 0);

  return meirei_phase_new_from_json (object, error);
}

static void
put_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(MeireiPhaseDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  if (meirei_workspace_put_phase_finish (MEIREI_WORKSPACE (source), result, &error))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  /* The window may have been closed meanwhile; the error is still news. */
  if (self->workspace != NULL)
    update (self);
  meirei_error_presenter_show_dialog (GTK_WIDGET (self), _("The Phase Was Not Saved"), error);
}

static void
save_cb (MeireiPhaseDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiPhase) phase = meirei_phase_dialog_get_phase (self, &error);

  if (phase == NULL)
    {
      meirei_error_presenter_show_dialog (GTK_WIDGET (self), _("The Phase Was Not Saved"), error);
      return;
    }
  gtk_widget_set_sensitive (self->save_button, FALSE);
  meirei_workspace_put_phase_async (self->workspace, self->number, phase, NULL, put_cb,
                                    g_object_ref (self));
}

static void
meirei_phase_dialog_dispose (GObject *object)
{
  MeireiPhaseDialog *self = MEIREI_PHASE_DIALOG (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->phase);

  G_OBJECT_CLASS (meirei_phase_dialog_parent_class)->dispose (object);
}

static void
meirei_phase_dialog_class_init (MeireiPhaseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_phase_dialog_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static AdwActionRow *
add_spin_row (AdwPreferencesGroup  *group,
              const char           *title,
              int                   highest,
              GtkSpinButton       **spin)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  *spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0., highest, 1.));
  gtk_widget_set_valign (GTK_WIDGET (*spin), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (row, GTK_WIDGET (*spin));
  adw_action_row_set_activatable_widget (row, GTK_WIDGET (*spin));
  adw_preferences_group_add (group, GTK_WIDGET (row));

  return row;
}

static AdwEntryRow *
add_entry_row (AdwPreferencesGroup *group,
               const char          *title)
{
  AdwEntryRow *row = ADW_ENTRY_ROW (adw_entry_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, GTK_WIDGET (row));

  return row;
}

static MeireiDateRow *
add_date_row (AdwPreferencesGroup *group,
              const char          *title)
{
  GtkWidget *row = meirei_date_row_new (title);

  adw_preferences_group_add (group, row);

  return MEIREI_DATE_ROW (row);
}

static AdwPreferencesGroup *
make_plan_group (MeireiPhaseDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->name = add_entry_row (group, _("Name"));
  self->number_row = add_spin_row (group, _("Number"), MEIREI_SHEET_MAX_PHASE,
                                   &self->number_spin);
  self->goal = add_entry_row (group, _("Goal"));
  self->start = add_date_row (group, _("First day (YYYY-MM-DD)"));
  self->end = add_date_row (group, _("Last day (YYYY-MM-DD)"));

  return group;
}

static AdwPreferencesGroup *
make_criterion_group (MeireiPhaseDialog *self)
{
  /* In the order of MeireiPhaseCriterion. */
  const char *criteria[] = {
    _("All instructions are accepted"), _("A number of instructions is accepted"),
    _("I say so"), NULL
  };
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autoptr(GtkStringList) model = gtk_string_list_new (criteria);

  self->criterion = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->criterion), _("Achieved when"));
  adw_combo_row_set_model (self->criterion, G_LIST_MODEL (model));
  adw_preferences_group_add (group, GTK_WIDGET (self->criterion));
  self->required_row = add_spin_row (group, _("Accepted instructions needed"), 1000000,
                                     &self->required_spin);
  self->achieved_row = ADW_ACTION_ROW (adw_action_row_new ());
  self->achieved_switch = GTK_SWITCH (gtk_switch_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->achieved_row), _("Marked as achieved"));
  gtk_widget_set_valign (GTK_WIDGET (self->achieved_switch), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->achieved_switch),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Marked as achieved"), -1);
  adw_action_row_add_suffix (self->achieved_row, GTK_WIDGET (self->achieved_switch));
  adw_action_row_set_activatable_widget (self->achieved_row, GTK_WIDGET (self->achieved_switch));
  adw_preferences_group_add (group, GTK_WIDGET (self->achieved_row));

  return group;
}

static GtkWidget *
make_header (MeireiPhaseDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->save_button = gtk_button_new_with_mnemonic (_("_Save"));
  gtk_widget_add_css_class (self->save_button, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save_button);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  g_signal_connect_swapped (self->save_button, "clicked", G_CALLBACK (save_cb), self);

  return header;
}

static void
meirei_phase_dialog_init (MeireiPhaseDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();

  gtk_box_append (GTK_BOX (box), make_header (self));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), make_plan_group (self));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), make_criterion_group (self));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
  gtk_window_set_default_size (GTK_WINDOW (self), 520, 600);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

static void
connect_rows (MeireiPhaseDialog *self)
{
  g_signal_connect_swapped (self->criterion, "notify::selected", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->number_spin, "value-changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->start, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->end, "changed", G_CALLBACK (update), self);
  g_object_set (self->name, "activates-default", TRUE, NULL);
  g_object_set (self->goal, "activates-default", TRUE, NULL);
}

static void
show_phase (MeireiPhaseDialog *self)
{
  MeireiPhase *phase = self->phase;

  gtk_editable_set_text (GTK_EDITABLE (self->name), meirei_phase_get_name (phase));
  gtk_editable_set_text (GTK_EDITABLE (self->goal), meirei_phase_get_goal (phase));
  gtk_spin_button_set_value (self->number_spin, meirei_phase_get_number (phase));
  gtk_spin_button_set_value (self->required_spin, meirei_phase_get_n_required (phase));
  meirei_date_row_set_date (self->start, meirei_phase_get_start (phase));
  meirei_date_row_set_date (self->end, meirei_phase_get_end (phase));
  adw_combo_row_set_selected (self->criterion, (guint) meirei_phase_get_criterion (phase));
  gtk_switch_set_active (self->achieved_switch, meirei_phase_get_achieved_at (phase) != 0);
}

/* The first number that is free and has no instructions that somebody may
 * have meant for another phase. */
static int
find_new_number (MeireiWorkspace *workspace)
{
  g_autoptr(GListModel) phases = meirei_workspace_list_phases (workspace);
  guint n_phases = g_list_model_get_n_items (phases);
  g_autoptr(MeireiPhase) last = NULL;

  if (n_phases == 0)
    return 0;
  last = g_list_model_get_item (phases, n_phases - 1);

  return MIN (meirei_phase_get_number (last) + 1, MEIREI_SHEET_MAX_PHASE);
}

/**
 * meirei_phase_dialog_new:
 * @parent: the window that it belongs to
 * @workspace: a workspace
 * @number: the phase to change, or %MEIREI_PHASE_NEW
 *
 * Returns: (transfer full): a new dialog, to be presented
 */
GtkWidget *
meirei_phase_dialog_new (GtkWindow       *parent,
                         MeireiWorkspace *workspace,
                         int              number)
{
  MeireiPhaseDialog *self = g_object_new (MEIREI_TYPE_PHASE_DIALOG, "transient-for", parent, NULL);
  gboolean is_new = number == MEIREI_PHASE_NEW;

  self->workspace = g_object_ref (workspace);
  self->phase = is_new ? NULL : meirei_workspace_find_phase (workspace, number);
  if (self->phase == NULL)
    self->phase = meirei_phase_new (is_new ? find_new_number (workspace) : number, NULL);
  self->number = number;
  gtk_window_set_title (GTK_WINDOW (self), is_new ? _("New Phase") : _("Edit Phase"));
  show_phase (self);
  connect_rows (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));

  return GTK_WIDGET (self);
}
