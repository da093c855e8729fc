/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_APPLICATION (meirei_application_get_type ())
G_DECLARE_FINAL_TYPE (MeireiApplication, meirei_application, MEIREI, APPLICATION, AdwApplication)

MeireiApplication *meirei_application_new (void);

G_END_DECLS
