/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-server-kind.h"
#include "meirei-server-reply.h"

G_BEGIN_DECLS

/**
 * MeireiServerClue:
 * @MEIREI_SERVER_CLUE_OPENAI: the list of models that nearly all have
 * @MEIREI_SERVER_CLUE_LMSTUDIO_V1: LM Studio from 0.4 on
 * @MEIREI_SERVER_CLUE_LMSTUDIO_V0: LM Studio before
 * @MEIREI_SERVER_CLUE_OLLAMA: Ollama's version
 * @MEIREI_SERVER_CLUE_LLAMA: llama-server's properties
 * @MEIREI_SERVER_CLUE_LITELLM: LiteLLM's sign of life
 * @MEIREI_SERVER_CLUE_SGLANG: SGLang's model
 * @MEIREI_SERVER_CLUE_VLLM: vLLM's version
 *
 * What a server can be asked to find out what it is.
 */
typedef enum {
  MEIREI_SERVER_CLUE_OPENAI,
  MEIREI_SERVER_CLUE_LMSTUDIO_V1,
  MEIREI_SERVER_CLUE_LMSTUDIO_V0,
  MEIREI_SERVER_CLUE_OLLAMA,
  MEIREI_SERVER_CLUE_LLAMA,
  MEIREI_SERVER_CLUE_LITELLM,
  MEIREI_SERVER_CLUE_SGLANG,
  MEIREI_SERVER_CLUE_VLLM,
} MeireiServerClue;

#define MEIREI_N_SERVER_CLUES (MEIREI_SERVER_CLUE_VLLM + 1)

/**
 * MeireiServerEvidence:
 * @replies: (nullable): what came back, by clue
 *
 * What is known about what a server is.
 */
typedef struct {
  MeireiServerReply *replies[MEIREI_N_SERVER_CLUES];
} MeireiServerEvidence;

void              meirei_server_evidence_clear        (MeireiServerEvidence       *self);
const char       *meirei_server_clue_get_path         (MeireiServerClue            clue);
gboolean          meirei_server_evidence_needs_clue   (const MeireiServerEvidence *self,
                                                       MeireiServerClue            clue);
gboolean          meirei_server_evidence_is_refused   (const MeireiServerEvidence *self);
MeireiServerKind  meirei_server_evidence_decide       (const MeireiServerEvidence *self);

G_END_DECLS
