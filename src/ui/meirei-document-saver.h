/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

#include "meirei-context.h"
#include "meirei-document-maker.h"

G_BEGIN_DECLS

void meirei_document_saver_save (GtkWidget                   *widget,
                                 MeireiContext               *context,
                                 MeireiWorkspace             *workspace,
                                 const MeireiDocumentRequest *request,
                                 const char                  *name);

G_END_DECLS
