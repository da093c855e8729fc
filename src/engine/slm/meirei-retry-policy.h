/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-chat-limits.h"
#include "meirei-slm-failure.h"

G_BEGIN_DECLS

gint64    meirei_retry_parse_after (const char             *value,
                                    gint64                  now_us);
gboolean  meirei_retry_decide      (MeireiSlmFailure       *failure,
                                    gboolean                is_refused,
                                    guint                   n_tries,
                                    const MeireiChatLimits *limits,
                                    gint64                 *pause_ms);

G_END_DECLS
