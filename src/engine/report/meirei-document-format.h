/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MeireiDocumentFormat:
 * @MEIREI_DOCUMENT_FORMAT_JSON: everything, for programs
 * @MEIREI_DOCUMENT_FORMAT_MARKDOWN: for people, and for version control
 * @MEIREI_DOCUMENT_FORMAT_HTML: one page with charts, needing nothing else
 * @MEIREI_DOCUMENT_FORMAT_SARIF: findings, for code review tools
 * @MEIREI_DOCUMENT_FORMAT_JUNIT: what passed and failed, for build servers
 *
 * How a document is written.
 */
typedef enum {
  MEIREI_DOCUMENT_FORMAT_JSON,
  MEIREI_DOCUMENT_FORMAT_MARKDOWN,
  MEIREI_DOCUMENT_FORMAT_HTML,
  MEIREI_DOCUMENT_FORMAT_SARIF,
  MEIREI_DOCUMENT_FORMAT_JUNIT,
} MeireiDocumentFormat;

#define MEIREI_TYPE_DOCUMENT_FORMAT (meirei_document_format_get_type ())
GType       meirei_document_format_get_type   (void);
const char *meirei_document_format_get_ending (MeireiDocumentFormat format);

G_END_DECLS
