/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-store-dir.h"
#include "meirei-store-thread.h"

G_BEGIN_DECLS

/* The file that holds an answer while it arrives.  Appending only fills a
 * buffer; the thread writes it out now and then. */
typedef struct _MeireiPartWriter MeireiPartWriter;

MeireiPartWriter *meirei_part_writer_new      (MeireiStoreDir     *dir,
                                               const char         *name,
                                               MeireiStoreThread  *thread,
                                               GError            **error);
MeireiPartWriter *meirei_part_writer_ref      (MeireiPartWriter   *self);
void              meirei_part_writer_unref    (MeireiPartWriter   *self);
const char       *meirei_part_writer_get_name (MeireiPartWriter   *self);
void              meirei_part_writer_append   (MeireiPartWriter   *self,
                                               const char         *text,
                                               gsize               length);
void              meirei_part_writer_restart  (MeireiPartWriter   *self);
void              meirei_part_writer_flush    (MeireiPartWriter   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiPartWriter, meirei_part_writer_unref)

G_END_DECLS
