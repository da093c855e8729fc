/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the services that take batch files accept in one of them. */
#define MEIREI_BATCH_FILE_MAX_LINES 50000
#define MEIREI_BATCH_FILE_MAX_BYTES (200u * 1000 * 1000)

typedef struct _MeireiBatchFileWriter MeireiBatchFileWriter;

MeireiBatchFileWriter *meirei_batch_file_writer_new   (const char             *path,
                                                       guint                   max_lines,
                                                       gsize                   max_bytes);
void                   meirei_batch_file_writer_free  (MeireiBatchFileWriter  *self);
gboolean               meirei_batch_file_writer_add   (MeireiBatchFileWriter  *self,
                                                       const char             *custom_id,
                                                       JsonObject             *body,
                                                       GError                **error);
char                 **meirei_batch_file_writer_close (MeireiBatchFileWriter  *self,
                                                       GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiBatchFileWriter, meirei_batch_file_writer_free)

G_END_DECLS
