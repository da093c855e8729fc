/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chat-request.h"
#include "meirei-prompt.h"
#include "meirei-target.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiCachedAnswer:
 * @raw: the whole answer, byte for byte
 * @attempt: the record of the attempt that got it
 * @hit: the section `cache` of a version that uses it: `hit`, `instruction`,
 *   `version`, `attempt`, `batch`
 *
 * A stored answer to an identical request.
 */
typedef struct {
  GBytes     *raw;
  JsonObject *attempt;
  JsonObject *hit;
} MeireiCachedAnswer;

char               *meirei_answer_cache_make_key    (MeireiTarget          *target,
                                                     MeireiPrompt          *prompt,
                                                     MeireiChatRequest     *request);
void                meirei_answer_cache_find_async  (MeireiWorkspace       *workspace,
                                                     const char            *id,
                                                     const char            *key,
                                                     GCancellable          *cancellable,
                                                     GAsyncReadyCallback    callback,
                                                     gpointer               user_data);
MeireiCachedAnswer *meirei_answer_cache_find_finish (MeireiWorkspace       *workspace,
                                                     GAsyncResult          *result);
void                meirei_answer_cache_remember    (MeireiWorkspace       *workspace,
                                                     const char            *id,
                                                     const char            *version,
                                                     guint                  attempt,
                                                     const char            *key);
void                meirei_cached_answer_free       (MeireiCachedAnswer    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiCachedAnswer, meirei_cached_answer_free)

G_END_DECLS
