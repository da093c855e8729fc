/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-review.h"
#include "meirei-test-runner.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_TESTS_TAB (meirei_tests_tab_get_type ())
G_DECLARE_FINAL_TYPE (MeireiTestsTab, meirei_tests_tab, MEIREI, TESTS_TAB, AdwBin)

GtkWidget *meirei_tests_tab_new        (MeireiReview     *review);
void       meirei_tests_tab_set_runner (MeireiTestsTab   *self,
                                        MeireiTestRunner *runner);

G_END_DECLS
