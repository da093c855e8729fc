/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MeireiEngineState:
 * @pid: the process
 * @start_ticks: when it was started, in the kernel's ticks since the start of
 *   the machine
 * @boot_id: which start of the machine that was
 * @port: the port on 127.0.0.1
 * @api_key: the key that it wants
 * @model_path: the file it serves
 * @context: tokens of context of each slot
 * @slots: how many requests it serves at once
 * @started_at: microseconds since the epoch
 *
 * What a later program needs to find an engine that was left running, and to
 * be sure that the process is still that engine and not a stranger that got
 * its number.
 */
typedef struct {
  int      pid;
  guint64  start_ticks;
  char    *boot_id;
  int      port;
  char    *api_key;
  char    *model_path;
  guint    context;
  guint    slots;
  gint64   started_at;
} MeireiEngineState;

MeireiEngineState *meirei_engine_state_new      (int                       pid,
                                                 int                       port,
                                                 const char               *api_key);
void               meirei_engine_state_free     (MeireiEngineState        *self);
MeireiEngineState *meirei_engine_state_load     (void);
gboolean           meirei_engine_state_save     (const MeireiEngineState  *self,
                                                 GError                  **error);
void               meirei_engine_state_remove   (void);
gboolean           meirei_engine_state_is_alive (const MeireiEngineState  *self);
gboolean           meirei_engine_state_signal   (const MeireiEngineState  *self,
                                                 int                       signal_number);
int                meirei_engine_state_lock     (GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiEngineState, meirei_engine_state_free)

G_END_DECLS
