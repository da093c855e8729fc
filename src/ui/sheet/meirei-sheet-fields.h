/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-sheet.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SHEET_FIELDS (meirei_sheet_fields_get_type ())
G_DECLARE_FINAL_TYPE (MeireiSheetFields, meirei_sheet_fields, MEIREI, SHEET_FIELDS, AdwBin)

GtkWidget   *meirei_sheet_fields_new         (void);
void         meirei_sheet_fields_show        (MeireiSheetFields  *self,
                                              MeireiSheet        *sheet,
                                              const char         *id,
                                              GListModel         *phases);
gboolean     meirei_sheet_fields_update      (MeireiSheetFields  *self,
                                              MeireiSheet        *sheet);
MeireiSheet *meirei_sheet_fields_dup_sheet   (MeireiSheetFields  *self,
                                              MeireiSheet        *base,
                                              GError            **error);

G_END_DECLS
