/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chat-request.h"

G_BEGIN_DECLS

/**
 * MeireiVocabulary:
 * @MEIREI_VOCABULARY_SMALL: about 32,000 tokens, as of DeepSeek-Coder; also
 *   taken for what is not known, because it needs the most tokens
 * @MEIREI_VOCABULARY_LARGE: 150,000 tokens and more, as of Qwen2.5
 *
 * How finely a model cuts text into tokens.
 */
typedef enum {
  MEIREI_VOCABULARY_SMALL,
  MEIREI_VOCABULARY_LARGE,
} MeireiVocabulary;

#define MEIREI_TYPE_VOCABULARY (meirei_vocabulary_get_type ())
GType meirei_vocabulary_get_type (void);

/* So many models are remembered; the one that was heard of longest ago goes. */
#define MEIREI_TOKEN_ESTIMATOR_MAX_MODELS 100

#define MEIREI_TYPE_TOKEN_ESTIMATOR (meirei_token_estimator_get_type ())
G_DECLARE_FINAL_TYPE (MeireiTokenEstimator, meirei_token_estimator, MEIREI, TOKEN_ESTIMATOR, GObject)

double                meirei_token_estimate_text        (const char           *text,
                                                         MeireiVocabulary      vocabulary);

MeireiTokenEstimator *meirei_token_estimator_new        (void);
gint64                meirei_token_estimator_estimate   (MeireiTokenEstimator *self,
                                                         const char           *server_url,
                                                         MeireiChatRequest    *request,
                                                         MeireiVocabulary      vocabulary,
                                                         guint                 overhead);
JsonObject           *meirei_token_estimator_to_json    (MeireiTokenEstimator *self);
void                  meirei_token_estimator_restore    (MeireiTokenEstimator *self,
                                                         JsonObject           *models);
gboolean              meirei_token_estimator_learn      (MeireiTokenEstimator *self,
                                                         const char           *server_url,
                                                         MeireiChatRequest    *request,
                                                         MeireiVocabulary      vocabulary,
                                                         guint                 overhead,
                                                         gint64                actual);

G_END_DECLS
