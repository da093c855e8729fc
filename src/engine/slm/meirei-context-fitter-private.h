/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <libsoup/soup.h>

#include "meirei-context-fitter.h"
#include "meirei-token-memory.h"

G_BEGIN_DECLS

/* What a model is loaded with at least when nobody has loaded it: another sheet
 * will be longer, and loading anew costs more than memory for a few tokens. */
#define MEIREI_CONTEXT_FITTER_MIN_LOAD 8192

struct _MeireiContextFitter
{
  GObject               parent_instance;

  MeireiServerRegistry *registry;  /* (owned) */
  MeireiPresetStore    *presets;   /* (owned) */
  MeireiTokenEstimator *estimator; /* (owned) */
  MeireiTokenMemory    *memory;    /* (owned) (nullable) */
  SoupSession          *session;   /* (owned) */
  GHashTable           *chosen;    /* (owned): model → context that it will be loaded with */
  GHashTable           *loading;   /* (owned): server and key → GPtrArray of GTask */
  GHashTable           *refused;   /* (owned): server and key → the context that was asked for
                                    * in vain, and the one that was given */
};

/* A server that gave less than was asked for will do so again. */
typedef struct {
  guint asked;
  guint given;
} MeireiContextRefusal;

/* One request on its way. */
typedef struct {
  /* Input */
  MeireiServer      *server;  /* (owned) */
  MeireiModel       *model;   /* (owned): another one after loading */
  MeireiChatRequest *request; /* (owned) */
  MeireiFit          fit;
  gboolean           is_check;

  /* In progress */
  gint64             counted; /* 0: not counted */
  guint              n_loads;
  guint              asked;   /* the context of the load that goes on */
  GSource           *cancel;  /* (owned) (nullable): while it waits for a load */
} MeireiContextFitting;

/* meirei-context-fitter.c */
gint64            _meirei_context_fitter_get_wanted (MeireiChatRequest    *request);
gint64            _meirei_context_fitter_guess      (MeireiContextFitter  *self,
                                                     MeireiContextFitting *state);
MeireiContextFit *_meirei_context_fitter_compute    (MeireiContextFitter  *self,
                                                     MeireiContextFitting *state);

/* meirei-context-fitter-steps.c */
void              _meirei_context_fitter_evaluate   (GTask                *task);

G_END_DECLS
