/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An answer of a hundred thousand tokens stays far below. */
#define MEIREI_BATCH_FILE_MAX_LINE (32u * 1024 * 1024)

/**
 * MeireiBatchFileLine:
 * @number: its number, from 1
 * @custom_id: (nullable): what it is the answer to; %NULL if the line is
 *   damaged
 * @body: (nullable): the chat completion, as JSON; %NULL if there is none
 * @message: (nullable): what is wrong; %NULL if there is a body
 *
 * A line of a result file or an error file.
 */
typedef struct {
  guint64  number;
  char    *custom_id;
  GBytes  *body;
  char    *message;
} MeireiBatchFileLine;

void meirei_batch_file_line_free (MeireiBatchFileLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiBatchFileLine, meirei_batch_file_line_free)

#define MEIREI_TYPE_BATCH_FILE_READER (meirei_batch_file_reader_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchFileReader, meirei_batch_file_reader, MEIREI, BATCH_FILE_READER, GObject)

MeireiBatchFileReader *meirei_batch_file_reader_open        (const char             *path,
                                                             gsize                   max_line,
                                                             GError                **error);
MeireiBatchFileLine   *meirei_batch_file_reader_next        (MeireiBatchFileReader  *self,
                                                             GError                **error);
void                   meirei_batch_file_reader_next_async  (MeireiBatchFileReader  *self,
                                                             GAsyncReadyCallback     callback,
                                                             gpointer                user_data);
MeireiBatchFileLine   *meirei_batch_file_reader_next_finish (MeireiBatchFileReader  *self,
                                                             GAsyncResult           *result,
                                                             GError                **error);

G_END_DECLS
