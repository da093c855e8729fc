/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiDeliveryError:
 * @MEIREI_DELIVERY_ERROR_BAD_FOLDER: the target is no folder for accepted code
 * @MEIREI_DELIVERY_ERROR_NOT_ALLOWED: the user did not choose the target
 * @MEIREI_DELIVERY_ERROR_UNSAFE: a symbolic link or a special file is in the way
 * @MEIREI_DELIVERY_ERROR_FOREIGN_FILE: the file there is not what Meirei wrote
 * @MEIREI_DELIVERY_ERROR_NO_GIT: git is missing or the folder is no work tree
 * @MEIREI_DELIVERY_ERROR_NOT_COMMITTED: git refused the commit
 * @MEIREI_DELIVERY_ERROR_FAILED: the system reported something else
 *
 * What can go wrong on the way of accepted code.  The verdict stays.
 */
typedef enum {
  MEIREI_DELIVERY_ERROR_BAD_FOLDER,
  MEIREI_DELIVERY_ERROR_NOT_ALLOWED,
  MEIREI_DELIVERY_ERROR_UNSAFE,
  MEIREI_DELIVERY_ERROR_FOREIGN_FILE,
  MEIREI_DELIVERY_ERROR_NO_GIT,
  MEIREI_DELIVERY_ERROR_NOT_COMMITTED,
  MEIREI_DELIVERY_ERROR_FAILED,
} MeireiDeliveryError;

#define MEIREI_DELIVERY_ERROR (meirei_delivery_error_quark ())
GQuark meirei_delivery_error_quark (void);

/**
 * MeireiDelivery:
 * @id: the instruction's UUID
 * @path: (nullable): where the code was put or removed, absolute
 * @commit: (nullable): the commit's name
 * @error: (nullable): what did not work; with a @path only the commit
 *
 * What became of one instruction's code.
 */
typedef struct {
  char   *id;
  char   *path;
  char   *commit;
  GError *error;
  /*< private >*/
  char   *version;
  char   *name;
  char   *subject;
  char   *trailers;
} MeireiDelivery;

void       meirei_delivery_free           (MeireiDelivery       *self);

void       meirei_delivery_run_async      (MeireiWorkspace      *workspace,
                                           const char * const   *ids,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void       meirei_delivery_withdraw_async (MeireiWorkspace      *workspace,
                                           const char * const   *ids,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GPtrArray *meirei_delivery_finish         (MeireiWorkspace      *workspace,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
