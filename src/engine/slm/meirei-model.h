/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _MeireiServer MeireiServer;

/**
 * MeireiModelState:
 * @MEIREI_MODEL_STATE_UNKNOWN: the server does not tell
 * @MEIREI_MODEL_STATE_NOT_LOADED: installed; the first request may load it
 * @MEIREI_MODEL_STATE_LOADING: being loaded
 * @MEIREI_MODEL_STATE_LOADED: ready for requests
 *
 * Whether a model is in memory.
 */
typedef enum {
  MEIREI_MODEL_STATE_UNKNOWN,
  MEIREI_MODEL_STATE_NOT_LOADED,
  MEIREI_MODEL_STATE_LOADING,
  MEIREI_MODEL_STATE_LOADED,
} MeireiModelState;

#define MEIREI_TYPE_MODEL_STATE (meirei_model_state_get_type ())
GType meirei_model_state_get_type (void);

#define MEIREI_TYPE_MODEL (meirei_model_get_type ())
G_DECLARE_FINAL_TYPE (MeireiModel, meirei_model, MEIREI, MODEL, GObject)

MeireiModel      *meirei_model_new                    (const char       *id);

const char       *meirei_model_get_id                 (MeireiModel      *self);
const char       *meirei_model_get_key                (MeireiModel      *self);
const char       *meirei_model_get_display_name       (MeireiModel      *self);
const char       *meirei_model_get_quantization       (MeireiModel      *self);
const char       *meirei_model_get_params             (MeireiModel      *self);
MeireiModelState  meirei_model_get_state              (MeireiModel      *self);
void              meirei_model_set_state              (MeireiModel      *self,
                                                       MeireiModelState  state);
guint             meirei_model_get_loaded_context     (MeireiModel      *self);
guint             meirei_model_get_max_context        (MeireiModel      *self);
guint             meirei_model_get_slots              (MeireiModel      *self);
gboolean          meirei_model_get_shared_pool        (MeireiModel      *self);
guint64           meirei_model_get_size               (MeireiModel      *self);
guint64           meirei_model_get_memory             (MeireiModel      *self);
guint64           meirei_model_get_gpu_memory         (MeireiModel      *self);
guint64           meirei_model_get_kv_bytes_per_token (MeireiModel      *self);
guint64           meirei_model_estimate_memory        (MeireiModel      *self,
                                                       guint             context);
MeireiServer     *meirei_model_ref_server             (MeireiModel      *self);

void              meirei_model_assign                 (MeireiModel      *self,
                                                       MeireiModel      *other);

/* For MeireiServer only. */
void              _meirei_model_set_server            (MeireiModel      *self,
                                                       MeireiServer     *server);

G_END_DECLS
