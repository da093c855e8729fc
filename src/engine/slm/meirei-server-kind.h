/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MeireiServerKind:
 * @MEIREI_SERVER_KIND_UNKNOWN: not found out yet; spoken to like
 *   %MEIREI_SERVER_KIND_OPENAI
 * @MEIREI_SERVER_KIND_OPENAI: anything else that speaks the OpenAI protocol
 * @MEIREI_SERVER_KIND_LMSTUDIO: LM Studio
 * @MEIREI_SERVER_KIND_OLLAMA: Ollama
 * @MEIREI_SERVER_KIND_LLAMA_SERVER: llama.cpp's llama-server with one model
 * @MEIREI_SERVER_KIND_LLAMA_ROUTER: llama.cpp's llama-server as a router
 * @MEIREI_SERVER_KIND_VLLM: vLLM
 * @MEIREI_SERVER_KIND_SGLANG: SGLang
 * @MEIREI_SERVER_KIND_LITELLM: the LiteLLM proxy
 * @MEIREI_SERVER_KIND_BUILTIN: the llama-server that Meirei runs itself
 *
 * What program serves the models.
 */
typedef enum {
  MEIREI_SERVER_KIND_UNKNOWN,
  MEIREI_SERVER_KIND_OPENAI,
  MEIREI_SERVER_KIND_LMSTUDIO,
  MEIREI_SERVER_KIND_OLLAMA,
  MEIREI_SERVER_KIND_LLAMA_SERVER,
  MEIREI_SERVER_KIND_LLAMA_ROUTER,
  MEIREI_SERVER_KIND_VLLM,
  MEIREI_SERVER_KIND_SGLANG,
  MEIREI_SERVER_KIND_LITELLM,
  MEIREI_SERVER_KIND_BUILTIN,
} MeireiServerKind;

#define MEIREI_N_SERVER_KINDS (MEIREI_SERVER_KIND_BUILTIN + 1)
#define MEIREI_TYPE_SERVER_KIND (meirei_server_kind_get_type ())
GType       meirei_server_kind_get_type (void);

const char *meirei_server_kind_get_name (MeireiServerKind kind);
gboolean    meirei_server_kind_is_llama (MeireiServerKind kind);

G_END_DECLS
