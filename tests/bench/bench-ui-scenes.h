/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-window-private.h"

G_BEGIN_DECLS

typedef void (*BenchScene) (MeireiWindow *window);

gboolean bench_is_usable    (MeireiWindow *window);
void     bench_make_files   (const char   *dir);

void     bench_serve        (void);
void     bench_scene_search (MeireiWindow *window);
void     bench_scene_files  (MeireiWindow *window);
void     bench_scene_run    (MeireiWindow *window);

G_END_DECLS
