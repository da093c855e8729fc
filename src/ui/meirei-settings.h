/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_SETTINGS (meirei_settings_get_type ())
G_DECLARE_FINAL_TYPE (MeireiSettings, meirei_settings, MEIREI, SETTINGS, GObject)

MeireiSettings *meirei_settings_new                     (void);

char           *meirei_settings_dup_color_scheme        (MeireiSettings *self);
gboolean        meirei_settings_get_notifications       (MeireiSettings *self);
gboolean        meirei_settings_get_parallel            (MeireiSettings *self);
gboolean        meirei_settings_get_reopen_workspace    (MeireiSettings *self);
gboolean        meirei_settings_get_single_letter_keys  (MeireiSettings *self);

char          **meirei_settings_dup_recent_workspaces   (MeireiSettings *self);
void            meirei_settings_add_recent_workspace    (MeireiSettings *self,
                                                         const char     *path);
void            meirei_settings_remove_recent_workspace (MeireiSettings *self,
                                                         const char     *path);

void            meirei_settings_restore_window          (MeireiSettings *self,
                                                         GtkWindow      *window);
void            meirei_settings_save_window             (MeireiSettings *self,
                                                         GtkWindow      *window);

G_END_DECLS
