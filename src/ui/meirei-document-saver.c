/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Saving a document: asks where, makes it, writes it, says so. */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "meirei-document-saver.h"
#include "meirei-error-presenter.h"
#include "meirei-file-chooser.h"

/* The saving that waits for the user's choice, as data of its widget. */
#define KEY "meirei-document-saver"

typedef struct {
  GtkWidget *widget;           /* (owned) (nullable) while it is chosen where */
  MeireiDocumentMaker *maker;
  MeireiDocumentRequest request;
  char *id;                    /* (nullable) */
  char *version;               /* (nullable) */
  GFile *file;                 /* (nullable) */
  GBytes *bytes;               /* (nullable) */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_object (&saving->widget);
  g_object_unref (saving->maker);
  g_free (saving->id);
  g_free (saving->version);
  g_clear_object (&saving->file);
  g_clear_pointer (&saving->bytes, g_bytes_unref);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
open_cb (AdwToast *toast,
         GFile    *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Saving) saving = user_data;
  GtkWidget *overlay = gtk_widget_get_ancestor (saving->widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *base_name = g_file_get_basename (saving->file);
  g_autofree char *name = g_filename_display_name (base_name);
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  g_autoptr(GError) error = NULL;
  AdwToast *toast;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      meirei_error_presenter_show_toast (saving->widget, error);
      return;
    }
  if (overlay == NULL)
    return;

  /* Translators: %s is the name of a file */
  text = g_strdup_printf (_("Saved %s"), name);
  /* People may call a file “R&D”. */
  markup = g_markup_escape_text (text, -1);
  toast = adw_toast_new (markup);
  adw_toast_set_button_label (toast, _("Open"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (open_cb),
                         g_object_ref (saving->file), (GClosureNotify) (void *) g_object_unref, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Saving) saving = user_data;
  g_autoptr(GError) error = NULL;
  GFile *file = saving->file;
  gsize length;
  gconstpointer data;

  saving->bytes = meirei_document_maker_make_finish (MEIREI_DOCUMENT_MAKER (source), result,
                                                     &error);
  if (saving->bytes == NULL)
    {
      meirei_error_presenter_show_toast (saving->widget, error);
      return;
    }

  data = g_bytes_get_data (saving->bytes, &length);
  g_file_replace_contents_async (file, data, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                 written_cb, g_steal_pointer (&saving));
}

static void
chosen_cb (GListModel *files,
           gpointer    user_data)
{
  GtkWidget *widget = user_data;
  Saving *saving = g_object_steal_data (G_OBJECT (widget), KEY);

  if (saving == NULL)
    return;

  saving->widget = g_object_ref (widget);
  saving->file = g_list_model_get_item (files, 0);
  meirei_document_maker_make_async (saving->maker, &saving->request, NULL, made_cb, saving);
}

/**
 * meirei_document_saver_save:
 * @widget: what the document is about, within a window
 * @context: the program's context
 * @workspace: the workspace
 * @request: which document is wanted; it is copied
 * @name: the name to propose for the file
 *
 * Asks where, then makes the document and writes it.  Errors and the end are
 * shown as toasts.
 */
void
meirei_document_saver_save (GtkWidget                   *widget,
                            MeireiContext               *context,
                            MeireiWorkspace             *workspace,
                            const MeireiDocumentRequest *request,
                            const char                  *name)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  MeireiAnalyser *analyser = meirei_context_get_analyser (context);
  Saving *saving;

  if (!GTK_IS_WINDOW (root))
    return;

  saving = g_new0 (Saving, 1);
  saving->maker = meirei_document_maker_new (workspace, meirei_analyser_get_table (analyser),
                                             NULL);
  saving->request = *request;
  saving->request.id = saving->id = g_strdup (request->id);
  saving->request.version = saving->version = g_strdup (request->version);
  /* Without a choice nothing calls back; the next saving or the end of the
   * widget frees it. */
  g_object_set_data_full (G_OBJECT (widget), KEY, saving, saving_free);
  meirei_file_chooser_save (GTK_WINDOW (root), _("Save Report"), name, chosen_cb, widget);
}
