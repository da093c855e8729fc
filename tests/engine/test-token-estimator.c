/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-token-memory.h"

#define URL "http://127.0.0.1:1"

/* A hundred of one kind of character, by the coefficients of the reference. */
static const struct {
  const char *character;
  double      small;
  double      large;
} kinds[] = {
  { "a", 21.8, 19.0 },
  { "Z", 21.8, 19.0 },
  { "7", 145.6, 176.3 },
  { " ", 1.1, 2.3 },
  { "\t", 1.1, 2.3 },
  { "\n", 194.3, 113.6 },
  { "{", 79.9, 52.4 },
  { "_", 79.9, 52.4 },
  { "あ", 199.2, 49.5 },
  { "ン", 199.2, 49.5 },
  { "ー", 199.2, 49.5 },
  { "ｱ", 199.2, 49.5 },
  { "漢", 109.5, 97.3 },
  { "𠮷", 109.5, 97.3 },
  { "。", 149.2, 107.1 },
  { "「", 149.2, 107.1 },
  { "（", 149.2, 107.1 },
  { "é", 62.6, 72.2 },
  { "🙂", 62.6, 72.2 },
};

static void
test_kinds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint j = 0; j < 100; j++)
        g_string_append (text, kinds[i].character);
      g_test_message ("U+%04X", g_utf8_get_char (kinds[i].character));
      g_assert_cmpfloat_with_epsilon (meirei_token_estimate_text (text->str,
                                                                  MEIREI_VOCABULARY_SMALL),
                                      kinds[i].small, 0.001);
      g_assert_cmpfloat_with_epsilon (meirei_token_estimate_text (text->str,
                                                                  MEIREI_VOCABULARY_LARGE),
                                      kinds[i].large, 0.001);
    }
}

/* Tokens per character that the reference measured: mean and 95th percentile.
 * A text of that kind must come out near, and with its margin not too low. */
static const struct {
  const char *name;
  const char *text;
  double      small;
  double      large;
} texts[] = {
  {
    "Japanese prose",
    "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所で"
    "ニャーニャー泣いていた事だけは記憶している。吾輩はここで始めて人間というものを見た。",
    1.586, 0.659,
  },
  {
    "C",
    "static gboolean\nread_count (JsonObject *object,\n            const char *member,\n"
    "            guint maximum)\n{\n  gint64 value = json_object_get_int_member (object, member);\n\n"
    "  if (value < 0 || value > maximum)\n    return FALSE;\n\n  *count = (guint) value;\n\n"
    "  return TRUE;\n}\n",
    0.364, 0.251,
  },
  {
    "Python",
    "import logging\nfrom pathlib import Path\n\n\ndef load_items(path: Path) -> list[dict]:\n"
    "    \"\"\"Read all items of a file.\"\"\"\n    with path.open(encoding=\"utf-8\") as handle:\n"
    "        return [json.loads(row) for row in handle if row.strip()]\n\n\n"
    "def process_item(item: dict, handler) -> Result:\n    key = item[\"id\"]\n"
    "    for attempt in range(MAX_RETRIES + 1):\n        try:\n            value = handler(item)\n"
    "            return Result(key, True, value)\n        except ValueError as error:\n"
    "            logging.warning(\"failed: %s\", error)\n",
    0.306, 0.225,
  },
};

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double length = g_utf8_strlen (texts[i].text, -1);
      double small = meirei_token_estimate_text (texts[i].text, MEIREI_VOCABULARY_SMALL) / length;
      double large = meirei_token_estimate_text (texts[i].text, MEIREI_VOCABULARY_LARGE) / length;

      g_test_message ("%s: %.3f %.3f", texts[i].name, small, large);
      g_assert_cmpfloat (small / texts[i].small, >, 0.85);
      g_assert_cmpfloat (small / texts[i].small, <, 1.2);
      g_assert_cmpfloat (large / texts[i].large, >, 0.77);
      g_assert_cmpfloat (large / texts[i].large, <, 1.3);
    }
}

static MeireiChatRequest *
make_request (const char *model,
              const char *text)
{
  g_autoptr(MeireiChatParams) params = meirei_chat_params_new ();
  const MeireiChatMessage messages[] = {
    { MEIREI_CHAT_ROLE_SYSTEM, "" },
    { MEIREI_CHAT_ROLE_USER, text },
  };

  return meirei_chat_request_new (model, messages, G_N_ELEMENTS (messages), params);
}

static gint64
estimate (MeireiTokenEstimator *estimator,
          const char           *url,
          MeireiChatRequest    *request)
{
  return meirei_token_estimator_estimate (estimator, url, request, MEIREI_VOCABULARY_SMALL, 4);
}

static void
learn (MeireiTokenEstimator *estimator,
       MeireiChatRequest    *request,
       gint64                actual)
{
  meirei_token_estimator_learn (estimator, URL, request, MEIREI_VOCABULARY_SMALL, 4, actual);
}

static void
test_calibration (void)
{
  g_autoptr(MeireiTokenEstimator) estimator = meirei_token_estimator_new ();
  g_autofree char *text = g_strnfill (1000, '7'); /* 1,456 tokens, 1,476 with the frame */
  g_autoptr(MeireiChatRequest) request = make_request ("m", text);
  g_autoptr(MeireiChatRequest) other = make_request ("n", text);

  /* Two messages of 8 tokens each and 4 for the template; margin 15 %. */
  g_assert_cmpint (estimate (estimator, URL, request), ==, 1698);

  /* One reply: what was counted, and 5 % more. */
  learn (estimator, request, 1476);
  g_assert_cmpint (estimate (estimator, URL, request), ==, 1550);
  g_assert_cmpint (estimate (estimator, URL, other), ==, 1698);
  g_assert_cmpint (estimate (estimator, "http://127.0.0.1:2", request), ==, 1698);

  /* The worst of the last twenty counts; nonsense does not. */
  for (guint i = 0; i < 4; i++)
    learn (estimator, request, 1476 * 2);
  learn (estimator, request, 0);
  learn (estimator, request, -1);
  learn (estimator, request, 1476 * 50);
  g_assert_cmpint (estimate (estimator, URL, request), ==, 1476 * 2);
  for (guint i = 0; i < 20; i++)
    learn (estimator, request, 1476);
  g_assert_cmpint (estimate (estimator, URL, request), ==, 1476);

  /* Never far below what was measured for everybody. */
  for (guint i = 0; i < 20; i++)
    learn (estimator, request, 100);
  g_assert_cmpint (estimate (estimator, URL, request), ==, 1181);
}

/* What was learned is known after a new start. */
static void
test_memory (void)
{
  g_autofree char *path = meirei_token_memory_dup_default_path ();
  g_autofree char *text = g_strnfill (1000, '7');
  g_autoptr(MeireiChatRequest) request = make_request ("m", text);
  g_autoptr(MeireiChatRequest) other = make_request ("n", text);
  g_autoptr(GError) error = NULL;

  {
    g_autoptr(MeireiTokenEstimator) first = meirei_token_estimator_new ();
    g_autoptr(MeireiTokenEstimator) second = meirei_token_estimator_new ();
    g_autoptr(MeireiTokenMemory) memory = meirei_token_memory_new (first, path);
    g_autoptr(MeireiTokenMemory) beside = meirei_token_memory_new (second, path);

    for (guint i = 0; i < 25; i++)
      learn (first, request, 1476 * 2);
    meirei_token_memory_changed (memory);
    g_assert_true (meirei_token_memory_flush (memory, &error));
    g_assert_no_error (error);

    /* Another program knows another model; both stay. */
    learn (second, other, 1476);
    meirei_token_memory_changed (beside);
    g_assert_true (meirei_token_memory_flush (beside, &error));
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }

  {
    g_autoptr(MeireiTokenEstimator) estimator = meirei_token_estimator_new ();
    g_autoptr(MeireiTokenMemory) memory = meirei_token_memory_new (estimator, path);

    g_assert_cmpint (estimate (estimator, URL, request), ==, 1476 * 2);
    g_assert_cmpint (estimate (estimator, URL, other), ==, 1550);
  }
}

static void
test_damaged_memory (void)
{
  static const char * const contents[] = {
    "", "{", "[]", "{\"models\":7}", "{\"models\":{\"" URL "\\nm\":{}}}",
    "{\"models\":{\"" URL "\\nm\":[\"x\",null,{},-1,0,99]}}",
  };
  g_autofree char *path = meirei_token_memory_dup_default_path ();
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *text = g_strnfill (1000, '7');
  g_autoptr(MeireiChatRequest) request = make_request ("m", text);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr(MeireiTokenEstimator) estimator = meirei_token_estimator_new ();
      g_autoptr(MeireiTokenMemory) memory = NULL;

      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      memory = meirei_token_memory_new (estimator, path);
      g_assert_cmpint (estimate (estimator, URL, request), ==, 1698);
    }
}

static void
test_bounded_memory (void)
{
  g_autofree char *path = meirei_token_memory_dup_default_path ();
  g_autoptr(MeireiTokenEstimator) estimator = meirei_token_estimator_new ();
  g_autoptr(MeireiTokenMemory) memory = meirei_token_memory_new (estimator, path);
  g_autoptr(JsonObject) models = NULL;

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);
      g_autoptr(MeireiChatRequest) request = make_request (name, "7777777777");

      learn (estimator, request, 40);
    }
  meirei_token_memory_changed (memory);
  g_assert_true (meirei_token_memory_flush (memory, NULL));
  models = meirei_token_estimator_to_json (estimator);
  g_assert_cmpuint (json_object_get_size (models), ==, MEIREI_TOKEN_ESTIMATOR_MAX_MODELS);
  g_assert_true (json_object_has_member (models, URL "\nm149"));
  g_assert_false (json_object_has_member (models, URL "\nm49"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/token-estimator/kinds", test_kinds);
  g_test_add_func ("/token-estimator/texts", test_texts);
  g_test_add_func ("/token-estimator/calibration", test_calibration);
  g_test_add_func ("/token-estimator/memory", test_memory);
  g_test_add_func ("/token-estimator/damaged-memory", test_damaged_memory);
  g_test_add_func ("/token-estimator/bounded-memory", test_bounded_memory);

  return g_test_run ();
}
