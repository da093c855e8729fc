/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MeireiTestLimits:
 * @case_s: the longest time of one test in seconds, by the clock and of the
 *   processor; also that of importing the code
 * @total_s: the longest time of all tests of a sheet in seconds
 * @memory_mb: the most memory of all processes together in MiB
 * @disk_mb: the most that the tests may write in MiB; it is memory
 * @file_mb: the largest file in MiB
 * @files: the most files they may make
 * @open_files: the most files a process may have open
 * @processes: the most processes and threads
 * @output_kb: the most that one test may print in KiB
 *
 * What the acceptance tests of one sheet may use.
 */
typedef struct {
  int case_s;
  int total_s;
  int memory_mb;
  int disk_mb;
  int file_mb;
  int files;
  int open_files;
  int processes;
  int output_kb;
} MeireiTestLimits;

void        meirei_test_limits_init         (MeireiTestLimits       *self);
void        meirei_test_limits_init_from_json
                                            (MeireiTestLimits       *self,
                                             JsonObject             *object);
JsonObject *meirei_test_limits_to_json      (const MeireiTestLimits *self);

G_END_DECLS
