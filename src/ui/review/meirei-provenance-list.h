/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-version.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_PROVENANCE_LIST (meirei_provenance_list_get_type ())
G_DECLARE_FINAL_TYPE (MeireiProvenanceList, meirei_provenance_list, MEIREI, PROVENANCE_LIST, AdwBin)

GtkWidget *meirei_provenance_list_new         (void);
void       meirei_provenance_list_set_version (MeireiProvenanceList  *self,
                                               MeireiVersion         *version);

G_END_DECLS
