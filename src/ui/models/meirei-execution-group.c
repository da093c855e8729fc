/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiExecutionGroup:
 *
 * How instructions are executed with a model: how many at once, how often a
 * request is tried, how often an error is sent back, what happens when a
 * prompt is too long.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-editing.h"
#include "meirei-enums.h"
#include "meirei-execution-group.h"
#include "meirei-execution-options.h"
#include "meirei-number-row.h"
#include "meirei-target.h"

/* As many as one can choose; the list has “Auto” before them. */
static const guint parallels[] = { 1, 2, 3, 4, 6, 8, 12, 16, 32 };

struct _MeireiExecutionGroup
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *parallel_row;
  MeireiNumberRow *attempts_row;
  MeireiNumberRow *repair_row;
  AdwComboRow *fit_row;
  GtkSwitch *repeats_switch;

  MeireiModel *model;          /* (owned) (nullable) */
  MeireiPresetEditor *editor;  /* (owned) (nullable) */
  gboolean filling;
  gboolean editing;
};

G_DEFINE_FINAL_TYPE (MeireiExecutionGroup, meirei_execution_group, ADW_TYPE_PREFERENCES_GROUP)

static void
fill_parallels (MeireiExecutionGroup *self,
                guint                 chosen)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  guint slots = meirei_model_get_slots (self->model);
  guint selected = 0;
  /* Translators: how many requests run at once: as many as the server serves,
   * which is the number in brackets */
  g_autofree char *automatic = g_strdup_printf (_("Auto (%u)"),
                                                slots > 0 ? slots : MEIREI_TARGET_DEFAULT_SLOTS);

  gtk_string_list_append (list, automatic);
  for (guint i = 0; i < G_N_ELEMENTS (parallels); i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", parallels[i]);

      gtk_string_list_append (list, text);
      if (chosen == parallels[i])
        selected = i + 1;
    }
  if (chosen > 0 && selected == 0)
    {
      g_autofree char *text = g_strdup_printf ("%u", chosen);

      gtk_string_list_append (list, text);
      selected = G_N_ELEMENTS (parallels) + 1;
    }
  adw_combo_row_set_model (self->parallel_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->parallel_row, selected);
}

static void
update (MeireiExecutionGroup *self)
{
  MeireiPreset *preset = meirei_preset_editor_get_preset (self->editor);
  g_autoptr(MeireiExecutionOptions) none = meirei_execution_options_new (NULL);
  g_autoptr(MeireiExecutionOptions) options = meirei_execution_options_with_preset (none, preset);
  MeireiChatLimits limits;

  /* A list must not be replaced while a person chooses in it. */
  if (self->editing)
    return;

  meirei_preset_get_limits (preset, &limits);
  self->filling = TRUE;
  fill_parallels (self, meirei_preset_get_parallel (preset));
  meirei_number_row_set_value (self->attempts_row,
                               meirei_execution_options_get_attempts (options));
  meirei_number_row_set_value (self->repair_row, meirei_execution_options_get_repair (options));
  adw_combo_row_set_selected (self->fit_row, (guint) meirei_execution_options_get_fit (options));
  gtk_switch_set_active (self->repeats_switch, limits.watch_repeats);
  self->filling = FALSE;
}

static void
parallel_cb (MeireiExecutionGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->parallel_row);

  if (self->filling || self->editor == NULL || selected > G_N_ELEMENTS (parallels))
    return;

  self->editing = TRUE;
  meirei_editing_set_number (GTK_WIDGET (self), self->editor, NULL, "parallel",
                             selected > 0 ? parallels[selected - 1] : 0);
  self->editing = FALSE;
}

static void
number_cb (MeireiNumberRow      *row,
           double                value,
           MeireiExecutionGroup *self)
{
  meirei_editing_set_number (GTK_WIDGET (self), self->editor, NULL,
                             row == self->attempts_row ? "attempts" : "repair", value);
}

static void
fit_cb (MeireiExecutionGroup *self)
{
  JsonNode *node;

  if (self->filling || self->editor == NULL)
    return;

  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node,
                        meirei_enum_to_nick (MEIREI_TYPE_FIT,
                                             (int) adw_combo_row_get_selected (self->fit_row)));
  meirei_editing_set_node (GTK_WIDGET (self), self->editor, NULL, "fit", node);
}

static void
repeats_cb (MeireiExecutionGroup *self)
{
  JsonNode *node;

  if (self->filling || self->editor == NULL)
    return;

  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_boolean (node, gtk_switch_get_active (self->repeats_switch));
  meirei_editing_set_node (GTK_WIDGET (self), self->editor, "limits", "watch_repeats", node);
}

static void
meirei_execution_group_dispose (GObject *object)
{
  MeireiExecutionGroup *self = MEIREI_EXECUTION_GROUP (object);

  g_clear_object (&self->model);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (meirei_execution_group_parent_class)->dispose (object);
}

static void
meirei_execution_group_class_init (MeireiExecutionGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_execution_group_dispose;
}

static MeireiNumberRow *
add_number (MeireiExecutionGroup     *self,
            const char               *title,
            const char               *subtitle,
            const MeireiNumberFormat *format)
{
  GtkWidget *row = meirei_number_row_new (title, subtitle, format);

  g_signal_connect_object (row, "edited", G_CALLBACK (number_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return MEIREI_NUMBER_ROW (row);
}

static AdwComboRow *
add_combo (MeireiExecutionGroup *self,
           const char           *title,
           const char           *subtitle,
           GCallback             callback)
{
  GtkWidget *row = g_object_new (ADW_TYPE_COMBO_ROW, "title", title, "subtitle", subtitle, NULL);

  g_signal_connect_object (row, "notify::selected", callback, self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return ADW_COMBO_ROW (row);
}

static void
add_repeats (MeireiExecutionGroup *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "title", _("Stop when the output repeats"),
                                 "subtitle", _("Catches endless loops early"), NULL);

  self->repeats_switch = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->repeats_switch), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->repeats_switch));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->repeats_switch));
  g_signal_connect_object (self->repeats_switch, "notify::active", G_CALLBACK (repeats_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
meirei_execution_group_init (MeireiExecutionGroup *self)
{
  const MeireiNumberFormat attempts = { .minimum = 1., .maximum = 10., .step = 1. };
  const MeireiNumberFormat repair = {
    .maximum = MEIREI_EXECUTION_MAX_REPAIR_ROUNDS, .step = 1., .zero = _("Off"),
  };
  /* In the order of MeireiFit. */
  const char * const fits[] = { _("Refuse"), _("Reload the model"), _("Shorten the answer"), NULL };
  g_autoptr(GtkStringList) fit_list = gtk_string_list_new (fits);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Execution"));
  self->parallel_row = add_combo (self, _("Parallel requests"),
                                  _("What the server can serve at once"),
                                  G_CALLBACK (parallel_cb));
  self->attempts_row = add_number (self, _("Attempts per request"),
                                   _("When the server is busy or does not answer"), &attempts);
  self->repair_row = add_number (self, _("Repair rounds"),
                                 _("Sends back syntax errors and failing tests"), &repair);
  self->fit_row = add_combo (self, _("Prompt too long for the context"), NULL,
                             G_CALLBACK (fit_cb));
  self->filling = TRUE;
  adw_combo_row_set_model (self->fit_row, G_LIST_MODEL (fit_list));
  self->filling = FALSE;
  add_repeats (self);
}

/**
 * meirei_execution_group_new:
 *
 * Returns: (transfer full): a group
 */
GtkWidget *
meirei_execution_group_new (void)
{
  return g_object_new (MEIREI_TYPE_EXECUTION_GROUP, NULL);
}

/**
 * meirei_execution_group_set_model:
 * @self: a group
 * @model: a model
 * @editor: its preset
 *
 * Shows another model.
 */
void
meirei_execution_group_set_model (MeireiExecutionGroup *self,
                                  MeireiModel          *model,
                                  MeireiPresetEditor   *editor)
{
  g_return_if_fail (MEIREI_IS_EXECUTION_GROUP (self));

  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  g_set_object (&self->editor, editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::slots", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
