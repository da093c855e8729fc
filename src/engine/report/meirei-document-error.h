/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiDocumentError:
 * @MEIREI_DOCUMENT_ERROR_FORMAT: this kind of document is not written in this
 *   format; the message names those it is written in
 * @MEIREI_DOCUMENT_ERROR_NO_VERSION: the instruction has no such version
 * @MEIREI_DOCUMENT_ERROR_NO_PHASE: no instruction and no description belongs
 *   to this phase
 * @MEIREI_DOCUMENT_ERROR_MARKS: the marks around what a person wrote in the
 *   existing document are damaged, or it has none; it is left as it is
 *
 * Why a document cannot be written.
 */
typedef enum {
  MEIREI_DOCUMENT_ERROR_FORMAT,
  MEIREI_DOCUMENT_ERROR_NO_VERSION,
  MEIREI_DOCUMENT_ERROR_NO_PHASE,
  MEIREI_DOCUMENT_ERROR_MARKS,
} MeireiDocumentError;

#define MEIREI_DOCUMENT_ERROR (meirei_document_error_quark ())
GQuark meirei_document_error_quark (void);

G_END_DECLS
