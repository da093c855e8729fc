/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-context-pool.h"
#include "meirei-fake-routes.h"

static MeireiModel *
make_model (gboolean shared)
{
  return g_object_new (MEIREI_TYPE_MODEL, "id", "m", "loaded-context", (guint64) 8192,
                       "shared-pool", shared, NULL);
}

static void
enter (MeireiContextPool  *pool,
       MeireiModel        *model,
       gint64              prompt_tokens,
       gint64              max_tokens,
       GCancellable       *cancellable,
       GAsyncResult      **result)
{
  const MeireiChatMessage message = { MEIREI_CHAT_ROLE_USER, "x" };
  g_autoptr(MeireiChatParams) none = meirei_chat_params_new ();
  g_autoptr(MeireiChatParams) params =
    meirei_chat_params_with (none, MEIREI_CHAT_PARAM_MAX_TOKENS, (double) max_tokens);
  g_autoptr(MeireiChatRequest) plain = meirei_chat_request_new ("m", &message, 1, params);
  g_autoptr(MeireiChatRequest) request =
    meirei_chat_request_with_fit (plain, prompt_tokens, 8192);

  meirei_context_pool_enter_async (pool, model, request, cancellable,
                                   meirei_fake_routes_done_cb, result);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gint64
finish (MeireiContextPool  *pool,
        GAsyncResult      **result)
{
  g_autoptr(GError) error = NULL;
  gint64 tokens;

  g_assert_nonnull (*result);
  tokens = meirei_context_pool_enter_finish (pool, *result, &error);
  g_assert_no_error (error);
  g_clear_object (result);

  return tokens;
}

static void
test_shared (void)
{
  g_autoptr(MeireiContextPool) pool = meirei_context_pool_new ();
  g_autoptr(MeireiModel) model = make_model (TRUE);
  GAsyncResult *results[5] = { NULL, };

  enter (pool, model, 2000, 2000, NULL, &results[0]);
  enter (pool, model, 2000, 2000, NULL, &results[1]);
  enter (pool, model, 2000, 2000, NULL, &results[2]);
  enter (pool, model, 10, 10, NULL, &results[3]);
  settle ();
  g_assert_cmpint (finish (pool, &results[0]), ==, 4000);
  g_assert_cmpint (finish (pool, &results[1]), ==, 4000);
  /* First come, first served: the small one does not overtake. */
  g_assert_null (results[2]);
  g_assert_null (results[3]);

  meirei_context_pool_leave (pool, model, 4000);
  settle ();
  g_assert_cmpint (finish (pool, &results[2]), ==, 4000);
  g_assert_cmpint (finish (pool, &results[3]), ==, 20);
  meirei_context_pool_leave (pool, model, 4000);
  meirei_context_pool_leave (pool, model, 4000);

  /* Larger than everything: alone. */
  enter (pool, model, 9000, 1000, NULL, &results[4]);
  settle ();
  g_assert_null (results[4]);
  meirei_context_pool_leave (pool, model, 20);
  settle ();
  g_assert_cmpint (finish (pool, &results[4]), ==, 10000);
  meirei_context_pool_leave (pool, model, 10000);
}

static void
test_not_shared (void)
{
  g_autoptr(MeireiContextPool) pool = meirei_context_pool_new ();
  g_autoptr(MeireiModel) model = make_model (FALSE);

  for (guint i = 0; i < 20; i++)
    {
      GAsyncResult *result = NULL;

      enter (pool, model, 5000, 3000, NULL, &result);
      settle ();
      g_assert_cmpint (finish (pool, &result), ==, 0);
      meirei_context_pool_leave (pool, model, 0);
    }
}

static void
test_cancel (void)
{
  g_autoptr(MeireiContextPool) pool = meirei_context_pool_new ();
  g_autoptr(MeireiModel) model = make_model (TRUE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  GAsyncResult *results[3] = { NULL, };

  enter (pool, model, 4000, 1000, NULL, &results[0]);
  enter (pool, model, 4000, 1000, cancellable, &results[1]);
  enter (pool, model, 1000, 1000, NULL, &results[2]);
  settle ();
  g_assert_cmpint (finish (pool, &results[0]), ==, 5000);
  g_assert_null (results[2]);

  /* The one behind it fits and may go now. */
  g_cancellable_cancel (cancellable);
  settle ();
  g_assert_cmpint (meirei_context_pool_enter_finish (pool, results[1], &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&results[1]);
  g_assert_cmpint (finish (pool, &results[2]), ==, 2000);
  meirei_context_pool_leave (pool, model, 2000);
  meirei_context_pool_leave (pool, model, 5000);

  /* Before, and after it was let in: then it is in and has to leave. */
  g_clear_error (&error);
  enter (pool, model, 1, 1, cancellable, &results[0]);
  settle ();
  g_assert_cmpint (meirei_context_pool_enter_finish (pool, results[0], &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&results[0]);
  g_clear_object (&cancellable);
  cancellable = g_cancellable_new ();
  enter (pool, model, 1, 1, cancellable, &results[0]);
  g_cancellable_cancel (cancellable);
  settle ();
  g_assert_cmpint (finish (pool, &results[0]), ==, 2);
  meirei_context_pool_leave (pool, model, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/context-pool/shared", test_shared);
  g_test_add_func ("/context-pool/not-shared", test_not_shared);
  g_test_add_func ("/context-pool/cancel", test_cancel);

  return g_test_run ();
}
