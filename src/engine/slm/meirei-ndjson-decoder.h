/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MeireiNdjsonDecoder MeireiNdjsonDecoder;

MeireiNdjsonDecoder *meirei_ndjson_decoder_new  (gsize                 max_line,
                                                 guint64               max_total);
void                 meirei_ndjson_decoder_free (MeireiNdjsonDecoder  *self);
gboolean             meirei_ndjson_decoder_push (MeireiNdjsonDecoder  *self,
                                                 const char           *bytes,
                                                 gsize                 length,
                                                 GError              **error);
void                 meirei_ndjson_decoder_end  (MeireiNdjsonDecoder  *self);
const char          *meirei_ndjson_decoder_next (MeireiNdjsonDecoder  *self,
                                                 gsize                *length,
                                                 gboolean             *complete);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiNdjsonDecoder, meirei_ndjson_decoder_free)

G_END_DECLS
