/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiModelLoading:
 *
 * Loads and unloads a model for the window: asks first where requests that run
 * would be interrupted, and says what went wrong or otherwise than wanted.
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-model-loading.h"

struct _MeireiModelLoading
{
  GObject parent_instance;

  GWeakRef widget;                 /* where dialogs belong to */
  MeireiServerRegistry *registry;  /* (owned) */
  MeireiModel *model;              /* (owned) */
  GCancellable *cancellable;       /* (owned) (nullable): while it works */
  guint context;                   /* that is wanted; 0 to unload */
};

enum {
  CHANGED,
  LOADED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiModelLoading, meirei_model_loading, G_TYPE_OBJECT)

static void
end (MeireiModelLoading *self,
     const char         *heading,
     GError             *error)
{
  g_autoptr(GtkWidget) widget = g_weak_ref_get (&self->widget);

  if (widget != NULL && error != NULL
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    meirei_error_presenter_show_dialog (widget, heading, error);
  g_clear_object (&self->cancellable);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
warn_of_less (MeireiModelLoading *self,
              MeireiModel        *model)
{
  guint loaded = meirei_model_get_loaded_context (model);
  g_autoptr(GtkWidget) widget = g_weak_ref_get (&self->widget);
  GtkWidget *overlay = widget != NULL
                       ? gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY) : NULL;
  g_autofree char *first = g_strdup_printf ("%'u", loaded);
  g_autofree char *second = g_strdup_printf ("%'u", self->context);
  g_autofree char *text = NULL;

  if (self->context == 0 || loaded == 0 || loaded >= self->context || overlay == NULL)
    return;

  /* Translators: both are numbers of tokens */
  text = g_strdup_printf (_("The server gave the model a context of %s in place of %s, probably "
                            "for lack of memory"), first, second);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (text));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(MeireiModelLoading) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiModel) model = NULL;

  model = meirei_server_registry_load_model_finish (MEIREI_SERVER_REGISTRY (source), result,
                                                    &error);
  end (self, _("The Model Was Not Loaded"), error);
  if (model == NULL)
    return;

  warn_of_less (self, model);
  g_signal_emit (self, signals[LOADED], 0, model);
}

static void
unloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(MeireiModelLoading) self = user_data;
  g_autoptr(GError) error = NULL;

  meirei_server_registry_unload_model_finish (MEIREI_SERVER_REGISTRY (source), result, &error);
  end (self, _("The Model Was Not Unloaded"), error);
}

static void
start (MeireiModelLoading *self,
       gboolean            load,
       guint               context)
{
  self->cancellable = g_cancellable_new ();
  self->context = context;
  g_signal_emit (self, signals[CHANGED], 0);
  if (load)
    meirei_server_registry_load_model_async (self->registry, self->model, context, TRUE,
                                             self->cancellable, loaded_cb, g_object_ref (self));
  else
    meirei_server_registry_unload_model_async (self->registry, self->model, self->cancellable,
                                               unloaded_cb, g_object_ref (self));
}

/* Requests that run would be lost. */

static guint
count_running (MeireiRunCenter *center)
{
  GListModel *runners = center != NULL ? meirei_run_center_get_runners (center) : NULL;
  guint count = 0;

  for (guint i = 0; runners != NULL && i < g_list_model_get_n_items (runners); i++)
    {
      g_autoptr(MeireiBatchRunner) runner = g_list_model_get_item (runners, i);
      MeireiBatch *batch = meirei_batch_runner_get_batch (runner);

      if (meirei_batch_get_operation (batch) == MEIREI_OPERATION_EXECUTE)
        count += meirei_batch_count (batch, MEIREI_BATCH_ITEM_RUNNING);
    }

  return count;
}

typedef struct {
  MeireiModelLoading *self;  /* (owned) */
  gboolean load;
  guint context;
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->self);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Question         *question)
{
  if (g_str_equal (response, "go") && question->self->cancellable == NULL)
    start (question->self, question->load, question->context);
}

static void
ask (MeireiModelLoading *self,
     gboolean            load,
     guint               context,
     guint               n_running)
{
  g_autoptr(GtkWidget) widget = g_weak_ref_get (&self->widget);
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;
  GtkWidget *dialog = adw_message_dialog_new (root != NULL ? GTK_WINDOW (root) : NULL,
                                              _("Interrupt Requests That Are Running?"), NULL);
  Question *question = g_new0 (Question, 1);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  ngettext ("%u request is running. If it uses this model, it "
                                            "ends with an error and can be tried again.",
                                            "%u requests are running. Those that use this model "
                                            "end with an error and can be tried again.",
                                            n_running), n_running);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "go", load ? _("_Load Anyway") : _("_Unload Anyway"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "go",
                                              ADW_RESPONSE_DESTRUCTIVE);
  question->self = g_object_ref (self);
  question->load = load;
  question->context = context;
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
start_or_ask (MeireiModelLoading *self,
              MeireiRunCenter    *center,
              gboolean            load,
              guint               context)
{
  guint n_running = count_running (center);

  if (self->cancellable != NULL)
    return;

  if (n_running > 0)
    ask (self, load, context, n_running);
  else
    start (self, load, context);
}

static void
meirei_model_loading_dispose (GObject *object)
{
  MeireiModelLoading *self = MEIREI_MODEL_LOADING (object);

  g_weak_ref_set (&self->widget, NULL);
  g_clear_object (&self->registry);
  g_clear_object (&self->model);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (meirei_model_loading_parent_class)->dispose (object);
}

static void
meirei_model_loading_finalize (GObject *object)
{
  g_weak_ref_clear (&MEIREI_MODEL_LOADING (object)->widget);

  G_OBJECT_CLASS (meirei_model_loading_parent_class)->finalize (object);
}

static void
meirei_model_loading_class_init (MeireiModelLoadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_model_loading_dispose;
  object_class->finalize = meirei_model_loading_finalize;

  /**
   * MeireiModelLoading::changed:
   *
   * It began or ended.
   */
  signals[CHANGED] = g_signal_new ("changed", MEIREI_TYPE_MODEL_LOADING, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MeireiModelLoading::loaded:
   * @model: the model as it is loaded now, maybe another object
   *
   * The model is loaded.
   */
  signals[LOADED] = g_signal_new ("loaded", MEIREI_TYPE_MODEL_LOADING, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, MEIREI_TYPE_MODEL);
}

static void
meirei_model_loading_init (MeireiModelLoading *self)
{
  g_weak_ref_init (&self->widget, NULL);
}

/**
 * meirei_model_loading_new:
 * @widget: where dialogs belong to
 * @registry: the servers
 * @model: a model
 *
 * Returns: (transfer full): what loads @model
 */
MeireiModelLoading *
meirei_model_loading_new (GtkWidget            *widget,
                          MeireiServerRegistry *registry,
                          MeireiModel          *model)
{
  MeireiModelLoading *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (MEIREI_IS_SERVER_REGISTRY (registry), NULL);
  g_return_val_if_fail (MEIREI_IS_MODEL (model), NULL);

  self = g_object_new (MEIREI_TYPE_MODEL_LOADING, NULL);
  g_weak_ref_set (&self->widget, widget);
  self->registry = g_object_ref (registry);
  self->model = g_object_ref (model);

  return self;
}

/**
 * meirei_model_loading_load:
 * @self: a loading
 * @center: (nullable): what runs in the workspace
 * @context: in tokens; 0 for what the server takes
 *
 * Loads the model, after a question if something runs.
 */
void
meirei_model_loading_load (MeireiModelLoading *self,
                           MeireiRunCenter    *center,
                           guint               context)
{
  g_return_if_fail (MEIREI_IS_MODEL_LOADING (self));

  start_or_ask (self, center, TRUE, context);
}

/**
 * meirei_model_loading_unload:
 * @self: a loading
 * @center: (nullable): what runs in the workspace
 *
 * Unloads the model, after a question if something runs.
 */
void
meirei_model_loading_unload (MeireiModelLoading *self,
                             MeireiRunCenter    *center)
{
  g_return_if_fail (MEIREI_IS_MODEL_LOADING (self));

  start_or_ask (self, center, FALSE, 0);
}

/**
 * meirei_model_loading_stop:
 * @self: a loading
 *
 * Does not wait any longer.
 */
void
meirei_model_loading_stop (MeireiModelLoading *self)
{
  g_return_if_fail (MEIREI_IS_MODEL_LOADING (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/**
 * meirei_model_loading_is_busy:
 * @self: a loading
 *
 * Returns: whether it loads or unloads now
 */
gboolean
meirei_model_loading_is_busy (MeireiModelLoading *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL_LOADING (self), FALSE);

  return self->cancellable != NULL;
}
