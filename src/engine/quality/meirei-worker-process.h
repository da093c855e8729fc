/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_WORKER_PROCESS (meirei_worker_process_get_type ())

G_DECLARE_FINAL_TYPE (MeireiWorkerProcess, meirei_worker_process, MEIREI, WORKER_PROCESS, GObject)

MeireiWorkerProcess *meirei_worker_process_new         (const char           *python,
                                                        const char           *script,
                                                        const char           *known_modules,
                                                        GError              **error);
int                  meirei_worker_process_get_pid     (MeireiWorkerProcess  *self);
void                 meirei_worker_process_kill        (MeireiWorkerProcess  *self);
void                 meirei_worker_process_send        (MeireiWorkerProcess  *self,
                                                        JsonObject           *group);
void                 meirei_worker_process_read_async  (MeireiWorkerProcess  *self,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
JsonObject          *meirei_worker_process_read_finish (MeireiWorkerProcess  *self,
                                                        GAsyncResult         *result);
void                 meirei_worker_process_end_async   (MeireiWorkerProcess  *self,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
gboolean             meirei_worker_process_end_finish  (MeireiWorkerProcess  *self,
                                                        GAsyncResult         *result,
                                                        char                **description);

G_END_DECLS
