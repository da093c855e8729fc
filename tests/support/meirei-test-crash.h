/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiTestCrash:
 * @MEIREI_TEST_CRASH_KILL: the process is killed; the disk has all it wrote
 * @MEIREI_TEST_CRASH_POWER: the power fails: what was not synced is lost
 * @MEIREI_TEST_CRASH_POWER_ODD: the power fails, and of the changes of folders
 *   that were not synced the odd ones are lost
 * @MEIREI_TEST_CRASH_POWER_EVEN: the same with the even ones
 *
 * How a program ends in the middle of its work.
 */
typedef enum {
  MEIREI_TEST_CRASH_KILL,
  MEIREI_TEST_CRASH_POWER,
  MEIREI_TEST_CRASH_POWER_ODD,
  MEIREI_TEST_CRASH_POWER_EVEN,
} MeireiTestCrash;

#define MEIREI_TEST_N_CRASHES (MEIREI_TEST_CRASH_POWER_EVEN + 1)

void  meirei_test_crash_arm     (MeireiTestCrash  crash,
                                 guint            step);
guint meirei_test_crash_n_steps (void);

G_END_DECLS
