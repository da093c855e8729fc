/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MeireiLinkKind:
 * @MEIREI_LINK_APPROVAL: the sheet is the one that was approved
 * @MEIREI_LINK_SHEET: the version was made from the sheet as it is
 * @MEIREI_LINK_PROMPT: sheet and template give the prompt that was sent
 * @MEIREI_LINK_ANSWER: the kept answer is the one that came
 * @MEIREI_LINK_ATTEMPT: the kept answers and codes of all attempts are those
 *   that came
 * @MEIREI_LINK_FILE: the code is the one that was taken from the answer
 * @MEIREI_LINK_REPORT: the score comes from the scoring table that is named
 * @MEIREI_LINK_TESTS: the test results are about the code and the tests as
 *   they are
 * @MEIREI_LINK_VERDICT: the verdict is about the code as it is
 * @MEIREI_LINK_RECORD: the record of the version can be read and belongs here
 * @MEIREI_LINK_BATCH: the batch that made the version knows it
 * @MEIREI_LINK_DEPENDENCY: what the instruction depends on exists
 *
 * What of the provenance is looked at.
 */
typedef enum {
  MEIREI_LINK_APPROVAL,
  MEIREI_LINK_SHEET,
  MEIREI_LINK_PROMPT,
  MEIREI_LINK_ANSWER,
  MEIREI_LINK_ATTEMPT,
  MEIREI_LINK_FILE,
  MEIREI_LINK_REPORT,
  MEIREI_LINK_TESTS,
  MEIREI_LINK_VERDICT,
  MEIREI_LINK_RECORD,
  MEIREI_LINK_BATCH,
  MEIREI_LINK_DEPENDENCY,
} MeireiLinkKind;

#define MEIREI_TYPE_LINK_KIND (meirei_link_kind_get_type ())
GType meirei_link_kind_get_type (void);

/**
 * MeireiLinkState:
 * @MEIREI_LINK_MATCHES: it holds
 * @MEIREI_LINK_STALE: it held, and something was changed since in the way that
 *   is meant for it, such as a sheet that is being edited again
 * @MEIREI_LINK_UNCHECKED: it cannot be looked at, such as with a template of
 *   another version
 * @MEIREI_LINK_DIFFERS: it does not hold
 * @MEIREI_LINK_MISSING: what it points to is not there
 *
 * Whether a link of the provenance holds.
 */
typedef enum {
  MEIREI_LINK_MATCHES,
  MEIREI_LINK_STALE,
  MEIREI_LINK_UNCHECKED,
  MEIREI_LINK_DIFFERS,
  MEIREI_LINK_MISSING,
} MeireiLinkState;

#define MEIREI_TYPE_LINK_STATE (meirei_link_state_get_type ())
GType meirei_link_state_get_type (void);

#define MEIREI_TYPE_LINK (meirei_link_get_type ())

G_DECLARE_FINAL_TYPE (MeireiLink, meirei_link, MEIREI, LINK, GObject)

MeireiLink      *meirei_link_new             (MeireiLinkKind   kind,
                                              MeireiLinkState  state,
                                              const char      *instruction_id,
                                              const char      *version,
                                              const char      *expected,
                                              const char      *actual,
                                              const char      *message);
MeireiLinkKind   meirei_link_get_kind        (MeireiLink      *self);
MeireiLinkState  meirei_link_get_state       (MeireiLink      *self);
gboolean         meirei_link_is_broken       (MeireiLink      *self);
const char      *meirei_link_get_instruction (MeireiLink      *self);
const char      *meirei_link_get_version     (MeireiLink      *self);
const char      *meirei_link_get_message     (MeireiLink      *self);
JsonObject      *meirei_link_to_json         (MeireiLink      *self);

G_END_DECLS
