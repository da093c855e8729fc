/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-attempt.h"

G_BEGIN_DECLS

struct _MeireiAttempt
{
  GObject parent_instance;

  /* Input */
  guint number;
  MeireiPrompt *prompt;
  MeireiChatRequest *request;    /* as it is sent, once it is admitted */
  char *key;                     /* (nullable) the hash of an identical request */

  /* In progress */
  MeireiAdmission *admission;    /* (nullable) the permission to send it */
  MeireiTarget *target;          /* (nullable) */
  MeireiCompletion *completion;  /* (nullable) */
  JsonObject *record;            /* (nullable) the record of the reused one */
  gint64 started_at;
  MeireiFinish reply_finish;     /* what the server says of it */
  GError *reply_error;           /* (nullable) why it ended early */

  /* Output */
  GBytes *text;                  /* (nullable) what the code is looked for in */
  GBytes *raw;                   /* (nullable) */
  GBytes *code;                  /* (nullable) */
  MeireiFinish finish;
  GError *error;                 /* (nullable) why it is no success */
  MeireiExtraction *extraction;  /* (nullable) */
  MeireiReport *report;          /* (nullable) */
  JsonObject *tests;             /* (nullable) what the test runner reported */
  int failed_tests;              /* as the gate takes it */
  char *failures;                /* (nullable) what to tell the model of them */
};

/* meirei-attempt-record.c */
JsonObject   *_meirei_attempt_describe_request (MeireiAttempt     *self);
MeireiFinish  _meirei_attempt_judge            (MeireiFinish       finish,
                                                MeireiExtraction  *extraction);
GError       *_meirei_attempt_make_error       (MeireiFinish       finish,
                                                MeireiCompletion  *completion,
                                                MeireiExtraction  *extraction);

G_END_DECLS
