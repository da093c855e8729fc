/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MeireiParseResult:
 * @parses: whether the code parses
 * @line: the line of the error, counted from 1; 0 if it is not known
 *
 * What a parser says about a piece of code.
 */
typedef struct {
  gboolean parses;
  guint    line;
} MeireiParseResult;

#define MEIREI_TYPE_PARSE_CHECK (meirei_parse_check_get_type ())
G_DECLARE_INTERFACE (MeireiParseCheck, meirei_parse_check, MEIREI, PARSE_CHECK, GObject)

/**
 * MeireiParseCheckInterface:
 * @check_async: starts a check; @code is only valid during the call
 * @check_finish: returns its result
 * @prepare: (nullable): gets ready for a check
 *
 * Something that can say whether code parses: in Meirei the analyser worker.
 */
struct _MeireiParseCheckInterface
{
  GTypeInterface parent_iface;

  void     (*check_async)  (MeireiParseCheck     *self,
                            const char           *language,
                            const char           *code,
                            gsize                 length,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);
  gboolean (*check_finish) (MeireiParseCheck     *self,
                            GAsyncResult         *result,
                            MeireiParseResult    *parse_result,
                            GError              **error);
  void     (*prepare)      (MeireiParseCheck     *self);
};

void     meirei_parse_check_check_async  (MeireiParseCheck     *self,
                                          const char           *language,
                                          const char           *code,
                                          gsize                 length,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean meirei_parse_check_check_finish (MeireiParseCheck     *self,
                                          GAsyncResult         *result,
                                          MeireiParseResult    *parse_result,
                                          GError              **error);
void     meirei_parse_check_prepare      (MeireiParseCheck     *self);

G_END_DECLS
