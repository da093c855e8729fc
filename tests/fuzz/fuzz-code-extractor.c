/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-extractor.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* A parser that is as unreasonable as it can be: what it says depends on
 * nothing but the code's bytes. */
static gboolean
parse (const char        *code,
       gsize              length,
       MeireiParseResult *result,
       gpointer           user_data)
{
  guint *n_questions = user_data;
  guint hash = 5381;

  for (gsize i = 0; i < length; i++)
    hash = hash * 33 + (guchar) code[i];

  g_assert (length > 0 && code[length - 1] == '\n');
  g_assert (g_utf8_validate_len (code, length, NULL));
  g_assert (++*n_questions < 1000);
  result->parses = hash % 7 == 0;
  result->line = hash % 40;

  return hash % 101 != 0;
}

static void
check (MeireiExtraction *extraction)
{
  const char *code = meirei_extraction_get_code (extraction);
  guint n_spans;
  const MeireiExtractionSpan *spans = meirei_extraction_get_spans (extraction, &n_spans);
  g_autofree char *left_out = meirei_extraction_dup_left_out (extraction);
  g_autofree char *description = meirei_extraction_dup_description (extraction);
  gsize end = 0;

  for (guint i = 0; i < n_spans; i++)
    {
      g_assert (spans[i].start == end);
      end += spans[i].length;
    }

  g_assert (left_out != NULL);
  g_assert ((description == NULL)
            == (meirei_extraction_get_problem (extraction) == MEIREI_EXTRACTION_PROBLEM_NONE));
  g_assert (code != NULL || description != NULL);
  g_assert (code == NULL || strlen (code) == meirei_extraction_get_code_length (extraction));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char * const functions[] = { "add(a, b)", "class Stack", NULL };
  static const char * const languages[] = { "python", "python", "python", "c" };
  gboolean declared = size > 0 && data[0] % 2;
  g_autoptr(MeireiCodeExtractor) extractor = NULL;
  g_autoptr(MeireiExtraction) pure = NULL;
  g_autoptr(MeireiExtraction) checked = NULL;
  guint n_questions = 0;

  extractor = meirei_code_extractor_new (languages[size > 0 ? data[0] / 2 % 4 : 0],
                                         declared ? functions : NULL);
  if (size > 0)
    {
      data++;
      size--;
    }
  pure = meirei_code_extractor_extract (extractor, (const char *) data, (gssize) size);
  check (pure);
  checked = meirei_code_extractor_extract_with (extractor, (const char *) data, (gssize) size,
                                                parse, &n_questions);
  check (checked);

  return 0;
}
