/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-line-comments.h"
#include "meirei-server-registry.h"
#include "meirei-version.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_REGENERATE_DIALOG (meirei_regenerate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MeireiRegenerateDialog, meirei_regenerate_dialog, MEIREI, REGENERATE_DIALOG, AdwMessageDialog)

GtkWidget  *meirei_regenerate_dialog_new         (GtkWindow              *parent,
                                                  MeireiServerRegistry   *registry,
                                                  MeireiVersion          *version);
void        meirei_regenerate_dialog_set_wish    (MeireiRegenerateDialog *self,
                                                  const char             *note,
                                                  MeireiLineComments     *comments);
JsonObject *meirei_regenerate_dialog_dup_options (MeireiRegenerateDialog *self);

G_END_DECLS
