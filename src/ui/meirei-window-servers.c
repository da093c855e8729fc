/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the window does with servers: the pill in the header bar, the card of
 * the empty page, and their buttons. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-window-private.h"

static MeireiServerRegistry *
get_registry (MeireiWindow *self)
{
  return meirei_context_get_registry (self->context);
}

static void
model_cb (MeireiWindow *self)
{
  meirei_server_pill_set_model (self->server_pill,
                                meirei_model_choice_get_model (self->model_choice));
}

/* The engine that needs no server program is better than none. */
static void
update_fallback (MeireiWindow *self)
{
  MeireiBuiltinEngine *engine = meirei_server_registry_get_engine (get_registry (self));
  g_autoptr(GError) error = NULL;
  const char *text = NULL;

  if (engine == NULL || !meirei_builtin_engine_is_available (engine, &error))
    {
      meirei_server_pill_set_fallback (self->server_pill, NULL, FALSE);
      return;
    }

  switch (meirei_builtin_engine_get_phase (engine))
    {
    case MEIREI_ENGINE_PHASE_STARTING:
    case MEIREI_ENGINE_PHASE_LOADING:
    case MEIREI_ENGINE_PHASE_READY:
      text = _("Built-in · starting…");
      break;
    case MEIREI_ENGINE_PHASE_STOPPING:
      text = _("Built-in · stopping…");
      break;
    case MEIREI_ENGINE_PHASE_FAILED:
      text = _("Built-in · failed");
      break;
    case MEIREI_ENGINE_PHASE_STOPPED:
    default:
      text = _("Built-in · not started");
      break;
    }
  meirei_server_pill_set_fallback (self->server_pill, text,
                                   meirei_builtin_engine_get_phase (engine)
                                   == MEIREI_ENGINE_PHASE_STOPPED);
}

/* Something is executed. */
static void
runners_cb (MeireiWindow *self)
{
  GListModel *runners = self->center != NULL ? meirei_run_center_get_runners (self->center) : NULL;
  gboolean generating = FALSE;

  for (guint i = 0; runners != NULL && i < g_list_model_get_n_items (runners); i++)
    {
      g_autoptr(MeireiBatchRunner) runner = g_list_model_get_item (runners, i);
      MeireiBatch *batch = meirei_batch_runner_get_batch (runner);

      generating = generating
                   || meirei_batch_get_operation (batch) == MEIREI_OPERATION_EXECUTE;
    }
  meirei_server_pill_set_generating (self->server_pill, generating);
}

/* Follows what is executed in the open workspace. */
void
_meirei_window_watch_runs (MeireiWindow *self)
{
  if (self->center != NULL)
    g_signal_connect_object (meirei_run_center_get_runners (self->center), "items-changed",
                             G_CALLBACK (runners_cb), self, G_CONNECT_SWAPPED);
  runners_cb (self);
}

/* Shows the servers of the context. */
void
_meirei_window_bind_servers (MeireiWindow *self)
{
  MeireiEmptyPage *empty_page = meirei_instructions_page_get_empty_page (self->instructions_page);
  GListModel *servers;

  if (self->context == NULL)
    return;

  servers = meirei_server_registry_get_servers (get_registry (self));
  meirei_server_pill_set_servers (self->server_pill, servers);
  meirei_empty_page_set_servers (empty_page, servers);
  meirei_models_page_set_context (self->models_page, self->context, self->model_choice);
  g_signal_connect_object (self->model_choice, "notify::model", G_CALLBACK (model_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (meirei_server_registry_get_engine (get_registry (self)),
                           "notify::phase", G_CALLBACK (update_fallback), self,
                           G_CONNECT_SWAPPED);
  model_cb (self);
  update_fallback (self);
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(MeireiWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  /* That a server does not answer is in its state; this is something else. */
  if (!meirei_server_registry_refresh_finish (MEIREI_SERVER_REGISTRY (source), result, &error))
    meirei_error_presenter_show_toast (GTK_WIDGET (self->view_stack), error);
  update_fallback (self);
}

/* Asks all servers again. */
void
_meirei_window_find_servers (MeireiWindow *self)
{
  if (self->context != NULL)
    meirei_server_registry_refresh_async (get_registry (self), NULL, refreshed_cb,
                                          g_object_ref (self));
}

/* Makes a model the one that executes. */
void
_meirei_window_use_model (MeireiWindow *self,
                          const char   *server_url,
                          const char   *model_id)
{
  g_autoptr(GError) error = NULL;

  if (self->context == NULL)
    return;

  if (!meirei_model_choice_choose (self->model_choice, server_url, model_id, &error))
    meirei_error_presenter_show_toast (GTK_WIDGET (self->view_stack), error);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(MeireiWindow) self = user_data;
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_models;

  server = meirei_server_registry_probe_finish (MEIREI_SERVER_REGISTRY (source), result, &error);
  if (server == NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->view_stack), error);
      return;
    }

  n_models = g_list_model_get_n_items (meirei_server_get_models (server));
  if (meirei_server_get_state (server) == MEIREI_SERVER_STATE_CONNECTED)
    /* Translators: %s is the name of a server program, %u how many models it has */
    text = g_strdup_printf (ngettext ("%s answers: %u model", "%s answers: %u models", n_models),
                            meirei_server_get_label (server), n_models);
  else
    /* Translators: %s is the name of a server program, then its state */
    text = g_strdup_printf (_("%s: %s"), meirei_server_get_label (server),
                            meirei_server_state_get_label (meirei_server_get_state (server)));
  meirei_window_add_toast (self, adw_toast_new (text));
}

/* Asks one server what it has. */
void
_meirei_window_test_server (MeireiWindow *self,
                            const char   *server_url)
{
  if (self->context != NULL)
    meirei_server_registry_probe_async (get_registry (self), server_url, NULL, probed_cb,
                                        g_object_ref (self));
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(MeireiWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!meirei_builtin_engine_start_finish (MEIREI_BUILTIN_ENGINE (source), result, &error))
    meirei_error_presenter_show_dialog (GTK_WIDGET (self),
                                        _("The Built-in Engine Could Not Be Started"), error);
}

/* Starts the built-in engine. */
void
_meirei_window_start_engine (MeireiWindow *self)
{
  if (self->context != NULL)
    meirei_builtin_engine_start_async (meirei_server_registry_get_engine (get_registry (self)),
                                       FALSE, NULL, started_cb, g_object_ref (self));
}

static void
add_server (MeireiWindow *self,
            const char   *address)
{
  g_autoptr(GError) error = NULL;
  MeireiServer *server;

  server = meirei_server_registry_add (get_registry (self), address, NULL, &error);
  if (server != NULL)
    _meirei_window_test_server (self, meirei_server_get_url (server));
  else
    meirei_error_presenter_show_dialog (GTK_WIDGET (self), _("The Server Was Not Added"), error);
}

static void
add_response_cb (AdwMessageDialog *dialog,
                 const char       *response,
                 MeireiWindow     *self)
{
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  const char *address = gtk_editable_get_text (entry);

  if (g_str_equal (response, "add") && *address != '\0')
    add_server (self, address);
}

static void
address_cb (GtkEditable      *entry,
            AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "add", *gtk_editable_get_text (entry) != '\0');
}

/* Asks for the address of a server. */
void
_meirei_window_add_server (MeireiWindow *self)
{
  GtkWidget *dialog;
  GtkWidget *entry;

  if (self->context == NULL)
    return;

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Add a Server"),
                                   _("The address of a server with the OpenAI protocol, such as "
                                     "http://192.168.1.24:1234"));
  entry = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_URL);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "http://localhost:1234");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Address"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "add", _("_Add"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "add",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "add");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "add", FALSE);
  g_signal_connect_object (entry, "changed", G_CALLBACK (address_cb), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (add_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
