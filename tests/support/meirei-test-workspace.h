/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-workspace-decisions.h"
#include "meirei-workspace-execution.h"

G_BEGIN_DECLS

char              *meirei_test_make_dir             (void);
void               meirei_test_remove_dir           (const char       *dir);

void               meirei_test_drop_workspace       (MeireiWorkspace **workspace);

MeireiSheet       *meirei_test_sheet_new            (const char       *title,
                                                     const char       *feature);
MeireiInstruction *meirei_test_instruction_new      (const char       *title,
                                                     const char       *feature);

char              *meirei_test_add_instruction      (MeireiWorkspace  *workspace,
                                                     const char       *title,
                                                     const char       *feature);
char              *meirei_test_add_approved         (MeireiWorkspace  *workspace,
                                                     const char       *feature);
char              *meirei_test_add_executed         (MeireiWorkspace  *workspace,
                                                     const char       *feature,
                                                     const char       *code);
void               meirei_test_execute              (MeireiWorkspace  *workspace,
                                                     const char       *id,
                                                     const char       *code);
MeireiStatus       meirei_test_get_status           (MeireiWorkspace  *workspace,
                                                     const char       *id);
char              *meirei_test_read_file            (const char       *dir,
                                                     const char       *path);
void               meirei_test_write_file           (const char       *dir,
                                                     const char       *path,
                                                     const char       *text);
gboolean           meirei_test_approve              (MeireiInstruction *instruction,
                                                     gpointer          user_data,
                                                     GError          **error);

G_END_DECLS
