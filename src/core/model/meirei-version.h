/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-test-report.h"
#include "meirei-verdict.h"

G_BEGIN_DECLS

#define MEIREI_VERSION_SCHEMA 1

#define MEIREI_TYPE_VERSION (meirei_version_get_type ())
G_DECLARE_FINAL_TYPE (MeireiVersion, meirei_version, MEIREI, VERSION, GObject)

MeireiVersion *meirei_version_new                (const char      *instruction_id,
                                                  const char      *name);
MeireiVersion *meirei_version_new_from_json      (JsonObject      *object,
                                                  GError         **error);
JsonObject    *meirei_version_to_json            (MeireiVersion   *self);
MeireiVersion *meirei_version_copy               (MeireiVersion   *self);

const char    *meirei_version_get_instruction_id (MeireiVersion   *self);
const char    *meirei_version_get_name           (MeireiVersion   *self);
gint64         meirei_version_get_revision       (MeireiVersion   *self);
void           meirei_version_set_revision       (MeireiVersion   *self,
                                                  gint64           revision);
gint64         meirei_version_get_created_at     (MeireiVersion   *self);

gboolean       meirei_version_is_finished        (MeireiVersion   *self);
MeireiFinish   meirei_version_get_finish         (MeireiVersion   *self);
void           meirei_version_set_finish         (MeireiVersion   *self,
                                                  MeireiFinish     finish);

const char    *meirei_version_get_file           (MeireiVersion   *self);
const char    *meirei_version_get_file_sha256    (MeireiVersion   *self);
gint64         meirei_version_get_size           (MeireiVersion   *self);
void           meirei_version_set_file           (MeireiVersion   *self,
                                                  const char      *file,
                                                  const char      *file_sha256,
                                                  gint64           size);
const char    *meirei_version_get_raw_sha256     (MeireiVersion   *self);
void           meirei_version_set_raw_sha256     (MeireiVersion   *self,
                                                  const char      *raw_sha256);

void           meirei_version_set_sheet_sha256   (MeireiVersion   *self,
                                                  const char      *content_sha256);
const char    *meirei_version_get_sheet_sha256   (MeireiVersion   *self);
void           meirei_version_set_server         (MeireiVersion   *self,
                                                  const char      *kind,
                                                  const char      *url,
                                                  const char      *version);
void           meirei_version_set_model          (MeireiVersion   *self,
                                                  const char      *id,
                                                  const char      *quantization,
                                                  gint64           context);
const char    *meirei_version_get_model_id       (MeireiVersion   *self);
void           meirei_version_set_prompt         (MeireiVersion   *self,
                                                  const char      *prompt_sha256,
                                                  const char      *template_name,
                                                  const char      *template_version);
const char    *meirei_version_get_batch          (MeireiVersion   *self);
void           meirei_version_set_batch          (MeireiVersion   *self,
                                                  const char      *batch_id);
JsonObject    *meirei_version_get_params         (MeireiVersion   *self);
void           meirei_version_set_params         (MeireiVersion   *self,
                                                  JsonObject      *params);

JsonArray     *meirei_version_get_attempts       (MeireiVersion   *self);
void           meirei_version_add_attempt        (MeireiVersion   *self,
                                                  JsonObject      *attempt);
JsonObject    *meirei_version_get_section        (MeireiVersion   *self,
                                                  const char      *name);
void           meirei_version_set_section        (MeireiVersion   *self,
                                                  const char      *name,
                                                  JsonObject      *section);
MeireiVerdict *meirei_version_dup_verdict        (MeireiVersion   *self);
MeireiTestReport *meirei_version_dup_tests       (MeireiVersion   *self);
int            meirei_version_get_failed_tests   (MeireiVersion   *self,
                                                  const char      *tests);
void           meirei_version_set_verdict        (MeireiVersion   *self,
                                                  MeireiVerdict   *verdict);

G_END_DECLS
