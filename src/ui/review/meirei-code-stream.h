/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-code-view.h"
#include "meirei-execution.h"
#include "meirei-live-bar.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_CODE_STREAM (meirei_code_stream_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCodeStream, meirei_code_stream, MEIREI, CODE_STREAM, GObject)

MeireiCodeStream *meirei_code_stream_new           (MeireiCodeView   *view,
                                                    MeireiLiveBar    *live_bar,
                                                    MeireiExecution  *execution);
MeireiExecution  *meirei_code_stream_get_execution (MeireiCodeStream *self);
char             *meirei_code_stream_dup_file      (MeireiCodeStream *self);
void              meirei_code_stream_stop          (MeireiCodeStream *self);

G_END_DECLS
