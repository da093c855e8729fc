/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_STORE_PROBLEM (meirei_store_problem_get_type ())
G_DECLARE_FINAL_TYPE (MeireiStoreProblem, meirei_store_problem, MEIREI, STORE_PROBLEM, GObject)

MeireiStoreProblem *meirei_store_problem_new        (const char         *path,
                                                     const char         *reason);
const char         *meirei_store_problem_get_path   (MeireiStoreProblem *self);
const char         *meirei_store_problem_get_reason (MeireiStoreProblem *self);

G_END_DECLS
