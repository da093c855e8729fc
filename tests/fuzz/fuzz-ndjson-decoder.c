/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Whatever is sent and however it is cut, the documents are the same. */

#include "config.h"

#include "fuzz.h"
#include "meirei-ndjson-decoder.h"

#define MAX_LINE (1024 * 1024)

static void
drain (MeireiNdjsonDecoder *decoder,
       GString             *result)
{
  const char *line;
  gboolean complete;
  gsize length;

  while ((line = meirei_ndjson_decoder_next (decoder, &length, &complete)) != NULL)
    {
      g_assert_cmpint (line[length], ==, '\0');
      g_string_append_len (result, line, (gssize) length);
      g_string_append (result, complete ? "\n" : "\n!");
    }
}

static GString *
decode (const char *bytes,
        gsize       length,
        gsize       step)
{
  g_autoptr(MeireiNdjsonDecoder) decoder = meirei_ndjson_decoder_new (MAX_LINE, MAX_LINE);
  GString *result = g_string_new (NULL);

  for (gsize i = 0; i < length; i += step)
    {
      if (!meirei_ndjson_decoder_push (decoder, bytes + i, MIN (step, length - i), NULL))
        break;
      drain (decoder, result);
    }
  meirei_ndjson_decoder_end (decoder);
  drain (decoder, result);

  return result;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  gsize step = size > 0 ? 1 + data[0] % 16 : 1;
  g_autoptr(GString) whole = decode ((const char *) data, size, MAX (size, 1));
  g_autoptr(GString) pieces = decode ((const char *) data, size, step);

  g_assert_true (g_string_equal (whole, pieces));

  return 0;
}
