/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <sys/stat.h>

#include "meirei-store-dir.h"

G_BEGIN_DECLS

/**
 * MeireiFileStamp:
 * @inode: the file's number; 0 if there is no file
 * @mtime: when its content changed, in nanoseconds
 * @size: its size in bytes
 *
 * Tells whether a file is still the one that was read.
 */
typedef struct {
  guint64 inode;
  gint64  mtime;
  gint64  size;
} MeireiFileStamp;

#define MEIREI_STORE_MAX_JSON (32 * 1024 * 1024)

MeireiFileStamp  meirei_file_stamp_from_stat (const struct stat      *status);
gboolean         meirei_file_stamp_equal     (const MeireiFileStamp  *a,
                                              const MeireiFileStamp  *b);

gboolean         meirei_store_stat           (MeireiStoreDir         *dir,
                                              const char             *name,
                                              MeireiFileStamp        *stamp);
GBytes          *meirei_store_read           (MeireiStoreDir         *dir,
                                              const char             *name,
                                              gsize                   max_size,
                                              MeireiFileStamp        *stamp,
                                              GError                **error);
gboolean         meirei_store_is_plain_name  (const char             *name);

G_END_DECLS
