/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The one place where errors become sentences for people, with what to do
 * next.  The errors' own messages are English and technical; they are shown as
 * details, because they have the numbers and the paths. */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "meirei-batch-error.h"
#include "meirei-delivery.h"
#include "meirei-error-presenter.h"
#include "meirei-instruction-error.h"
#include "meirei-slm-error.h"
#include "meirei-slm-failure.h"
#include "meirei-workspace-error.h"

typedef struct {
  int code;
  const char *sentence;
  const char *advice;
} ErrorText;

static const ErrorText instruction_texts[] = {
  { MEIREI_INSTRUCTION_ERROR_NOT_FOUND,
    N_("The instruction does not exist any more"),
    N_("It may have been deleted elsewhere. Refresh the workspace.") },
  { MEIREI_INSTRUCTION_ERROR_AMBIGUOUS,
    N_("Several instructions have an id that begins so"), N_("Type more of the id.") },
  { MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION,
    N_("The status of the instruction does not allow this"),
    N_("The details say what is possible now.") },
  { MEIREI_INSTRUCTION_ERROR_INVALID_SHEET,
    N_("The sheet is not complete"), N_("The sheet lists what is missing.") },
  { MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
    N_("This is not an instruction"), N_("Look at the file in a text editor.") },
  { MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA,
    N_("The instruction was written by a newer Meirei"),
    N_("Update Meirei to change it.") },
};

static const ErrorText workspace_texts[] = {
  { MEIREI_WORKSPACE_ERROR_NOT_A_WORKSPACE,
    N_("The folder is not a workspace"), N_("Choose another folder, or make a workspace there.") },
  { MEIREI_WORKSPACE_ERROR_EXISTS,
    N_("There is one already"), N_("Open it, or choose another name.") },
  { MEIREI_WORKSPACE_ERROR_INVALID_DATA,
    N_("A file is damaged"), N_("It was left as it is. Mend or restore it, then refresh.") },
  { MEIREI_WORKSPACE_ERROR_NEWER_SCHEMA,
    N_("The workspace was written by a newer Meirei"),
    N_("You can read everything. Update Meirei to change it.") },
  { MEIREI_WORKSPACE_ERROR_READ_ONLY,
    N_("The workspace cannot be written"), N_("Change the permissions of the folder.") },
  { MEIREI_WORKSPACE_ERROR_NO_SPACE,
    N_("The disk is full"), N_("Nothing was changed. Make room, then try again.") },
  { MEIREI_WORKSPACE_ERROR_UNSAFE_PATH,
    N_("A link or a special file is in the way"),
    N_("Replace it by an ordinary file or folder.") },
  { MEIREI_WORKSPACE_ERROR_TOO_LARGE,
    N_("A file is too large"), N_("The details name the file and the limit.") },
  { MEIREI_WORKSPACE_ERROR_BUSY,
    N_("Another program is writing to the workspace"),
    N_("Try again when it has finished.") },
  { MEIREI_WORKSPACE_ERROR_CONFLICT,
    N_("It was changed elsewhere at the same time"),
    N_("Nothing of yours is lost: look at the new state, then save again.") },
  { MEIREI_WORKSPACE_ERROR_FILE_CHANGED,
    N_("The file was changed outside Meirei"),
    N_("Look at what it is now, then decide again.") },
  { MEIREI_WORKSPACE_ERROR_NO_FILE,
    N_("The version has no such file"), N_("Execute the instruction again.") },
  { MEIREI_WORKSPACE_ERROR_NOTHING_TO_UNDO, N_("No decision is left to undo"), NULL },
  { MEIREI_WORKSPACE_ERROR_NO_PHASE,
    N_("There is no such phase any more"), N_("Look at the phases of the dashboard.") },
  { MEIREI_WORKSPACE_ERROR_PHASE_EXISTS,
    N_("Another phase has this number"), N_("Choose another number.") },
  { MEIREI_WORKSPACE_ERROR_PHASE_NOT_EMPTY,
    N_("Instructions belong to the phase"), N_("Move them to another phase first.") },
  { MEIREI_WORKSPACE_ERROR_FAILED, N_("The workspace could not be used"), NULL },
};

static const ErrorText slm_texts[] = {
  { MEIREI_SLM_ERROR_UNREACHABLE,
    N_("The model server does not answer"),
    N_("Start it, or choose another server on the page Models.") },
  { MEIREI_SLM_ERROR_UNAUTHORIZED,
    N_("The model server wants another API key"), N_("Set the key on the page Models.") },
  { MEIREI_SLM_ERROR_RATE_LIMITED,
    N_("The model server allows no more requests for now"), N_("Try again a little later.") },
  { MEIREI_SLM_ERROR_MODEL_NOT_FOUND,
    N_("The server does not have this model"), N_("Choose another model.") },
  { MEIREI_SLM_ERROR_NO_MODEL,
    N_("No model is loaded"), N_("Load one on the page Models.") },
  { MEIREI_SLM_ERROR_LOAD_FAILED,
    N_("The model could not be loaded"),
    N_("Free some memory, or load it with a smaller context.") },
  { MEIREI_SLM_ERROR_CONTEXT_OVERFLOW,
    N_("The prompt does not fit the context"),
    N_("Reload the model with a larger context, or shorten the sheet.") },
  { MEIREI_SLM_ERROR_TIMED_OUT,
    N_("The model took too long"), N_("Raise the limits on the page Models, or try again.") },
  { MEIREI_SLM_ERROR_CUT_SHORT,
    N_("The answer broke off"), N_("What had arrived is kept. Execute again.") },
  { MEIREI_SLM_ERROR_BAD_RESPONSE,
    N_("The server sent something else than an answer"),
    N_("Check the address on the page Models.") },
  { MEIREI_SLM_ERROR_NO_ENDPOINT,
    N_("Nothing at this address serves models"), N_("Check the address on the page Models.") },
  { MEIREI_SLM_ERROR_REDIRECTED,
    N_("The server points to another address"), N_("Add that address as a server.") },
  { MEIREI_SLM_ERROR_BAD_PARAMETER,
    N_("The server refuses a parameter"), N_("Change it on the page Models.") },
  { MEIREI_SLM_ERROR_TOO_LARGE,
    N_("The answer or the request is too large"), N_("Lower the maximum of tokens.") },
  { MEIREI_SLM_ERROR_LOADING,
    N_("The server is still loading its model"), N_("Try again in a moment.") },
  { MEIREI_SLM_ERROR_OVERLOADED,
    N_("The server has too much to do"), N_("Run fewer requests at the same time.") },
  { MEIREI_SLM_ERROR_CRASHED,
    N_("The model stopped working"), N_("Load it again, with a smaller context if need be.") },
  { MEIREI_SLM_ERROR_SERVER,
    N_("The server reported an error"), N_("The details have its own words.") },
};

static const ErrorText batch_texts[] = {
  { MEIREI_BATCH_ERROR_UNKNOWN_OPERATION, N_("There is no such operation"), NULL },
  { MEIREI_BATCH_ERROR_UNKNOWN_IDS,
    N_("Some instructions do not exist"), N_("Refresh the workspace. Nothing was started.") },
  { MEIREI_BATCH_ERROR_EMPTY,
    N_("There is nothing to do"),
    N_("None of the instructions has a status that allows this.") },
  { MEIREI_BATCH_ERROR_NOT_FOUND, N_("The run does not exist any more"), NULL },
  { MEIREI_BATCH_ERROR_JOURNAL,
    N_("The journal of the run cannot be used"),
    N_("Check the folder data/batches of the workspace.") },
  { MEIREI_BATCH_ERROR_DEPENDENCY,
    N_("Something that this depends on has failed"), N_("Mend that first.") },
  { MEIREI_BATCH_ERROR_INCOMPLETE,
    N_("The answer is not complete"), N_("Execute again, with more tokens if it was cut off.") },
};

static const ErrorText delivery_texts[] = {
  { MEIREI_DELIVERY_ERROR_BAD_FOLDER,
    N_("Accepted code cannot go to this folder"), N_("Choose another folder.") },
  { MEIREI_DELIVERY_ERROR_NOT_ALLOWED,
    N_("Accepted, but not copied: you have not chosen the folder"),
    N_("Look at the folder that the workspace names, then choose it with “meirei-cli target”.") },
  { MEIREI_DELIVERY_ERROR_UNSAFE,
    N_("The copy of the code was left alone: a link is in the way"),
    N_("The verdict stays. Replace the link by an ordinary file or folder.") },
  { MEIREI_DELIVERY_ERROR_FOREIGN_FILE,
    N_("The file in the target folder is not what Meirei wrote, and was left as it is"),
    N_("The verdict stays. Move the file away or merge by hand.") },
  { MEIREI_DELIVERY_ERROR_NO_GIT,
    N_("Accepted and copied, but not committed: there is no git"),
    N_("Install git, or switch committing off.") },
  { MEIREI_DELIVERY_ERROR_NOT_COMMITTED,
    N_("Accepted and copied, but git did not commit it"),
    N_("The details have git’s message. Commit the file by hand.") },
  { MEIREI_DELIVERY_ERROR_FAILED,
    N_("The copy of the code could not be written or removed"),
    N_("The verdict stays. The details name the file.") },
};

static const ErrorText io_texts[] = {
  { G_IO_ERROR_NOT_FOUND, N_("The file does not exist"), NULL },
  { G_IO_ERROR_PERMISSION_DENIED,
    N_("You may not do this"), N_("Change the permissions of the file or folder.") },
  { G_IO_ERROR_NO_SPACE, N_("The disk is full"), N_("Make room, then try again.") },
  { G_IO_ERROR_READ_ONLY, N_("The file system is read-only"), N_("Choose another folder.") },
};

static const ErrorText *
find_text (const GError *error)
{
  const struct {
    GQuark domain;
    const ErrorText *texts;
    gsize n_texts;
  } domains[] = {
    { MEIREI_INSTRUCTION_ERROR, instruction_texts, G_N_ELEMENTS (instruction_texts) },
    { MEIREI_WORKSPACE_ERROR, workspace_texts, G_N_ELEMENTS (workspace_texts) },
    { MEIREI_SLM_ERROR, slm_texts, G_N_ELEMENTS (slm_texts) },
    { MEIREI_BATCH_ERROR, batch_texts, G_N_ELEMENTS (batch_texts) },
    { MEIREI_DELIVERY_ERROR, delivery_texts, G_N_ELEMENTS (delivery_texts) },
    { G_IO_ERROR, io_texts, G_N_ELEMENTS (io_texts) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    if (domains[i].domain == error->domain)
      for (gsize j = 0; j < domains[i].n_texts; j++)
        if (domains[i].texts[j].code == error->code)
          return &domains[i].texts[j];

  return NULL;
}

/**
 * meirei_error_presenter_dup_sentence:
 * @error: an error
 *
 * Returns: (transfer full): what happened, in the user's language
 */
char *
meirei_error_presenter_dup_sentence (const GError *error)
{
  const ErrorText *text;

  g_return_val_if_fail (error != NULL, NULL);

  text = find_text (error);

  return g_strdup (text != NULL ? _(text->sentence) : _("Something went wrong"));
}

/**
 * meirei_error_presenter_dup_advice:
 * @error: an error
 *
 * Returns: (transfer full) (nullable): what to do, in the user's language
 */
char *
meirei_error_presenter_dup_advice (const GError *error)
{
  const ErrorText *text;

  g_return_val_if_fail (error != NULL, NULL);

  text = find_text (error);

  return text != NULL && text->advice != NULL ? g_strdup (_(text->advice)) : NULL;
}

static GtkWidget *
make_details (const char *message)
{
  GtkWidget *expander = gtk_expander_new (_("Details"));
  GtkWidget *label = gtk_label_new (message);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_margin_top (label, 6);
  gtk_expander_set_child (GTK_EXPANDER (expander), label);

  return expander;
}

/**
 * meirei_error_presenter_show_dialog:
 * @widget: a widget of the window it belongs to
 * @heading: (nullable): what was tried; %NULL to say what happened instead
 * @error: an error
 *
 * Shows what happened, what to do, and the details.
 */
void
meirei_error_presenter_show_dialog (GtkWidget    *widget,
                                    const char   *heading,
                                    const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *sentence = NULL;
  g_autofree char *advice = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (error != NULL);

  sentence = meirei_error_presenter_dup_sentence (error);
  advice = meirei_error_presenter_dup_advice (error);
  if (heading == NULL)
    body = g_strdup (advice);
  else if (advice != NULL)
    /* Translators: %s is a sentence that says what happened, then one that
     * says what to do */
    body = g_strdup_printf (_("%s. %s"), sentence, advice);
  else
    body = g_strdup_printf ("%s.", sentence);

  dialog = adw_message_dialog_new (root != NULL ? GTK_WINDOW (root) : NULL,
                                   heading != NULL ? heading : sentence, body);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_details (error->message));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct {
  GWeakRef widget;
  GError *error;
} ToastDetails;

static void
toast_details_free (gpointer  data,
                    GClosure *closure)
{
  ToastDetails *details = data;

  g_weak_ref_clear (&details->widget);
  g_error_free (details->error);
  g_free (details);
}

static void
details_cb (AdwToast     *toast,
            ToastDetails *details)
{
  g_autoptr(GtkWidget) widget = g_weak_ref_get (&details->widget);

  if (widget != NULL)
    meirei_error_presenter_show_dialog (widget, NULL, details->error);
}

/**
 * meirei_error_presenter_show_toast:
 * @widget: a widget in a window with toasts
 * @error: an error; a cancellation is not shown
 *
 * Says shortly what happened; a button leads to what to do and the details.
 */
void
meirei_error_presenter_show_toast (GtkWidget    *widget,
                                   const GError *error)
{
  GtkWidget *overlay;
  g_autofree char *sentence = NULL;
  ToastDetails *details;
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (error != NULL);

  overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  details = g_new0 (ToastDetails, 1);
  g_weak_ref_init (&details->widget, overlay);
  details->error = g_error_copy (error);

  sentence = meirei_error_presenter_dup_sentence (error);
  toast = adw_toast_new (sentence);
  adw_toast_set_button_label (toast, _("Details"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (details_cb), details,
                         toast_details_free, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}
