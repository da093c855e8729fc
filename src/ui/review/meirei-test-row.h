/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

#include "meirei-test-report.h"

G_BEGIN_DECLS

GtkWidget *meirei_test_row_new         (const MeireiTestCase    *test);
GtkWidget *meirei_test_row_new_refusal (const MeireiTestRefusal *refusal);

G_END_DECLS
