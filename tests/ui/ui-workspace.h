/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-test-workspace.h"

G_BEGIN_DECLS

/* A throw-away workspace with a draft, an approved instruction and three that
 * await review. */
typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
  char *draft;
  char *approved;
  char *executed[3];
} UiWorkspace;

UiWorkspace *ui_workspace_new  (void);
void         ui_workspace_free (UiWorkspace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UiWorkspace, ui_workspace_free)

G_END_DECLS
