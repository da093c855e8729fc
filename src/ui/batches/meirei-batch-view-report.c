/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Saving the report of a run. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-view-private.h"
#include "meirei-document-maker.h"
#include "meirei-error-presenter.h"
#include "meirei-file-chooser.h"

/* A report on its way. */
typedef struct {
  MeireiBatchView *self;
  MeireiDocumentFormat format;
  char *batch_id;
  GFile *file;   /* (nullable) */
  GBytes *bytes; /* (nullable) */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->self);
  g_free (saving->batch_id);
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
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (saving->self),
                                                ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *name = g_file_get_basename (saving->file);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  AdwToast *toast;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (saving->self), error);
      return;
    }
  if (overlay == NULL)
    return;

  /* Translators: %s is the name of a file */
  text = g_strdup_printf (_("Saved %s"), name);
  toast = adw_toast_new (text);
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
      meirei_error_presenter_show_toast (GTK_WIDGET (saving->self), error);
      return;
    }

  data = g_bytes_get_data (saving->bytes, &length);
  g_file_replace_contents_async (file, data, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                 written_cb, g_steal_pointer (&saving));
}

static void
make_report (Saving *saving)
{
  MeireiBatchView *self = saving->self;
  MeireiAnalyser *analyser = meirei_context_get_analyser (self->context);
  g_autoptr(MeireiDocumentMaker) maker =
    meirei_document_maker_new (self->workspace, meirei_analyser_get_table (analyser), NULL);
  MeireiDocumentRequest request = {
    .kind = MEIREI_DOCUMENT_BATCH,
    .format = saving->format,
    .id = saving->batch_id,
    .phase = -1,
  };

  meirei_document_maker_make_async (maker, &request, NULL, made_cb, saving);
}

static void
chosen_cb (GListModel *files,
           gpointer    user_data)
{
  MeireiBatchView *self = user_data;
  Saving *saving;

  if (self->context == NULL || self->workspace == NULL || self->rows == NULL)
    return;

  saving = g_new0 (Saving, 1);
  saving->self = g_object_ref (self);
  saving->format = self->report_format;
  saving->batch_id = g_strdup (meirei_batch_get_id (meirei_batch_view_get_batch (self)));
  saving->file = g_list_model_get_item (files, 0);
  make_report (saving);
}

/* Asks where, then makes the report and writes it. */
void
_meirei_batch_view_save_report (MeireiBatchView      *self,
                                MeireiDocumentFormat  format)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name = NULL;

  if (self->context == NULL || self->rows == NULL || !GTK_IS_WINDOW (root))
    return;

  self->report_format = format;
  name = g_strdup_printf ("run-%s%s", meirei_batch_get_id (meirei_batch_view_get_batch (self)),
                          meirei_document_format_get_ending (format));
  meirei_file_chooser_save (GTK_WINDOW (root), _("Save Report"), name, chosen_cb, self);
}
