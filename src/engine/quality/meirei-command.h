/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MeireiCommandLimits:
 * @timeout_ms: the longest time in milliseconds; 0 for no limit
 * @max_output: the most bytes on standard output
 *
 * What a program may use before it is ended.
 */
typedef struct {
  guint timeout_ms;
  gsize max_output;
} MeireiCommandLimits;

/**
 * MeireiCommandResult:
 * @exit_status: the exit status, or -1 if a signal ended the program
 * @signal: the signal, or 0
 * @output: standard output
 * @messages: the beginning of standard error, valid UTF-8
 *
 * How a program ended.
 */
typedef struct {
  int     exit_status;
  int     signal;
  GBytes *output;
  char   *messages;
} MeireiCommandResult;

GSubprocessLauncher *meirei_command_launcher_new (GSubprocessFlags           flags);
void                 meirei_command_kill         (int                        pid);

void                 meirei_command_run_async    (const char * const        *argv,
                                                  const char                *folder,
                                                  const MeireiCommandLimits *limits,
                                                  GCancellable              *cancellable,
                                                  GAsyncReadyCallback        callback,
                                                  gpointer                   user_data);
MeireiCommandResult *meirei_command_run_finish   (GAsyncResult              *result,
                                                  GError                   **error);
void                 meirei_command_result_free  (MeireiCommandResult       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiCommandResult, meirei_command_result_free)

G_END_DECLS
