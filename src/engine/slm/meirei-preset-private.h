/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-preset.h"

G_BEGIN_DECLS

struct _MeireiPreset
{
  GObject           parent_instance;

  char             *name;
  char             *license;       /* (nullable) */
  char             *system_prompt; /* (nullable) */
  char            **match;
  MeireiChatParams *params;        /* (owned) */
  MeireiChatParams *calm_params;   /* (owned) (nullable): laid over without thinking */
  MeireiChatLimits  limits;
  guint             parallel;
  guint             attempts;      /* 0 for the program's */
  int               repair;        /* -1 for the program's */
  char             *fit;           /* (nullable): a nick of MeireiFit */
  guint             context;
  guint             overhead;
  gboolean          thinks;
  MeireiVocabulary  vocabulary;
};

G_END_DECLS
