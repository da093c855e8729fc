/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-sandbox.h"

G_BEGIN_DECLS

/**
 * MeireiTestAnswer:
 * @report: what came out of the report's pipe, not checked in any way
 * @messages: the beginning of standard error, valid UTF-8; nothing that is
 *   tested can write there
 * @exit_status: the exit status, or -1 if a signal ended the sandbox
 * @timed_out: whether it had to be ended because of its time
 *
 * What came out of a sandbox.
 */
typedef struct {
  GBytes   *report;
  char     *messages;
  int       exit_status;
  gboolean  timed_out;
} MeireiTestAnswer;

void              meirei_test_answer_free (MeireiTestAnswer        *self);

void              meirei_test_run_async   (MeireiSandbox           *sandbox,
                                           const char              *script,
                                           GBytes                  *request,
                                           const MeireiTestLimits  *limits,
                                           GCancellable            *cancellable,
                                           GAsyncReadyCallback      callback,
                                           gpointer                 user_data);
MeireiTestAnswer *meirei_test_run_finish  (MeireiSandbox           *sandbox,
                                           GAsyncResult            *result,
                                           GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiTestAnswer, meirei_test_answer_free)

G_END_DECLS
