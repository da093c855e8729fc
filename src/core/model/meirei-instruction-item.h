/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-instruction.h"

G_BEGIN_DECLS

/**
 * MeireiItemFlags:
 * @MEIREI_ITEM_FLAG_NONE: nothing to point out
 * @MEIREI_ITEM_FLAG_APPROVAL_STALE: the sheet changed after its approval
 * @MEIREI_ITEM_FLAG_VERDICT_STALE: the sheet or the file changed after the verdict
 * @MEIREI_ITEM_FLAG_TRUNCATED: the latest version's answer was cut off
 * @MEIREI_ITEM_FLAG_SECURITY: its report has a deduction for security
 * @MEIREI_ITEM_FLAG_UNKNOWN_IMPORT: it imports a module that may not exist
 * @MEIREI_ITEM_FLAG_LARGE: its code is unusually large, see %MEIREI_ITEM_LARGE_SIZE
 * @MEIREI_ITEM_FLAG_SYNTAX_ERROR: its code does not compile
 * @MEIREI_ITEM_FLAG_TESTS_PASSED: its acceptance tests ran and passed
 * @MEIREI_ITEM_FLAG_TESTS_FAILED: its acceptance tests ran and did not pass
 *
 * What the list points out about an instruction.
 */
typedef enum {
  MEIREI_ITEM_FLAG_NONE           = 0,
  MEIREI_ITEM_FLAG_APPROVAL_STALE = 1 << 0,
  MEIREI_ITEM_FLAG_VERDICT_STALE  = 1 << 1,
  MEIREI_ITEM_FLAG_TRUNCATED      = 1 << 2,
  MEIREI_ITEM_FLAG_SECURITY       = 1 << 3,
  MEIREI_ITEM_FLAG_UNKNOWN_IMPORT = 1 << 4,
  MEIREI_ITEM_FLAG_LARGE          = 1 << 5,
  MEIREI_ITEM_FLAG_SYNTAX_ERROR   = 1 << 6,
  MEIREI_ITEM_FLAG_TESTS_PASSED   = 1 << 7,
  MEIREI_ITEM_FLAG_TESTS_FAILED   = 1 << 8,
} MeireiItemFlags;

#define MEIREI_TYPE_ITEM_FLAGS (meirei_item_flags_get_type ())
GType meirei_item_flags_get_type (void);

/* Code of more bytes than this is pointed out as large. */
#define MEIREI_ITEM_LARGE_SIZE (64 * 1024)

/**
 * MeireiItemFields:
 * @id: the instruction's UUID
 * @title: its title
 * @feature: its feature name
 * @phase: its phase
 * @status: its status
 * @tags: (nullable) (array zero-terminated=1): its tags
 * @model: (nullable): the model that wrote the latest version
 * @score: the latest version's score, 0 to 100; -1 if there is none
 * @gate: (nullable): `passed`, `failed`, or empty if there is no report
 * @flags: what to point out
 * @version: (nullable): the latest version's name; empty if there is none
 * @n_versions: how many versions there are
 * @size: the size of the latest version's code in bytes
 * @created_at: when it was made, in microseconds since the epoch
 * @updated_at: when it last changed, in microseconds since the epoch
 * @note: (nullable): the note of the last event, such as why it failed
 * @revision: how often it has been stored
 *
 * What a [class@InstructionItem] is made of.
 */
typedef struct {
  const char         *id;
  const char         *title;
  const char         *feature;
  int                 phase;
  MeireiStatus        status;
  const char * const *tags;
  const char         *model;
  int                 score;
  const char         *gate;
  MeireiItemFlags     flags;
  const char         *version;
  guint               n_versions;
  gint64              size;
  gint64              created_at;
  gint64              updated_at;
  const char         *note;
  gint64              revision;
} MeireiItemFields;

#define MEIREI_TYPE_INSTRUCTION_ITEM (meirei_instruction_item_get_type ())
G_DECLARE_FINAL_TYPE (MeireiInstructionItem, meirei_instruction_item, MEIREI, INSTRUCTION_ITEM, GObject)

MeireiInstructionItem *meirei_instruction_item_new              (MeireiInstruction      *instruction,
                                                                 JsonObject             *version,
                                                                 gboolean                file_changed);
MeireiInstructionItem *meirei_instruction_item_new_from_fields  (const MeireiItemFields *fields);
MeireiInstructionItem *meirei_instruction_item_copy             (MeireiInstructionItem  *self);
gboolean               meirei_instruction_item_update           (MeireiInstructionItem  *self,
                                                                 MeireiInstructionItem  *other);
gboolean               meirei_instruction_item_equal            (MeireiInstructionItem  *self,
                                                                 MeireiInstructionItem  *other);
JsonObject            *meirei_instruction_item_to_json          (MeireiInstructionItem  *self);

const char            *meirei_instruction_item_get_id           (MeireiInstructionItem  *self);
const char            *meirei_instruction_item_get_short_id     (MeireiInstructionItem  *self);
const char            *meirei_instruction_item_get_title        (MeireiInstructionItem  *self);
const char            *meirei_instruction_item_get_feature      (MeireiInstructionItem  *self);
int                    meirei_instruction_item_get_phase        (MeireiInstructionItem  *self);
MeireiStatus           meirei_instruction_item_get_status       (MeireiInstructionItem  *self);
const char * const    *meirei_instruction_item_get_tags         (MeireiInstructionItem  *self);
gboolean               meirei_instruction_item_has_tag          (MeireiInstructionItem  *self,
                                                                 const char             *tag);
const char            *meirei_instruction_item_get_model        (MeireiInstructionItem  *self);
int                    meirei_instruction_item_get_score        (MeireiInstructionItem  *self);
const char            *meirei_instruction_item_get_gate         (MeireiInstructionItem  *self);
MeireiItemFlags        meirei_instruction_item_get_flags        (MeireiInstructionItem  *self);
const char            *meirei_instruction_item_get_version      (MeireiInstructionItem  *self);
guint                  meirei_instruction_item_get_n_versions   (MeireiInstructionItem  *self);
gint64                 meirei_instruction_item_get_size         (MeireiInstructionItem  *self);
gint64                 meirei_instruction_item_get_created_at   (MeireiInstructionItem  *self);
gint64                 meirei_instruction_item_get_updated_at   (MeireiInstructionItem  *self);
const char            *meirei_instruction_item_get_note         (MeireiInstructionItem  *self);
gint64                 meirei_instruction_item_get_revision     (MeireiInstructionItem  *self);
gboolean               meirei_instruction_item_get_checked      (MeireiInstructionItem  *self);
void                   meirei_instruction_item_set_checked      (MeireiInstructionItem  *self,
                                                                 gboolean                checked);

G_END_DECLS
