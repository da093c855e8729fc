/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gstdio.h>

#include "meirei-json.h"
#include "meirei-preset-store.h"
#include "meirei-slm-error.h"

static MeireiPresetStore *
open_store (void)
{
  g_autoptr(GError) error = NULL;
  MeireiPresetStore *store = meirei_preset_store_new (g_getenv ("MEIREI_DATA_DIR"), &error);

  g_assert_no_error (error);

  return store;
}

/* Ids as the servers really write them. */
static const struct {
  const char       *id;
  const char       *name;
  double            temperature;
  double            top_p;
  double            repeat_penalty;
  guint             context;
  MeireiVocabulary  vocabulary;
} models[] = {
  { "deepseek-coder-6.7b-instruct", "DeepSeek-Coder Instruct", 0.2, 0.95, 1.0, 16384, 0 },
  { "deepseek-coder:6.7b", "DeepSeek-Coder Instruct", 0.2, 0.95, 1.0, 16384, 0 },
  { "TheBloke/deepseek-coder-33B-instruct-GGUF", "DeepSeek-Coder Instruct", 0.2, 0.95, 1.0, 16384, 0 },
  { "deepseek-coder-v2-lite-instruct", "DeepSeek-Coder-V2-Lite Instruct", 0.2, 0.95, 1.0, 131072, 0 },
  { "Qwen/Qwen2.5-Coder-7B-Instruct-GGUF", "Qwen2.5-Coder", 0.7, 0.8, 1.05, 32768, 1 },
  { "qwen2.5-coder-32b-instruct", "Qwen2.5-Coder", 0.7, 0.8, 1.05, 32768, 1 },
  { "qwen2.5-coder:3b", "Qwen2.5-Coder 3B", 0.7, 0.8, 1.05, 32768, 1 },
  { "qwen/qwen3-coder-30b", "Qwen3-Coder", 0.7, 0.8, 1.05, 262144, 1 },
  { "qwen3-coder-next", "Qwen3-Coder-Next", 1.0, 0.95, 1.0, 262144, 1 },
  { "Qwen3.6-35B-A3B", "Qwen3.5 and Qwen3.6", 0.6, 0.95, 1.0, 262144, 1 },
  { "mistralai/devstral-small-2507", "Devstral Small", 0.15, 1.0, 1.0, 131072, 0 },
  { "devstral-small-2:24b", "Devstral Small 2", 0.15, 1.0, 1.0, 262144, 0 },
  { "Devstral-Small-2-24B-Instruct-2512", "Devstral Small 2", 0.15, 1.0, 1.0, 262144, 0 },
  { "openai/gpt-oss-20b", "gpt-oss", 1.0, 1.0, 1.0, 131072, 1 },
  { "granite-8b-code-instruct-128k", "Granite Code Instruct", 0.0, 1.0, 1.0, 131072, 0 },
  { "ibm/granite-4-h-tiny", "Granite 4", 0.0, 1.0, 1.0, 131072, 0 },
  { "granite4:micro", "Granite 4", 0.0, 1.0, 1.0, 131072, 0 },
  { "starcoder2-15b-instruct-v0.1", "StarCoder2 Instruct", 0.0, 1.0, 1.0, 16384, 0 },
  { "codestral:22b", "Codestral 22B", 0.2, 1.0, 1.0, 32768, 0 },
  { "Seed-Coder-8B-Instruct", "Seed-Coder Instruct", 0.6, 0.8, 1.05, 32768, 1 },
  { "Seed-Coder-8B-Reasoning", "Seed-Coder Reasoning", 0.6, 0.8, 1.05, 65536, 1 },
  { "gemma-4-26b-a4b", "Gemma 4", 1.0, 0.95, 1.0, 131072, 1 },
  { "minimind2-small", "MiniMind2-Small", 0.2, 0.95, 1.1, 32768, 0 },
  { "something-else-7b", "Default", 0.2, 0.95, 1.0, 0, 0 },
};

static void
test_shipped (void)
{
  g_autoptr(MeireiPresetStore) store = open_store ();

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MeireiPreset) preset =
        meirei_preset_store_lookup (store, models[i].id, NULL, &error);
      MeireiChatParams *params;

      g_assert_no_error (error);
      g_test_message ("%s", models[i].id);
      params = meirei_preset_get_params (preset);
      g_assert_cmpstr (meirei_preset_get_name (preset), ==, models[i].name);
      g_assert_cmpfloat (meirei_chat_params_get (params, MEIREI_CHAT_PARAM_TEMPERATURE, -1), ==,
                         models[i].temperature);
      g_assert_cmpfloat (meirei_chat_params_get (params, MEIREI_CHAT_PARAM_TOP_P, -1), ==,
                         models[i].top_p);
      g_assert_cmpfloat (meirei_chat_params_get (params, MEIREI_CHAT_PARAM_REPEAT_PENALTY, -1),
                         ==, models[i].repeat_penalty);
      g_assert_cmpuint (meirei_preset_get_context (preset), ==, models[i].context);
      g_assert_cmpint (meirei_preset_get_vocabulary (preset), ==, models[i].vocabulary);
      /* A finite answer, always: a small model in a loop never ends. */
      g_assert_cmpint (meirei_chat_params_get_int (params, MEIREI_CHAT_PARAM_MAX_TOKENS, 0),
                       >, 0);
    }
}

static void
test_deepseek_stops (void)
{
  g_autoptr(MeireiPresetStore) store = open_store ();
  g_autoptr(MeireiPreset) preset =
    meirei_preset_store_lookup (store, "deepseek-coder-6.7b-instruct", NULL, NULL);
  const char * const *stop = meirei_chat_params_get_stop (meirei_preset_get_params (preset));

  g_assert_nonnull (stop);
  g_assert_true (g_strv_contains (stop, "<|EOT|>"));
}

static JsonObject *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonObject *object = meirei_json_parse_object (text, -1, &error);

  g_assert_no_error (error);

  return object;
}

static void
test_overrides (void)
{
  g_autoptr(MeireiPresetStore) store = open_store ();
  g_autoptr(JsonObject) overrides =
    parse ("{\"m\":{\"params\":{\"temperature\":0.9,\"seed\":7},\"system_prompt\":\"Be brief.\","
           "\"parallel\":2,\"limits\":{\"first_token_s\":60,\"idle_s\":1.5,"
           "\"watch_repeats\":false}}}");
  g_autoptr(MeireiPreset) preset = meirei_preset_store_lookup (store, "m", overrides, NULL);
  g_autoptr(MeireiPreset) other = meirei_preset_store_lookup (store, "n", overrides, NULL);
  MeireiChatParams *params = meirei_preset_get_params (preset);
  MeireiChatLimits limits;

  g_assert_cmpfloat (meirei_chat_params_get (params, MEIREI_CHAT_PARAM_TEMPERATURE, -1), ==, 0.9);
  g_assert_cmpfloat (meirei_chat_params_get (params, MEIREI_CHAT_PARAM_TOP_P, -1), ==, 0.95);
  g_assert_cmpint (meirei_chat_params_get_int (params, MEIREI_CHAT_PARAM_SEED, 0), ==, 7);
  g_assert_cmpstr (meirei_preset_get_system_prompt (preset), ==, "Be brief.");
  g_assert_cmpuint (meirei_preset_get_parallel (preset), ==, 2);
  meirei_preset_get_limits (preset, &limits);
  g_assert_cmpuint (limits.connect_ms, ==, 5000);
  g_assert_cmpuint (limits.first_token_ms, ==, 60000);
  g_assert_cmpuint (limits.idle_ms, ==, 1500);
  g_assert_false (limits.watch_repeats);

  g_assert_null (meirei_preset_get_system_prompt (other));
  meirei_preset_get_limits (other, &limits);
  g_assert_cmpuint (limits.first_token_ms, ==, 0);
  g_assert_true (limits.watch_repeats);
}

/* Without thinking a thinking model wants other parameters, but the user's
 * own come last. */
static void
test_thinking (void)
{
  g_autoptr(MeireiPresetStore) store = open_store ();
  g_autoptr(JsonObject) overrides =
    parse ("{\"qwen3.5-27b\":{\"params\":{\"think\":\"off\",\"top_p\":0.5}}}");
  g_autoptr(MeireiPreset) on = meirei_preset_store_lookup (store, "qwen3.5-27b", NULL, NULL);
  g_autoptr(MeireiPreset) off = meirei_preset_store_lookup (store, "qwen3.5-27b", overrides, NULL);
  MeireiChatParams *params = meirei_preset_get_params (off);

  g_assert_true (meirei_preset_get_thinks (on));
  g_assert_cmpfloat (meirei_chat_params_get (meirei_preset_get_params (on),
                                             MEIREI_CHAT_PARAM_TEMPERATURE, -1), ==, 0.6);
  g_assert_cmpfloat (meirei_chat_params_get (params, MEIREI_CHAT_PARAM_TEMPERATURE, -1), ==, 0.7);
  g_assert_cmpfloat (meirei_chat_params_get (params, MEIREI_CHAT_PARAM_PRESENCE_PENALTY, -1),
                     ==, 1.5);
  g_assert_cmpfloat (meirei_chat_params_get (params, MEIREI_CHAT_PARAM_TOP_P, -1), ==, 0.5);
}

static const char * const bad_overrides[] = {
  "{\"m\":{\"params\":{\"temperature\":9}}}",
  "{\"m\":{\"params\":{\"temperature\":\"hot\"}}}",
  "{\"m\":{\"limits\":{\"idle_s\":-1}}}",
  "{\"m\":{\"limits\":{\"connect_s\":1e9}}}",
  "{\"m\":{\"parallel\":-2}}",
  "{\"m\":{\"parallel\":100000}}",
};

static void
test_bad_overrides (void)
{
  g_autoptr(MeireiPresetStore) store = open_store ();
  g_autoptr(JsonObject) odd = parse ("{\"m\":[1,2]}");
  g_autoptr(MeireiPreset) preset = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad_overrides); i++)
    {
      g_autoptr(JsonObject) overrides = parse (bad_overrides[i]);
      g_autoptr(GError) error = NULL;

      g_assert_null (meirei_preset_store_lookup (store, "m", overrides, &error));
      g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_PARAMETER);
      g_assert_nonnull (strstr (error->message, "preset for m"));
    }

  preset = meirei_preset_store_lookup (store, "m", odd, NULL);
  g_assert_nonnull (preset);
}

static void
test_damaged (void)
{
  static const char * const contents[] = { "", "{}", "[", "{\"default\":{\"params\":{\"top_p\":7}}}" };
  g_autofree char *dir = g_dir_make_tmp ("meirei-preset-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "presets.json", NULL);
  g_autoptr(GError) missing = NULL;

  g_assert_null (meirei_preset_store_new (dir, &missing));
  g_assert_error (missing, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr(GError) error = NULL;

      g_file_set_contents (path, contents[i], -1, NULL);
      g_assert_null (meirei_preset_store_new (dir, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, "presets.json"));
    }
  g_remove (path);
  g_rmdir (dir);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/preset/shipped", test_shipped);
  g_test_add_func ("/preset/deepseek-stops", test_deepseek_stops);
  g_test_add_func ("/preset/overrides", test_overrides);
  g_test_add_func ("/preset/thinking", test_thinking);
  g_test_add_func ("/preset/bad-overrides", test_bad_overrides);
  g_test_add_func ("/preset/damaged", test_damaged);

  return g_test_run ();
}
