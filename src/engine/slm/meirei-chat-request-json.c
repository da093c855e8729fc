/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-chat-request.h"
#include "meirei-enums.h"
#include "meirei-json.h"
#include "meirei-slm-error.h"

static gboolean
read_messages (JsonArray  *array,
               GArray     *messages,
               GError    **error)
{
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = meirei_json_array_object (array, i);
      const char *word = meirei_json_get_string (object, "role", NULL);
      MeireiChatMessage message;
      int role;

      message.content = meirei_json_get_string (object, "content", NULL);
      if (message.content == NULL
          || !meirei_enum_from_nick (MEIREI_TYPE_CHAT_ROLE, word, &role))
        {
          g_set_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_PARAMETER,
                       "Message %u has no text or no role; the roles are "
                       "system, user, assistant", i + 1);
          return FALSE;
        }
      message.role = (MeireiChatRole) role;
      g_array_append_val (messages, message);
    }

  return TRUE;
}

/**
 * meirei_chat_request_new_from_json:
 * @object: what meirei_chat_request_to_json() made
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the request, or %NULL with
 *   %MEIREI_SLM_ERROR_BAD_PARAMETER
 */
MeireiChatRequest *
meirei_chat_request_new_from_json (JsonObject  *object,
                                   GError     **error)
{
  g_autoptr(MeireiChatParams) params = NULL;
  g_autoptr(MeireiChatRequest) plain = NULL;
  g_autoptr(MeireiChatRequest) fitted = NULL;
  g_autoptr(GArray) messages = g_array_new (FALSE, FALSE, sizeof (MeireiChatMessage));

  g_return_val_if_fail (object != NULL, NULL);

  params = meirei_chat_params_new_from_json (meirei_json_get_object (object, "params"), error);
  if (params == NULL
      || !read_messages (meirei_json_get_array (object, "messages"), messages, error))
    return NULL;

  plain = meirei_chat_request_new (meirei_json_get_string (object, "model", ""),
                                   (gpointer) messages->data,
                                   messages->len, params);
  fitted = meirei_chat_request_with_fit (plain,
                                         MAX (0, meirei_json_get_int (object, "prompt_tokens", 0)),
                                         MAX (0, meirei_json_get_int (object, "context", 0)));

  return meirei_chat_request_with_native (fitted,
                                          meirei_json_get_boolean (object, "native", FALSE));
}

/**
 * meirei_chat_request_to_json:
 * @self: a request
 *
 * Writes the request in Meirei's own form; see meirei_dialect_build_body() for
 * what a server gets.
 *
 * Returns: (transfer full): an object
 */
JsonObject *
meirei_chat_request_to_json (MeireiChatRequest *self)
{
  JsonObject *object;
  JsonArray *messages;

  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), NULL);

  object = json_object_new ();
  messages = json_array_new ();
  for (guint i = 0; i < meirei_chat_request_get_n_messages (self); i++)
    {
      const MeireiChatMessage *message = meirei_chat_request_get_message (self, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "role",
                                     meirei_enum_to_nick (MEIREI_TYPE_CHAT_ROLE,
                                                          (int) message->role));
      json_object_set_string_member (item, "content", message->content);
      json_array_add_object_element (messages, item);
    }
  json_object_set_string_member (object, "model", meirei_chat_request_get_model (self));
  json_object_set_array_member (object, "messages", messages);
  json_object_set_object_member (object, "params",
                                 meirei_chat_params_to_json (meirei_chat_request_get_params (self)));
  if (meirei_chat_request_get_prompt_tokens (self) > 0)
    json_object_set_int_member (object, "prompt_tokens",
                                meirei_chat_request_get_prompt_tokens (self));
  if (meirei_chat_request_get_context (self) > 0)
    json_object_set_int_member (object, "context", meirei_chat_request_get_context (self));
  if (meirei_chat_request_get_native (self))
    json_object_set_boolean_member (object, "native", TRUE);

  return object;
}
