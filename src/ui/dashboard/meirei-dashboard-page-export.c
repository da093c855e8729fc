/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Writing PROJECT_DASHBOARD.md and NEXT_SESSION_GUIDE.md: into the workspace,
 * or where the user says if that is not possible. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-dashboard-page-private.h"
#include "meirei-error-presenter.h"
#include "meirei-file-chooser.h"

#define DASHBOARD_NAME "PROJECT_DASHBOARD.md"
#define GUIDE_NAME "NEXT_SESSION_GUIDE.md"

typedef struct {
  MeireiDashboardPage *page;  /* (owned) */
  MeireiDocumentMaker *maker; /* (owned) */
  MeireiDocumentKind kind;
  GFile *file;                /* (owned) (nullable): where the user wants it */
} Export;

static Export *
export_new (MeireiDashboardPage *page,
            MeireiDocumentKind   kind)
{
  Export *export = g_new0 (Export, 1);

  export->page = g_object_ref (page);
  export->maker = g_object_ref (page->maker);
  export->kind = kind;

  return export;
}

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->page);
  g_object_unref (export->maker);
  g_clear_object (&export->file);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static const char *
get_name (MeireiDocumentKind kind)
{
  return kind == MEIREI_DOCUMENT_GUIDE ? GUIDE_NAME : DASHBOARD_NAME;
}

static void
open_cb (AdwToast *toast,
         char     *uri)
{
  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

static void
free_closure_data (gpointer  data,
                   GClosure *closure)
{
  g_free (data);
}

static void
add_toast (MeireiDashboardPage *self,
           AdwToast            *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

static void
show_written (Export *export,
              GFile  *file)
{
  /* Translators: %s is the name of a file */
  g_autofree char *title = g_strdup_printf (_("%s was written"), get_name (export->kind));
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_button_label (toast, _("_Open"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (open_cb), g_file_get_uri (file),
                         free_closure_data, 0);
  add_toast (export->page, toast);
}

static void
replaced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Export) export = user_data;
  g_autoptr(GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    show_written (export, G_FILE (source));
  else
    meirei_error_presenter_show_toast (GTK_WIDGET (export->page), error);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Export) export = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) document =
    meirei_document_maker_make_finish (MEIREI_DOCUMENT_MAKER (source), result, &error);
  GFile *file = export->file;

  if (document == NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (export->page), error);
      return;
    }
  g_file_replace_contents_bytes_async (file, document, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       replaced_cb, g_steal_pointer (&export));
}

static void
make (MeireiDashboardPage *self,
      MeireiDocumentKind   kind,
      GListModel          *files)
{
  const MeireiDocumentRequest request = {
    .kind = kind, .format = MEIREI_DOCUMENT_FORMAT_MARKDOWN,
  };
  Export *export;

  if (self->maker == NULL)
    return;
  export = export_new (self, kind);
  export->file = g_list_model_get_item (files, 0);
  meirei_document_maker_make_async (export->maker, &request, NULL, made_cb, export);
}

static void
dashboard_chosen_cb (GListModel *files,
                     gpointer    user_data)
{
  make (user_data, MEIREI_DOCUMENT_DASHBOARD, files);
}

static void
guide_chosen_cb (GListModel *files,
                 gpointer    user_data)
{
  make (user_data, MEIREI_DOCUMENT_GUIDE, files);
}

static void
choose_file (MeireiDashboardPage *self,
             MeireiDocumentKind   kind)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  meirei_file_chooser_save (GTK_WINDOW (root), _("Export"), get_name (kind),
                            kind == MEIREI_DOCUMENT_GUIDE ? guide_chosen_cb
                                                          : dashboard_chosen_cb, self);
}

static void
choose_dashboard_cb (MeireiDashboardPage *self)
{
  choose_file (self, MEIREI_DOCUMENT_DASHBOARD);
}

static void
choose_guide_cb (MeireiDashboardPage *self)
{
  choose_file (self, MEIREI_DOCUMENT_GUIDE);
}

static void
show_failed (Export       *export,
             const GError *error)
{
  g_autofree char *sentence = meirei_error_presenter_dup_sentence (error);
  /* Translators: the name of a file and why it was not written */
  g_autofree char *title = g_strdup_printf (_("%s was not written: %s"),
                                            get_name (export->kind), sentence);
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_button_label (toast, _("Choose _Folder…"));
  g_signal_connect_object (toast, "button-clicked",
                           export->kind == MEIREI_DOCUMENT_GUIDE
                           ? G_CALLBACK (choose_guide_cb) : G_CALLBACK (choose_dashboard_cb),
                           export->page, G_CONNECT_SWAPPED);
  add_toast (export->page, toast);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Export) export = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path =
    meirei_document_maker_write_finish (MEIREI_DOCUMENT_MAKER (source), result, &error);
  g_autoptr(GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  if (file != NULL)
    show_written (export, file);
  else
    show_failed (export, error);
}

static void
write_document (MeireiDashboardPage *self,
                MeireiDocumentKind   kind)
{
  if (self->maker == NULL)
    return;
  if (meirei_workspace_is_read_only (self->workspace))
    choose_file (self, kind);
  else
    meirei_document_maker_write_async (self->maker, kind, NULL, written_cb,
                                       export_new (self, kind));
}

static void
export_dashboard_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  write_document (MEIREI_DASHBOARD_PAGE (widget), MEIREI_DOCUMENT_DASHBOARD);
}

static void
export_guide_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  write_document (MEIREI_DASHBOARD_PAGE (widget), MEIREI_DOCUMENT_GUIDE);
}

/* Adds the actions that write documents to the page's class. */
void
_meirei_dashboard_page_install_exports (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "dashboard.export-dashboard", NULL,
                                   export_dashboard_action);
  gtk_widget_class_install_action (widget_class, "dashboard.export-guide", NULL,
                                   export_guide_action);
}

/**
 * meirei_dashboard_page_set_document_maker:
 * @self: a dashboard page
 * @maker: (nullable): what writes documents about the workspace
 *
 * Without a maker nothing can be exported.
 */
void
meirei_dashboard_page_set_document_maker (MeireiDashboardPage *self,
                                          MeireiDocumentMaker *maker)
{
  g_return_if_fail (MEIREI_IS_DASHBOARD_PAGE (self));

  g_set_object (&self->maker, maker);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dashboard.export-dashboard", maker != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dashboard.export-guide", maker != NULL);
}
