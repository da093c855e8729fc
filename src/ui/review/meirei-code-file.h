/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace-versions.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CODE_FILE (meirei_code_file_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCodeFile, meirei_code_file, MEIREI, CODE_FILE, GObject)

MeireiCodeFile *meirei_code_file_new           (MeireiWorkspace *workspace,
                                                MeireiVersion   *version);
void            meirei_code_file_load          (MeireiCodeFile  *self);
const char     *meirei_code_file_get_path      (MeireiCodeFile  *self);
const char     *meirei_code_file_get_text      (MeireiCodeFile  *self);
const char     *meirei_code_file_get_sha256    (MeireiCodeFile  *self);
gboolean        meirei_code_file_get_unchanged (MeireiCodeFile  *self);
const char     *meirei_code_file_get_problem   (MeireiCodeFile  *self);

G_END_DECLS
