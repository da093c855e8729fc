/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-enums.h"
#include "meirei-history-event.h"
#include "meirei-sheet.h"

G_BEGIN_DECLS

#define MEIREI_INSTRUCTION_SCHEMA 1

#define MEIREI_TYPE_INSTRUCTION (meirei_instruction_get_type ())
G_DECLARE_FINAL_TYPE (MeireiInstruction, meirei_instruction, MEIREI, INSTRUCTION, GObject)

MeireiInstruction  *meirei_instruction_new                 (MeireiSheet         *sheet);
MeireiInstruction  *meirei_instruction_new_with_id         (const char          *id,
                                                            MeireiSheet         *sheet);
MeireiInstruction  *meirei_instruction_new_from_json       (JsonObject          *object,
                                                            GError             **error);
JsonObject         *meirei_instruction_to_json             (MeireiInstruction   *self);
MeireiInstruction  *meirei_instruction_copy                (MeireiInstruction   *self);

const char         *meirei_instruction_get_id              (MeireiInstruction   *self);
const char         *meirei_instruction_get_short_id        (MeireiInstruction   *self);
gint64              meirei_instruction_get_revision        (MeireiInstruction   *self);
void                meirei_instruction_set_revision        (MeireiInstruction   *self,
                                                            gint64               revision);
MeireiSheet        *meirei_instruction_get_sheet           (MeireiInstruction   *self);
MeireiStatus        meirei_instruction_get_status          (MeireiInstruction   *self);
gint64              meirei_instruction_get_created_at      (MeireiInstruction   *self);
gint64              meirei_instruction_get_updated_at      (MeireiInstruction   *self);

gboolean            meirei_instruction_is_approved         (MeireiInstruction   *self);
gboolean            meirei_instruction_is_approval_stale   (MeireiInstruction   *self);
gint64              meirei_instruction_get_approved_at     (MeireiInstruction   *self);
const char         *meirei_instruction_get_approved_sha256 (MeireiInstruction   *self);

const char * const *meirei_instruction_get_versions        (MeireiInstruction   *self);
const char         *meirei_instruction_get_latest_version  (MeireiInstruction   *self);
char               *meirei_instruction_dup_next_version    (MeireiInstruction   *self);
GPtrArray          *meirei_instruction_get_history         (MeireiInstruction   *self);
JsonObject         *meirei_instruction_get_execution       (MeireiInstruction   *self);

G_END_DECLS
