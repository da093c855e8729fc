/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-fit.h"

G_DEFINE_ENUM_TYPE (MeireiFit, meirei_fit,
  G_DEFINE_ENUM_VALUE (MEIREI_FIT_CHECK, "check"),
  G_DEFINE_ENUM_VALUE (MEIREI_FIT_RELOAD, "reload"),
  G_DEFINE_ENUM_VALUE (MEIREI_FIT_CUT, "cut"))
