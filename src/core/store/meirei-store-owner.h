/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-store-dir.h"

G_BEGIN_DECLS

/* Who executes an instruction, in a form that any other process on the same
 * folder can check: the owner keeps one byte of a file locked, which byte is
 * noted, and the system releases it when the owner dies, in whatever way. */
typedef struct _MeireiStoreOwner MeireiStoreOwner;

MeireiStoreOwner *meirei_store_owner_new         (MeireiStoreDir    *dir,
                                                  const char        *name,
                                                  GError           **error);
void              meirei_store_owner_free        (MeireiStoreOwner  *self);
void              meirei_store_owner_add_to_json (MeireiStoreOwner  *self,
                                                  JsonObject        *execution);
gboolean          meirei_store_owner_is_own      (MeireiStoreOwner  *self,
                                                  JsonObject        *execution);
gboolean          meirei_store_owner_is_alive    (MeireiStoreOwner  *self,
                                                  JsonObject        *execution);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiStoreOwner, meirei_store_owner_free)

G_END_DECLS
