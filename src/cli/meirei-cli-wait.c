/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A verb that does one asynchronous thing waits for it here. */

#include "config.h"

#include "meirei-cli-wait.h"

/**
 * meirei_cli_wait:
 * @result: the address that [func@cli_wait_cb] was given
 *
 * Runs the main context until the operation has ended.
 */
void
meirei_cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * meirei_cli_wait_cb:
 * @source: the operation's source
 * @result: its result
 * @user_data: the address of a #GAsyncResult pointer that is %NULL
 *
 * Keeps the result for [func@cli_wait].
 */
void
meirei_cli_wait_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}
