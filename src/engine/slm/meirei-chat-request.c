/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiChatRequest:
 *
 * What is asked of a model, in no server's dialect.  Immutable, so that the
 * same request can be sent again, to another server too.
 */

#include "config.h"

#include "meirei-chat-request.h"
#include "meirei-string.h"

struct _MeireiChatRequest
{
  GObject           parent_instance;

  char             *model;          /* (owned) */
  GArray           *messages;       /* (owned): MeireiChatMessage with owned texts */
  MeireiChatParams *params;         /* (owned) */
  gint64            prompt_tokens;  /* 0 if nobody counted */
  gint64            context;        /* 0 if not known */
  gboolean          native;
  gboolean          fresh;
};

G_DEFINE_FINAL_TYPE (MeireiChatRequest, meirei_chat_request, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (MeireiChatRole, meirei_chat_role,
  G_DEFINE_ENUM_VALUE (MEIREI_CHAT_ROLE_SYSTEM, "system"),
  G_DEFINE_ENUM_VALUE (MEIREI_CHAT_ROLE_USER, "user"),
  G_DEFINE_ENUM_VALUE (MEIREI_CHAT_ROLE_ASSISTANT, "assistant"))

static void
clear_message (gpointer data)
{
  MeireiChatMessage *message = data;

  g_free ((char *) message->content);
}

static void
meirei_chat_request_finalize (GObject *object)
{
  MeireiChatRequest *self = MEIREI_CHAT_REQUEST (object);

  g_free (self->model);
  g_array_unref (self->messages);
  g_clear_object (&self->params);

  G_OBJECT_CLASS (meirei_chat_request_parent_class)->finalize (object);
}

static void
meirei_chat_request_class_init (MeireiChatRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_chat_request_finalize;
}

static void
meirei_chat_request_init (MeireiChatRequest *self)
{
  self->messages = g_array_new (FALSE, FALSE, sizeof (MeireiChatMessage));
  g_array_set_clear_func (self->messages, clear_message);
}

static void
add_message (MeireiChatRequest *self,
             MeireiChatRole     role,
             const char        *content)
{
  MeireiChatMessage message = { role, meirei_utf8_make_valid (content, -1, NULL) };

  g_array_append_val (self->messages, message);
}

/**
 * meirei_chat_request_new:
 * @model: the model's id, as its server calls it
 * @messages: (array length=n_messages): the conversation, copied
 * @n_messages: its length
 * @params: (nullable): how to write
 *
 * Returns: (transfer full): a new request
 */
MeireiChatRequest *
meirei_chat_request_new (const char              *model,
                         const MeireiChatMessage *messages,
                         guint                    n_messages,
                         MeireiChatParams        *params)
{
  MeireiChatRequest *self;

  g_return_val_if_fail (model != NULL, NULL);
  g_return_val_if_fail (messages != NULL || n_messages == 0, NULL);
  g_return_val_if_fail (params == NULL || MEIREI_IS_CHAT_PARAMS (params), NULL);

  self = g_object_new (MEIREI_TYPE_CHAT_REQUEST, NULL);
  self->model = meirei_utf8_make_valid (model, -1, NULL);
  self->params = params != NULL ? g_object_ref (params) : meirei_chat_params_new ();
  for (guint i = 0; i < n_messages; i++)
    add_message (self, messages[i].role, messages[i].content);

  return self;
}

static MeireiChatRequest *
copy (MeireiChatRequest *self)
{
  MeireiChatRequest *result;

  result = meirei_chat_request_new (self->model,
                                    (gpointer) self->messages->data,
                                    self->messages->len, self->params);
  result->prompt_tokens = self->prompt_tokens;
  result->context = self->context;
  result->native = self->native;
  result->fresh = self->fresh;

  return result;
}

/**
 * meirei_chat_request_get_model:
 * @self: a request
 *
 * Returns: the model's id
 */
const char *
meirei_chat_request_get_model (MeireiChatRequest *self)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), NULL);

  return self->model;
}

/**
 * meirei_chat_request_get_params:
 * @self: a request
 *
 * Returns: (transfer none): how to write
 */
MeireiChatParams *
meirei_chat_request_get_params (MeireiChatRequest *self)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), NULL);

  return self->params;
}

/**
 * meirei_chat_request_get_n_messages:
 * @self: a request
 *
 * Returns: how many messages there are
 */
guint
meirei_chat_request_get_n_messages (MeireiChatRequest *self)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), 0);

  return self->messages->len;
}

/**
 * meirei_chat_request_get_message:
 * @self: a request
 * @position: which message, from 0
 *
 * Returns: (transfer none): the message
 */
const MeireiChatMessage *
meirei_chat_request_get_message (MeireiChatRequest *self,
                                 guint              position)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), NULL);
  g_return_val_if_fail (position < self->messages->len, NULL);

  return &g_array_index (self->messages, MeireiChatMessage, position);
}

/**
 * meirei_chat_request_get_prompt_tokens:
 * @self: a request
 *
 * Returns: how many tokens the prompt has by the fit check, or 0
 */
gint64
meirei_chat_request_get_prompt_tokens (MeireiChatRequest *self)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), 0);

  return self->prompt_tokens;
}

/**
 * meirei_chat_request_get_context:
 * @self: a request
 *
 * Returns: the context in tokens that the model is, or for Ollama is to be,
 *   loaded with, or 0 if not known
 */
gint64
meirei_chat_request_get_context (MeireiChatRequest *self)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), 0);

  return self->context;
}

/**
 * meirei_chat_request_get_native:
 * @self: a request
 *
 * Returns: whether LM Studio's own chat route is wanted, see
 *   meirei_chat_request_with_native()
 */
gboolean
meirei_chat_request_get_native (MeireiChatRequest *self)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), FALSE);

  return self->native;
}

/**
 * meirei_chat_request_with_model:
 * @self: a request
 * @model: another model's id
 *
 * Returns: (transfer full): the same request for @model
 */
MeireiChatRequest *
meirei_chat_request_with_model (MeireiChatRequest *self,
                                const char        *model)
{
  MeireiChatRequest *result;

  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), NULL);
  g_return_val_if_fail (model != NULL, NULL);

  result = copy (self);
  meirei_set_str (&result->model, model);

  return result;
}

/**
 * meirei_chat_request_with_params:
 * @self: a request
 * @params: other parameters
 *
 * Returns: (transfer full): the same request with @params
 */
MeireiChatRequest *
meirei_chat_request_with_params (MeireiChatRequest *self,
                                 MeireiChatParams  *params)
{
  MeireiChatRequest *result;

  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), NULL);
  g_return_val_if_fail (MEIREI_IS_CHAT_PARAMS (params), NULL);

  result = copy (self);
  g_set_object (&result->params, params);

  return result;
}

/**
 * meirei_chat_request_with_fit:
 * @self: a request
 * @prompt_tokens: how many tokens the prompt has, counted or estimated, or 0
 * @context: the context in tokens that the model is, or for Ollama is to be,
 *   loaded with, or 0
 *
 * Adds what the fit check found out.  With it the client can tell an answer
 * that filled the context, and a prompt that a server cut without saying so.
 *
 * Returns: (transfer full): the same request with these numbers
 */
MeireiChatRequest *
meirei_chat_request_with_fit (MeireiChatRequest *self,
                              gint64             prompt_tokens,
                              gint64             context)
{
  MeireiChatRequest *result;

  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), NULL);
  g_return_val_if_fail (prompt_tokens >= 0 && context >= 0, NULL);

  result = copy (self);
  result->prompt_tokens = prompt_tokens;
  result->context = context;

  return result;
}

/**
 * meirei_chat_request_with_native:
 * @self: a request
 * @native: whether to prefer LM Studio's own chat route
 *
 * LM Studio's own route tells how far it is with loading and reading the
 * prompt, which its OpenAI-compatible one does not; but it knows no stop texts
 * and no seed.  Requests that it cannot express take the ordinary route.
 *
 * Returns: (transfer full): the same request with this choice
 */
MeireiChatRequest *
meirei_chat_request_with_native (MeireiChatRequest *self,
                                 gboolean           native)
{
  MeireiChatRequest *result;

  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), NULL);

  result = copy (self);
  result->native = native;

  return result;
}

/**
 * meirei_chat_request_get_fresh:
 * @self: a request
 *
 * Returns: whether the server shall read the whole prompt anew, see
 *   meirei_chat_request_with_fresh()
 */
gboolean
meirei_chat_request_get_fresh (MeireiChatRequest *self)
{
  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), FALSE);

  return self->fresh;
}

/**
 * meirei_chat_request_with_fresh:
 * @self: a request
 * @fresh: whether the server shall read the whole prompt anew
 *
 * With a part of the prompt from its cache, a server computes with other
 * rounding than without, which can change an answer.  Only llama.cpp's server
 * can be told so; the others do as they are set up.  It says how a request is
 * sent, not what is asked, and is therefore not stored.
 *
 * Returns: (transfer full): the same request with this choice
 */
MeireiChatRequest *
meirei_chat_request_with_fresh (MeireiChatRequest *self,
                                gboolean           fresh)
{
  MeireiChatRequest *result;

  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (self), NULL);

  result = copy (self);
  result->fresh = fresh;

  return result;
}
