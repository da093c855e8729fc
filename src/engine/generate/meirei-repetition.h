/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-context.h"
#include "meirei-version.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

#define MEIREI_REPETITION_MAX_TIMES 1000

/**
 * MeireiRepetitionError:
 * @MEIREI_REPETITION_ERROR_NO_ANSWER: the version has no complete answer to
 *   compare with
 * @MEIREI_REPETITION_ERROR_OTHER_PROMPT: sheet, template and preset do not give
 *   the prompt that was sent then
 *
 * Why a request cannot be repeated.
 */
typedef enum {
  MEIREI_REPETITION_ERROR_NO_ANSWER,
  MEIREI_REPETITION_ERROR_OTHER_PROMPT,
} MeireiRepetitionError;

#define MEIREI_REPETITION_ERROR (meirei_repetition_error_quark ())
GQuark meirei_repetition_error_quark (void);

#define MEIREI_TYPE_REPETITION (meirei_repetition_get_type ())

G_DECLARE_FINAL_TYPE (MeireiRepetition, meirei_repetition, MEIREI, REPETITION, GObject)

MeireiRepetition *meirei_repetition_new           (MeireiContext        *context,
                                                   MeireiWorkspace      *workspace,
                                                   const char           *id,
                                                   const char           *version,
                                                   guint                 times,
                                                   gboolean              strict);
void              meirei_repetition_set_server    (MeireiRepetition     *self,
                                                   const char           *server);
guint             meirei_repetition_get_n_done    (MeireiRepetition     *self);
void              meirei_repetition_run_async     (MeireiRepetition     *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
MeireiVersion    *meirei_repetition_run_finish    (MeireiRepetition     *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
