/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-server-reply.h"
#include "meirei-slm-error-parser.h"
#include "meirei-slm-error.h"
#include "meirei-string.h"

static void
note_header_cb (const char *name,
                const char *value,
                gpointer    user_data)
{
  MeireiServerReply *self = user_data;

  if (g_ascii_strcasecmp (name, "Server") == 0 && strstr (value, "llama.cpp") != NULL)
    self->is_llama = TRUE;
  else if (g_ascii_strncasecmp (name, "x-litellm-", strlen ("x-litellm-")) == 0)
    self->is_litellm = TRUE;
}

/**
 * meirei_server_reply_new:
 * @message: the message whose headers have arrived
 * @body: the whole body
 *
 * Returns: (transfer full): the reply
 */
MeireiServerReply *
meirei_server_reply_new (SoupMessage *message,
                         GByteArray  *body)
{
  MeireiServerReply *self = g_new0 (MeireiServerReply, 1);

  self->status = soup_message_get_status (message);
  self->text = meirei_utf8_make_valid ((const char *) body->data, body->len, NULL);
  self->length = strlen (self->text);
  self->object = meirei_json_parse_object (self->text, (gssize) self->length, NULL);
  soup_message_headers_foreach (soup_message_get_response_headers (message),
                                note_header_cb, self);

  return self;
}

/**
 * meirei_server_reply_free:
 * @self: (nullable): a reply
 */
void
meirei_server_reply_free (MeireiServerReply *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->object, json_object_unref);
  g_free (self->text);
  g_free (self);
}

/**
 * meirei_server_reply_is_ok:
 * @self: (nullable): a reply
 *
 * The status alone proves nothing: LM Studio answers 200 to paths that it does
 * not know, with an error in the body.
 *
 * Returns: %TRUE if it is a JSON object that is no error
 */
gboolean
meirei_server_reply_is_ok (const MeireiServerReply *self)
{
  return self != NULL
         && self->status >= 200 && self->status < 300
         && self->object != NULL
         && !json_object_has_member (self->object, "error");
}

/**
 * meirei_server_reply_dup_error:
 * @self: a reply
 * @secret: (nullable): an API key that the server might repeat and that must
 *   not show up in the message
 *
 * Returns: (transfer full): a %MEIREI_SLM_ERROR that says what the server did
 *   not like; also if @self is no error, but not what was expected
 */
GError *
meirei_server_reply_dup_error (const MeireiServerReply *self,
                               const char              *secret)
{
  g_autoptr(MeireiSlmFailure) failure = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  failure = meirei_slm_parse_error_response (self->status, self->text, self->length,
                                             0, secret);
  if (failure == NULL)
    {
      const MeireiSlmDetails details = { .http_status = self->status };

      failure = meirei_slm_failure_new (MEIREI_SLM_ERROR_BAD_RESPONSE,
                                        "The answer is not one of a model server",
                                        &details);
    }

  return meirei_slm_error_new (failure);
}
