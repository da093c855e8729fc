/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-server-reply.h"
#include "meirei-server.h"

G_BEGIN_DECLS

#define MEIREI_MODEL_LISTING_MAX_PATHS 3
/* Nobody chooses from more; a server that lists more is broken or hostile. */
#define MEIREI_MODEL_LISTING_MAX_MODELS 1000

/**
 * MeireiModelListing:
 * @paths: what to ask for, all at the same time
 * @parse: makes the models of the replies, which may be %NULL each; %NULL if
 *   no reply has the expected shape
 * @get_version: (nullable): the server's version, borrowed from the replies
 * @ask_more: (nullable): whether something more has to be asked about a model:
 *   an endpoint and, for a POST, a body
 * @take_more: (nullable): takes the answer; %FALSE if the model is nothing to
 *   choose
 *
 * How the models of one kind of server are listed.  Parsing is apart from the
 * network, so that it can be tested with nothing but text.
 */
typedef struct {
  const char  *paths[MEIREI_MODEL_LISTING_MAX_PATHS];
  GPtrArray  *(*parse)       (MeireiServerReply * const *replies);
  const char *(*get_version) (MeireiServerReply * const *replies);
  char       *(*ask_more)    (MeireiModel  *model,
                              JsonObject  **body);
  gboolean    (*take_more)   (MeireiModel  *model,
                              JsonObject   *answer);
} MeireiModelListing;

const MeireiModelListing *meirei_model_listing_for_kind  (MeireiServerKind   kind);

/* The kinds. */
extern const MeireiModelListing _meirei_builtin_listing;
extern const MeireiModelListing _meirei_litellm_listing;
extern const MeireiModelListing _meirei_llama_router_listing;
extern const MeireiModelListing _meirei_llama_server_listing;
extern const MeireiModelListing _meirei_lmstudio_listing;
extern const MeireiModelListing _meirei_ollama_listing;
extern const MeireiModelListing _meirei_openai_listing;
extern const MeireiModelListing _meirei_sglang_listing;

/* What several kinds need. */
JsonArray                *_meirei_listing_get_data       (MeireiServerReply *reply,
                                                          const char        *member);
guint64                   _meirei_listing_get_count      (JsonObject        *object,
                                                          const char        *member);
char                     *_meirei_listing_format_params  (guint64            n_params);
char                     *_meirei_listing_dup_quantization (const char      *name);
gboolean                  _meirei_listing_is_embedding   (const char        *name);

G_END_DECLS
