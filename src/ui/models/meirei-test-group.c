/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiTestGroup:
 *
 * Asks a model something very small, over the same way as an execution, and
 * says how long it took or why it failed.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-slm-error.h"
#include "meirei-test-group.h"
#include "meirei-tone.h"

#define MAX_TOKENS 64

/* What a model is asked is not translated: the answer is not read. */
#define SYSTEM_TEXT "You write short Python functions."
#define USER_TEXT "Write add(a, b) with a docstring."

struct _MeireiTestGroup
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *row;
  GtkButton *button;
  GtkSpinner *spinner;
  GtkWidget *result_box;
  GtkImage *result_icon;
  GtkLabel *result_label;

  MeireiContext *context;        /* (owned) (nullable) */
  MeireiModel *model;            /* (owned) (nullable) */
  MeireiPresetEditor *editor;    /* (owned) (nullable) */
  GCancellable *cancellable;     /* (owned) (nullable): of the test that runs */
  MeireiCompletion *completion;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiTestGroup, meirei_test_group, ADW_TYPE_PREFERENCES_GROUP)

static void
set_running (MeireiTestGroup *self,
             gboolean         running)
{
  gtk_button_set_label (self->button, running ? _("Stop") : _("Test"));
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), running);
}

static void
show_result (MeireiTestGroup *self,
             MeireiTone       tone,
             const char      *icon_name,
             const char      *markup)
{
  gtk_image_set_from_icon_name (self->result_icon, icon_name);
  gtk_label_set_markup (self->result_label, markup);
  meirei_tone_set_css_class (self->result_box, tone);
  gtk_widget_set_visible (self->result_box, TRUE);
}

static void
show_error (MeireiTestGroup *self,
            const GError    *error)
{
  g_autofree char *sentence = meirei_error_presenter_dup_sentence (error);
  g_autofree char *advice = meirei_error_presenter_dup_advice (error);
  g_autofree char *markup = NULL;

  if (advice != NULL)
    /* Translators: what happened, then what to do, then the details */
    markup = g_markup_printf_escaped (_("<b>%s.</b> %s\n%s"), sentence, advice, error->message);
  else
    markup = g_markup_printf_escaped ("<b>%s.</b>\n%s", sentence, error->message);
  show_result (self, MEIREI_TONE_ERROR, "dialog-error-symbolic", markup);
}

static char *
dup_figures (MeireiCompletion *completion)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H:%M");
  double ttft = meirei_completion_get_ttft (completion);
  double rate = meirei_completion_get_tokens_per_second (completion);
  double load = meirei_completion_get_load_time (completion);

  if (load > .05)
    /* Translators: seconds that loading the model took; first the separator */
    g_string_append_printf (text, _(" · loading %.1f s"), load);
  if (ttft >= 0.)
    /* Translators: seconds to the first token; first the separator */
    g_string_append_printf (text, _(" · first token %.1f s"), ttft);
  if (rate > 0.)
    /* Translators: tokens per second; first the separator */
    g_string_append_printf (text, _(" · %.1f tok/s"), rate);
  g_string_append_printf (text, " · %s", time);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_answer (MeireiTestGroup  *self,
             MeireiCompletion *completion)
{
  /* Translators: %.1f is a number of seconds */
  g_autofree char *answered = g_strdup_printf (_("Answered in %.1f s"),
                                               meirei_completion_get_elapsed (completion));
  g_autofree char *figures = dup_figures (completion);
  g_autofree char *markup = NULL;

  if (meirei_completion_get_finish (completion) == MEIREI_FINISH_EMPTY)
    {
      markup = g_markup_printf_escaped (_("<b>The answer is empty.</b> A model that thinks first "
                                          "may need more tokens.%s"), figures);
      show_result (self, MEIREI_TONE_WARNING, "dialog-warning-symbolic", markup);
    }
  else if (meirei_completion_get_warnings (completion) & MEIREI_COMPLETION_WARNING_OTHER_MODEL)
    {
      markup = g_markup_printf_escaped (_("<b>Another model answered: %s.</b> Load this one, or "
                                          "choose that one.%s"),
                                        meirei_completion_get_reply_model (completion), figures);
      show_result (self, MEIREI_TONE_WARNING, "dialog-warning-symbolic", markup);
    }
  else
    {
      markup = g_markup_printf_escaped ("<b>%s</b>%s", answered, figures);
      show_result (self, MEIREI_TONE_SUCCESS, "meirei-accepted-symbolic", markup);
    }
}

static void
end_test (MeireiTestGroup *self,
          const GError    *error)
{
  g_clear_object (&self->cancellable);
  set_running (self, FALSE);
  if (error != NULL)
    show_error (self, error);
}

static void
phase_cb (MeireiTestGroup *self)
{
  const char *text;

  if (self->completion == NULL)
    return;

  switch (meirei_completion_get_phase (self->completion))
    {
    case MEIREI_COMPLETION_PHASE_QUEUED:
      text = _("Waiting…");
      break;
    case MEIREI_COMPLETION_PHASE_CONNECTING:
      text = _("Connecting…");
      break;
    case MEIREI_COMPLETION_PHASE_LOADING:
      text = _("The server loads the model…");
      break;
    case MEIREI_COMPLETION_PHASE_READING_PROMPT:
      text = _("The model reads the prompt…");
      break;
    case MEIREI_COMPLETION_PHASE_GENERATING:
      text = _("The model writes…");
      break;
    case MEIREI_COMPLETION_PHASE_FINISHED:
    default:
      return;
    }
  show_result (self, MEIREI_TONE_NEUTRAL, "content-loading-symbolic", text);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(MeireiTestGroup) self = user_data;
  g_autoptr(MeireiCompletion) completion = NULL;
  g_autoptr(GError) error = NULL;

  meirei_chat_client_send_finish (MEIREI_CHAT_CLIENT (source), result, &error);
  /* Whoever cancelled may have begun another test, whose answer it is now. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  completion = g_steal_pointer (&self->completion);
  if (completion != NULL)
    g_signal_handlers_disconnect_by_data (completion, self);
  if (error == NULL && completion != NULL && meirei_completion_get_error (completion) != NULL)
    error = g_error_copy (meirei_completion_get_error (completion));
  end_test (self, error);
  if (error == NULL && completion != NULL)
    show_answer (self, completion);
}

static MeireiChatRequest *
make_request (MeireiTestGroup *self,
              MeireiModel     *model)
{
  const MeireiChatMessage messages[] = {
    { MEIREI_CHAT_ROLE_SYSTEM, SYSTEM_TEXT },
    { MEIREI_CHAT_ROLE_USER, USER_TEXT },
  };
  g_autoptr(MeireiChatParams) chat_params =
    meirei_chat_params_with (meirei_preset_get_params (meirei_preset_editor_get_preset (self->editor)),
                             MEIREI_CHAT_PARAM_MAX_TOKENS, MAX_TOKENS);
  g_autoptr(MeireiChatRequest) request =
    meirei_chat_request_new (meirei_model_get_id (model), messages, G_N_ELEMENTS (messages),
                             chat_params);

  /* Ollama would load the model again for another context. */
  return meirei_chat_request_with_fit (request, 0, meirei_model_get_loaded_context (model));
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(MeireiTestGroup) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiTarget) target = NULL;
  g_autoptr(MeireiChatRequest) request = NULL;
  MeireiChatLimits limits;

  target = meirei_server_registry_resolve_finish (MEIREI_SERVER_REGISTRY (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (target == NULL)
    {
      end_test (self, error);
      return;
    }

  meirei_preset_get_limits (meirei_preset_editor_get_preset (self->editor), &limits);
  limits.max_tries = 1;
  request = make_request (self, meirei_target_get_model (target));
  self->completion = meirei_completion_new (meirei_target_get_server (target), request, &limits);
  g_signal_connect_object (self->completion, "notify::phase", G_CALLBACK (phase_cb), self,
                           G_CONNECT_SWAPPED);
  meirei_chat_client_send_async (meirei_context_get_chat_client (self->context),
                                 self->completion, self->cancellable, sent_cb,
                                 g_object_ref (self));
}

static void
start_test (MeireiTestGroup *self)
{
  g_autoptr(MeireiServer) server = meirei_model_ref_server (self->model);
  MeireiTargetWish wish = {
    .server = server != NULL ? meirei_server_get_url (server) : NULL,
    .model = meirei_model_get_id (self->model),
  };

  self->cancellable = g_cancellable_new ();
  set_running (self, TRUE);
  show_result (self, MEIREI_TONE_NEUTRAL, "content-loading-symbolic", _("Connecting…"));
  meirei_server_registry_resolve_async (meirei_context_get_registry (self->context), &wish,
                                        self->cancellable, resolved_cb, g_object_ref (self));
}

static void
stop_test (MeireiTestGroup *self)
{
  if (self->cancellable == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->completion != NULL)
    g_signal_handlers_disconnect_by_data (self->completion, self);
  g_clear_object (&self->completion);
  set_running (self, FALSE);
  gtk_widget_set_visible (self->result_box, FALSE);
}

static void
clicked_cb (MeireiTestGroup *self)
{
  if (self->cancellable != NULL)
    stop_test (self);
  else if (self->model != NULL)
    start_test (self);
}

static void
meirei_test_group_dispose (GObject *object)
{
  MeireiTestGroup *self = MEIREI_TEST_GROUP (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->completion);
  g_clear_object (&self->context);
  g_clear_object (&self->model);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (meirei_test_group_parent_class)->dispose (object);
}

static void
meirei_test_group_class_init (MeireiTestGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_test_group_dispose;
}

static void
add_result (MeireiTestGroup *self)
{
  self->result_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->result_icon = GTK_IMAGE (gtk_image_new ());
  self->result_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->result_label, TRUE);
  gtk_label_set_wrap_mode (self->result_label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->result_label, 0.f);
  gtk_label_set_selectable (self->result_label, TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self->result_label), FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->result_label), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->result_icon), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->result_label), "numeric");
  gtk_widget_add_css_class (self->result_box, "test-result");
  gtk_widget_set_visible (self->result_box, FALSE);
  gtk_box_append (GTK_BOX (self->result_box), GTK_WIDGET (self->result_icon));
  gtk_box_append (GTK_BOX (self->result_box), GTK_WIDGET (self->result_label));
}

static void
meirei_test_group_init (MeireiTestGroup *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Connection test"));
  self->row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _("Test request"));
  adw_action_row_set_subtitle (self->row, _("“Write add(a, b) with a docstring.” · 64 tokens"));
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->row, GTK_WIDGET (self->spinner));
  adw_action_row_add_suffix (self->row, GTK_WIDGET (self->button));
  gtk_widget_set_focusable (GTK_WIDGET (self->row), FALSE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  set_running (self, FALSE);
  add_result (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->row));
  gtk_box_append (GTK_BOX (box), self->result_box);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/**
 * meirei_test_group_new:
 *
 * Returns: (transfer full): a group
 */
GtkWidget *
meirei_test_group_new (void)
{
  return g_object_new (MEIREI_TYPE_TEST_GROUP, NULL);
}

/**
 * meirei_test_group_set_model:
 * @self: a group
 * @context: the program's context
 * @model: a model
 * @editor: its preset
 *
 * Says which model is tested; a test of another one ends.
 */
void
meirei_test_group_set_model (MeireiTestGroup *self,
                             MeireiContext   *context,
                             MeireiModel     *model,
                             MeireiPresetEditor *editor)
{
  g_return_if_fail (MEIREI_IS_TEST_GROUP (self));

  g_set_object (&self->context, context);
  g_set_object (&self->editor, editor);
  if (self->model != model)
    {
      stop_test (self);
      gtk_widget_set_visible (self->result_box, FALSE);
    }
  g_set_object (&self->model, model);
}
