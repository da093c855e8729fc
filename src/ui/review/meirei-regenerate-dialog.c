/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiRegenerateDialog:
 *
 * Asks how a version shall be made again: with which model, temperature and
 * seed, and what should change.  The response is `regenerate`.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-execution-options.h"
#include "meirei-json.h"
#include "meirei-regenerate-dialog.h"
#include "meirei-server.h"

#define DEFAULT_TEMPERATURE .2

struct _MeireiRegenerateDialog
{
  AdwMessageDialog parent_instance;

  AdwComboRow *model_row;
  GtkSpinButton *temperature;
  GtkToggleButton *same_seed;
  GtkTextView *wish;

  MeireiVersion *version;   /* (owned) */
  GPtrArray *models;        /* of MeireiModel, as in the row */
};

G_DEFINE_FINAL_TYPE (MeireiRegenerateDialog, meirei_regenerate_dialog, ADW_TYPE_MESSAGE_DIALOG)

/* Models. */

static void
add_models (MeireiRegenerateDialog *self,
            MeireiServer           *server,
            GtkStringList          *names,
            guint                  *selected)
{
  GListModel *models = meirei_server_get_models (server);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);
      const char *id = meirei_model_get_id (model);

      if (g_strcmp0 (id, meirei_version_get_model_id (self->version)) == 0)
        *selected = self->models->len;
      gtk_string_list_append (names, id);
      g_ptr_array_add (self->models, g_steal_pointer (&model));
    }
}

static void
fill_models (MeireiRegenerateDialog *self,
             MeireiServerRegistry   *registry)
{
  GListModel *servers = meirei_server_registry_get_servers (registry);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (servers, i);

      add_models (self, server, names, &selected);
    }
  /* A server that is started when it is needed is not asked before. */
  if (self->models->len == 0)
    {
      const char *id = meirei_version_get_model_id (self->version);

      gtk_string_list_append (names, id != NULL ? id : _("Default model"));
    }
  adw_combo_row_set_model (self->model_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->model_row, selected);
}

/* What should change. */

static char *
dup_wish (MeireiRegenerateDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->wish);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
meirei_regenerate_dialog_dispose (GObject *object)
{
  MeireiRegenerateDialog *self = MEIREI_REGENERATE_DIALOG (object);

  g_clear_object (&self->version);
  g_clear_pointer (&self->models, g_ptr_array_unref);

  G_OBJECT_CLASS (meirei_regenerate_dialog_parent_class)->dispose (object);
}

static void
meirei_regenerate_dialog_class_init (MeireiRegenerateDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_regenerate_dialog_dispose;
}

static GtkWidget *
make_row (const char *title,
          GtkWidget  *suffix)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), suffix);
  gtk_accessible_update_property (GTK_ACCESSIBLE (suffix), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);

  return row;
}

static GtkWidget *
make_seed (MeireiRegenerateDialog *self)
{
  JsonObject *params = meirei_version_get_params (self->version);
  gboolean known = params != NULL && json_object_has_member (params, "seed");
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT,
                                             meirei_json_get_int (params, "seed", 0));
  /* Translators: %s is a number: the seed of the version before */
  g_autofree char *same = known ? g_strdup_printf (_("Same (%s)"), number) : g_strdup (_("Same"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *same_button = gtk_toggle_button_new_with_label (same);
  GtkWidget *new_button = gtk_toggle_button_new_with_label (C_("seed", "New"));

  self->same_seed = GTK_TOGGLE_BUTTON (same_button);
  gtk_toggle_button_set_group (self->same_seed, GTK_TOGGLE_BUTTON (new_button));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (new_button), TRUE);
  gtk_widget_set_sensitive (same_button, known);
  gtk_widget_add_css_class (box, "linked");
  gtk_box_append (GTK_BOX (box), same_button);
  gtk_box_append (GTK_BOX (box), new_button);

  return box;
}

static GtkWidget *
make_wish (MeireiRegenerateDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (_("What should change?"));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->wish = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->wish, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->wish, FALSE);
  gtk_text_view_set_top_margin (self->wish, 9);
  gtk_text_view_set_bottom_margin (self->wish, 9);
  gtk_text_view_set_left_margin (self->wish, 9);
  gtk_text_view_set_right_margin (self->wish, 9);
  gtk_widget_add_css_class (GTK_WIDGET (self->wish), "text-card");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->wish),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (scroller, "card");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->wish));
  gtk_widget_set_size_request (scroller, 420, 110);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), scroller);

  return box;
}

static void
fill (MeireiRegenerateDialog *self,
      MeireiServerRegistry   *registry)
{
  JsonObject *params = meirei_version_get_params (self->version);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *temperature = gtk_spin_button_new_with_range (0., 2., .1);

  self->model_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->model_row), _("Model"));
  fill_models (self, registry);
  self->temperature = GTK_SPIN_BUTTON (temperature);
  gtk_spin_button_set_digits (self->temperature, 2);
  gtk_spin_button_set_value (self->temperature,
                             meirei_json_get_double (params, "temperature", DEFAULT_TEMPERATURE));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->model_row));
  gtk_list_box_append (GTK_LIST_BOX (list), make_row (_("Temperature"), temperature));
  gtk_list_box_append (GTK_LIST_BOX (list), make_row (_("Seed"), make_seed (self)));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), make_wish (self));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), box);
}

static void
meirei_regenerate_dialog_init (MeireiRegenerateDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  self->models = g_ptr_array_new_with_free_func (g_object_unref);
  adw_message_dialog_set_heading (dialog, _("Regenerate"));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "regenerate",
                                    _("_Regenerate"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "regenerate", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "regenerate");
  adw_message_dialog_set_close_response (dialog, "cancel");
}

/**
 * meirei_regenerate_dialog_new:
 * @parent: (nullable): the window
 * @registry: which models there are
 * @version: the version that shall change
 *
 * Returns: (transfer none): the dialog, not shown yet
 */
GtkWidget *
meirei_regenerate_dialog_new (GtkWindow            *parent,
                              MeireiServerRegistry *registry,
                              MeireiVersion        *version)
{
  MeireiRegenerateDialog *self = g_object_new (MEIREI_TYPE_REGENERATE_DIALOG,
                                               "transient-for", parent,
                                               "modal", TRUE,
                                               NULL);
  g_autofree char *body = NULL;

  self->version = g_object_ref (version);
  /* Translators: %s is a version such as v2 */
  body = g_strdup_printf (_("The model gets the sheet, the code of %s, the comments on its lines "
                            "and what you write here."), meirei_version_get_name (version));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), body);
  fill (self, registry);

  return GTK_WIDGET (self);
}

/**
 * meirei_regenerate_dialog_set_wish:
 * @self: a dialog
 * @note: (nullable): the note of the review
 * @comments: the comments on lines of the version
 *
 * Fills in what a person has said already.  Comments that belong to a verdict
 * go to the model by themselves; a draft is written into the text.
 */
void
meirei_regenerate_dialog_set_wish (MeireiRegenerateDialog *self,
                                   const char             *note,
                                   MeireiLineComments     *comments)
{
  g_autoptr(GString) text = g_string_new (note != NULL ? note : "");
  g_autoptr(JsonArray) array = NULL;

  g_return_if_fail (MEIREI_IS_REGENERATE_DIALOG (self));

  array = meirei_line_comments_to_json (comments);
  for (guint i = 0; meirei_line_comments_get_editable (comments)
                    && i < json_array_get_length (array); i++)
    {
      JsonObject *comment = json_array_get_object_element (array, i);

      /* For the model, therefore not translated. */
      g_string_append_printf (text, "%sLine %d: %s", text->len > 0 ? "\n" : "",
                              (int) meirei_json_get_int (comment, "line", 0),
                              meirei_json_get_string (comment, "text", ""));
    }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->wish), text->str, (int) text->len);
  gtk_widget_grab_focus (GTK_WIDGET (self->wish));
}

/**
 * meirei_regenerate_dialog_dup_options:
 * @self: a dialog
 *
 * Returns: (transfer full): the options of the execution
 */
JsonObject *
meirei_regenerate_dialog_dup_options (MeireiRegenerateDialog *self)
{
  g_autoptr(JsonObject) base = json_object_new ();
  g_autoptr(JsonObject) params = json_object_new ();
  g_autoptr(MeireiExecutionOptions) chosen = NULL;
  g_autoptr(MeireiExecutionOptions) with_params = NULL;
  g_autoptr(MeireiExecutionOptions) options = NULL;
  g_autofree char *wish = NULL;
  guint position;

  g_return_val_if_fail (MEIREI_IS_REGENERATE_DIALOG (self), NULL);

  position = adw_combo_row_get_selected (self->model_row);
  if (position < self->models->len)
    {
      MeireiModel *model = self->models->pdata[position];
      g_autoptr(MeireiServer) server = meirei_model_ref_server (model);

      json_object_set_string_member (base, "model", meirei_model_get_id (model));
      if (server != NULL)
        json_object_set_string_member (base, "server", meirei_server_get_url (server));
    }
  json_object_set_double_member (params, "temperature",
                                 gtk_spin_button_get_value (self->temperature));
  json_object_set_int_member (params, "seed",
                              gtk_toggle_button_get_active (self->same_seed)
                              ? meirei_json_get_int (meirei_version_get_params (self->version),
                                                     "seed", 0)
                              : g_random_int_range (1, G_MAXINT));
  wish = dup_wish (self);
  chosen = meirei_execution_options_new (base);
  with_params = meirei_execution_options_with_params (chosen, params);
  options = meirei_execution_options_with_change (with_params,
                                                  meirei_version_get_name (self->version), wish);

  return json_object_ref (meirei_execution_options_get_json (options));
}
