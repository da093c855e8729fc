/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MeireiEngineCommand:
 * @program: llama-server's path
 * @model_path: the GGUF file's path
 * @alias: the name under which it is served
 * @port: a free port on 127.0.0.1
 * @api_key: the key to want
 * @context: tokens of context of each slot
 * @slots: how many requests to serve at once
 * @detached: whether it goes on when this program ends
 *
 * How to start an engine.
 */
typedef struct {
  const char *program;
  const char *model_path;
  const char *alias;
  int         port;
  const char *api_key;
  guint       context;
  guint       slots;
  gboolean    detached;
} MeireiEngineCommand;

int          meirei_engine_process_find_port   (GError                    **error);
char        *meirei_engine_process_make_key    (void);
guint        meirei_engine_process_get_threads (guint                       n_processors);
GSubprocess *meirei_engine_process_spawn       (const MeireiEngineCommand  *command,
                                                goffset                    *log_start,
                                                GError                    **error);

G_END_DECLS
