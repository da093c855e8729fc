/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-completion.h"
#include "meirei-think-filter.h"

G_BEGIN_DECLS

/* For the chat client and its answer reader, which bring a completion to life. */

struct _MeireiCompletion
{
  GObject                  parent_instance;

  /* Input */
  MeireiServer            *server;         /* (owned) */
  MeireiChatRequest       *request;        /* (owned) */
  MeireiChatLimits         limits;

  /* In progress */
  MeireiCompletionPhase    phase;
  double                   progress;       /* 0 to 1, or -1 */
  guint                    n_tries;
  GString                 *text;           /* (owned) */
  GString                 *reasoning;      /* (owned) */
  GString                 *raw;            /* (owned) */
  guint                    epoch;
  gint64                   n_pieces;
  gint64                   start_us;       /* first sent */
  gint64                   first_us;       /* first piece arrived */
  gint64                   last_us;        /* last piece arrived */
  gint64                   end_us;

  /* Output */
  MeireiUsage              usage;
  double                   server_speed;   /* tokens per second, or -1 */
  double                   load_seconds;   /* or -1 */
  MeireiFinish             finish;
  MeireiCompletionWarning  warnings;
  char                    *finish_reason;  /* (owned) (nullable) */
  char                    *reply_model;    /* (owned) (nullable) */
  GError                  *error;          /* (owned) (nullable) */
};

void  _meirei_completion_begin_try     (MeireiCompletion      *self);
void  _meirei_completion_set_phase     (MeireiCompletion      *self,
                                        MeireiCompletionPhase  phase,
                                        double                 progress);
void  _meirei_completion_add_content   (MeireiCompletion      *self,
                                        MeireiThinkFilter     *filter,
                                        const char            *piece,
                                        gsize                  length);
void  _meirei_completion_add_reasoning (MeireiCompletion      *self,
                                        const char            *piece,
                                        gsize                  length);
void  _meirei_completion_flush         (MeireiCompletion      *self,
                                        MeireiThinkFilter     *filter);
void  _meirei_completion_changed       (MeireiCompletion      *self);
void  _meirei_completion_finish        (MeireiCompletion      *self,
                                        MeireiFinish           finish,
                                        const GError          *error);

G_END_DECLS
