/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-review.h"
#include "meirei-version.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_VERSION_LIST (meirei_version_list_get_type ())
G_DECLARE_FINAL_TYPE (MeireiVersionList, meirei_version_list, MEIREI, VERSION_LIST, GObject)

MeireiVersionList *meirei_version_list_new          (MeireiReview       *review);
GListModel        *meirei_version_list_get_model    (MeireiVersionList  *self);
MeireiVersion     *meirei_version_list_find         (MeireiVersionList  *self,
                                                     const char         *name,
                                                     guint              *position);
MeireiVersion     *meirei_version_list_get_previous (MeireiVersionList  *self,
                                                     const char         *name);

G_END_DECLS
