/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MeireiFileChooserFunc:
 * @files: (element-type GFile): what was chosen; never empty
 * @user_data: the caller's data
 *
 * Called when the user has chosen.
 */
typedef void (*MeireiFileChooserFunc) (GListModel *files,
                                       gpointer    user_data);

void meirei_file_chooser_open_folder (GtkWindow             *parent,
                                      const char            *title,
                                      MeireiFileChooserFunc  func,
                                      gpointer               user_data);
void meirei_file_chooser_open_sheets (GtkWindow             *parent,
                                      MeireiFileChooserFunc  func,
                                      gpointer               user_data);
void meirei_file_chooser_save        (GtkWindow             *parent,
                                      const char            *title,
                                      const char            *name,
                                      MeireiFileChooserFunc  func,
                                      gpointer               user_data);

G_END_DECLS
