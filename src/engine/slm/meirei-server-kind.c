/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-server-kind.h"

G_DEFINE_ENUM_TYPE (MeireiServerKind, meirei_server_kind,
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_KIND_UNKNOWN, "unknown"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_KIND_OPENAI, "openai"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_KIND_LMSTUDIO, "lmstudio"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_KIND_OLLAMA, "ollama"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_KIND_LLAMA_SERVER, "llama-server"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_KIND_LLAMA_ROUTER, "llama-router"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_KIND_VLLM, "vllm"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_KIND_SGLANG, "sglang"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_KIND_LITELLM, "litellm"),
  G_DEFINE_ENUM_VALUE (MEIREI_SERVER_KIND_BUILTIN, "builtin"))

/**
 * meirei_server_kind_get_name:
 * @kind: a kind of server
 *
 * The product's own name, which is the same in every language.
 *
 * Returns: the name
 */
const char *
meirei_server_kind_get_name (MeireiServerKind kind)
{
  switch (kind)
    {
    case MEIREI_SERVER_KIND_LMSTUDIO:
      return "LM Studio";
    case MEIREI_SERVER_KIND_OLLAMA:
      return "Ollama";
    case MEIREI_SERVER_KIND_LLAMA_SERVER:
    case MEIREI_SERVER_KIND_LLAMA_ROUTER:
      return "llama.cpp";
    case MEIREI_SERVER_KIND_VLLM:
      return "vLLM";
    case MEIREI_SERVER_KIND_SGLANG:
      return "SGLang";
    case MEIREI_SERVER_KIND_LITELLM:
      return "LiteLLM";
    case MEIREI_SERVER_KIND_BUILTIN:
      return "Meirei";
    case MEIREI_SERVER_KIND_UNKNOWN:
    case MEIREI_SERVER_KIND_OPENAI:
    default:
      return "OpenAI";
    }
}

/**
 * meirei_server_kind_is_llama:
 * @kind: a kind of server
 *
 * Returns: %TRUE if @kind is llama.cpp's server in any of its forms
 */
gboolean
meirei_server_kind_is_llama (MeireiServerKind kind)
{
  return kind == MEIREI_SERVER_KIND_LLAMA_SERVER
         || kind == MEIREI_SERVER_KIND_LLAMA_ROUTER
         || kind == MEIREI_SERVER_KIND_BUILTIN;
}
