/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiGenerationGroup:
 *
 * The parameters with which a model writes.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-editing.h"
#include "meirei-generation-group.h"
#include "meirei-json.h"
#include "meirei-number-row.h"
#include "meirei-text-card.h"

/* After the last key, before a long text is saved. */
#define TEXT_DELAY_MS 700

#define DEFAULT_SEED 42

/* Numbers in the order of the rows. */
static const MeireiChatParam params[] = {
  MEIREI_CHAT_PARAM_TEMPERATURE,
  MEIREI_CHAT_PARAM_TOP_P,
  MEIREI_CHAT_PARAM_TOP_K,
  MEIREI_CHAT_PARAM_MIN_P,
  MEIREI_CHAT_PARAM_REPEAT_PENALTY,
  MEIREI_CHAT_PARAM_MAX_TOKENS,
  MEIREI_CHAT_PARAM_SEED,
};

#define N_ROWS G_N_ELEMENTS (params)
#define SEED_ROW (N_ROWS - 1)

struct _MeireiGenerationGroup
{
  AdwPreferencesGroup parent_instance;

  MeireiNumberRow *rows[N_ROWS];
  GtkSwitch *seed_switch;
  AdwEntryRow *stop_row;
  AdwExpanderRow *system_row;
  MeireiTextCard *system_card;
  GtkWidget *reset_button;

  MeireiPresetEditor *editor;  /* (owned) (nullable) */
  guint text_id;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (MeireiGenerationGroup, meirei_generation_group, ADW_TYPE_PREFERENCES_GROUP)

/* As the elements of a JSON array, so that every character can be written. */
static char *
dup_stop_text (MeireiChatParams *chat_params)
{
  const char * const *stop = meirei_chat_params_get_stop (chat_params);
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; stop != NULL && stop[i] != NULL; i++)
    {
      g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), stop[i]);
      g_autofree char *quoted = json_to_string (node, FALSE);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", quoted);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
update_system (MeireiGenerationGroup *self,
               MeireiPreset          *preset)
{
  const char *text = meirei_preset_get_system_prompt (preset);
  gboolean own = text != NULL && *text != '\0';

  if (self->text_id == 0)
    {
      g_autofree char *shown = meirei_text_card_dup_text (self->system_card);

      if (g_strcmp0 (shown, own ? text : "") != 0)
        meirei_text_card_set_text (self->system_card, own ? text : "");
    }
  adw_expander_row_set_subtitle (self->system_row, own ? _("Your own text")
                                                       : _("From the prompt template"));
}

static void
update (MeireiGenerationGroup *self)
{
  MeireiPreset *preset = meirei_preset_editor_get_preset (self->editor);
  MeireiChatParams *chat_params = meirei_preset_get_params (preset);
  gboolean has_seed = meirei_chat_params_has (chat_params, MEIREI_CHAT_PARAM_SEED);
  g_autofree char *stop = dup_stop_text (chat_params);

  self->filling = TRUE;
  for (gsize i = 0; i < N_ROWS; i++)
    {
      double fallback = params[i] == MEIREI_CHAT_PARAM_SEED ? DEFAULT_SEED
                        : params[i] == MEIREI_CHAT_PARAM_REPEAT_PENALTY ? 1. : 0.;

      meirei_number_row_set_value (self->rows[i],
                                   meirei_chat_params_get (chat_params, params[i], fallback));
    }
  gtk_switch_set_active (self->seed_switch, has_seed);
  gtk_widget_set_sensitive (GTK_WIDGET (meirei_number_row_get_spin (self->rows[SEED_ROW])),
                            has_seed);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->stop_row)), stop) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->stop_row), stop);
  update_system (self, preset);
  gtk_widget_set_visible (self->reset_button,
                          meirei_preset_editor_has (self->editor, "params", NULL)
                          || meirei_preset_editor_has (self->editor, NULL, "system_prompt"));
  self->filling = FALSE;
}

static void
edited_cb (MeireiNumberRow       *row,
           double                 value,
           MeireiGenerationGroup *self)
{
  for (gsize i = 0; i < N_ROWS; i++)
    if (row == self->rows[i])
      meirei_editing_set_number (GTK_WIDGET (self), self->editor, "params",
                                 meirei_chat_param_get_name (params[i]), value);
}

static void
seed_cb (MeireiGenerationGroup *self)
{
  const char *name = meirei_chat_param_get_name (MEIREI_CHAT_PARAM_SEED);

  if (self->filling || self->editor == NULL)
    return;

  if (gtk_switch_get_active (self->seed_switch))
    meirei_editing_set_number (GTK_WIDGET (self), self->editor, "params", name,
                               meirei_number_row_get_value (self->rows[SEED_ROW]));
  else
    meirei_editing_set_node (GTK_WIDGET (self), self->editor, "params", name, NULL);
}

static void
stop_cb (MeireiGenerationGroup *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->stop_row));
  g_autofree char *json = g_strdup_printf ("[%s]", text);
  g_autoptr(GError) error = NULL;
  JsonNode *node = meirei_json_parse (json, -1, &error);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      g_clear_pointer (&node, json_node_unref);
      gtk_widget_add_css_class (GTK_WIDGET (self->stop_row), "error");
      return;
    }

  gtk_widget_remove_css_class (GTK_WIDGET (self->stop_row), "error");
  meirei_editing_set_node (GTK_WIDGET (self), self->editor, "params", "stop", node);
}

static void
save_system (MeireiGenerationGroup *self)
{
  g_autofree char *text = meirei_text_card_dup_text (self->system_card);
  JsonNode *node = NULL;

  g_clear_handle_id (&self->text_id, g_source_remove);
  if (*text != '\0')
    node = json_node_init_string (json_node_alloc (), text);
  meirei_editing_set_node (GTK_WIDGET (self), self->editor, NULL, "system_prompt", node);
}

static gboolean
text_timeout_cb (gpointer user_data)
{
  MeireiGenerationGroup *self = user_data;

  self->text_id = 0;
  save_system (self);

  return G_SOURCE_REMOVE;
}

static void
text_cb (MeireiGenerationGroup *self)
{
  if (self->filling || self->editor == NULL)
    return;

  g_clear_handle_id (&self->text_id, g_source_remove);
  self->text_id = g_timeout_add (TEXT_DELAY_MS, text_timeout_cb, self);
}

static void
reset_cb (MeireiGenerationGroup *self)
{
  g_clear_handle_id (&self->text_id, g_source_remove);
  meirei_editing_set_node (GTK_WIDGET (self), self->editor, NULL, "system_prompt", NULL);
  meirei_editing_set_node (GTK_WIDGET (self), self->editor, "params", NULL, NULL);
}

static void
meirei_generation_group_dispose (GObject *object)
{
  MeireiGenerationGroup *self = MEIREI_GENERATION_GROUP (object);

  /* What was typed last is not lost. */
  if (self->text_id != 0)
    save_system (self);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (meirei_generation_group_parent_class)->dispose (object);
}

static void
meirei_generation_group_class_init (MeireiGenerationGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_generation_group_dispose;
}

static void
add_numbers (MeireiGenerationGroup *self)
{
  const struct {
    const char *title;
    const char *subtitle;
    MeireiNumberFormat format;
  } rows[N_ROWS] = {
    { _("Temperature"), _("Lower is more repeatable"),
      { .maximum = 2., .step = .05, .digits = 2, .has_scale = TRUE } },
    { _("Top p"), NULL, { .maximum = 1., .step = .01, .digits = 2, .has_scale = TRUE } },
    { _("Top k"), NULL, { .maximum = 1000., .step = 5., .zero = _("Off") } },
    { _("Min p"), NULL, { .maximum = 1., .step = .01, .digits = 2, .zero = _("Off") } },
    { _("Repeat penalty"), _("1 is off; names repeat in code"),
      { .minimum = .5, .maximum = 2., .step = .01, .digits = 2 } },
    { _("Maximum tokens"), _("An answer that reaches it counts as cut off"),
      { .minimum = 1., .maximum = 1048576., .step = 256. } },
    { _("Fixed seed"), _("Same sheet, same code"), { .maximum = G_MAXINT32, .step = 1. } },
  };

  for (gsize i = 0; i < N_ROWS; i++)
    {
      GtkWidget *row = meirei_number_row_new (rows[i].title, rows[i].subtitle, &rows[i].format);

      self->rows[i] = MEIREI_NUMBER_ROW (row);
      g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, 0);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    }

  self->seed_switch = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->seed_switch), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->seed_switch),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Fixed seed"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->rows[SEED_ROW]),
                             GTK_WIDGET (self->seed_switch));
  g_signal_connect_object (self->seed_switch, "notify::active", G_CALLBACK (seed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
add_texts (MeireiGenerationGroup *self)
{
  GtkWidget *holder = adw_preferences_row_new ();

  self->stop_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->stop_row),
                                 _("Stop at, each in quotes, with commas between"));
  adw_entry_row_set_show_apply_button (self->stop_row, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->stop_row), "code-line");
  g_signal_connect_object (self->stop_row, "apply", G_CALLBACK (stop_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->stop_row));

  self->system_row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->system_row), _("System prompt"));
  self->system_card = MEIREI_TEXT_CARD (meirei_text_card_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (self->system_card), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->system_card), 6);
  gtk_widget_set_margin_start (GTK_WIDGET (self->system_card), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (self->system_card), 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (holder), GTK_WIDGET (self->system_card));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (holder), FALSE);
  adw_expander_row_add_row (self->system_row, holder);
  g_signal_connect_object (self->system_card, "changed", G_CALLBACK (text_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->system_row));
}

static void
meirei_generation_group_init (MeireiGenerationGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Generation"));
  self->reset_button = gtk_button_new_with_label (_("Reset to defaults"));
  gtk_widget_add_css_class (self->reset_button, "flat");
  gtk_widget_add_css_class (self->reset_button, "link-button");
  gtk_widget_set_valign (self->reset_button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->reset_button, "clicked", G_CALLBACK (reset_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->reset_button);
  add_numbers (self);
  add_texts (self);
}

/**
 * meirei_generation_group_new:
 *
 * Returns: (transfer full): a group
 */
GtkWidget *
meirei_generation_group_new (void)
{
  return g_object_new (MEIREI_TYPE_GENERATION_GROUP, NULL);
}

/**
 * meirei_generation_group_set_editor:
 * @self: a group
 * @editor: the preset to show
 *
 * Shows another model.
 */
void
meirei_generation_group_set_editor (MeireiGenerationGroup *self,
                                    MeireiPresetEditor    *editor)
{
  g_return_if_fail (MEIREI_IS_GENERATION_GROUP (self));

  if (self->text_id != 0)
    save_system (self);
  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_set_object (&self->editor, editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
