/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-context.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_ADMISSION (meirei_admission_get_type ())
G_DECLARE_FINAL_TYPE (MeireiAdmission, meirei_admission, MEIREI, ADMISSION, GObject)

void               meirei_admission_ask_async   (MeireiContext        *context,
                                                 MeireiTarget         *target,
                                                 MeireiChatRequest    *request,
                                                 MeireiFit             fit,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
MeireiAdmission   *meirei_admission_ask_finish  (GAsyncResult         *result,
                                                 GError              **error);

MeireiTarget      *meirei_admission_get_target  (MeireiAdmission      *self);
MeireiChatRequest *meirei_admission_get_request (MeireiAdmission      *self);
void               meirei_admission_leave       (MeireiAdmission      *self);

G_END_DECLS
