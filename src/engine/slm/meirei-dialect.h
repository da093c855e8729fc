/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chat-request.h"
#include "meirei-server-kind.h"

G_BEGIN_DECLS

/**
 * MeireiDialect:
 * @MEIREI_DIALECT_OPENAI: `/v1/chat/completions`, server-sent events
 * @MEIREI_DIALECT_OLLAMA: Ollama's `/api/chat`, one JSON document per line
 * @MEIREI_DIALECT_LMSTUDIO: LM Studio's `/api/v1/chat`, named server-sent
 *   events that also tell of loading and reading
 *
 * How a request is written and its answer read.
 */
typedef enum {
  MEIREI_DIALECT_OPENAI,
  MEIREI_DIALECT_OLLAMA,
  MEIREI_DIALECT_LMSTUDIO,
} MeireiDialect;

MeireiDialect  meirei_dialect_choose     (MeireiServerKind   kind,
                                          MeireiChatRequest *request);
const char    *meirei_dialect_get_path   (MeireiDialect      dialect);
char          *meirei_dialect_build_body (MeireiDialect      dialect,
                                          MeireiServerKind   kind,
                                          MeireiChatRequest *request,
                                          gsize             *length);

G_END_DECLS
