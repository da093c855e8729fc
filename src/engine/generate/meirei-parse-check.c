/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-parse-check.h"

/**
 * MeireiParseCheck:
 *
 * Whether code parses can only be said by the language itself.  The extractor
 * asks through this interface, so that it does not have to know how.
 */
G_DEFINE_INTERFACE (MeireiParseCheck, meirei_parse_check, G_TYPE_OBJECT)

static void
meirei_parse_check_default_init (MeireiParseCheckInterface *iface)
{
}

/**
 * meirei_parse_check_check_async:
 * @self: a parse check
 * @language: the code's language, as in "python"
 * @code: (array length=length): UTF-8 text, only valid during the call
 * @length: its length in bytes
 * @cancellable: (nullable): stops waiting
 * @callback: called when it is known
 * @user_data: data for @callback
 *
 * Asks whether code parses.
 */
void
meirei_parse_check_check_async (MeireiParseCheck    *self,
                                const char          *language,
                                const char          *code,
                                gsize                length,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_PARSE_CHECK (self));
  g_return_if_fail (code != NULL);

  MEIREI_PARSE_CHECK_GET_IFACE (self)->check_async (self, language, code, length,
                                                    cancellable, callback, user_data);
}

/**
 * meirei_parse_check_check_finish:
 * @self: a parse check
 * @result: the result given to the callback
 * @parse_result: (out caller-allocates): what is known about the code
 * @error: why nothing could be found out: the parser died, hung, or does not
 *   know the language
 *
 * Returns: %TRUE if @parse_result was set
 */
gboolean
meirei_parse_check_check_finish (MeireiParseCheck   *self,
                                 GAsyncResult       *result,
                                 MeireiParseResult  *parse_result,
                                 GError            **error)
{
  g_return_val_if_fail (MEIREI_IS_PARSE_CHECK (self), FALSE);
  g_return_val_if_fail (parse_result != NULL, FALSE);

  return MEIREI_PARSE_CHECK_GET_IFACE (self)->check_finish (self, result, parse_result, error);
}

/**
 * meirei_parse_check_prepare:
 * @self: a parse check
 *
 * Says that there will be a question soon, so that what has to be started is
 * started now.
 */
void
meirei_parse_check_prepare (MeireiParseCheck *self)
{
  g_return_if_fail (MEIREI_IS_PARSE_CHECK (self));

  if (MEIREI_PARSE_CHECK_GET_IFACE (self)->prepare != NULL)
    MEIREI_PARSE_CHECK_GET_IFACE (self)->prepare (self);
}
