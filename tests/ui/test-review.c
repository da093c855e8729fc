/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-review.h"
#include "ui-workspace.h"

static void
wait_loaded (MeireiReview *review)
{
  while (meirei_review_is_loading (review))
    g_main_context_iteration (NULL, TRUE);
}

static MeireiInstructionItem *
get_item (UiWorkspace *fixture,
          const char  *id)
{
  MeireiInstructionItem *item = meirei_workspace_get_item (fixture->workspace, id);

  g_assert_nonnull (item);

  return item;
}

static void
test_load (void)
{
  g_autoptr(UiWorkspace) fixture = ui_workspace_new ();
  MeireiReview *review = meirei_review_new ();

  meirei_review_set_workspace (review, fixture->workspace);
  meirei_review_set_item (review, get_item (fixture, fixture->executed[0]));
  g_assert_true (meirei_review_is_loading (review));
  wait_loaded (review);
  g_assert_cmpstr (meirei_instruction_get_id (meirei_review_get_instruction (review)), ==,
                   fixture->executed[0]);
  g_assert_cmpstr (meirei_version_get_name (meirei_review_get_version (review)), ==, "v1");

  /* One without a version. */
  meirei_review_set_item (review, get_item (fixture, fixture->draft));
  wait_loaded (review);
  g_assert_nonnull (meirei_review_get_instruction (review));
  g_assert_null (meirei_review_get_version (review));
  g_assert_null (meirei_review_get_error (review));

  meirei_review_set_item (review, NULL);
  wait_loaded (review);
  g_assert_null (meirei_review_get_instruction (review));

  meirei_review_set_workspace (review, NULL);
  g_assert_finalize_object (review);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Holding a key down asks for many; only the first, which is under way, and
 * the last are read. */
static void
test_only_last_wish (void)
{
  g_autoptr(UiWorkspace) fixture = ui_workspace_new ();
  MeireiReview *review = meirei_review_new ();
  guint n_loaded = 0;

  meirei_review_set_workspace (review, fixture->workspace);
  g_signal_connect_swapped (review, "notify::instruction", G_CALLBACK (count_cb), &n_loaded);
  for (int i = 0; i < 50; i++)
    meirei_review_set_item (review, get_item (fixture, fixture->executed[i % 3]));
  wait_loaded (review);

  g_assert_cmpuint (n_loaded, ==, 1);
  g_assert_cmpstr (meirei_instruction_get_id (meirei_review_get_instruction (review)), ==,
                   fixture->executed[49 % 3]);
  g_object_unref (review);
}

static void
test_missing_version (void)
{
  g_autoptr(UiWorkspace) fixture = ui_workspace_new ();
  g_autoptr(MeireiReview) review = meirei_review_new ();

  meirei_review_set_workspace (review, fixture->workspace);
  meirei_review_set_item (review, get_item (fixture, fixture->executed[0]));
  meirei_review_set_version_name (review, "v7");
  wait_loaded (review);
  g_assert_nonnull (meirei_review_get_error (review));
  g_assert_null (meirei_review_get_version (review));

  /* Another instruction begins with its latest version again. */
  meirei_review_set_item (review, get_item (fixture, fixture->executed[1]));
  wait_loaded (review);
  g_assert_null (meirei_review_get_error (review));
  g_assert_null (meirei_review_get_version_name (review));
  g_assert_nonnull (meirei_review_get_version (review));
}

static void
test_follows_changes (void)
{
  g_autoptr(UiWorkspace) fixture = ui_workspace_new ();
  g_autoptr(MeireiReview) review = meirei_review_new ();
  G_GNUC_UNUSED g_autoptr(MeireiInstruction) changed = NULL;
  g_autoptr(GError) error = NULL;

  meirei_review_set_workspace (review, fixture->workspace);
  meirei_review_set_item (review, get_item (fixture, fixture->executed[0]));
  wait_loaded (review);

  g_assert_true (meirei_workspace_decide (fixture->workspace, fixture->executed[0], NULL,
                                          MEIREI_DECISION_ACCEPTED, NULL, NULL, &error));
  g_assert_no_error (error);
  meirei_workspace_apply_changes (fixture->workspace);
  wait_loaded (review);
  g_assert_cmpint (meirei_instruction_get_status (meirei_review_get_instruction (review)), ==,
                   MEIREI_STATUS_ACCEPTED);
}

static void
test_dropped_while_loading (void)
{
  g_autoptr(UiWorkspace) fixture = ui_workspace_new ();
  MeireiReview *review = meirei_review_new ();
  gpointer gone = review;

  g_object_add_weak_pointer (G_OBJECT (review), &gone);
  meirei_review_set_workspace (review, fixture->workspace);
  meirei_review_set_item (review, get_item (fixture, fixture->executed[0]));
  g_object_unref (review);

  /* What is under way keeps it until it is back. */
  while (gone != NULL)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/review/load", test_load);
  g_test_add_func ("/ui/review/only-last-wish", test_only_last_wish);
  g_test_add_func ("/ui/review/missing-version", test_missing_version);
  g_test_add_func ("/ui/review/follows-changes", test_follows_changes);
  g_test_add_func ("/ui/review/dropped-while-loading", test_dropped_while_loading);

  return g_test_run ();
}
