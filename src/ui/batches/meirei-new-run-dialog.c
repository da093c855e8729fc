/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiNewRunDialog:
 *
 * Asks what a new run shall do and with which instructions; says at once how
 * many these are.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-labels.h"
#include "meirei-new-run-dialog.h"
#include "meirei-server-labels.h"
#include "meirei-ui-init.h"

struct _MeireiNewRunDialog
{
  AdwWindow parent_instance;

  AdwComboRow *fit_row;
  AdwComboRow *model_row;
  AdwComboRow *operation_row;
  AdwComboRow *parallel_row;
  AdwComboRow *phase_row;
  AdwComboRow *scope_row;
  AdwComboRow *status_row;
  AdwPreferencesGroup *execution_group;
  GtkButton *start_button;
  GtkLabel *count_label;

  MeireiWorkspace *workspace;
  MeireiContext *context;   /* (owned) (nullable) */
  MeireiRunCenter *center;
  GArray *phases;           /* (element-type int): of the rows of phase_row */
  GPtrArray *targets;       /* (element-type MeireiTarget): of the rows of model_row but the first */
};

G_DEFINE_FINAL_TYPE (MeireiNewRunDialog, meirei_new_run_dialog, ADW_TYPE_WINDOW)

/* In the order of the rows. */
static const MeireiOperation operations[] = {
  MEIREI_OPERATION_EXECUTE,
  MEIREI_OPERATION_VALIDATE,
  MEIREI_OPERATION_APPROVE,
};

static const int parallels[] = { 0, 1, 2, 4, 8, 16 };

static MeireiRunChoice
get_choice (MeireiNewRunDialog *self)
{
  guint operation = adw_combo_row_get_selected (self->operation_row);
  guint phase = adw_combo_row_get_selected (self->phase_row);
  guint status = adw_combo_row_get_selected (self->status_row);
  MeireiRunChoice choice = {
    .operation = operations[operation < G_N_ELEMENTS (operations) ? operation : 0],
    .scope = (MeireiRunScope) adw_combo_row_get_selected (self->scope_row),
    .phase = phase < self->phases->len ? g_array_index (self->phases, int, phase) : -1,
    .status = (MeireiStatus) MIN (status, MEIREI_N_STATUSES - 1),
  };

  return choice;
}

static char *
dup_count_text (guint n_chosen,
                guint n_skipped)
{
  g_autofree char *chosen = NULL;
  g_autofree char *skipped = NULL;

  if (n_chosen == 0 && n_skipped == 0)
    return g_strdup (_("No instruction is like that."));

  /* Translators: %u is how many instructions a run will have */
  chosen = g_strdup_printf (ngettext ("%u instruction", "%u instructions", n_chosen), n_chosen);
  if (n_skipped == 0)
    return g_steal_pointer (&chosen);

  /* Translators: %u is how many of the chosen instructions cannot be part of a run */
  skipped = g_strdup_printf (ngettext ("%u more has a status that does not allow this",
                                       "%u more have a status that does not allow this",
                                       n_skipped), n_skipped);

  /* Translators: how many instructions a run will have; how many it will not */
  return g_strdup_printf (_("%s. %s."), chosen, skipped);
}

static void
update (MeireiNewRunDialog *self)
{
  MeireiRunChoice choice;
  g_auto(GStrv) ids = NULL;
  g_autofree char *text = NULL;
  guint n_skipped = 0;

  if (self->workspace == NULL || self->phases == NULL)
    return;

  choice = get_choice (self);
  ids = meirei_run_choice_dup_ids (&choice, self->workspace, &n_skipped);
  text = dup_count_text (g_strv_length (ids), n_skipped);
  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_button), ids[0] != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->phase_row), choice.scope == MEIREI_RUN_SCOPE_PHASE);
  gtk_widget_set_visible (GTK_WIDGET (self->status_row), choice.scope == MEIREI_RUN_SCOPE_STATUS);
  gtk_widget_set_visible (GTK_WIDGET (self->execution_group),
                          choice.operation == MEIREI_OPERATION_EXECUTE);
}

static void
operation_cb (MeireiNewRunDialog *self)
{
  if (self->phases == NULL)
    return;

  adw_combo_row_set_selected (self->status_row,
                              meirei_run_choice_get_status (get_choice (self).operation));
  update (self);
}

static void
start_cb (MeireiNewRunDialog *self)
{
  MeireiRunChoice choice = get_choice (self);
  g_autoptr(JsonObject) options = meirei_new_run_dialog_dup_options (self);
  g_autoptr(GError) error = NULL;
  guint n_skipped = 0;
  g_auto(GStrv) ids = meirei_run_choice_dup_ids (&choice, self->workspace, &n_skipped);

  if (meirei_run_center_start (self->center, choice.operation, (const char * const *) ids,
                               options, TRUE, &error) == NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->count_label), error);
      return;
    }

  gtk_window_close (GTK_WINDOW (self));
}

/* The rows. */

static void
set_strings (AdwComboRow  *row,
             GStrvBuilder *builder)
{
  g_auto(GStrv) strings = g_strv_builder_end (builder);
  g_autoptr(GtkStringList) model = gtk_string_list_new ((const char * const *) strings);

  adw_combo_row_set_model (row, G_LIST_MODEL (model));
}

static void
fill_operations (MeireiNewRunDialog *self)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) statuses = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    g_strv_builder_add (names, meirei_operation_get_label (operations[i]));
  for (int i = 0; i < (int) MEIREI_N_STATUSES; i++)
    g_strv_builder_add (statuses, meirei_status_get_label ((MeireiStatus) i));
  set_strings (self->operation_row, names);
  set_strings (self->status_row, statuses);
}

static int
compare_ints (gconstpointer a,
              gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static void
fill_phases (MeireiNewRunDialog *self)
{
  GListModel *items = meirei_workspace_get_items (self->workspace);
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (items, i);
      int phase = meirei_instruction_item_get_phase (item);

      if (g_hash_table_add (seen, GINT_TO_POINTER (phase)))
        g_array_append_val (self->phases, phase);
    }
  g_array_sort (self->phases, compare_ints);
  for (guint i = 0; i < self->phases->len; i++)
    {
      g_autofree char *name = g_strdup_printf (_("Phase %d"), g_array_index (self->phases, int, i));

      g_strv_builder_add (names, name);
    }
  set_strings (self->phase_row, names);
}

static void
add_models (MeireiNewRunDialog *self,
            MeireiServer       *server,
            GStrvBuilder       *names)
{
  GListModel *models = meirei_server_get_models (server);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);
      /* Translators: a model and the name of its server */
      g_autofree char *name = g_strdup_printf (_("%s on %s"), meirei_model_get_id (model),
                                               meirei_server_get_label (server));

      g_strv_builder_add (names, name);
      g_ptr_array_add (self->targets, meirei_target_new (server, model));
    }
}

static void
fill_models (MeireiNewRunDialog *self)
{
  GListModel *servers =
    self->context != NULL
    ? meirei_server_registry_get_servers (meirei_context_get_registry (self->context)) : NULL;
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  g_strv_builder_add (names, _("The one in use"));
  for (guint i = 0; servers != NULL && i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(MeireiServer) server = g_list_model_get_item (servers, i);

      add_models (self, server, names);
    }
  set_strings (self->model_row, names);
}

static gboolean
has_checked (MeireiNewRunDialog *self)
{
  MeireiRunChoice choice = { .operation = MEIREI_OPERATION_EXECUTE,
                             .scope = MEIREI_RUN_SCOPE_CHECKED };
  guint n_skipped = 0;
  g_auto(GStrv) ids = meirei_run_choice_dup_ids (&choice, self->workspace, &n_skipped);

  return ids[0] != NULL || n_skipped > 0;
}

static void
meirei_new_run_dialog_dispose (GObject *object)
{
  MeireiNewRunDialog *self = MEIREI_NEW_RUN_DIALOG (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  g_clear_object (&self->center);
  g_clear_pointer (&self->phases, g_array_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_NEW_RUN_DIALOG);

  G_OBJECT_CLASS (meirei_new_run_dialog_parent_class)->dispose (object);
}

static void
meirei_new_run_dialog_class_init (MeireiNewRunDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_new_run_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/batches/meirei-new-run-dialog.ui");
  gtk_widget_class_bind_template_callback (widget_class, operation_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_child (widget_class, MeireiNewRunDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiNewRunDialog, execution_group);
  gtk_widget_class_bind_template_child (widget_class, MeireiNewRunDialog, fit_row);
  gtk_widget_class_bind_template_child (widget_class, MeireiNewRunDialog, model_row);
  gtk_widget_class_bind_template_child (widget_class, MeireiNewRunDialog, operation_row);
  gtk_widget_class_bind_template_child (widget_class, MeireiNewRunDialog, parallel_row);
  gtk_widget_class_bind_template_child (widget_class, MeireiNewRunDialog, phase_row);
  gtk_widget_class_bind_template_child (widget_class, MeireiNewRunDialog, scope_row);
  gtk_widget_class_bind_template_child (widget_class, MeireiNewRunDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiNewRunDialog, status_row);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
meirei_new_run_dialog_init (MeireiNewRunDialog *self)
{
  self->targets = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->start_button));
}

/**
 * meirei_new_run_dialog_new:
 * @workspace: a workspace
 * @context: (nullable): the program's context
 * @center: what runs in the workspace
 *
 * Returns: (transfer none): a dialog that is not shown yet
 */
GtkWindow *
meirei_new_run_dialog_new (MeireiWorkspace *workspace,
                           MeireiContext   *context,
                           MeireiRunCenter *center)
{
  MeireiNewRunDialog *self = g_object_new (MEIREI_TYPE_NEW_RUN_DIALOG, NULL);
  GArray *phases = g_array_new (FALSE, FALSE, sizeof (int));

  self->workspace = g_object_ref (workspace);
  g_set_object (&self->context, context);
  self->center = g_object_ref (center);
  fill_operations (self);
  self->phases = phases;
  fill_phases (self);
  fill_models (self);
  adw_combo_row_set_selected (self->scope_row, has_checked (self) ? MEIREI_RUN_SCOPE_CHECKED
                                                                  : MEIREI_RUN_SCOPE_STATUS);
  operation_cb (self);

  return GTK_WINDOW (self);
}

/**
 * meirei_new_run_dialog_set_choice:
 * @self: a dialog
 * @choice: what to choose
 */
void
meirei_new_run_dialog_set_choice (MeireiNewRunDialog    *self,
                                  const MeireiRunChoice *choice)
{
  g_return_if_fail (MEIREI_IS_NEW_RUN_DIALOG (self));

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (operations[i] == choice->operation)
      adw_combo_row_set_selected (self->operation_row, i);
  adw_combo_row_set_selected (self->scope_row, choice->scope);
  adw_combo_row_set_selected (self->status_row, choice->status);
  for (guint i = 0; i < self->phases->len; i++)
    if (g_array_index (self->phases, int, i) == choice->phase)
      adw_combo_row_set_selected (self->phase_row, i);
}

/**
 * meirei_new_run_dialog_dup_options:
 * @self: a dialog
 *
 * Returns: (transfer full) (nullable): the options of the run as the person
 *   chose them, or %NULL if the operation has none
 */
JsonObject *
meirei_new_run_dialog_dup_options (MeireiNewRunDialog *self)
{
  guint parallel = adw_combo_row_get_selected (self->parallel_row);
  guint position = adw_combo_row_get_selected (self->model_row);
  int fit = (int) adw_combo_row_get_selected (self->fit_row);
  JsonObject *options;

  if (get_choice (self).operation != MEIREI_OPERATION_EXECUTE)
    return NULL;

  options = json_object_new ();
  if (parallel > 0 && parallel < G_N_ELEMENTS (parallels))
    json_object_set_int_member (options, "parallel", parallels[parallel]);
  if (position > 0 && position <= self->targets->len)
    {
      MeireiTarget *target = self->targets->pdata[position - 1];

      json_object_set_string_member (options, "server",
                                     meirei_server_get_url (meirei_target_get_server (target)));
      json_object_set_string_member (options, "model",
                                     meirei_model_get_id (meirei_target_get_model (target)));
    }
  if (fit > MEIREI_FIT_CHECK && fit <= MEIREI_FIT_CUT)
    json_object_set_string_member (options, "fit", meirei_enum_to_nick (MEIREI_TYPE_FIT, fit));

  return options;
}
