/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "ui-workspace.h"

UiWorkspace *
ui_workspace_new (void)
{
  UiWorkspace *self = g_new0 (UiWorkspace, 1);
  g_autoptr(GError) error = NULL;

  self->dir = meirei_test_make_dir ();
  self->workspace = meirei_workspace_create (self->dir, "テスト workspace", &error);
  g_assert_no_error (error);

  self->draft = meirei_test_add_instruction (self->workspace, "A draft", "a_draft");
  self->approved = meirei_test_add_approved (self->workspace, "approved");
  self->executed[0] = meirei_test_add_executed (self->workspace, "first", "print (1)\n");
  self->executed[1] = meirei_test_add_executed (self->workspace, "second", "print (2)\n");
  self->executed[2] = meirei_test_add_executed (self->workspace, "third", "print (3)\n");
  meirei_workspace_apply_changes (self->workspace);

  return self;
}

void
ui_workspace_free (UiWorkspace *self)
{
  g_clear_object (&self->workspace);
  meirei_test_remove_dir (self->dir);
  g_free (self->dir);
  g_free (self->draft);
  g_free (self->approved);
  for (gsize i = 0; i < G_N_ELEMENTS (self->executed); i++)
    g_free (self->executed[i]);
  g_free (self);
}
