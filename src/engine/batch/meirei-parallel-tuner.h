/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_PARALLEL_TUNER (meirei_parallel_tuner_get_type ())
G_DECLARE_FINAL_TYPE (MeireiParallelTuner, meirei_parallel_tuner, MEIREI, PARALLEL_TUNER, GObject)

MeireiParallelTuner *meirei_parallel_tuner_new        (guint                slots);
guint                meirei_parallel_tuner_get_limit  (MeireiParallelTuner *self);
const char          *meirei_parallel_tuner_get_reason (MeireiParallelTuner *self);
gboolean             meirei_parallel_tuner_observe    (MeireiParallelTuner *self,
                                                       gint64               now,
                                                       gint64               amount,
                                                       guint                n_finished,
                                                       guint                n_in_flight);
gboolean             meirei_parallel_tuner_refuse     (MeireiParallelTuner *self);

G_END_DECLS
