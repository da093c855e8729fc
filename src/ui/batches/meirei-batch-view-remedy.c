/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the button of a failure does; see meirei-batch-failure.c. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-failure.h"
#include "meirei-batch-view-private.h"
#include "meirei-error-presenter.h"
#include "meirei-json.h"
#include "meirei-lifecycle.h"

/* A remedy on its way. */
typedef struct {
  MeireiBatchView *self;
  MeireiBatch *batch;
  MeireiBatchItem *item;
  gint64 value;
} Remedy;

static Remedy *
remedy_new (MeireiBatchView *self,
            MeireiBatchItem *item,
            gint64           value)
{
  Remedy *remedy = g_new0 (Remedy, 1);

  remedy->self = g_object_ref (self);
  remedy->batch = g_object_ref (meirei_batch_view_get_batch (self));
  remedy->item = g_object_ref (item);
  remedy->value = value;

  return remedy;
}

static void
remedy_free (Remedy *remedy)
{
  g_object_unref (remedy->self);
  g_object_unref (remedy->batch);
  g_object_unref (remedy->item);
  g_free (remedy);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Remedy, remedy_free)

/* In the same run, if its workspace is still open. */
static void
try_again (Remedy *remedy)
{
  if (remedy->self->center != NULL && meirei_batch_view_get_batch (remedy->self) == remedy->batch)
    meirei_run_center_retry (remedy->self->center, remedy->batch, remedy->item);
}

/* A run of its own with other options. */

/* Objects of sheets and journals are not ours to change. */
static JsonObject *
copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  g_autoptr(GList) names = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *link = names; link != NULL; link = link->next)
    json_object_set_member (copy, link->data, json_object_dup_member (object, link->data));

  return copy;
}

static void
run_alone (MeireiBatchView *self,
           MeireiBatchItem *item,
           JsonObject      *options)
{
  const char *ids[] = { meirei_batch_item_get_id (item), NULL };
  g_autoptr(GError) error = NULL;

  if (self->center != NULL
      && meirei_run_center_start (self->center, MEIREI_OPERATION_EXECUTE, ids, options, TRUE,
                                  &error) == NULL)
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
}

/* A larger context. */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Remedy) remedy = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiModel) model =
    meirei_server_registry_load_model_finish (MEIREI_SERVER_REGISTRY (source), result, &error);

  if (model != NULL)
    try_again (remedy);
  else
    meirei_error_presenter_show_toast (GTK_WIDGET (remedy->self), error);
}

static void
reload (Remedy *remedy)
{
  MeireiServerRegistry *registry = meirei_context_get_registry (remedy->self->context);
  const char *id = meirei_batch_item_get_model (remedy->item);
  g_autoptr(GPtrArray) targets =
    id != NULL ? meirei_server_registry_list_targets (registry, id) : NULL;

  if (targets == NULL || targets->len == 0)
    {
      /* Its server does not run now, such as the built-in engine: an execution
       * starts it. */
      g_autoptr(JsonObject) options = copy_object (meirei_batch_get_options (remedy->batch));

      json_object_set_string_member (options, "fit",
                                     meirei_enum_to_nick (MEIREI_TYPE_FIT, MEIREI_FIT_RELOAD));
      run_alone (remedy->self, remedy->item, options);
      remedy_free (remedy);
      return;
    }

  meirei_server_registry_load_model_async (registry, meirei_target_get_model (targets->pdata[0]),
                                           (guint) remedy->value, FALSE, NULL, loaded_cb, remedy);
}

/* The workspace may have been closed behind the question. */
static void
reload_response_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    Remedy           *remedy)
{
  MeireiBatchView *self = remedy->self;

  if (g_str_equal (response, "reload") && self->context != NULL
      && meirei_batch_view_get_batch (self) == remedy->batch)
    reload (remedy_new (self, remedy->item, remedy->value));
}

/* A question that goes with its window gets no answer. */
static void
free_question (gpointer  data,
               GClosure *closure)
{
  remedy_free (data);
}

/* Loading a model anew interrupts what it is writing. */
static void
ask_to_reload (Remedy *remedy,
               guint   n_in_flight)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (remedy->self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              _("Reload the Model Now?"), NULL);
  g_autofree char *body =
    /* Translators: %u is a number of requests to a model server */
    g_strdup_printf (ngettext ("%u request is in flight and would break off. Pause the run first "
                               "to let it finish.",
                               "%u requests are in flight and would break off. Pause the run "
                               "first to let them finish.", n_in_flight), n_in_flight);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "reload", _("_Reload Now"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "reload",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (reload_response_cb), remedy,
                         free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A higher limit of tokens. */

static JsonObject *
copy_with_limit (JsonObject *object,
                 gint64      limit)
{
  JsonObject *copy = copy_object (object);
  JsonObject *params = copy_object (meirei_json_get_object (object, "params"));

  json_object_set_int_member (params, "max_tokens", limit);
  json_object_set_object_member (copy, "params", params);

  return copy;
}

static gboolean
set_limit (MeireiInstruction  *instruction,
           gpointer            user_data,
           GError            **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonObject) changed = NULL;
  g_autoptr(MeireiSheet) sheet = NULL;

  meirei_sheet_add_to_json (meirei_instruction_get_sheet (instruction), object);
  changed = copy_with_limit (object, GPOINTER_TO_INT (user_data));
  sheet = meirei_sheet_new_from_json (changed, error);

  return sheet != NULL && meirei_lifecycle_edit (instruction, sheet, error);
}

static void
limit_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Remedy) remedy = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) errors =
    meirei_workspace_update_instructions_finish (MEIREI_WORKSPACE (source), result, &error);

  if (errors == NULL)
    meirei_error_presenter_show_toast (GTK_WIDGET (remedy->self), error);
  else if (errors->pdata[0] != NULL)
    meirei_error_presenter_show_toast (GTK_WIDGET (remedy->self), errors->pdata[0]);
  else
    try_again (remedy);
}

static void
raise_limit (MeireiBatchView *self,
             MeireiBatchItem *item,
             gint64           limit)
{
  const char *ids[] = { meirei_batch_item_get_id (item), NULL };
  JsonObject *params =
    meirei_json_get_object (meirei_batch_get_options (meirei_batch_view_get_batch (self)),
                            "params");

  /* The limit of the run is over that of the sheet. */
  if (params != NULL && json_object_has_member (params, "max_tokens"))
    {
      g_autoptr(JsonObject) options =
        copy_with_limit (meirei_batch_get_options (meirei_batch_view_get_batch (self)), limit);

      run_alone (self, item, options);
    }
  else
    meirei_workspace_update_instructions_async (self->workspace, ids, set_limit,
                                                GINT_TO_POINTER ((int) limit), NULL, NULL,
                                                limit_cb, remedy_new (self, item, limit));
}

/* Does what the button of a failure promises. */
void
_meirei_batch_view_remedy (MeireiBatchView *self,
                           MeireiBatchItem *item)
{
  g_autoptr(MeireiBatchFailure) failure =
    meirei_batch_failure_new (item, self->context != NULL
                                    ? meirei_context_get_registry (self->context) : NULL);
  guint n_in_flight = meirei_batch_rows_count (self->rows, MEIREI_BATCH_GROUP_IN_FLIGHT);

  switch (failure->remedy)
    {
    case MEIREI_BATCH_REMEDY_RELOAD:
      if (self->context == NULL)
        return;
      if (n_in_flight > 0)
        ask_to_reload (remedy_new (self, item, failure->value), n_in_flight);
      else
        reload (remedy_new (self, item, failure->value));
      break;
    case MEIREI_BATCH_REMEDY_RAISE_LIMIT:
      if (self->center != NULL && self->workspace != NULL)
        raise_limit (self, item, failure->value);
      break;
    case MEIREI_BATCH_REMEDY_OPEN_ATTEMPT:
    case MEIREI_BATCH_REMEDY_OPEN_SHEET:
      _meirei_batch_view_emit_open (self, meirei_batch_item_get_id (item),
                                    failure->remedy == MEIREI_BATCH_REMEDY_OPEN_SHEET);
      break;
    case MEIREI_BATCH_REMEDY_MODELS:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", "models");
      break;
    case MEIREI_BATCH_REMEDY_RETRY:
    default:
      if (self->center != NULL)
        meirei_run_center_retry (self->center, meirei_batch_view_get_batch (self), item);
      break;
    }
}
