/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *meirei_document_text_clean (const char *text,
                                  gssize      length);

G_END_DECLS
