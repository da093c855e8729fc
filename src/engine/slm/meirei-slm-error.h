/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-slm-failure.h"

G_BEGIN_DECLS

#define MEIREI_SLM_ERROR (meirei_slm_error_quark ())
GQuark            meirei_slm_error_quark       (void);

GError           *meirei_slm_error_new         (MeireiSlmFailure *failure);
MeireiSlmFailure *meirei_slm_error_get_failure (const GError     *error);

G_END_DECLS
