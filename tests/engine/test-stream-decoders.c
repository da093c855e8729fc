/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-ndjson-decoder.h"
#include "meirei-slm-error.h"
#include "meirei-sse-decoder.h"

typedef struct {
  const char *name;
  const char *input;
  const char *expected;  /* "type name data complete;" for each event */
} Case;

static const Case sse_cases[] = {
  { "plain", "data: a\n\ndata: b\n\n", "0||a|1;0||b|1;" },
  { "crlf", "data: a\r\n\r\ndata: b\r\n\r\n", "0||a|1;0||b|1;" },
  { "bom", "\xef\xbb\xbf" "data: a\n\n", "0||a|1;" },
  { "no-space", "data:a\n\ndata:  b\n\n", "0||a|1;0|| b|1;" },
  { "joined", "data: a\ndata: b\ndata\n\n", "0||a\nb\n|1;" },
  { "comments", ": ping\n\n:\n\ndata: a\n: x\n\n: ping\n\n", "0||a|1;" },
  { "named", "event: message.delta\ndata: a\n\ndata: b\n\n", "0|message.delta|a|1;0||b|1;" },
  { "event-without-data", "event: x\n\ndata: a\n\n", "0||a|1;" },
  { "other-fields", "id: 7\nretry: 10\ndatabase: x\ndata: a\n\n", "0||a|1;" },
  { "error-field", "error: {\"code\":500}\n\n", "1||{\"code\":500}|1;" },
  { "raw-json", "data: a\n\n{\"error\":\"x\"}\ndata: b\n\n", "0||a|1;2||{\"error\":\"x\"}|1;0||b|1;" },
  { "html", "<html>\n<body>502</body>\n", "" },
  { "no-blank-line", "data: a\n\ndata: [DONE]\n", "0||a|1;0||[DONE]|0;" },
  { "no-newline", "data: a\n\ndata: [DO", "0||a|1;0||[DO|0;" },
  { "utf-8", "data: \xe3\x81\x82\xf0\x9f\x99\x82\n\n", "0||\xe3\x81\x82\xf0\x9f\x99\x82|1;" },
  { "empty", "", "" },
  { "blank-lines", "\n\n\r\n\n", "" },
};

static const Case ndjson_cases[] = {
  { "plain", "{\"a\":1}\n{\"b\":2}\n", "{\"a\":1}|1;{\"b\":2}|1;" },
  { "crlf", "{\"a\":1}\r\n\r\n{\"b\":2}\r\n", "{\"a\":1}|1;{\"b\":2}|1;" },
  { "bom", "\xef\xbb\xbf{\"a\":1}\n", "{\"a\":1}|1;" },
  { "no-newline", "{\"a\":1}\n{\"b\"", "{\"a\":1}|1;{\"b\"|0;" },
  { "blank", " \n\n \t \n", "" },
};

/* How an input is cut: whole, one byte at a time, or at random. */
static gsize
next_piece (int    split,
            gsize  left,
            GRand *rand)
{
  gsize n;

  if (split == 0)
    return left;
  if (split == 1)
    return 1;

  n = (gsize) g_rand_int_range (rand, 1, 9);

  return MIN (left, n);
}

static void
drain_sse (MeireiSseDecoder *decoder,
           GString          *result)
{
  MeireiSseEvent event;

  while (meirei_sse_decoder_next (decoder, &event))
    {
      g_assert_cmpuint (event.length, ==, strlen (event.data));
      g_string_append_printf (result, "%d|%s|%s|%d;", (int) event.type, event.name, event.data, event.complete);
    }
}

static void
test_sse (gconstpointer data)
{
  const Case *sample = data;
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (int split = 0; split < 30; split++)
    {
      g_autoptr(MeireiSseDecoder) decoder = meirei_sse_decoder_new (1000, 10000);
      g_autoptr(GString) result = g_string_new (NULL);
      gsize left = strlen (sample->input);
      const char *p = sample->input;

      while (left > 0)
        {
          gsize n = next_piece (split, left, rand);

          g_assert_true (meirei_sse_decoder_push (decoder, p, n, NULL));
          drain_sse (decoder, result);
          p += n;
          left -= n;
        }
      meirei_sse_decoder_end (decoder);
      drain_sse (decoder, result);
      g_assert_cmpstr (result->str, ==, sample->expected);
    }
}

static void
drain_ndjson (MeireiNdjsonDecoder *decoder,
              GString             *result)
{
  const char *line;
  gboolean complete;
  gsize length;

  while ((line = meirei_ndjson_decoder_next (decoder, &length, &complete)) != NULL)
    {
      g_assert_cmpuint (length, ==, strlen (line));
      g_string_append_printf (result, "%s|%d;", line, complete);
    }
}

static void
test_ndjson (gconstpointer data)
{
  const Case *sample = data;
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (int split = 0; split < 30; split++)
    {
      g_autoptr(MeireiNdjsonDecoder) decoder = meirei_ndjson_decoder_new (1000, 10000);
      g_autoptr(GString) result = g_string_new (NULL);
      gsize left = strlen (sample->input);
      const char *p = sample->input;

      while (left > 0)
        {
          gsize n = next_piece (split, left, rand);

          g_assert_true (meirei_ndjson_decoder_push (decoder, p, n, NULL));
          drain_ndjson (decoder, result);
          p += n;
          left -= n;
        }
      meirei_ndjson_decoder_end (decoder);
      drain_ndjson (decoder, result);
      g_assert_cmpstr (result->str, ==, sample->expected);
    }
}

static void
test_line_limit (void)
{
  g_autoptr(MeireiSseDecoder) decoder = meirei_sse_decoder_new (100, 10000);
  g_autoptr(GError) error = NULL;
  guint n_pushed = 0;

  while (meirei_sse_decoder_push (decoder, "xxxxxxxxxx", 10, &error))
    n_pushed += 10;
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "110"));
  g_assert_nonnull (strstr (error->message, "100"));
  g_assert_cmpuint (n_pushed, ==, 100);
}

static void
test_event_limit (void)
{
  g_autoptr(MeireiSseDecoder) decoder = meirei_sse_decoder_new (100, 1000000);
  MeireiSseEvent event;

  for (guint i = 0; i < 10000; i++)
    g_assert_true (meirei_sse_decoder_push (decoder, "data: 0123456789\n", 17, NULL)
                   && !meirei_sse_decoder_next (decoder, &event));
  meirei_sse_decoder_end (decoder);
  g_assert_true (meirei_sse_decoder_next (decoder, &event));
  g_assert_cmpuint (event.length, <, 100000);
}

static void
test_total_limit (void)
{
  g_autoptr(MeireiNdjsonDecoder) decoder = meirei_ndjson_decoder_new (1000, 50);
  g_autoptr(GError) error = NULL;
  gboolean complete;
  gsize length;

  for (guint i = 0; i < 6; i++)
    {
      g_assert_true (meirei_ndjson_decoder_push (decoder, "{\"a\":1}\n", 8, &error));
      g_assert_nonnull (meirei_ndjson_decoder_next (decoder, &length, &complete));
    }
  g_assert_false (meirei_ndjson_decoder_push (decoder, "{\"a\":1}\n", 8, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_TOO_LARGE);
}

static void
add_cases (const char    *prefix,
           const Case    *cases,
           gsize          n_cases,
           GTestDataFunc  func)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strconcat (prefix, cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], func);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add_cases ("/stream-decoders/sse/", sse_cases, G_N_ELEMENTS (sse_cases), test_sse);
  add_cases ("/stream-decoders/ndjson/", ndjson_cases, G_N_ELEMENTS (ndjson_cases), test_ndjson);
  g_test_add_func ("/stream-decoders/line-limit", test_line_limit);
  g_test_add_func ("/stream-decoders/event-limit", test_event_limit);
  g_test_add_func ("/stream-decoders/total-limit", test_total_limit);

  return g_test_run ();
}
