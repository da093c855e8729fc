/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MeireiBatchError:
 * @MEIREI_BATCH_ERROR_UNKNOWN_OPERATION: there is no such operation
 * @MEIREI_BATCH_ERROR_UNKNOWN_IDS: some ids name no instruction; the message
 *   lists all of them
 * @MEIREI_BATCH_ERROR_EMPTY: there is nothing to do
 * @MEIREI_BATCH_ERROR_NOT_FOUND: there is no batch of that id
 * @MEIREI_BATCH_ERROR_JOURNAL: the journal cannot be read or written
 * @MEIREI_BATCH_ERROR_DEPENDENCY: something the item depends on has failed
 * @MEIREI_BATCH_ERROR_INCOMPLETE: the answer is not complete; the message says
 *   how it ended
 * @MEIREI_BATCH_ERROR_TESTS: acceptance tests did not pass, or could not be run
 * @MEIREI_BATCH_ERROR_NOT_DECIDED: nothing was done because a rule says so, or
 *   because there is nothing to be done
 * @MEIREI_BATCH_ERROR_STALE: the sheet or the template is not any more what the
 *   answer in a file was asked for
 * @MEIREI_BATCH_ERROR_FILE: a batch file cannot be read, written or sent
 *
 * What can be wrong with a batch.
 */
typedef enum {
  MEIREI_BATCH_ERROR_UNKNOWN_OPERATION,
  MEIREI_BATCH_ERROR_UNKNOWN_IDS,
  MEIREI_BATCH_ERROR_EMPTY,
  MEIREI_BATCH_ERROR_NOT_FOUND,
  MEIREI_BATCH_ERROR_JOURNAL,
  MEIREI_BATCH_ERROR_DEPENDENCY,
  MEIREI_BATCH_ERROR_INCOMPLETE,
  MEIREI_BATCH_ERROR_TESTS,
  MEIREI_BATCH_ERROR_NOT_DECIDED,
  MEIREI_BATCH_ERROR_STALE,
  MEIREI_BATCH_ERROR_FILE,
} MeireiBatchError;

#define MEIREI_BATCH_ERROR (meirei_batch_error_quark ())
GQuark      meirei_batch_error_quark   (void);

const char *meirei_error_get_type_name (const GError  *error);
char       *meirei_error_dup_code      (const GError  *error);
JsonObject *meirei_error_to_json       (const GError  *error);

G_END_DECLS
