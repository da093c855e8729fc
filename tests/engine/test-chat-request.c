/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-chat-request.h"
#include "meirei-json.h"
#include "meirei-slm-error.h"

static MeireiChatParams *
parse (const char  *text,
       GError     **error)
{
  g_autoptr(JsonObject) object = meirei_json_parse_object (text, -1, NULL);

  return meirei_chat_params_new_from_json (object, error);
}

static char *
write_params (MeireiChatParams *params)
{
  g_autoptr(JsonObject) object = meirei_chat_params_to_json (params);

  return g_strchomp (meirei_json_to_line (object, NULL));
}

static void
test_params_json (void)
{
  const char *text = "{\"temperature\":0.5,\"top_k\":20,\"seed\":9007199254740991,\"think\":\"low\",\"stop\":[\"<|EOT|>\"]}";
  g_autoptr(MeireiChatParams) params = parse (text, NULL);
  g_autofree char *again = write_params (params);

  g_assert_cmpstr (again, ==, text);
  g_assert_cmpfloat (meirei_chat_params_get (params, MEIREI_CHAT_PARAM_TEMPERATURE, 7), ==, 0.5);
  g_assert_cmpint (meirei_chat_params_get_int (params, MEIREI_CHAT_PARAM_SEED, 7), ==, 9007199254740991);
  g_assert_false (meirei_chat_params_has (params, MEIREI_CHAT_PARAM_MIN_P));
  g_assert_cmpfloat (meirei_chat_params_get (params, MEIREI_CHAT_PARAM_MIN_P, 7), ==, 7);
}

static void
test_params_lenient (void)
{
  g_autoptr(MeireiChatParams) params = parse ("{\"temperature\":1,\"top_p\":null,\"think\":false,\"system\":\"x\"}", NULL);
  g_autofree char *text = write_params (params);

  g_assert_cmpstr (text, ==, "{\"temperature\":1.0,\"think\":\"off\"}");
}

static void
test_params_refused (gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (parse (data, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_PARAMETER);
  g_assert_nonnull (meirei_slm_failure_get_parameter (meirei_slm_error_get_failure (error)));
}

static void
test_params_message (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (parse ("{\"temperature\":2.5}", &error));
  g_assert_cmpstr (error->message, ==,
                   "The parameter “temperature” is 2.5; it must be a number from 0 to 2");
}

static void
test_params_overlay (void)
{
  g_autoptr(MeireiChatParams) preset = parse ("{\"temperature\":0.5,\"top_k\":20,\"stop\":[\"a\"],\"think\":\"on\"}", NULL);
  g_autoptr(MeireiChatParams) sheet = parse ("{\"temperature\":0,\"seed\":42,\"stop\":[\"b\"]}", NULL);
  g_autoptr(MeireiChatParams) both = meirei_chat_params_overlay (preset, sheet);
  g_autoptr(MeireiChatParams) same = meirei_chat_params_overlay (preset, NULL);
  g_autoptr(MeireiChatParams) without = meirei_chat_params_without (both, MEIREI_CHAT_PARAM_SEED);
  g_autofree char *text = write_params (both);
  g_autofree char *without_text = write_params (without);

  g_assert_cmpstr (text, ==, "{\"temperature\":0.0,\"top_k\":20,\"seed\":42,\"think\":\"on\",\"stop\":[\"b\"]}");
  g_assert_cmpstr (without_text, ==, "{\"temperature\":0.0,\"top_k\":20,\"think\":\"on\",\"stop\":[\"b\"]}");
  g_assert_true (same == preset);
}

static void
test_params_with (void)
{
  g_autoptr(MeireiChatParams) none = meirei_chat_params_new ();
  g_autoptr(MeireiChatParams) a = meirei_chat_params_with (none, MEIREI_CHAT_PARAM_TEMPERATURE, 9);
  g_autoptr(MeireiChatParams) b = meirei_chat_params_with (a, MEIREI_CHAT_PARAM_MAX_TOKENS, 10.7);
  g_autoptr(MeireiChatParams) c = meirei_chat_params_with_think (b, "off");
  g_autoptr(MeireiChatParams) d = meirei_chat_params_with_stop (c, (const char *[]) { "x", NULL });
  g_autofree char *text = write_params (d);

  g_assert_cmpstr (text, ==, "{\"temperature\":2.0,\"max_tokens\":10,\"think\":\"off\",\"stop\":[\"x\"]}");
  g_assert_false (meirei_chat_params_has (none, MEIREI_CHAT_PARAM_TEMPERATURE));
}

static void
test_request_json (void)
{
  const MeireiChatMessage messages[] = {
    { MEIREI_CHAT_ROLE_SYSTEM, "be brief" },
    { MEIREI_CHAT_ROLE_USER, "足し算\xff" },
    { MEIREI_CHAT_ROLE_ASSISTANT, "def" },
  };
  g_autoptr(MeireiChatParams) params = parse ("{\"top_k\":20}", NULL);
  g_autoptr(MeireiChatRequest) plain = meirei_chat_request_new ("m", messages, 3, params);
  g_autoptr(MeireiChatRequest) fitted = meirei_chat_request_with_fit (plain, 12, 4096);
  g_autoptr(MeireiChatRequest) request = meirei_chat_request_with_native (fitted, TRUE);
  g_autoptr(JsonObject) object = meirei_chat_request_to_json (request);
  g_autoptr(MeireiChatRequest) again = meirei_chat_request_new_from_json (object, NULL);
  g_autoptr(JsonObject) object_again = meirei_chat_request_to_json (again);
  g_autofree char *text = meirei_json_to_line (object, NULL);
  g_autofree char *text_again = meirei_json_to_line (object_again, NULL);

  g_assert_cmpstr (text, ==, "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"be brief\"},"
                             "{\"role\":\"user\",\"content\":\"足し算\xef\xbf\xbd\"},{\"role\":\"assistant\",\"content\":\"def\"}],"
                             "\"params\":{\"top_k\":20},\"prompt_tokens\":12,\"context\":4096,\"native\":true}\n");
  g_assert_cmpstr (text_again, ==, text);
  g_assert_cmpint (meirei_chat_request_get_context (plain), ==, 0);
}

static void
test_request_with (void)
{
  const MeireiChatMessage message = { MEIREI_CHAT_ROLE_USER, "x" };
  g_autoptr(MeireiChatParams) params = parse ("{\"top_k\":20}", NULL);
  g_autoptr(MeireiChatRequest) plain = meirei_chat_request_new ("m", &message, 1, NULL);
  g_autoptr(MeireiChatRequest) other = meirei_chat_request_with_model (plain, "n");
  g_autoptr(MeireiChatRequest) tuned = meirei_chat_request_with_params (other, params);

  g_assert_cmpstr (meirei_chat_request_get_model (plain), ==, "m");
  g_assert_cmpstr (meirei_chat_request_get_model (tuned), ==, "n");
  g_assert_true (meirei_chat_request_get_params (tuned) == params);
  g_assert_cmpstr (meirei_chat_request_get_message (tuned, 0)->content, ==, "x");
}

static void
test_request_refused (gconstpointer data)
{
  g_autoptr(JsonObject) object = meirei_json_parse_object (data, -1, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (meirei_chat_request_new_from_json (object, &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_PARAMETER);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chat-params/json", test_params_json);
  g_test_add_func ("/chat-params/lenient", test_params_lenient);
  g_test_add_data_func ("/chat-params/refused/range", "{\"top_p\":1.5}", test_params_refused);
  g_test_add_data_func ("/chat-params/refused/type", "{\"top_p\":\"1\"}", test_params_refused);
  g_test_add_data_func ("/chat-params/refused/boolean", "{\"seed\":true}", test_params_refused);
  g_test_add_data_func ("/chat-params/refused/fraction", "{\"top_k\":1.5}", test_params_refused);
  g_test_add_data_func ("/chat-params/refused/think", "{\"think\":\"much\"}", test_params_refused);
  g_test_add_func ("/chat-params/message", test_params_message);
  g_test_add_func ("/chat-params/overlay", test_params_overlay);
  g_test_add_func ("/chat-params/with", test_params_with);
  g_test_add_func ("/chat-request/json", test_request_json);
  g_test_add_func ("/chat-request/with", test_request_with);
  g_test_add_data_func ("/chat-request/refused/role", "{\"messages\":[{\"role\":\"boss\",\"content\":\"x\"}]}", test_request_refused);
  g_test_add_data_func ("/chat-request/refused/content", "{\"messages\":[{\"role\":\"user\",\"content\":[]}]}", test_request_refused);
  g_test_add_data_func ("/chat-request/refused/params", "{\"params\":{\"top_p\":9}}", test_request_refused);

  return g_test_run ();
}
