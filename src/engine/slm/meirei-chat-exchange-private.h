/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-answer-reader.h"
#include "meirei-chat-exchange.h"
#include "meirei-chat-watchdog.h"
#include "meirei-dialect.h"
#include "meirei-slm-failure.h"

G_BEGIN_DECLS

/* After redrawing (GDK_PRIORITY_REDRAW is 120): a quick server must not be
 * able to freeze the window. */
#define MEIREI_CHAT_EXCHANGE_IO_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

#define MEIREI_CHAT_EXCHANGE_BUFFER_SIZE (32 * 1024)

struct _MeireiChatExchange
{
  /* Input */
  MeireiCompletion   *completion;   /* (owned) */
  MeireiServerKind    kind;
  MeireiDialect       dialect;
  SoupSession        *session;      /* (owned) */
  GUri               *uri;          /* (owned) (nullable) */
  char               *origin;       /* (owned): for messages */
  char               *secret;       /* (owned) (nullable) */
  GBytes             *body;         /* (owned) */

  /* In progress */
  GCancellable       *inner;        /* (owned): by the caller or a limit */
  GSource            *stop_source;  /* (owned) (nullable): the caller's cancellable */
  MeireiChatWatchdog *watchdog;     /* (owned) */
  SoupMessage        *message;      /* (owned) (nullable) */
  GInputStream       *stream;       /* (owned) (nullable) */
  char               *buffer;       /* (owned) */
  GString            *error_body;   /* (owned) (nullable) */
  MeireiAnswerReader *reader;       /* (owned) (nullable) */
  guint               n_failures;   /* tries that will not be made for ever */
  gboolean            flushed;
  gboolean            has_token;
  gboolean            has_finish;   /* the server said that the answer is finished */
};

void  _meirei_chat_exchange_finish           (GTask              *task,
                                              MeireiFinish        finish,
                                              const GError       *error);
void  _meirei_chat_exchange_finish_cancelled (GTask              *task);
void  _meirei_chat_exchange_fail             (GTask              *task,
                                              MeireiSlmFailure   *failure);
void  _meirei_chat_exchange_retry_or_fail    (GTask              *task,
                                              MeireiSlmFailure   *failure,
                                              gboolean            is_refused);
void  _meirei_chat_exchange_flush            (MeireiChatExchange *self);
void  _meirei_chat_exchange_sent_cb          (GObject            *object,
                                              GAsyncResult       *result,
                                              gpointer            user_data);

G_END_DECLS
