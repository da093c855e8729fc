/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-model.h"

G_BEGIN_DECLS

/**
 * MeireiFitVerdict:
 * @MEIREI_FIT_VERDICT_FITS: prompt and answer fit
 * @MEIREI_FIT_VERDICT_SHORTENED: the prompt fits, the answer has less room than
 *   was wanted
 * @MEIREI_FIT_VERDICT_TOO_LONG: the prompt leaves no room for an answer
 * @MEIREI_FIT_VERDICT_UNKNOWN: nobody knows how large the context is
 *
 * Whether a request fits a model's context.
 */
typedef enum {
  MEIREI_FIT_VERDICT_FITS,
  MEIREI_FIT_VERDICT_SHORTENED,
  MEIREI_FIT_VERDICT_TOO_LONG,
  MEIREI_FIT_VERDICT_UNKNOWN,
} MeireiFitVerdict;

#define MEIREI_TYPE_FIT_VERDICT (meirei_fit_verdict_get_type ())
GType meirei_fit_verdict_get_type (void);

#define MEIREI_TYPE_CONTEXT_FIT (meirei_context_fit_get_type ())
G_DECLARE_FINAL_TYPE (MeireiContextFit, meirei_context_fit, MEIREI, CONTEXT_FIT, GObject)

guint             meirei_context_fit_round_up           (gint64            tokens,
                                                         guint             max_context);

MeireiContextFit *meirei_context_fit_new                (gint64            prompt_tokens,
                                                         gboolean          is_exact,
                                                         guint             context,
                                                         gint64            wanted_tokens);
MeireiFitVerdict  meirei_context_fit_get_verdict        (MeireiContextFit *self);
gint64            meirei_context_fit_get_prompt_tokens  (MeireiContextFit *self);
gboolean          meirei_context_fit_get_is_exact       (MeireiContextFit *self);
guint             meirei_context_fit_get_context        (MeireiContextFit *self);
gint64            meirei_context_fit_get_reserve        (MeireiContextFit *self);
gint64            meirei_context_fit_get_room           (MeireiContextFit *self);
gint64            meirei_context_fit_get_wanted_tokens  (MeireiContextFit *self);
gint64            meirei_context_fit_get_max_tokens     (MeireiContextFit *self);
gint64            meirei_context_fit_get_needed_context (MeireiContextFit *self);
guint             meirei_context_fit_suggest_context    (MeireiContextFit *self,
                                                         MeireiModel      *model);
GError           *meirei_context_fit_to_error           (MeireiContextFit *self,
                                                         MeireiModel      *model);

G_END_DECLS
