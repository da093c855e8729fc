/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-store-step.h"

MeireiStoreStepHook meirei_store_step_hook = NULL;

/**
 * meirei_store_step:
 * @step: what is going to be done
 * @dir: the folder
 * @name: (nullable): the file in it; %NULL for the folder itself
 */
void
meirei_store_step (MeireiStoreStep  step,
                   MeireiStoreDir  *dir,
                   const char      *name)
{
  if (G_UNLIKELY (meirei_store_step_hook != NULL))
    {
      g_autofree char *path = meirei_store_dir_build_path (dir, name);

      meirei_store_step_hook (step, path, NULL);
    }
}

/**
 * meirei_store_step_move:
 * @dir: the folder
 * @name: the file in it that is going to be renamed
 * @new_dir: the folder it goes to
 * @new_name: its name there
 */
void
meirei_store_step_move (MeireiStoreDir *dir,
                        const char     *name,
                        MeireiStoreDir *new_dir,
                        const char     *new_name)
{
  if (G_UNLIKELY (meirei_store_step_hook != NULL))
    {
      g_autofree char *path = meirei_store_dir_build_path (dir, name);
      g_autofree char *new_path = meirei_store_dir_build_path (new_dir, new_name);

      meirei_store_step_hook (MEIREI_STORE_STEP_RENAME, path, new_path);
    }
}
