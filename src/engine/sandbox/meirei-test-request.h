/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-sheet.h"
#include "meirei-test-limits.h"

G_BEGIN_DECLS

/**
 * MeireiTestRequest:
 * @sheet: whose tests are run
 * @code: the code that is tested
 * @only: (nullable): the name of the only test to run
 * @limits: what may be used
 * @folder: the writable folder in the sandbox; empty if it has to be made
 *
 * What the supervisor in the sandbox is asked for.
 */
typedef struct {
  MeireiSheet            *sheet;
  GBytes                 *code;
  const char             *only;
  const MeireiTestLimits *limits;
  const char             *folder;
} MeireiTestRequest;

GBytes *meirei_test_request_to_bytes (const MeireiTestRequest *self,
                                      GHashTable              *sources,
                                      const char              *secret);
char   *meirei_test_request_make_secret (void);

G_END_DECLS
