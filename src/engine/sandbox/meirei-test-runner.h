/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-sandbox.h"
#include "meirei-sheet.h"
#include "meirei-test-report.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_TEST_RUNNER (meirei_test_runner_get_type ())

G_DECLARE_FINAL_TYPE (MeireiTestRunner, meirei_test_runner, MEIREI, TEST_RUNNER, GObject)

MeireiTestRunner *meirei_test_runner_new         (const char              *data_dir,
                                                  MeireiSandbox           *sandbox);
void              meirei_test_runner_run_async   (MeireiTestRunner        *self,
                                                  MeireiSheet             *sheet,
                                                  const char              *code,
                                                  gssize                   length,
                                                  GCancellable            *cancellable,
                                                  GAsyncReadyCallback      callback,
                                                  gpointer                 user_data);
void              meirei_test_runner_run_full_async
                                                 (MeireiTestRunner        *self,
                                                  MeireiSheet             *sheet,
                                                  GBytes                  *code,
                                                  const MeireiTestLimits  *limits,
                                                  const char              *only,
                                                  GCancellable            *cancellable,
                                                  GAsyncReadyCallback      callback,
                                                  gpointer                 user_data);
MeireiTestReport *meirei_test_runner_run_finish  (MeireiTestRunner        *self,
                                                  GAsyncResult            *result,
                                                  GError                 **error);

G_END_DECLS
