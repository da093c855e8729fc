/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Every error becomes one line of bounded, valid text without the key. */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "meirei-slm-error-parser.h"

#define SECRET "sk-5ecret"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  guint status = size > 0 ? 200 + data[0] * 2u : 200;
  g_autoptr(MeireiSlmFailure) failure = NULL;
  const char *message;

  failure = meirei_slm_parse_error_response (status, (const char *) data, size, 0, SECRET);
  if (failure == NULL)
    {
      g_assert_cmpuint (status, <, 300);
      return 0;
    }

  message = meirei_slm_failure_get_message (failure);
  g_assert_true (g_utf8_validate (message, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (message, -1), <, 1100);
  g_assert_null (strchr (message, '\n'));
  g_assert_null (strstr (message, SECRET));
  g_assert_cmpint (meirei_slm_failure_get_needed_tokens (failure), >=, 0);
  g_assert_cmpint (meirei_slm_failure_get_available_tokens (failure), >=, 0);

  return 0;
}
