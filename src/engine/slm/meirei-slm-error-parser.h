/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-slm-failure.h"

G_BEGIN_DECLS

MeireiSlmFailure *meirei_slm_parse_error_response (guint       http_status,
                                                   const char *body,
                                                   gsize       length,
                                                   gint64      retry_after_ms,
                                                   const char *secret);
MeireiSlmFailure *meirei_slm_parse_error_json     (JsonObject *root,
                                                   gboolean    is_error,
                                                   const char *secret);

G_END_DECLS
