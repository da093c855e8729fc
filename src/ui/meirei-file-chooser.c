/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Dialogs to choose files.  Everything about GtkFileChooserNative, which newer
 * GTK replaces by something else, is in this file. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-file-chooser.h"

typedef struct {
  MeireiFileChooserFunc func;
  gpointer user_data;
} Choice;

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             Choice          *choice)
{
  g_autoptr(GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

  if (files != NULL && g_list_model_get_n_items (files) > 0)
    choice->func (files, choice->user_data);

  g_free (choice);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* Nobody else keeps the dialog alive while it is open. */
static void
show (GtkFileChooserNative  *dialog,
      MeireiFileChooserFunc  func,
      gpointer               user_data)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->func = func;
  choice->user_data = user_data;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * meirei_file_chooser_open_folder:
 * @parent: the window it belongs to
 * @title: what the folder is for
 * @func: called when the user has chosen; not called if they changed their mind
 * @user_data: its data, which must stay valid as long as @parent
 *
 * Lets the user choose a folder.
 */
void
meirei_file_chooser_open_folder (GtkWindow             *parent,
                                 const char            *title,
                                 MeireiFileChooserFunc  func,
                                 gpointer               user_data)
{
  show (gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                     NULL, NULL),
        func, user_data);
}

static void
add_filter (GtkFileChooser     *chooser,
            const char         *name,
            const char * const *suffixes)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

/**
 * meirei_file_chooser_open_sheets:
 * @parent: the window it belongs to
 * @func: called when the user has chosen; not called if they changed their mind
 * @user_data: its data, which must stay valid as long as @parent
 *
 * Lets the user choose files with instructions.
 */
void
meirei_file_chooser_open_sheets (GtkWindow             *parent,
                                 MeireiFileChooserFunc  func,
                                 gpointer               user_data)
{
  static const char * const suffixes[] = { "json", "jsonl", "md", NULL };
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_("Import Instructions"), parent, GTK_FILE_CHOOSER_ACTION_OPEN,
                                 _("_Import"), NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  add_filter (GTK_FILE_CHOOSER (dialog), _("Instructions and tasks"), suffixes);
  show (dialog, func, user_data);
}

/**
 * meirei_file_chooser_save:
 * @parent: the window it belongs to
 * @title: what is saved
 * @name: the proposed name
 * @func: called when the user has chosen; not called if they changed their mind
 * @user_data: its data, which must stay valid as long as @parent
 *
 * Lets the user choose where to save a file; asks before one is replaced.
 */
void
meirei_file_chooser_save (GtkWindow             *parent,
                          const char            *title,
                          const char            *name,
                          MeireiFileChooserFunc  func,
                          gpointer               user_data)
{
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show (dialog, func, user_data);
}
