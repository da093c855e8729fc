/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Whatever is sent and however it is cut, the events are the same. */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "meirei-sse-decoder.h"

#define MAX_EVENT (1024 * 1024)

static void
drain (MeireiSseDecoder *decoder,
       GString          *result)
{
  MeireiSseEvent event;

  while (meirei_sse_decoder_next (decoder, &event))
    {
      g_assert_cmpint (event.data[event.length], ==, '\0');
      g_string_append_printf (result, "%d %s ", (int) event.type, event.name);
      g_string_append_len (result, event.data, (gssize) event.length);
      g_string_append_c (result, '\n');
    }
}

static GString *
decode (const char *bytes,
        gsize       length,
        gsize       step)
{
  g_autoptr(MeireiSseDecoder) decoder = meirei_sse_decoder_new (MAX_EVENT, MAX_EVENT);
  GString *result = g_string_new (NULL);

  for (gsize i = 0; i < length; i += step)
    {
      if (!meirei_sse_decoder_push (decoder, bytes + i, MIN (step, length - i), NULL))
        break;
      drain (decoder, result);
    }
  meirei_sse_decoder_end (decoder);
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
