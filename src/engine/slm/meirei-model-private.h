/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-model.h"

G_BEGIN_DECLS

struct _MeireiModel
{
  GObject           parent_instance;

  char             *texts[5];   /* (nullable), by property */
  guint64           numbers[7]; /* by property */
  MeireiModelState  state;
  gboolean          shared_pool;
  GWeakRef          server;
};

typedef enum {
  PROP_ID = 1,
  PROP_KEY,
  PROP_DISPLAY_NAME,
  PROP_QUANTIZATION,
  PROP_PARAMS,
  PROP_LOADED_CONTEXT,
  PROP_MAX_CONTEXT,
  PROP_SLOTS,
  PROP_SIZE,
  PROP_MEMORY,
  PROP_GPU_MEMORY,
  PROP_KV_BYTES_PER_TOKEN,
  PROP_STATE,
  PROP_SHARED_POOL,
} MeireiModelProperty;

#define N_PROPS (PROP_SHARED_POOL + 1)
#define TEXT(self, prop_id) ((self)->texts[(prop_id) - PROP_ID])
#define NUMBER(self, prop_id) ((self)->numbers[(prop_id) - PROP_LOADED_CONTEXT])

G_END_DECLS
