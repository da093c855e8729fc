/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-store-dir.h"

G_BEGIN_DECLS

/**
 * MeireiStoreStep:
 * @MEIREI_STORE_STEP_CREATE: a file is going to be made
 * @MEIREI_STORE_STEP_WRITE: half of it is written
 * @MEIREI_STORE_STEP_APPEND: something is going to be added to a file
 * @MEIREI_STORE_STEP_SYNC: a file or a folder is going to be synced to the disk
 * @MEIREI_STORE_STEP_SYNC_ALL: the whole file system is going to be synced
 * @MEIREI_STORE_STEP_RENAME: a file is going to get another name
 * @MEIREI_STORE_STEP_REMOVE: a file is going to be removed
 *
 * Everything the store does to the disk, for the tests that crash in between.
 */
typedef enum {
  MEIREI_STORE_STEP_CREATE,
  MEIREI_STORE_STEP_WRITE,
  MEIREI_STORE_STEP_APPEND,
  MEIREI_STORE_STEP_SYNC,
  MEIREI_STORE_STEP_SYNC_ALL,
  MEIREI_STORE_STEP_RENAME,
  MEIREI_STORE_STEP_REMOVE,
} MeireiStoreStep;

typedef void (*MeireiStoreStepHook) (MeireiStoreStep  step,
                                     const char      *path,
                                     const char      *new_path);

/* Called before every step; only tests set it. */
extern MeireiStoreStepHook meirei_store_step_hook;

void meirei_store_step      (MeireiStoreStep  step,
                             MeireiStoreDir  *dir,
                             const char      *name);
void meirei_store_step_move (MeireiStoreDir  *dir,
                             const char      *name,
                             MeireiStoreDir  *new_dir,
                             const char      *new_name);

G_END_DECLS
