/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-attempt.h"
#include "meirei-repetition.h"

G_BEGIN_DECLS

struct _MeireiRepetition
{
  GObject parent_instance;

  /* Input */
  MeireiContext *context;
  MeireiWorkspace *workspace;
  char *id;
  char *version_name;           /* (nullable) the latest if it is NULL */
  char *server;                 /* (nullable) instead of the version's */
  guint times;
  gboolean strict;

  /* In progress */
  gboolean has_begun;
  MeireiInstruction *instruction;
  MeireiVersion *version;
  MeireiTarget *target;
  MeireiPrompt *prompt;
  MeireiPreset *preset;
  MeireiChatRequest *request;
  guint n_begun;
  guint n_running;
  guint n_done;
  guint parallel;

  /* Output */
  GPtrArray *attempts;          /* of MeireiAttempt, in the order of their beginning */
  GError *error;                /* (nullable) the first one */
};

/* meirei-repetition-prepare.c: the request as it was sent then. */
void        _meirei_repetition_prepare_async  (MeireiRepetition     *self,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean    _meirei_repetition_prepare_finish (MeireiRepetition     *self,
                                               GAsyncResult         *result,
                                               GError              **error);

/* meirei-repetition-record.c: what came of it. */
JsonObject *_meirei_repetition_make_record    (MeireiRepetition     *self);

G_END_DECLS
