/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-fake-reply.h"

G_BEGIN_DECLS

MeireiFakeReply *meirei_fake_chat_new_openai     (const char      *text,
                                                  const char      *finish_reason,
                                                  guint            delay_ms);
MeireiFakeReply *meirei_fake_chat_new_ollama     (const char      *text,
                                                  const char      *done_reason,
                                                  guint            delay_ms);

void             meirei_fake_chat_openai_piece   (MeireiFakeReply *reply,
                                                  const char      *content);
void             meirei_fake_chat_openai_finish  (MeireiFakeReply *reply,
                                                  const char      *finish_reason);
void             meirei_fake_chat_openai_usage   (MeireiFakeReply *reply,
                                                  int              prompt_tokens,
                                                  int              completion_tokens);
void             meirei_fake_chat_openai_done    (MeireiFakeReply *reply);
void             meirei_fake_chat_ollama_piece   (MeireiFakeReply *reply,
                                                  const char      *content);
void             meirei_fake_chat_ollama_done    (MeireiFakeReply *reply,
                                                  const char      *done_reason,
                                                  int              prompt_tokens,
                                                  int              completion_tokens);

G_END_DECLS
