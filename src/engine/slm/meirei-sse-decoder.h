/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiSseType:
 * @MEIREI_SSE_DATA: an ordinary event
 * @MEIREI_SSE_ERROR: what stood in a field named `error`, as older llama.cpp
 *   sent it
 * @MEIREI_SSE_RAW: a line outside of any field that looks like JSON, as some
 *   proxies put their errors into a stream
 *
 * Where an event's data come from.
 */
typedef enum {
  MEIREI_SSE_DATA,
  MEIREI_SSE_ERROR,
  MEIREI_SSE_RAW,
} MeireiSseType;

/**
 * MeireiSseEvent:
 * @type: where the data come from
 * @complete: whether the event was ended properly; the last one of a stream
 *   that was cut is not
 * @name: the event's name, empty if it has none
 * @data: its data, ending in a NUL
 * @length: the length of @data in bytes
 *
 * An event; valid until the decoder is called again.
 */
typedef struct {
  MeireiSseType  type;
  gboolean       complete;
  const char    *name;
  const char    *data;
  gsize          length;
} MeireiSseEvent;

typedef struct _MeireiSseDecoder MeireiSseDecoder;

MeireiSseDecoder *meirei_sse_decoder_new  (gsize              max_event,
                                           guint64            max_total);
void              meirei_sse_decoder_free (MeireiSseDecoder  *self);
gboolean          meirei_sse_decoder_push (MeireiSseDecoder  *self,
                                           const char        *bytes,
                                           gsize              length,
                                           GError           **error);
void              meirei_sse_decoder_end  (MeireiSseDecoder  *self);
gboolean          meirei_sse_decoder_next (MeireiSseDecoder  *self,
                                           MeireiSseEvent    *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiSseDecoder, meirei_sse_decoder_free)

G_END_DECLS
